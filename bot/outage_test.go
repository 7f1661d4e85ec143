package bot_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"minhchung/bot"
)

var errAway = errors.New("the server is away")

// flaky are parts of a store that are away while out is true.
type flakyLocks struct {
	bot.Locks
	out *atomic.Bool
}

func (f flakyLocks) Lock(ctx context.Context, name string) (func(), error) {
	if f.out.Load() {
		return nil, errAway
	}
	return f.Locks.Lock(ctx, name)
}

type flakySessions struct {
	bot.Sessions
	out *atomic.Bool
}

func (f flakySessions) Save(ctx context.Context, chat string, session []byte) error {
	if f.out.Load() {
		return errAway
	}
	return f.Sessions.Save(ctx, chat, session)
}

type flakyInbox struct {
	bot.Inbox
	out *atomic.Bool
}

func (f flakyInbox) Done(ctx context.Context, key string, session []byte, at time.Time) error {
	if f.out.Load() {
		return errAway
	}
	return f.Inbox.Done(ctx, key, session, at)
}

func (f flakyInbox) Failed(ctx context.Context, key, failure string, aside bool) (int, error) {
	if f.out.Load() {
		return 0, errAway
	}
	return f.Inbox.Failed(ctx, key, failure, aside)
}

// TestAnOutageOfTheStoreIsWaitedOut: an hour without one of the servers costs
// no update, whatever its number of tries.
func TestAnOutageOfTheStoreIsWaitedOut(t *testing.T) {
	for name, breaks := range map[string]func(*bot.Store, *atomic.Bool){
		"locks":    func(s *bot.Store, out *atomic.Bool) { s.Locks = flakyLocks{s.Locks, out} },
		"sessions": func(s *bot.Store, out *atomic.Bool) { s.Sessions = flakySessions{s.Sessions, out} },
		"inbox":    func(s *bot.Store, out *atomic.Bool) { s.Inbox = flakyInbox{s.Inbox, out} },
	} {
		t.Run(name, func(t *testing.T) {
			inHouse(t, func(h *house) {
				var out atomic.Bool
				breaks(&h.store, &out)
				h.start()
				out.Store(true)
				h.accept(typed(lan, "a"), typed(lan, "b"))
				pass(time.Hour)
				out.Store(false)
				pass(time.Minute)
				lines(t, "Lan", h.channel.to(lan), "1 a", "2 b")
			})
		})
	}
}
