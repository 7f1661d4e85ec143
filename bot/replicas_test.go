package bot_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"minhchung/bot"
	"minhchung/flows"
	"minhchung/storage"
)

// beside makes another replica on the house's store. It takes updates in, and
// works them once it is started.
func (h *house) beside() *bot.Bot {
	o := h.options
	o.Store = h.store
	return bot.New(o)
}

// runs starts a replica, until the function that it gives is called.
func (h *house) runs(b *bot.Bot) (halt func()) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	synctest.Wait()
	return func() {
		cancel()
		if err := <-ended; err != nil {
			h.t.Errorf("Run: %v", err)
		}
	}
}

// takes lets a replica take events in.
func (h *house) takes(b *bot.Bot, events ...flows.Event) {
	h.t.Helper()
	for _, e := range events {
		if e.Key == "" {
			h.updates++
			e.Key = fmt.Sprintf("m:%s:%d", e.Chat, h.updates)
		}
		if err := b.Accept(h.t.Context(), []bot.Update{{Key: e.Key, Chat: e.Chat, Raw: marshal(h.t, e)}}); err != nil {
			h.t.Fatalf("accept: %v", err)
		}
	}
}

func TestWhatAnotherReplicaTookInBeforeComesFirst(t *testing.T) {
	inHouse(t, func(h *house) {
		h.start()
		other := h.beside() // it never gets to work
		h.takes(other, typed(lan, "a"), typed(lan, "b"), typed(hoa, "x"))
		h.accept(typed(lan, "c"))
		lines(t, "Lan", h.channel.to(lan), "1 a", "2 b", "3 c")
		lines(t, "Hoa, whom nobody concerned", h.channel.to(hoa))
	})
}

func TestAChatSharedByReplicasIsWorkedInOrder(t *testing.T) {
	inHouse(t, func(h *house) {
		h.keepSessions()
		h.start()
		replicas := []*bot.Bot{h.bot, h.beside(), h.beside()}
		for _, b := range replicas[1:] {
			defer h.runs(b)()
		}
		var want []string
		for i := range 30 {
			e := typed(lan, fmt.Sprint("word ", i))
			e.Key = fmt.Sprint("m:", i)
			h.takes(replicas[i%3], e)
			h.takes(replicas[(i+1)%3], e) // delivered again, to another one
			want = append(want, fmt.Sprintf("%d word %d", i+1, i))
		}
		synctest.Wait()
		lines(t, "Lan", h.channel.to(lan), want...)
		if rows := h.pending(); len(rows) != 0 {
			t.Errorf("%d rows are still pending", len(rows))
		}
	})
}

// TestWhatADeadReplicaLeftIsTakenUp: what it took in and did not work, and what
// waited in it for its time.
func TestWhatADeadReplicaLeftIsTakenUp(t *testing.T) {
	inHouse(t, func(h *house) {
		h.options.Step = func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			if e.Kind == flows.EventWake {
				return s, []flows.Effect{say("woken")}, nil
			}
			s, effects, err := echo(w, s, e)
			return s, append(effects, flows.Wake{After: 5 * time.Second, What: flows.Wakeful{Reason: "album", Group: "g"}}), err
		}
		h.start()
		dying := h.beside()
		die := h.runs(dying)
		h.takes(dying, typed(hoa, "x"))
		synctest.Wait()
		die()
		h.takes(dying, typed(lan, "a")) // it was told to stop, but not to listen
		pass(5 * time.Second)
		lines(t, "Lan, at once", h.channel.to(lan))
		lines(t, "Hoa, at once", h.channel.to(hoa), "1 x")
		pass(25 * time.Second)
		lines(t, "Lan", without(h.channel.to(lan), "woken"), "1 a")
		lines(t, "Hoa", h.channel.to(hoa), "1 x", "woken")
	})
}

// lawless are locks that keep nobody out: as if each were lost at once.
type lawless struct{ bot.Locks }

func (lawless) Lock(context.Context, string) (func(), error) { return func() {}, nil }

