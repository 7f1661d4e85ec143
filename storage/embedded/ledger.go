package embedded

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"go.etcd.io/bbolt"

	"minhchung/storage"
)

// Ledger keeps the streams, one record a document, in order of stream and seq.
type Ledger struct {
	db     *bbolt.DB
	writer *writer
	tips   *tips
}

// documentRecord is a document without what its key says; entries are kept
// as bytes, because JSON inside JSON would be reformatted and break the hash.
type documentRecord struct {
	Cause    string   `json:"cause"`
	At       int64    `json:"at"`
	Recorded int64    `json:"recorded"`
	By       string   `json:"by"`
	Prev     string   `json:"prev"`
	Entries  [][]byte `json:"entries"`
}

// Append inserts the document. storage.ErrConflict when its seq is not the
// next one of the stream or its Prev not the last one's hash.
func (l *Ledger) Append(ctx context.Context, doc storage.Document) error {
	stream, err := joinKey(doc.Stream)
	if err != nil {
		return fmt.Errorf("append to ledger: %w", err)
	}
	hash := doc.Hash()
	err = l.writer.do(ctx, func(tx *bbolt.Tx) error {
		b, key := tx.Bucket(bucketLedger()), numbered(stream, doc.Seq)
		last, known := l.tips.of(doc.Stream)
		if !known || doc.Seq != last.seq+1 || b.Get(key) != nil { // others of this group may have come first
			var err error
			if last, err = lastDocument(b, doc.Stream, stream); err != nil {
				return err
			}
		}
		if doc.Seq != last.seq+1 {
			return fmt.Errorf("document %d after %d: %w", doc.Seq, last.seq, storage.ErrConflict)
		}
		if doc.Prev != last.hash {
			return fmt.Errorf("document %d does not name the one before: %w", doc.Seq, storage.ErrConflict)
		}
		// Before anybody hears of the outcome: who lost against this one reads next.
		tx.OnCommit(func() { l.tips.learn(doc.Stream, tip{doc.Seq, hash}) })
		return put(b, key, toRecord(doc))
	})
	if err != nil {
		return fmt.Errorf("append to %s: %w", doc.Stream, err)
	}
	return nil
}

// Read gives the documents of stream with a seq above after, in order.
func (l *Ledger) Read(ctx context.Context, stream string, after int64) ([]storage.Document, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if end, known := l.tips.of(stream); known && end.seq <= after {
		return nil, nil
	}
	key, err := joinKey(stream)
	if err != nil {
		return nil, fmt.Errorf("read ledger: %w", err)
	}
	var docs []storage.Document
	err = l.db.View(func(tx *bbolt.Tx) error {
		c := tx.Bucket(bucketLedger()).Cursor()
		prefix := append(bytes.Clone(key), 0)
		for k, v := c.Seek(numbered(key, max(after, 0)+1)); bytes.HasPrefix(k, prefix); k, v = c.Next() {
			doc, err := fromRecord(stream, k, v)
			if err != nil {
				return err
			}
			docs = append(docs, doc)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", stream, err)
	}
	if n := len(docs); n > 0 {
		l.tips.learn(stream, tip{docs[n-1].Seq, docs[n-1].Hash()})
	} else if after <= 0 {
		l.tips.learn(stream, tip{})
	}
	return docs, nil
}

// Grown gives those of the streams that have a document above the seq that is
// known of them.
func (l *Ledger) Grown(ctx context.Context, known map[string]int64) (map[string]bool, error) {
	grown := make(map[string]bool)
	for stream, seq := range known {
		end, sure := l.tips.of(stream)
		if !sure {
			documents, err := l.Read(ctx, stream, seq) // it learns where the stream ends
			if err != nil {
				return nil, err
			}
			grown[stream] = len(documents) > 0
			continue
		}
		grown[stream] = end.seq > seq
	}
	return grown, nil
}

// Streams lists the names of streams that start with prefix, sorted. It makes
// one seek a stream, however long the streams are.
func (l *Ledger) Streams(ctx context.Context, prefix string) ([]string, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var names []string
	err := l.db.View(func(tx *bbolt.Tx) error {
		c := tx.Bucket(bucketLedger()).Cursor()
		k, _ := c.Seek([]byte(prefix))
		for bytes.HasPrefix(k, []byte(prefix)) {
			name, _, _ := bytes.Cut(k, []byte{0})
			names = append(names, string(name))
			k, _ = c.Seek(append(bytes.Clone(name), 1)) // behind all of this stream
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list streams %s*: %w", prefix, err)
	}
	return names, nil
}

// lastDocument finds the stream's last document.
func lastDocument(b *bbolt.Bucket, stream string, key []byte) (tip, error) {
	c := b.Cursor()
	back := c.Prev
	if behind, _ := c.Seek(append(bytes.Clone(key), 1)); behind == nil { // nothing follows the stream
		back = c.Last
	}
	k, v := back()
	if !bytes.HasPrefix(k, append(bytes.Clone(key), 0)) {
		return tip{}, nil
	}
	doc, err := fromRecord(stream, k, v)
	if err != nil {
		return tip{}, err
	}
	return tip{doc.Seq, doc.Hash()}, nil
}

func toRecord(doc storage.Document) documentRecord {
	r := documentRecord{
		Cause: doc.Cause, By: doc.By, Prev: doc.Prev,
		At: storage.ToMillis(doc.At), Recorded: storage.ToMillis(doc.Recorded),
	}
	for _, e := range doc.Entries {
		r.Entries = append(r.Entries, e)
	}
	return r
}

func fromRecord(stream string, key, value []byte) (storage.Document, error) {
	var r documentRecord
	if err := json.Unmarshal(value, &r); err != nil {
		return storage.Document{}, fmt.Errorf("decode document %q: %w", key, err)
	}
	doc := storage.Document{
		Stream: stream, Seq: numberAtEnd(key), Cause: r.Cause, By: r.By, Prev: r.Prev,
		At: storage.FromMillis(r.At), Recorded: storage.FromMillis(r.Recorded),
	}
	for _, e := range r.Entries {
		doc.Entries = append(doc.Entries, e)
	}
	return doc, nil
}
