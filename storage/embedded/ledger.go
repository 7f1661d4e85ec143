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
	err = l.writer.do(ctx, func(tx *bbolt.Tx) error {
		b := tx.Bucket(bucketLedger())
		last, err := lastDocument(b, doc.Stream, stream)
		if err != nil {
			return err
		}
		if doc.Seq != last.Seq+1 {
			return fmt.Errorf("document %d after %d: %w", doc.Seq, last.Seq, storage.ErrConflict)
		}
		if prev := hashOf(last); doc.Prev != prev {
			return fmt.Errorf("document %d does not name the one before: %w", doc.Seq, storage.ErrConflict)
		}
		return put(b, numbered(stream, doc.Seq), toRecord(doc))
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
	return docs, nil
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

// lastDocument gives the stream's last document; Seq 0 when there is none.
func lastDocument(b *bbolt.Bucket, stream string, key []byte) (storage.Document, error) {
	c := b.Cursor()
	back := c.Prev
	if behind, _ := c.Seek(append(bytes.Clone(key), 1)); behind == nil { // nothing follows the stream
		back = c.Last
	}
	k, v := back()
	if !bytes.HasPrefix(k, append(bytes.Clone(key), 0)) {
		return storage.Document{}, nil
	}
	return fromRecord(stream, k, v)
}

func hashOf(last storage.Document) string {
	if last.Seq == 0 {
		return ""
	}
	return last.Hash()
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
