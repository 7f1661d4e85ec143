package embedded

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"minhchung/storage"
)

// Pacer spaces messages out, for each chat and for the whole bot. It goes by
// the machine's clock, whatever the sandbox's says: the channel does so too.
type Pacer struct {
	pace storage.Pace
	all  *rate.Limiter

	mu     sync.Mutex
	chats  map[string]*rate.Limiter
	paused time.Time // until when
}

// manyChats is how many limiters may gather before the rested ones are dropped.
const manyChats = 1024

func newPacer(pace storage.Pace) *Pacer {
	return &Pacer{pace: pace, all: limiter(pace.PerSecond, pace.Burst), chats: make(map[string]*rate.Limiter)}
}

func limiter(perSecond, burst int) *rate.Limiter {
	if perSecond <= 0 {
		return rate.NewLimiter(rate.Inf, 1)
	}
	return rate.NewLimiter(rate.Limit(perSecond), max(burst, 1))
}

// Wait returns when a message to the chat may be sent, or with ctx's error.
func (p *Pacer) Wait(ctx context.Context, chat string) error {
	if err := waitFor(ctx, p.chat(chat)); err != nil {
		return fmt.Errorf("wait to write to %s: %w", chat, err)
	}
	for {
		if err := p.waitPaused(ctx); err != nil {
			return fmt.Errorf("wait to write to %s: %w", chat, err)
		}
		if err := waitFor(ctx, p.all); err != nil {
			return fmt.Errorf("wait to write to %s: %w", chat, err)
		}
		if p.pauseLeft() <= 0 { // none began while we waited for our turn
			return nil
		}
	}
}

// waitFor waits for a turn. The limiter gives up at once when the deadline
// comes before the turn does: that is the deadline's error, told early.
func waitFor(ctx context.Context, l *rate.Limiter) error {
	err := l.Wait(ctx)
	if err != nil && ctx.Err() == nil {
		return context.DeadlineExceeded
	}
	return err
}

// Pause holds everything back for the given time; a shorter one does not cut
// short one that runs.
func (p *Pacer) Pause(_ context.Context, d time.Duration) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if until := time.Now().Add(d); until.After(p.paused) {
		p.paused = until
	}
	return nil
}

func (p *Pacer) pauseLeft() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return time.Until(p.paused)
}

func (p *Pacer) waitPaused(ctx context.Context) error {
	for left := p.pauseLeft(); left > 0; left = p.pauseLeft() {
		timer := time.NewTimer(left)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
	}
	return nil
}

// chat gives the chat's limiter. A limiter that is full again says no more
// than a new one, so those are dropped once many have gathered.
func (p *Pacer) chat(chat string) *rate.Limiter {
	p.mu.Lock()
	defer p.mu.Unlock()
	if l := p.chats[chat]; l != nil {
		return l
	}
	if len(p.chats) >= manyChats {
		for name, l := range p.chats {
			if l.Tokens() >= float64(l.Burst()) {
				delete(p.chats, name)
			}
		}
	}
	l := limiter(p.pace.ChatPerSecond, p.pace.ChatBurst)
	p.chats[chat] = l
	return l
}
