package embedded

import (
	"errors"
	"path/filepath"
	"sync"
	"testing"

	"go.etcd.io/bbolt"

	"minhchung/storage"
)

// TestOneBadWriteSpoilsNoOther: of a group, refusals, errors and panics reach
// only whoever asked for them; the others are kept.
func TestOneBadWriteSpoilsNoOther(t *testing.T) {
	db, err := bbolt.Open(filepath.Join(t.TempDir(), "test.db"), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	w := &writer{db: db}
	disk := errors.New("disk")
	changes := map[string]func(tx *bbolt.Tx) error{
		"lan":     func(tx *bbolt.Tx) error { return create(tx, "lan") },
		"refused": func(*bbolt.Tx) error { return storage.ErrConflict },
		"broken":  func(tx *bbolt.Tx) error { return errors.Join(create(tx, "broken"), disk) },
		"panic":   func(tx *bbolt.Tx) error { _ = create(tx, "panic"); panic("no") },
		"minh":    func(tx *bbolt.Tx) error { return create(tx, "minh") },
	}
	writes := map[string]*write{}
	var group []*write
	for name, change := range changes {
		writes[name] = &write{change: change, result: make(chan error, 1)}
		group = append(group, writes[name])
	}
	w.commit(group)

	results := map[string]error{}
	for name, one := range writes {
		results[name] = <-one.result
	}
	if results["lan"] != nil || results["minh"] != nil || results["panic"] == nil ||
		!errors.Is(results["refused"], storage.ErrConflict) || !errors.Is(results["broken"], disk) {
		t.Fatalf("results: %v", results)
	}
	_ = db.View(func(tx *bbolt.Tx) error {
		for name, want := range map[string]bool{"lan": true, "minh": true, "broken": false, "panic": false} {
			if got := tx.Bucket([]byte(name)) != nil; got != want {
				t.Errorf("%s kept: %v, want %v", name, got, want)
			}
		}
		return nil
	})
}

// TestCloseWaits: each write that races with close is either kept or refused.
func TestCloseWaits(t *testing.T) {
	db, err := bbolt.Open(filepath.Join(t.TempDir(), "test.db"), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	w := newWriter(db)
	var group sync.WaitGroup
	var mu sync.Mutex
	kept := 0
	for range 20 {
		group.Go(func() {
			ran := false
			err := w.do(t.Context(), func(*bbolt.Tx) error { ran = true; return nil })
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				kept++
			}
			if (err == nil) != ran || (err != nil && !errors.Is(err, errClosed)) {
				t.Errorf("ran: %v, error %v", ran, err)
			}
		})
	}
	w.close()
	group.Wait()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func create(tx *bbolt.Tx, name string) error {
	_, err := tx.CreateBucketIfNotExists([]byte(name))
	return err
}
