package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"minhchung/scoring"
	"minhchung/storage"
)

// fold is what a stream's documents come to, up to one of them. It is never
// changed: who applies more makes a new one.
type fold[T any] struct {
	value T
	seq   int64
	hash  string // of the last document, for the next one's Prev
}

// foldKind says how the documents of one kind of stream are folded.
type foldKind[T any] struct {
	empty  func() T
	clone  func(T) T
	apply  func(T, scoring.Stamp, []scoring.Entry) (T, error)
	decode func(json.RawMessage) (scoring.Entry, error)
}

// stream is one folded stream, kept in the process and caught up with one
// query a step.
type stream[T any] struct {
	name   string
	ledger Ledger
	kind   foldKind[T]
	turns  slots // for one: see takeTurns

	mu      sync.Mutex
	current fold[T]
	causes  causes
}

func newStream[T any](name string, ledger Ledger, kind foldKind[T]) *stream[T] {
	return &stream[T]{
		name: name, ledger: ledger, kind: kind, turns: make(slots, 1),
		current: fold[T]{value: kind.empty()},
	}
}

// read gives the fold as it stands now. The query runs without the lock, so
// that chats do not wait for each other's.
func (s *stream[T]) read(ctx context.Context) (fold[T], error) {
	known := s.known()
	documents, err := s.ledger.Read(ctx, s.name, known.seq)
	if err != nil {
		return known, fmt.Errorf("read %s after %d: %w", s.name, known.seq, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(documents) == 0 || documents[len(documents)-1].Seq <= s.current.seq {
		return s.current, nil
	}
	next, err := s.extend(s.current, documents)
	if err != nil {
		return known, err
	}
	s.causes.learn(after(documents, s.current.seq))
	s.current = next
	return next, nil
}

// learn takes in a document that was appended here, so that it need not be
// read. When one before it is missing, the next reading brings both.
func (s *stream[T]) learn(doc storage.Document) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if doc.Seq != s.current.seq+1 {
		return
	}
	next, err := s.extend(s.current, []storage.Document{doc})
	if err != nil {
		return // the next reading says so
	}
	s.causes.learn([]storage.Document{doc})
	s.current = next
}

// known gives the fold as far as it was read.
func (s *stream[T]) known() fold[T] {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current
}

// extend folds those of the documents that follow on f.
func (s *stream[T]) extend(f fold[T], documents []storage.Document) (fold[T], error) {
	f.value = s.kind.clone(f.value)
	for _, doc := range documents {
		if doc.Seq <= f.seq {
			continue
		}
		if doc.Seq != f.seq+1 {
			return f, fmt.Errorf("fold %s: document %d follows on %d", s.name, doc.Seq, f.seq)
		}
		entries, err := s.entries(doc)
		if err != nil {
			return f, err
		}
		f.value, err = s.kind.apply(f.value, scoring.Stamp{Seq: doc.Seq, At: doc.At, By: doc.By}, entries)
		if err != nil {
			return f, fmt.Errorf("fold %s, document %d: %w", s.name, doc.Seq, err)
		}
		f.seq, f.hash = doc.Seq, doc.Hash()
	}
	return f, nil
}

func (s *stream[T]) entries(doc storage.Document) ([]scoring.Entry, error) {
	entries := make([]scoring.Entry, len(doc.Entries))
	for i, raw := range doc.Entries {
		entry, err := s.kind.decode(raw)
		if err != nil {
			return nil, fmt.Errorf("fold %s, document %d: %w", s.name, doc.Seq, err)
		}
		entries[i] = entry
	}
	return entries, nil
}

// after gives the documents behind one.
func after(documents []storage.Document, seq int64) []storage.Document {
	for len(documents) > 0 && documents[0].Seq <= seq {
		documents = documents[1:]
	}
	return documents
}

// causedBy gives the document that a row led to; 0 when it led to none. Of an
// old row the ledger is asked when the process no longer knows.
func (s *stream[T]) causedBy(ctx context.Context, cause string, arrived time.Time) (int64, error) {
	s.mu.Lock()
	seq, known := s.causes.of(cause, arrived)
	s.mu.Unlock()
	if known {
		return seq, nil
	}
	documents, err := s.ledger.Read(ctx, s.name, 0)
	if err != nil {
		return 0, fmt.Errorf("read %s: %w", s.name, err)
	}
	for _, doc := range documents {
		if doc.Cause == cause {
			return doc.Seq, nil
		}
	}
	return 0, nil
}

// before gives the fold as it stood before a document.
func (s *stream[T]) before(ctx context.Context, seq int64) (fold[T], error) {
	f := fold[T]{value: s.kind.empty()}
	documents, err := s.ledger.Read(ctx, s.name, 0)
	if err != nil {
		return f, fmt.Errorf("read %s: %w", s.name, err)
	}
	for len(documents) > 0 && documents[len(documents)-1].Seq >= seq {
		documents = documents[:len(documents)-1]
	}
	return s.extend(f, documents)
}

// readFor gives the fold that a row's event is to see: the present one, or,
// when the row has led to a document here already, the one that it saw then.
// Of what has not grown the known one is the present one.
func (s *stream[T]) readFor(ctx context.Context, row storage.Row, grown bool) (f fold[T], appended bool, err error) {
	if f = s.known(); grown {
		if f, err = s.read(ctx); err != nil {
			return f, false, err
		}
	}
	seq, err := s.causedBy(ctx, row.Key, row.Arrived)
	if err != nil || seq == 0 {
		return f, false, err
	}
	f, err = s.before(ctx, seq)
	return f, true, err
}
