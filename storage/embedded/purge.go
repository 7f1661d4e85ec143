package embedded

import (
	"context"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"minhchung/storage"
)

// purgeGroup bounds one transaction of Purge, so that it holds up no chat.
const purgeGroup = 500

// Purge deletes the rows done before the time and says how many; the last
// sessions are kept beside the rows and stay.
func (i *Inbox) Purge(ctx context.Context, before time.Time) (int, error) {
	total := 0
	for {
		n, err := i.purgeSome(ctx, storage.ToMillis(before))
		if err != nil {
			return total, fmt.Errorf("purge the inbox: %w", err)
		}
		total += n
		if n < purgeGroup {
			return total, nil
		}
	}
}

func (i *Inbox) purgeSome(ctx context.Context, before int64) (int, error) {
	n := 0
	err := i.writer.do(ctx, func(tx *bbolt.Tx) error {
		var old [][]byte
		c := tx.Bucket(bucketDone()).Cursor()
		for k, _ := c.First(); k != nil && len(old) < purgeGroup && doneAt(k) < before; k, _ = c.Next() {
			old = append(old, append([]byte(nil), k...))
		}
		for _, k := range old {
			if err := tx.Bucket(bucketRows()).Delete(k[8:]); err != nil {
				return err
			}
			if err := tx.Bucket(bucketDone()).Delete(k); err != nil {
				return err
			}
		}
		n = len(old)
		return nil
	})
	return n, err
}

func doneAt(key []byte) int64 { return numberAtEnd(key[:8]) }
