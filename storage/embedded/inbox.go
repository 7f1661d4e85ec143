package embedded

import (
	"context"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"minhchung/storage"
)

// Inbox keeps the updates. The rows neither done nor set aside have an index
// of their own, and so has each chat's last session: both cost what they
// return, however many rows of the past seven days there are.
type Inbox struct {
	db     *bbolt.DB
	writer *writer
}

type rowState string

const (
	rowPending rowState = ""
	rowDone    rowState = "done"
	rowAside   rowState = "aside"
)

type rowRecord struct {
	Chat    string   `json:"chat"`
	Order   int64    `json:"order"`
	Arrived int64    `json:"arrived"`
	Due     int64    `json:"due,omitempty"`
	Update  []byte   `json:"update"`
	Tries   int      `json:"tries,omitempty"`
	Failure string   `json:"failure,omitempty"`
	State   rowState `json:"state,omitempty"`
	DoneAt  int64    `json:"done_at,omitempty"`
}

// lastRecord is the session that the chat's last done row left behind.
type lastRecord struct {
	Order   int64  `json:"order"`
	Session []byte `json:"session"`
}

// Put inserts the rows that are new, in their order, and gives back those
// with Order set; a known key is passed over.
func (i *Inbox) Put(ctx context.Context, rows ...storage.Row) ([]storage.Row, error) {
	var added []storage.Row
	err := i.writer.do(ctx, func(tx *bbolt.Tx) error {
		added = nil // the change may run twice
		for _, row := range rows {
			kept, isNew, err := insertRow(tx, row)
			if err != nil {
				return err
			}
			if isNew {
				added = append(added, kept)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("put %d rows into the inbox: %w", len(rows), err)
	}
	return added, nil
}

func insertRow(tx *bbolt.Tx, row storage.Row) (storage.Row, bool, error) {
	b, key := tx.Bucket(bucketRows()), []byte(row.Key)
	if b.Get(key) != nil {
		return storage.Row{}, false, nil
	}
	next, err := b.NextSequence()
	if err != nil {
		return storage.Row{}, false, fmt.Errorf("number row %s: %w", row.Key, err)
	}
	r := rowRecord{
		Chat: row.Chat, Order: int64(next), Update: row.Update, Tries: row.Tries, Failure: row.Failure,
		Arrived: storage.ToMillis(row.Arrived), Due: storage.ToMillis(row.Due),
	}
	if err := put(b, key, r); err != nil {
		return storage.Row{}, false, err
	}
	return r.row(row.Key), true, tx.Bucket(bucketPending()).Put(number(r.Order), key)
}

func (r rowRecord) row(key string) storage.Row {
	return storage.Row{
		Key: key, Chat: r.Chat, Order: r.Order, Update: r.Update, Tries: r.Tries, Failure: r.Failure,
		Arrived: storage.FromMillis(r.Arrived), Due: storage.FromMillis(r.Due),
	}
}

// Pending gives the rows neither done nor set aside, by Order.
func (i *Inbox) Pending(ctx context.Context) ([]storage.Row, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var rows []storage.Row
	err := i.db.View(func(tx *bbolt.Tx) error {
		b := tx.Bucket(bucketRows())
		return tx.Bucket(bucketPending()).ForEach(func(_, key []byte) error {
			r, err := loadRow(b, string(key))
			if err == nil {
				rows = append(rows, r.row(string(key)))
			}
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("list pending rows: %w", err)
	}
	return rows, nil
}

// Done marks the row done with the session that it leaves behind. Twice is
// harmless: the first stays. storage.ErrNotFound when there is no such row.
func (i *Inbox) Done(ctx context.Context, key string, session []byte, at time.Time) error {
	err := i.writer.do(ctx, func(tx *bbolt.Tx) error {
		b := tx.Bucket(bucketRows())
		r, err := loadRow(b, key)
		if err != nil || r.State == rowDone {
			return err
		}
		r.State, r.DoneAt = rowDone, storage.ToMillis(at)
		if err := put(b, []byte(key), r); err != nil {
			return err
		}
		if err := tx.Bucket(bucketPending()).Delete(number(r.Order)); err != nil {
			return err
		}
		if err := tx.Bucket(bucketDone()).Put(append(number(r.DoneAt), key...), nil); err != nil {
			return err
		}
		return keepLast(tx, r, session)
	})
	if err != nil {
		return fmt.Errorf("mark row %s done: %w", key, err)
	}
	return nil
}

// keepLast keeps the session unless a later row of the chat left one already.
func keepLast(tx *bbolt.Tx, r rowRecord, session []byte) error {
	if session == nil || r.Chat == "" {
		return nil
	}
	var last lastRecord
	b := tx.Bucket(bucketLast())
	if _, err := get(b, []byte(r.Chat), &last); err != nil || last.Order > r.Order {
		return err
	}
	return put(b, []byte(r.Chat), lastRecord{Order: r.Order, Session: session})
}

// Failed counts a failure and gives the number of tries so far; setAside also
// takes the row out of Pending. storage.ErrNotFound when there is no such row.
func (i *Inbox) Failed(ctx context.Context, key, failure string, setAside bool) (int, error) {
	var tries int
	err := i.writer.do(ctx, func(tx *bbolt.Tx) error {
		b := tx.Bucket(bucketRows())
		r, err := loadRow(b, key)
		if err != nil {
			return err
		}
		r.Tries++
		r.Failure = failure
		tries = r.Tries
		if setAside && r.State == rowPending {
			r.State = rowAside
			if err := tx.Bucket(bucketPending()).Delete(number(r.Order)); err != nil {
				return err
			}
		}
		return put(b, []byte(key), r)
	})
	if err != nil {
		return 0, fmt.Errorf("count failure of row %s: %w", key, err)
	}
	return tries, nil
}

// LastSession gives the session of the chat's last done row that left one;
// nil for none.
func (i *Inbox) LastSession(ctx context.Context, chat string) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var last lastRecord
	err := i.db.View(func(tx *bbolt.Tx) error {
		_, err := get(tx.Bucket(bucketLast()), []byte(chat), &last)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("load last session of %s: %w", chat, err)
	}
	return last.Session, nil
}

// loadRow loads a row; storage.ErrNotFound when there is none.
func loadRow(b *bbolt.Bucket, key string) (rowRecord, error) {
	var r rowRecord
	found, err := get(b, []byte(key), &r)
	if err == nil && !found {
		err = fmt.Errorf("row %s: %w", key, storage.ErrNotFound)
	}
	return r, err
}
