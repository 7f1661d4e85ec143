package sandbox

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"go.etcd.io/bbolt"
)

// The buckets of sandbox.db.
const (
	bucketMeta      = "meta"
	bucketPeople    = "people"
	bucketChats     = "chats"
	bucketMessages  = "messages"
	bucketUpdates   = "updates"
	bucketFiles     = "files"
	bucketCallbacks = "callbacks"
)

func buckets() []string {
	return []string{
		bucketMeta, bucketPeople, bucketChats, bucketMessages,
		bucketUpdates, bucketFiles, bucketCallbacks,
	}
}

// journal writes changes to disk behind the state in memory. Whoever answers a
// call waits until all changes so far are durable: many share one commit.
// A nil journal keeps nothing.
type journal struct {
	db *bbolt.DB

	mu      sync.Mutex
	pending []record
	queued  uint64 // records handed over so far
	durable uint64 // of these, how many are on disk
	err     error  // the first failure; after it nothing is kept
	wake    *sync.Cond
	done    *sync.Cond
	closing bool
	stopped chan struct{}
}

// errClosed is what comes of a change after Close.
var errClosed = errors.New("the sandbox is closed")

// record is one key's new value; nil deletes it.
type record struct {
	bucket string
	key    []byte
	value  []byte
}

func openJournal(path string) (*journal, error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second / 2})
	if err != nil {
		return nil, fmt.Errorf("open %s (is another sandbox running on it?): %w", path, err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		for _, name := range buckets() {
			if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
				return fmt.Errorf("make bucket %s: %w", name, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("prepare %s: %w", path, err)
	}
	j := &journal{db: db, stopped: make(chan struct{})}
	j.wake, j.done = sync.NewCond(&j.mu), sync.NewCond(&j.mu)
	go j.run()
	return j, nil
}

// put queues a change; a nil value deletes the key.
func (j *journal) put(bucket string, key []byte, value any) {
	if j == nil {
		return
	}
	r := record{bucket: bucket, key: key}
	var err error
	if value != nil {
		r.value, err = json.Marshal(value)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if err != nil && j.err == nil {
		j.err = fmt.Errorf("keep a record of %s: %w", bucket, err)
	}
	j.pending = append(j.pending, r)
	j.queued++
	j.wake.Signal()
}

// wait returns once everything put so far is durable.
func (j *journal) wait() error {
	if j == nil {
		return nil
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	target := j.queued
	for j.durable < target && j.err == nil {
		j.done.Wait()
	}
	if j.durable >= target && errors.Is(j.err, errClosed) {
		return nil
	}
	return j.err
}

func (j *journal) run() {
	defer close(j.stopped)
	for {
		j.mu.Lock()
		for len(j.pending) == 0 && !j.closing {
			j.wake.Wait()
		}
		batch := j.pending
		j.pending = nil
		j.mu.Unlock()
		if len(batch) == 0 {
			j.end()
			return
		}
		err := j.commit(batch)
		j.mu.Lock()
		j.durable += uint64(len(batch))
		if err != nil && j.err == nil {
			j.err = err
		}
		j.done.Broadcast()
		j.mu.Unlock()
	}
}

// end lets nobody wait for what is put after the last commit.
func (j *journal) end() {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.err == nil {
		j.err = errClosed
	}
	j.done.Broadcast()
}

func (j *journal) commit(batch []record) error {
	err := j.db.Update(func(tx *bbolt.Tx) error {
		for _, r := range batch {
			bucket := tx.Bucket([]byte(r.bucket))
			var err error
			if r.value == nil {
				err = bucket.Delete(r.key)
			} else {
				err = bucket.Put(r.key, r.value)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("write the sandbox's state: %w", err)
	}
	return nil
}

// each hands every record of a bucket to f, in the order of the keys.
func (j *journal) each(bucket string, f func(key, value []byte) error) error {
	err := j.db.View(func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte(bucket)).ForEach(f)
	})
	if err != nil {
		return fmt.Errorf("read %s: %w", bucket, err)
	}
	return nil
}

func (j *journal) close() error {
	if j == nil {
		return nil
	}
	j.mu.Lock()
	j.closing = true
	j.wake.Signal()
	j.mu.Unlock()
	<-j.stopped
	if err := j.db.Close(); err != nil {
		return fmt.Errorf("close the sandbox's state: %w", err)
	}
	return nil
}

// idKey makes keys that sort by number.
func idKey(ids ...int64) []byte {
	var key []byte
	for _, id := range ids {
		key = binary.BigEndian.AppendUint64(key, uint64(id))
	}
	return key
}
