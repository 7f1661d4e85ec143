package embedded

import (
	"bytes"
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

// Pending gives the rows neither done nor set aside, by Order: it rises over
// all chats here.
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

// PendingOf gives the chat's rows neither done nor set aside that are not to
// wait, by Order.
func (i *Inbox) PendingOf(ctx context.Context, chat string) ([]storage.Row, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var rows []storage.Row
	err := i.db.View(func(tx *bbolt.Tx) error {
		b := tx.Bucket(bucketRows())
		c := tx.Bucket(bucketReady()).Cursor()
		prefix := append([]byte(chat), 0)
		for k, key := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, key = c.Next() {
			if len(k) != len(prefix)+8 {
				continue // another chat's, whose name begins so
			}
			r, err := loadRow(b, string(key))
			if err != nil {
				return err
			}
			rows = append(rows, r.row(string(key)))
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list pending rows of %s: %w", chat, err)
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
		if err := putRow(b, key, r); err != nil {
			return err
		}
		if err := unlist(tx, r); err != nil {
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
			if err := unlist(tx, r); err != nil {
				return err
			}
		}
		return putRow(b, key, r)
	})
	if err != nil {
		return 0, fmt.Errorf("count failure of row %s: %w", key, err)
	}
	return tries, nil
}

// LastSession gives the session of the chat's last done row that left one, and
// that row's Order; nil for none.
func (i *Inbox) LastSession(ctx context.Context, chat string) (session []byte, order int64, err error) {
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	err = i.db.View(func(tx *bbolt.Tx) error {
		order, session = lastOf(tx.Bucket(bucketLast()), chat)
		return nil
	})
	if err != nil {
		return nil, 0, fmt.Errorf("load last session of %s: %w", chat, err)
	}
	return session, order, nil
}
