package embedded

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"go.etcd.io/bbolt"
)

// The buckets and what their keys are made of (numbers are big-endian, so
// that bbolt's order of bytes is theirs).
func buckets() [][]byte {
	return [][]byte{
		bucketLedger(), bucketRows(), bucketPending(), bucketReady(), bucketDone(), bucketLast(),
		bucketDeliveries(), bucketDelivered(), bucketPeople(), bucketChats(),
	}
}

func bucketLedger() []byte     { return []byte("ledger") }             // stream, NUL, seq → document
func bucketRows() []byte       { return []byte("inbox.rows") }         // key → row
func bucketPending() []byte    { return []byte("inbox.pending") }      // order → key
func bucketReady() []byte      { return []byte("inbox.ready") }        // chat, NUL, order → key: those pending that do not wait
func bucketDone() []byte       { return []byte("inbox.done") }         // done at (ms), key → nothing
func bucketLast() []byte       { return []byte("inbox.last") }         // chat → order, session
func bucketDeliveries() []byte { return []byte("deliveries") }         // job, NUL, number → delivery
func bucketDelivered() []byte  { return []byte("deliveries.uniques") } // job, NUL, recipient, NUL, mark → nothing
func bucketPeople() []byte     { return []byte("people") }             // id → person
func bucketChats() []byte      { return []byte("people.chats") }       // chat → id

var errName = errors.New("names may be neither empty nor hold a NUL")

// joinKey joins names by NUL, which none of them may hold, so that two
// different lists never give one key.
func joinKey(names ...string) ([]byte, error) {
	for _, name := range names {
		if name == "" || strings.ContainsRune(name, 0) {
			return nil, fmt.Errorf("name %q: %w", name, errName)
		}
	}
	return []byte(strings.Join(names, "\x00")), nil
}

// numbered appends NUL and a number to a joined key.
func numbered(key []byte, n int64) []byte {
	out := make([]byte, 0, len(key)+9)
	out = append(append(out, key...), 0)
	return binary.BigEndian.AppendUint64(out, uint64(n))
}

func number(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

func numberAtEnd(key []byte) int64 {
	return int64(binary.BigEndian.Uint64(key[len(key)-8:]))
}

// put stores a record as JSON; byte slices in records keep their exact bytes.
func put(b *bbolt.Bucket, key []byte, record any) error {
	value, err := json.Marshal(record)
	if err != nil {
		return fmt.Errorf("encode record: %w", err)
	}
	return b.Put(key, value)
}

// get loads a record; false when there is none.
func get(b *bbolt.Bucket, key []byte, record any) (bool, error) {
	value := b.Get(key)
	if value == nil {
		return false, nil
	}
	if err := json.Unmarshal(value, record); err != nil {
		return false, fmt.Errorf("decode record %q: %w", key, err)
	}
	return true, nil
}
