package embedded

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"minhchung/storage"
)

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
	Tries   int      `json:"tries,omitempty"`
	Failure string   `json:"failure,omitempty"`
	State   rowState `json:"state,omitempty"`
	DoneAt  int64    `json:"done_at,omitempty"`

	Update []byte `json:"-"` // see putRow
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
	if err := putRow(b, row.Key, r); err != nil {
		return storage.Row{}, false, err
	}
	return r.row(row.Key), true, list(tx, r, key)
}

// list puts a row into the indexes of what is pending.
func list(tx *bbolt.Tx, r rowRecord, key []byte) error {
	if err := tx.Bucket(bucketPending()).Put(number(r.Order), key); err != nil || r.Due != 0 {
		return err
	}
	return tx.Bucket(bucketReady()).Put(numbered([]byte(r.Chat), r.Order), key)
}

func unlist(tx *bbolt.Tx, r rowRecord) error {
	if err := tx.Bucket(bucketPending()).Delete(number(r.Order)); err != nil {
		return err
	}
	return tx.Bucket(bucketReady()).Delete(numbered([]byte(r.Chat), r.Order))
}

// listReady fills the index by chat of a folder that was written before there
// was one.
func listReady(tx *bbolt.Tx) error {
	rows := tx.Bucket(bucketRows())
	return tx.Bucket(bucketPending()).ForEach(func(_, key []byte) error {
		r, err := loadRow(rows, string(key))
		if err != nil || r.Due != 0 {
			return err
		}
		return tx.Bucket(bucketReady()).Put(numbered([]byte(r.Chat), r.Order), bytes.Clone(key))
	})
}

func (r rowRecord) row(key string) storage.Row {
	return storage.Row{
		Key: key, Chat: r.Chat, Order: r.Order, Update: r.Update, Tries: r.Tries, Failure: r.Failure,
		Arrived: storage.FromMillis(r.Arrived), Due: storage.FromMillis(r.Due),
	}
}

// putRow stores a row: the length of its record, the record as JSON, the
// update as it came, which is most of it and never changes.
func putRow(b *bbolt.Bucket, key string, r rowRecord) error {
	record, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("encode row %s: %w", key, err)
	}
	value := make([]byte, 0, binary.MaxVarintLen64+len(record)+len(r.Update))
	value = binary.AppendUvarint(value, uint64(len(record)))
	return b.Put([]byte(key), append(append(value, record...), r.Update...))
}

var errRow = errors.New("the row is not as it was stored")

// loadRow loads a row; storage.ErrNotFound when there is none.
func loadRow(b *bbolt.Bucket, key string) (rowRecord, error) {
	var r rowRecord
	value := b.Get([]byte(key))
	if value == nil {
		return r, fmt.Errorf("row %s: %w", key, storage.ErrNotFound)
	}
	length, n := binary.Uvarint(value)
	if n <= 0 || length > uint64(len(value)-n) {
		return r, fmt.Errorf("decode row %s: %w", key, errRow)
	}
	end := n + int(length)
	if err := json.Unmarshal(value[n:end], &r); err != nil {
		return r, fmt.Errorf("decode row %s: %w", key, err)
	}
	r.Update = bytes.Clone(value[end:])
	return r, nil
}

// keepLast keeps the session that a chat's row left, under the row's order,
// unless a later row left one already.
func keepLast(tx *bbolt.Tx, r rowRecord, session []byte) error {
	b := tx.Bucket(bucketLast())
	if order, _ := lastOf(b, r.Chat); session == nil || r.Chat == "" || order > r.Order {
		return nil
	}
	return b.Put([]byte(r.Chat), append(number(r.Order), session...))
}

// lastOf gives the session that a chat's last done row left and that row's
// order; nil and 0 for none.
func lastOf(b *bbolt.Bucket, chat string) (order int64, session []byte) {
	value := b.Get([]byte(chat))
	if len(value) < 8 {
		return 0, nil
	}
	return numberAtEnd(value[:8]), bytes.Clone(value[8:])
}
