package replicas

import (
	"sync"
	"testing"
	"time"

	"minhchung/bot"
	"minhchung/bot/telegram"
	"minhchung/storage"
	"minhchung/storage/embedded"
)

// outcome is what contacts who talk to the bot leave behind.
type outcome struct {
	books books
	told  map[int64]int // how often each chat was told something
}

// one lets contacts talk to a single replica that nothing disturbs, and gives
// what they said and what came of it.
func one(t *testing.T, of size, seed uint64) ([]*talk, outcome) {
	t.Helper()
	engine, err := embedded.Open(t.TempDir(), storage.Pace{})
	check(t, err)
	awaited := &awaited{rows: map[string]chan struct{}{}}
	store := bot.Store{
		Ledger: engine.Ledger(), Inbox: watchedInbox{engine.Inbox(), awaited.done}, Sessions: engine.Sessions(),
		Locks: engine.Locks(), Pacer: engine.Pacer(), Deliveries: engine.Deliveries(), People: engine.People(), Blobs: engine.Blobs(),
	}
	check(t, settle(t.Context(), store, of.chats))
	api := newStub(t)
	only := startReplica(t, "only", store, api, bot.SystemClock{}, func() {})

	var talks []*talk
	var all sync.WaitGroup
	slots := make(chan struct{}, atOnce)
	s := newSender(t, api, nil, only)
	for i := range of.chats {
		k := newTalk(i, seed, time.Now())
		talks = append(talks, k)
		all.Go(func() {
			for range max(of.updates/of.chats, 1) {
				slots <- struct{}{}
				u := k.next(api.sees(k.id()))
				worked := awaited.row(t, u)
				if !s.post(only, u.raw) {
					t.Errorf("an update is not taken: %s", u.raw)
				}
				select {
				case <-worked:
				case <-time.After(patience):
					t.Errorf("an update is not worked: %s", u.raw)
				}
				<-slots
			}
		})
	}
	all.Wait()
	only.stop(t)
	came := outcome{readBooks(t, engine.Ledger(), of.chats), api.told()}
	check(t, engine.Close())
	return talks, came
}

// awaited are rows that somebody waits for.
type awaited struct {
	mu   sync.Mutex
	rows map[string]chan struct{} // by key
}

func (a *awaited) row(t *testing.T, u update) chan struct{} {
	key, _, ok := telegram.KeyOf(u.raw)
	if !ok {
		t.Errorf("nothing is made of %s", u.raw)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.rows[key] = make(chan struct{})
	return a.rows[key]
}

func (a *awaited) done(key string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if worked := a.rows[key]; worked != nil {
		close(worked)
		delete(a.rows, key)
	}
}
