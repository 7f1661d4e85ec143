package bot_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"minhchung/bot"
	"minhchung/flows"
	"minhchung/storage"
)

// TestWhatAnUpdateCosts: on MongoDB each of these calls is a command (putting a
// row is two), so nobody adds one unseen.
func TestWhatAnUpdateCosts(t *testing.T) {
	inHouse(t, func(h *house) {
		calls := &callCounter{}
		h.store.Inbox = countedInbox{h.store.Inbox, calls}
		h.store.Ledger = countedLedger{h.store.Ledger, calls}
		h.store.People = countedPeople{h.store.People, calls}
		h.store.Deliveries = countedDeliveries{h.store.Deliveries, calls}
		h.options.Step = func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			effects := []flows.Effect{say(e.Text)}
			if strings.HasPrefix(e.Text, "note") {
				effects = append([]flows.Effect{file(w, "1.1", e.Text)}, effects...)
			}
			return s, effects, nil
		}
		h.start()
		h.accept(typed(lan, "note the first")) // everything is read once
		for _, one := range []struct{ text, want string }{
			{"hello", "done 1, grown 1, pending of 1, put 1"},
			{"note", "append 1, done 1, grown 1, pending of 1, put 1"},
			{"hello", "done 1, grown 1, pending of 1, put 1"},
		} {
			calls.forget()
			h.accept(typed(lan, one.text))
			if got := calls.String(); got != one.want {
				t.Errorf("%q costs %s, want %s", one.text, got, one.want)
			}
		}
	})
}

// callCounter counts the calls of the stores by name.
type callCounter struct {
	mu     sync.Mutex
	counts map[string]int
}

func (c *callCounter) add(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.counts == nil {
		c.counts = map[string]int{}
	}
	c.counts[name]++
}

func (c *callCounter) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.counts = nil
}

func (c *callCounter) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(c.counts)) {
		parts = append(parts, fmt.Sprintf("%s %d", name, c.counts[name]))
	}
	return strings.Join(parts, ", ")
}

type countedInbox struct {
	bot.Inbox
	calls *callCounter
}

func (i countedInbox) Put(ctx context.Context, rows ...storage.Row) ([]storage.Row, error) {
	i.calls.add("put")
	return i.Inbox.Put(ctx, rows...)
}

func (i countedInbox) Pending(ctx context.Context) ([]storage.Row, error) {
	i.calls.add("pending")
	return i.Inbox.Pending(ctx)
}

func (i countedInbox) PendingOf(ctx context.Context, chat string) ([]storage.Row, error) {
	i.calls.add("pending of")
	return i.Inbox.PendingOf(ctx, chat)
}

func (i countedInbox) Done(ctx context.Context, key string, session []byte, at time.Time) error {
	i.calls.add("done")
	return i.Inbox.Done(ctx, key, session, at)
}

func (i countedInbox) LastSession(ctx context.Context, chat string) ([]byte, int64, error) {
	i.calls.add("last session")
	return i.Inbox.LastSession(ctx, chat)
}

type countedLedger struct {
	bot.Ledger
	calls *callCounter
}

func (l countedLedger) Append(ctx context.Context, doc storage.Document) error {
	l.calls.add("append")
	return l.Ledger.Append(ctx, doc)
}

func (l countedLedger) Read(ctx context.Context, stream string, after int64) ([]storage.Document, error) {
	l.calls.add("read")
	return l.Ledger.Read(ctx, stream, after)
}

func (l countedLedger) Grown(ctx context.Context, known map[string]int64) (map[string]bool, error) {
	l.calls.add("grown")
	return l.Ledger.Grown(ctx, known)
}

func (l countedLedger) Streams(ctx context.Context, prefix string) ([]string, error) {
	l.calls.add("streams")
	return l.Ledger.Streams(ctx, prefix)
}

type countedPeople struct {
	bot.People
	calls *callCounter
}

func (p countedPeople) Person(ctx context.Context, id string) (storage.Person, error) {
	p.calls.add("person")
	return p.People.Person(ctx, id)
}

func (p countedPeople) PersonByChat(ctx context.Context, chat string) (storage.Person, error) {
	p.calls.add("person by chat")
	return p.People.PersonByChat(ctx, chat)
}

func (p countedPeople) AllPeople(ctx context.Context) ([]storage.Person, error) {
	p.calls.add("all people")
	return p.People.AllPeople(ctx)
}

type countedDeliveries struct {
	bot.Deliveries
	calls *callCounter
}

func (d countedDeliveries) Insert(ctx context.Context, record storage.Delivery) error {
	d.calls.add("insert delivery")
	return d.Deliveries.Insert(ctx, record)
}

func (d countedDeliveries) List(ctx context.Context, job string) ([]storage.Delivery, error) {
	d.calls.add("list deliveries")
	return d.Deliveries.List(ctx, job)
}
