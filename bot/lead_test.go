package bot_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"minhchung/bot"
)

// election are locks at which the place of the jobs' leader can be lost.
type election struct {
	bot.Locks
	mu    sync.Mutex
	lose  func() // ends the present term
	terms int
}

func (e *election) Hold(ctx context.Context, name string) (context.Context, func(), error) {
	held, release, err := e.Locks.Hold(ctx, name)
	if err != nil {
		return nil, nil, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	held, e.lose = context.WithCancel(held)
	e.terms++
	return held, release, nil
}

// watchedPurge tells of the jobs that run: each term purges once, then once a day.
type watchedPurge struct {
	bot.Inbox
	purges *[]time.Duration
	begin  time.Time
}

func (w watchedPurge) Purge(ctx context.Context, before time.Time) (int, error) {
	*w.purges = append(*w.purges, time.Since(w.begin))
	return w.Inbox.Purge(ctx, before)
}

// TestJobsRunAsLongAsThisReplicaLeads: they end with its term and begin anew
// with the next one, and none runs twice.
func TestJobsRunAsLongAsThisReplicaLeads(t *testing.T) {
	inHouse(t, func(h *house) {
		e := &election{Locks: h.store.Locks}
		var purges []time.Duration
		h.store.Locks, h.store.Inbox = e, watchedPurge{h.store.Inbox, &purges, time.Now()}
		other, resign, err := h.store.Locks.Hold(h.t.Context(), "jobs") // another replica leads
		if err != nil {
			t.Fatal(err)
		}
		h.start()
		pass(time.Hour)
		h.accept(typed(lan, "a"))
		lines(t, "Lan, while another leads", h.channel.to(lan), "1 a")
		if other.Err() != nil || len(purges) > 0 {
			t.Fatalf("jobs run although another leads: %v", purges)
		}
		resign()
		pass(time.Hour)
		e.lose()
		synctest.Wait()
		pass(30 * time.Hour)
		want := []time.Duration{time.Hour, 2 * time.Hour, 26 * time.Hour}
		if !slices.Equal(purges, want) || e.terms != 3 {
			t.Errorf("purged at %v in %d terms, want %v", purges, e.terms, want)
		}
		if !strings.Contains(h.log.String(), "no longer runs the jobs") {
			t.Error("the log does not tell of it")
		}
	})
}
