package bot_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"minhchung/bot"
	"minhchung/flows"
	"minhchung/storage"
)

// lockedLines are lines that the bot's goroutines and the test write.
type lockedLines struct {
	sync.Mutex
	lines []string
}

// watchedLedger tells the scene of what is appended.
type watchedLedger struct {
	bot.Ledger
	scene *scene
}

func (w watchedLedger) Append(ctx context.Context, doc storage.Document) error {
	err := w.Ledger.Append(ctx, doc)
	if err == nil {
		w.scene.appended(doc)
	}
	return err
}

// watchedInbox gives events the random bits of the transcript, and tells when
// a row is over.
type watchedInbox struct {
	bot.Inbox
	over chan error

	mu    sync.Mutex
	event flows.Event
	later []storage.Row
}

func (w *watchedInbox) expect(e flows.Event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.event = e
}

func (w *watchedInbox) Put(ctx context.Context, rows ...storage.Row) ([]storage.Row, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i, row := range rows {
		if row.Key == w.event.Key { // the envelope: one letter, the bits, the update
			rows[i].Update = slices.Concat(row.Update[:1], w.event.Nonce[:], row.Update[1+len(w.event.Nonce):])
		}
		if !row.Due.IsZero() {
			w.later = append(w.later, row)
		}
	}
	return w.Inbox.Put(ctx, rows...)
}

// waiting gives the rows that were put to wait, once.
func (w *watchedInbox) waiting() []storage.Row {
	w.mu.Lock()
	defer w.mu.Unlock()
	rows := w.later
	w.later = nil
	return rows
}

func (w *watchedInbox) Done(ctx context.Context, key string, session []byte, at time.Time) error {
	err := w.Inbox.Done(ctx, key, session, at)
	if !strings.HasPrefix(key, "w:") { // what has waited goes on as another row
		w.over <- err
	}
	return err
}

func (w *watchedInbox) Failed(ctx context.Context, key, failure string, aside bool) (int, error) {
	w.over <- fmt.Errorf("%s failed: %s", key, failure)
	return w.Inbox.Failed(ctx, key, failure, aside)
}

// wait returns when one row is over.
func (w *watchedInbox) wait() error {
	select {
	case err := <-w.over:
		return err
	case <-time.After(rehearsal):
		return fmt.Errorf("not worked within %v", rehearsal)
	}
}

// stillClock stands still until it is set.
type stillClock struct {
	mu     sync.Mutex
	now    time.Time
	timers []*stillTimer
}

type stillTimer struct {
	due time.Time
	f   func()
}

// Now gives the time that was set.
func (c *stillClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// AfterFunc runs f once the clock is set to that time.
func (c *stillClock) AfterFunc(d time.Duration, f func()) (stop func() bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	timer := &stillTimer{due: c.now.Add(d), f: f}
	c.timers = append(c.timers, timer)
	return func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		before := len(c.timers)
		c.timers = slices.DeleteFunc(c.timers, func(t *stillTimer) bool { return t == timer })
		return len(c.timers) < before
	}
}

func (c *stillClock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = at
	c.timers = slices.DeleteFunc(c.timers, func(t *stillTimer) bool {
		if t.due.After(at) {
			return false
		}
		go t.f()
		return true
	})
}
