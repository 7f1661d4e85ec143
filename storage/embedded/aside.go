package embedded

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"minhchung/storage"
)

// Aside gives the rows that were set aside, the oldest first. There are few,
// and they are rarely asked for: they have no index, all rows are looked at.
func (i *Inbox) Aside(ctx context.Context) ([]storage.Row, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var rows []storage.Row
	err := i.db.View(func(tx *bbolt.Tx) error {
		b := tx.Bucket(bucketRows())
		return b.ForEach(func(key, _ []byte) error {
			r, err := loadRow(b, string(key))
			if err == nil && r.State == rowAside {
				rows = append(rows, r.row(string(key)))
			}
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("list rows set aside: %w", err)
	}
	slices.SortFunc(rows, func(a, b storage.Row) int {
		return cmp.Or(a.Arrived.Compare(b.Arrived), cmp.Compare(a.Key, b.Key))
	})
	return rows, nil
}

// PutBack makes a row that was set aside pending again, with no tries, as the
// last of its chat. storage.ErrNotFound when no such row is set aside.
func (i *Inbox) PutBack(ctx context.Context, key string) (storage.Row, error) {
	var back storage.Row
	err := i.writer.do(ctx, func(tx *bbolt.Tx) error {
		b := tx.Bucket(bucketRows())
		r, err := loadRow(b, key)
		if err != nil {
			return err
		}
		if r.State != rowAside {
			return fmt.Errorf("row %s is not set aside: %w", key, storage.ErrNotFound)
		}
		next, err := b.NextSequence()
		if err != nil {
			return fmt.Errorf("number row %s: %w", key, err)
		}
		r.State, r.Tries, r.Order = rowPending, 0, int64(next)
		back = r.row(key)
		if err := putRow(b, key, r); err != nil {
			return err
		}
		return list(tx, r, []byte(key))
	})
	if err != nil {
		return storage.Row{}, fmt.Errorf("put row %s back: %w", key, err)
	}
	return back, nil
}
