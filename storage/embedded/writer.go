package embedded

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"go.etcd.io/bbolt"

	"minhchung/storage"
)

// writer commits in groups: what arrives while one commit is under way goes
// into the next one together. Unlike bbolt's own Batch it adds no delay, so a
// lone chat waits for one commit and 500 share theirs.
type writer struct {
	db    *bbolt.DB
	queue chan *write
	stop  chan struct{}
	done  sync.WaitGroup
	once  sync.Once
}

// maxGroup bounds one commit, so that no write waits for too long a one.
const maxGroup = 512

var errClosed = errors.New("the data folder is closed")

// write is one change and the way back to who asked for it.
type write struct {
	change func(tx *bbolt.Tx) error
	result chan error
	err    error
}

func newWriter(db *bbolt.DB) *writer {
	w := &writer{db: db, queue: make(chan *write, maxGroup), stop: make(chan struct{})}
	w.done.Go(w.run)
	return w
}

// do makes the change durable, or returns its error and changes nothing. The
// change may run twice. It must return storage.ErrConflict, ErrExists and
// ErrNotFound before it has written anything: these refuse it alone and leave
// the others of its group be. Once queued the outcome is waited for, whatever
// becomes of ctx: it takes milliseconds, and an unknown outcome is worse.
func (w *writer) do(ctx context.Context, change func(tx *bbolt.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	one := &write{change: change, result: make(chan error, 1)}
	select {
	case w.queue <- one:
	case <-w.stop:
		return errClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case err := <-one.result:
		return err
	case <-w.stop:
		w.done.Wait() // it may have been taken into the last group
		select {
		case err := <-one.result:
			return err
		default:
			return errClosed
		}
	}
}

func (w *writer) close() {
	w.once.Do(func() { close(w.stop) })
	w.done.Wait()
}

func (w *writer) run() {
	for {
		select {
		case <-w.stop:
			return
		case first := <-w.queue:
			w.commit(w.gather(first))
		}
	}
}

// gather takes what has queued up behind the first write, and what those add
// who are ready to run: the fewer commits, the less is written.
func (w *writer) gather(first *write) []*write {
	runtime.Gosched()
	group := []*write{first}
	for len(group) < maxGroup {
		select {
		case next := <-w.queue:
			group = append(group, next)
		default:
			return group
		}
	}
	return group
}

// commit makes one transaction of the group. When one of them breaks it, each
// is tried alone, so that nobody suffers for another's error.
func (w *writer) commit(group []*write) {
	err := w.db.Update(func(tx *bbolt.Tx) error {
		for _, one := range group {
			if one.err = safely(one.change, tx); one.err != nil && !refusal(one.err) {
				return one.err
			}
		}
		return nil
	})
	for _, one := range group {
		switch {
		case err != nil && len(group) > 1:
			w.commit([]*write{one})
			continue
		case err != nil:
			one.result <- err
		default:
			one.result <- one.err
		}
	}
}

// safely keeps one write's panic from ending the process and every chat's work.
func safely(change func(tx *bbolt.Tx) error, tx *bbolt.Tx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("write to the data folder: panic: %v", p)
		}
	}()
	return change(tx)
}

func refusal(err error) bool {
	return errors.Is(err, storage.ErrConflict) || errors.Is(err, storage.ErrExists) || errors.Is(err, storage.ErrNotFound)
}
