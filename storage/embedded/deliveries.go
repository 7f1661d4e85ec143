package embedded

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"go.etcd.io/bbolt"

	"minhchung/storage"
)

// Deliveries keeps what was sent, insert only: one bucket holds the records
// of each job in order, the other the keys that make them unique.
type Deliveries struct {
	db     *bbolt.DB
	writer *writer
}

type deliveryRecord struct {
	Recipient string `json:"recipient"`
	Mark      string `json:"mark"`
	Ref       string `json:"ref,omitempty"`
	Outcome   string `json:"outcome"`
	At        int64  `json:"at"`
}

// Insert adds the record; storage.ErrExists when job, recipient and mark are known.
func (d *Deliveries) Insert(ctx context.Context, v storage.Delivery) error {
	unique, err := joinKey(v.Job, v.Recipient, v.Mark)
	if err != nil {
		return fmt.Errorf("insert delivery: %w", err)
	}
	err = d.writer.do(ctx, func(tx *bbolt.Tx) error {
		uniques, records := tx.Bucket(bucketDelivered()), tx.Bucket(bucketDeliveries())
		if uniques.Get(unique) != nil {
			return storage.ErrExists
		}
		if err := uniques.Put(unique, []byte{}); err != nil {
			return err
		}
		next, err := records.NextSequence()
		if err != nil {
			return err
		}
		return put(records, numbered([]byte(v.Job), int64(next)), deliveryRecord{
			Recipient: v.Recipient, Mark: v.Mark, Ref: v.Ref, Outcome: v.Outcome, At: storage.ToMillis(v.At),
		})
	})
	if err != nil {
		return fmt.Errorf("insert delivery of %s to %s (%s): %w", v.Job, v.Recipient, v.Mark, err)
	}
	return nil
}

// List gives the records of a job in order of insertion.
func (d *Deliveries) List(ctx context.Context, job string) ([]storage.Delivery, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var list []storage.Delivery
	err := d.db.View(func(tx *bbolt.Tx) error {
		prefix := append([]byte(job), 0)
		c := tx.Bucket(bucketDeliveries()).Cursor()
		for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
			var r deliveryRecord
			if err := json.Unmarshal(v, &r); err != nil {
				return fmt.Errorf("decode delivery %q: %w", k, err)
			}
			list = append(list, storage.Delivery{
				Job: job, Recipient: r.Recipient, Mark: r.Mark, Ref: r.Ref, Outcome: r.Outcome, At: storage.FromMillis(r.At),
			})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list deliveries of %s: %w", job, err)
	}
	return list, nil
}