// TestALostLockIsHarmless: a replica is in the middle of a row when its lock is
// lost. Another one works that row and the next; then the first goes on, and
// is the last to keep the session that it leaves.
func TestALostLockIsHarmless(t *testing.T) {
	inHouse(t, func(h *house) {
		h.keepSessions()
		h.store.Locks = lawless{h.store.Locks}
		var stepped atomic.Bool
		held, release := make(chan struct{}), make(chan struct{})
		h.options.Step = func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			if stepped.CompareAndSwap(false, true) {
				close(held)
				<-release
			}
			return diary(w, s, e)
		}
		h.start()

		words := []string{"a", "b", "c"}
		event := func(i int) flows.Event {
			e := typed(lan, words[i])
			e.Key = fmt.Sprint("m:", i)
			return e
		}
		h.deliver(event(0))
		<-held
		other := h.beside()
		defer h.runs(other)()
		h.takes(other, event(1))
		synctest.Wait()
		close(release)
		synctest.Wait()
		h.takes(other, event(2))
		pass(2 * time.Second)

		said := without(once(h.channel.to(lan)), "reminded")
		lines(t, "Lan", said, "1 noted a", "2 noted ab", "3 noted abc")
		checkCauses(t, h.dossier("so-y-te"), "m:0", "m:1", "m:2")
		if rows := h.pending(); len(rows) != 0 {
			t.Errorf("%d rows are still pending", len(rows))
		}
	})
}

// TestWhatAnotherHasDoneIsNotSteppedAgain: a replica is in the middle of a row,
// with the next one still before it, when Redis forgets its lock and all
// sessions. Another one works both and a third. Stepped again from what came after it, the second would
// answer a question that was not open when it was said.
func TestWhatAnotherHasDoneIsNotSteppedAgain(t *testing.T) {
	inHouse(t, func(h *house) {
		h.store.Locks, h.store.Sessions = lawless{h.store.Locks}, forgetful{h.store.Sessions}
		var stepped atomic.Bool
		held, release := make(chan struct{}), make(chan struct{})
		h.options.Step = func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			if stepped.CompareAndSwap(false, true) {
				close(held)
				<-release
			}
			return asked(w, s, e)
		}
		h.start()
		absent := h.beside() // it takes in, and never gets to work
		h.takes(absent, typed(lan, "hello"))
		h.deliver(typed(lan, "17"))
		<-held
		other := h.beside()
		defer h.runs(other)()
		h.takes(other, typed(lan, "ask"))
		synctest.Wait()
		close(release)
		synctest.Wait()
		h.takes(other, typed(lan, "18"))
		pass(2 * time.Second)

		var noted []string
		for _, doc := range h.dossier("so-y-te") {
			noted = append(noted, string(doc.Entries[0]))
		}
		if len(noted) != 1 || !strings.Contains(noted[0], "18") {
			t.Errorf("the ledger holds %q, want only the answer 18", noted)
		}
	})
}

// forgetful are live sessions that are always lost.
type forgetful struct{ bot.Sessions }

func (forgetful) Load(context.Context, string) ([]byte, error) { return nil, nil }

// asked is a conversation with one question: what is said after "ask" is its
// answer.
func asked(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
	s.Turn++
	open := s.Criterion != ""
	s.Criterion = ""
	if e.Text == "ask" {
		s.Criterion = "I.4.1"
	}
	effects := []flows.Effect{say(fmt.Sprintf("%d %s", s.Turn, e.Text))}
	if open {
		effects = append(effects, file(w, "I.4.1", e.Text))
	}
	return s, effects, nil
}

// checkCauses sees that each cause led to one document, in order.
func checkCauses(t *testing.T, documents []storage.Document, want ...string) {
	t.Helper()
	var causes []string
	for _, doc := range documents {
		causes = append(causes, doc.Cause)
	}
	if !slices.Equal(causes, want) {
		t.Errorf("the ledger holds what %q led to, want %q", causes, want)
	}
	if err := storage.Verify(documents); err != nil {
		t.Error(err)
	}
}
