package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// firstListener is the id of the first of an audience; the others follow.
const firstListener = 500_001

// Telegram's limit for a bot, as the sandbox counts it.
const (
	channelPerSecond = 30
	channelBurst     = 30
)

// audience are the people whom an announcement goes to. They only listen.
type audience struct {
	mu    sync.Mutex
	limit *rate.Limiter

	heard       []int // how often each was told
	left        int   // those who were not told yet
	told        chan struct{}
	first, last time.Time

	messages int // that left meanwhile, answers to others as well
	crowded  int // those of them that Telegram would have refused
}

func newAudience(n int) *audience {
	return &audience{
		limit: rate.NewLimiter(channelPerSecond, channelBurst),
		heard: make([]int, n), left: n, told: make(chan struct{}),
	}
}

// listen takes notice of a message, to whomever it goes.
func (a *audience) listen(chat int64, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	at := chat - firstListener
	mine := at >= 0 && at < int64(len(a.heard))
	allowed := a.limit.AllowN(now, 1)
	if a.first.IsZero() {
		if !mine {
			return // the announcement has not begun
		}
		a.first = now
	}
	if a.left > 0 {
		a.messages++
		if !allowed {
			a.crowded++
		}
	}
	if !mine {
		return
	}
	if a.heard[at]++; a.heard[at] > 1 {
		return
	}
	if a.left--; a.left == 0 {
		a.last = now
		close(a.told)
	}
}

// wait returns when everybody was told, or says how many were not.
func (a *audience) wait(ctx context.Context) error {
	last := a.missing()
	for timer := time.NewTimer(silence); ; timer.Reset(silence) {
		select {
		case <-a.told:
			timer.Stop()
			return nil
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-timer.C:
		}
		left := a.missing()
		if left == last {
			return fmt.Errorf("%d of %d people are not told, and nobody new is", left, len(a.heard))
		}
		last = left
	}
}

func (a *audience) missing() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.left
}

// perSecond is how many messages left in a second, from the first to the last
// of the announcement.
func (a *audience) perSecond() float64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	took := a.last.Sub(a.first)
	if took <= 0 {
		return 0
	}
	return float64(a.messages-1) / took.Seconds()
}

// refused is how many messages Telegram would have refused.
func (a *audience) refused() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.crowded
}

// check makes sure that everybody was told once.
func (a *audience) check() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	twice := 0
	for _, times := range a.heard {
		if times > 1 {
			twice++
		}
	}
	if a.left > 0 || twice > 0 {
		return fmt.Errorf("of %d people %d were not told, and %d more than once", len(a.heard), a.left, twice)
	}
	return nil
}

func listenerOf(i int) string { return fmt.Sprintf("a%05d", i+1) }
