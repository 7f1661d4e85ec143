// Package embedded keeps everything in one data folder: ledger, inbox,
// deliveries and people in one bbolt file, contents in a folder of files named
// by their SHA-256. Live sessions, locks and pacing are in the process, which
// is the folder's only one: bbolt's file lock sees to that.
//
// It must not know what the kept bytes mean, nor of any other engine.
package embedded

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
	bbolterrors "go.etcd.io/bbolt/errors"

	"minhchung/storage"
)

// ErrInUse says that another process holds the data folder.
var ErrInUse = errors.New("the data folder is in use by another process")

const (
	fileName    = "minhchung.db"
	lockTimeout = time.Second // how long to wait for a process that is just ending
)

// Store is an open data folder.
type Store struct {
	db         *bbolt.DB
	writer     *writer
	ledger     *Ledger
	inbox      *Inbox
	deliveries *Deliveries
	people     *People
	blobs      *Blobs
	sessions   *Sessions
	locks      *Locks
	pacer      *Pacer
}

// Open opens the data folder, creating it where it is missing, and removes
// what a crash left half written. ErrInUse when another process has it open.
func Open(dir string, pace storage.Pace) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("create data folder: %w", err)
	}
	db, err := openFile(dir)
	if err != nil {
		return nil, err
	}
	blobs, err := openBlobs(filepath.Join(dir, "blobs"))
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	w := newWriter(db)
	return &Store{
		db:         db,
		writer:     w,
		ledger:     &Ledger{db: db, writer: w, tips: newTips()},
		inbox:      &Inbox{db: db, writer: w},
		deliveries: &Deliveries{db: db, writer: w},
		people:     &People{db: db, writer: w},
		blobs:      blobs,
		sessions:   newSessions(),
		locks:      newLocks(),
		pacer:      newPacer(pace),
	}, nil
}

// openFile opens the bbolt file under the folder's lock and makes its buckets.
func openFile(dir string) (*bbolt.DB, error) {
	db, err := bbolt.Open(filepath.Join(dir, fileName), 0o600, &bbolt.Options{
		Timeout:      lockTimeout,
		FreelistType: bbolt.FreelistMapType,
	})
	if errors.Is(err, bbolterrors.ErrTimeout) {
		return nil, fmt.Errorf("open %s: %w", dir, ErrInUse)
	}
	if err != nil {
		return nil, fmt.Errorf("open data folder %s: %w", dir, err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		listed := tx.Bucket(bucketReady()) != nil
		for _, name := range buckets() {
			if _, err := tx.CreateBucketIfNotExists(name); err != nil {
				return fmt.Errorf("create bucket %s: %w", name, err)
			}
		}
		if listed {
			return nil
		}
		return listReady(tx)
	})
	if err == nil { // the file's own entry in the folder has to last as well
		err = syncDir(dir)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("prepare data folder %s: %w", dir, err), db.Close())
	}
	return db, nil
}

// Close waits for running writes, then frees the folder. Later writes fail.
func (s *Store) Close() error {
	s.writer.close()
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("close data folder: %w", err)
	}
	return nil
}

// Ledger gives the port.
func (s *Store) Ledger() *Ledger { return s.ledger }

// Inbox gives the port.
func (s *Store) Inbox() *Inbox { return s.inbox }

// Deliveries gives the port.
func (s *Store) Deliveries() *Deliveries { return s.deliveries }

// People gives the port.
func (s *Store) People() *People { return s.people }

// Blobs gives the port.
func (s *Store) Blobs() *Blobs { return s.blobs }

// Sessions gives the port; what it holds ends with the process.
func (s *Store) Sessions() *Sessions { return s.sessions }

// Locks gives the port; it spans this process, which is the folder's only one.
func (s *Store) Locks() *Locks { return s.locks }

// Pacer gives the port.
func (s *Store) Pacer() *Pacer { return s.pacer }
