package embedded

import (
	"errors"
	"testing"

	"go.etcd.io/bbolt"

	"minhchung/storage"
)

// TestRowsAreNewOnceThoughTheirWriteRanTwice: when another's error breaks the
// group, the rows are put again, and still told of once.
func TestRowsAreNewOnceThoughTheirWriteRanTwice(t *testing.T) {
	db, err := openFile(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	w := &writer{db: db, queue: make(chan *write), stop: make(chan struct{})} // the test commits
	inbox := &Inbox{db: db, writer: w}
	got := make(chan []storage.Row)
	go func() {
		rows, err := inbox.Put(t.Context(), storage.Row{Key: "m:1", Chat: "telegram:1001"})
		if err != nil {
			t.Error(err)
		}
		got <- rows
	}()
	broken := &write{
		change: func(*bbolt.Tx) error { return errors.New("disk") },
		result: make(chan error, 1),
	}
	w.commit([]*write{<-w.queue, broken})
	if rows := <-got; len(rows) != 1 || rows[0].Order == 0 {
		t.Fatalf("new rows: %v", rows)
	}
}
