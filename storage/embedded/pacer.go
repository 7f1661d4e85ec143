package embedded

import (
	"context"
	"fmt"
	"sync"
	"time"

	"minhchung/storage"
)

// Pacer spaces messages out, for each chat and for the whole bot. It goes by
// the machine's clock, whatever the sandbox's says: the channel does so too.
type Pacer struct {
	all, chat storage.Gait
	// front is held by the one whose message in bulk leaves next: the others
	// wait behind it, not for turns.
	front chan struct{}

	mu     sync.Mutex
	next   time.Time            // from when on the whole bot's next message is on time
	chats  map[string]time.Time // the same of each chat
	paused time.Time            // until when
	pauses int                  // how many were asked for: those who wait ask anew after one
}

// manyChats is how many chats may gather before the rested ones are dropped.
const manyChats = 1024

func newPacer(pace storage.Pace) *Pacer {
	p := &Pacer{front: make(chan struct{}, 1), chats: make(map[string]time.Time)}
	p.all, p.chat = pace.Gaits()
	return p
}

// Wait returns when an answer to the chat may be sent, or with ctx's error. It
// books ahead of what is sent in bulk.
func (p *Pacer) Wait(ctx context.Context, chat string) error {
	err := p.waitInChat(ctx, chat)
	for again := true; again && err == nil; {
		again, err = p.bookOfAll(ctx)
	}
	if err != nil {
		return fmt.Errorf("wait to write to %s: %w", chat, err)
	}
	return nil
}

func (p *Pacer) waitInChat(ctx context.Context, chat string) error {
	p.mu.Lock()
	now := time.Now()
	at, next := book(p.chat, p.chats[chat], now)
	if past(ctx, at) {
		p.mu.Unlock()
		return context.DeadlineExceeded
	}
	p.keepChat(chat, next, now)
	p.mu.Unlock()
	return storage.Rest(ctx, time.Until(at))
}

// bookOfAll books the whole bot's next turn and waits for it. again: a pause
// has begun meanwhile, and made the booking void.
func (p *Pacer) bookOfAll(ctx context.Context) (again bool, err error) {
	p.mu.Lock()
	at, next := book(p.all, p.next, later(time.Now(), p.paused))
	if past(ctx, at) {
		p.mu.Unlock()
		return false, context.DeadlineExceeded
	}
	p.next = next
	pauses := p.pauses
	p.mu.Unlock()
	if err := storage.Rest(ctx, time.Until(at)); err != nil {
		return false, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.pauses != pauses, nil
}

// book gives the moment of an answer's turn, not before from, and from when on
// the message after it is on time.
func book(g storage.Gait, next, from time.Time) (at, after time.Time) {
	return later(from, next.Add(-g.Ahead())), later(from, next).Add(g.Every)
}

// WaitBulk returns when a message in bulk may be sent, or with ctx's error. It
// books nothing: whoever waits for an answer meanwhile goes first.
func (p *Pacer) WaitBulk(ctx context.Context, chat string) error {
	err := p.turns(ctx, func(now time.Time) time.Time {
		if at := p.chats[chat]; at.After(now) {
			return at
		}
		p.keepChat(chat, now.Add(p.chat.Every), now)
		return time.Time{}
	})
	if err == nil {
		err = p.waitInFront(ctx)
	}
	if err != nil {
		return fmt.Errorf("wait to write to %s: %w", chat, err)
	}
	return nil
}

func (p *Pacer) waitInFront(ctx context.Context) error {
	select {
	case p.front <- struct{}{}:
		defer func() { <-p.front }()
	case <-ctx.Done():
		return ctx.Err()
	}
	patience := time.Now().Add(storage.BulkPatience)
	return p.turns(ctx, func(now time.Time) time.Time {
		at := p.next
		if at.After(patience) {
			at = patience
		}
		if at = later(at, p.paused); at.After(now) {
			return at
		}
		p.next = later(p.next, now.Add(-p.all.Slack())).Add(p.all.Every)
		return time.Time{}
	})
}

// turns waits until take takes a turn; until then it says when to ask again.
func (p *Pacer) turns(ctx context.Context, take func(now time.Time) time.Time) error {
	for {
		p.mu.Lock()
		at := take(time.Now())
		p.mu.Unlock()
		if at.IsZero() {
			return ctx.Err()
		}
		if past(ctx, at) {
			return context.DeadlineExceeded
		}
		if err := storage.Rest(ctx, time.Until(at)); err != nil {
			return err
		}
	}
}

// Pause holds everything back for the given time; a shorter one does not cut
// short one that runs.
func (p *Pacer) Pause(_ context.Context, d time.Duration) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if end := time.Now().Add(d); end.After(p.paused) {
		p.paused, p.next = end, end
		p.pauses++
	}
	return nil
}

// keepChat notes a chat's next turn. A chat that has rested is as good as one
// never seen, so those are dropped once many have gathered.
func (p *Pacer) keepChat(chat string, next, now time.Time) {
	if len(p.chats) >= manyChats {
		for name, at := range p.chats {
			if !at.After(now) {
				delete(p.chats, name)
			}
		}
	}
	p.chats[chat] = next
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// past says that the deadline comes before the moment does: that is the
// deadline's error, told early.
func past(ctx context.Context, at time.Time) bool {
	deadline, ok := ctx.Deadline()
	return ok && at.After(deadline)
}
