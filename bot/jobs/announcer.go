// Package jobs is what happens without anyone asking: announcements,
// reminders, scans of files that waited for the scanner.
//
// It knows neither Telegram nor storage engines; it sends through what the bot
// gives it.
package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"time"

	"minhchung/flows"
	"minhchung/storage"
)

// Outcome is what became of one message.
type Outcome string

// The outcomes. Unknown may succeed later; the others stand.
const (
	Sent        Outcome = "sent"
	Unreachable Outcome = "unreachable"
	Failed      Outcome = "failed"
	Unknown     Outcome = "unknown"
)

// Deps is what an Announcer works with.
type Deps struct {
	// Read gives a stream's documents after a sequence number.
	Read func(ctx context.Context, stream string, after int64) ([]storage.Document, error)
	// Streams lists the streams that start with prefix.
	Streams func(ctx context.Context, prefix string) ([]string, error)
	// Record inserts a delivery; storage.ErrExists when it is there already.
	Record func(ctx context.Context, d storage.Delivery) error
	// Recorded lists the deliveries of a job.
	Recorded func(ctx context.Context, job string) ([]storage.Delivery, error)
	// Lock keeps the job at one process.
	Lock func(ctx context.Context, name string) (unlock func(), err error)
	// Send sends to a person. An error means that nothing can be sent now.
	Send func(ctx context.Context, person string, m flows.Message) (ref string, outcome Outcome, err error)
	// Sleep waits on the clock, or returns ctx's error.
	Sleep func(ctx context.Context, d time.Duration) error
	Now   func() time.Time
	Log   *slog.Logger
}

// Announcer sends what admins announce: each recipient gets the text once, as
// far as a channel without idempotency keys allows. It may be stopped at any
// moment; the next one goes on where it stopped.
type Announcer struct {
	Deps
	news chan struct{}
	over map[string]bool // announcements of which nothing is left to send
}

// NewAnnouncer makes one; Run lets it work, once.
func NewAnnouncer(d Deps) *Announcer {
	return &Announcer{Deps: d, news: make(chan struct{}, 1), over: map[string]bool{}}
}

// markDone is the mark of a recipient who needs nothing more; an attempt that
// may be repeated is marked with its number.
const markDone = "done"

const (
	maxAttempts = 5
	pause       = time.Minute // before what failed is tried again
	prefix      = "announcement/"
)

// Appended tells the announcer of a document in a stream.
func (a *Announcer) Appended(stream string) {
	if !strings.HasPrefix(stream, prefix) {
		return
	}
	select {
	case a.news <- struct{}{}:
	default: // it is about to look anyway
	}
}

// Run sends what is left to send, now and whenever something is announced,
// until ctx ends.
func (a *Announcer) Run(ctx context.Context) {
	for ctx.Err() == nil {
		left, err := a.pass(ctx)
		if err != nil && ctx.Err() == nil {
			a.Log.WarnContext(ctx, "announcements wait", "error", err)
		}
		a.wait(ctx, left || err != nil)
	}
}

// wait returns when there is something to do again.
func (a *Announcer) wait(ctx context.Context, again bool) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	over := make(chan struct{})
	if again {
		go func() {
			defer close(over)
			_ = a.Sleep(ctx, pause) // ended by cancel when there is news
		}()
		defer func() { cancel(); <-over }()
	}
	select {
	case <-a.news:
	case <-over:
	case <-ctx.Done():
	}
}

// pass goes once through all announcements. left says that somebody is still
// to be tried again.
func (a *Announcer) pass(ctx context.Context) (left bool, err error) {
	unlock, err := a.Lock(ctx, "announcements")
	if err != nil {
		return true, fmt.Errorf("lock the announcements: %w", err)
	}
	defer unlock()
	streams, err := a.Streams(ctx, prefix)
	if err != nil {
		return true, fmt.Errorf("list the announcements: %w", err)
	}
	for _, stream := range streams {
		if a.over[stream] {
			continue
		}
		open, err := a.announce(ctx, stream)
		if err != nil {
			return true, err
		}
		a.over[stream], left = !open, left || open
	}
	return left, nil
}

// announce sends one announcement to whom it still lacks. open says that
// somebody is to be tried again.
func (a *Announcer) announce(ctx context.Context, stream string) (open bool, err error) {
	text, recipients, err := a.read(ctx, stream)
	if err != nil {
		return false, err
	}
	records, err := a.Recorded(ctx, stream)
	if err != nil {
		return false, fmt.Errorf("read the deliveries of %s: %w", stream, err)
	}
	attempts, done := map[string]int{}, map[string]bool{}
	for _, r := range records {
		attempts[r.Recipient]++
		done[r.Recipient] = done[r.Recipient] || r.Mark == markDone
	}
	for _, person := range recipients {
		if done[person] {
			continue
		}
		done[person] = true // named twice, told once
		again, err := a.tell(ctx, stream, person, text, attempts[person]+1)
		if err != nil {
			return false, err
		}
		open = open || again
	}
	return open, nil
}

func (a *Announcer) read(ctx context.Context, stream string) (text string, recipients []string, err error) {
	documents, err := a.Read(ctx, stream, 0)
	if err != nil {
		return "", nil, fmt.Errorf("read %s: %w", stream, err)
	}
	for _, doc := range documents {
		for _, raw := range doc.Entries {
			entry, err := flows.DecodeAnnouncement(raw)
			if err != nil {
				return "", nil, fmt.Errorf("read %s: %w", stream, err)
			}
			if announced, ok := entry.(flows.Announced); ok {
				text, recipients = announced.Text, announced.Recipients
			}
		}
	}
	return text, recipients, nil
}

// tell sends to one person and records what became of it.
func (a *Announcer) tell(ctx context.Context, stream, person, text string, attempt int) (again bool, err error) {
	ref, outcome, err := a.Send(ctx, person, flows.Message{Text: text, NoPreview: true})
	if err != nil {
		return true, fmt.Errorf("send %s: %w", stream, err)
	}
	record := storage.Delivery{Job: stream, Recipient: person, Mark: markDone, Ref: ref, Outcome: string(outcome), At: a.Now()}
	if outcome == Unknown {
		record.Outcome, again = string(Failed), attempt < maxAttempts
	}
	if again {
		record.Mark = strconv.Itoa(attempt)
	}
	// It was sent: that is noted even when the bot stops at this moment.
	if err := a.Record(context.WithoutCancel(ctx), record); err != nil && !errors.Is(err, storage.ErrExists) {
		return true, fmt.Errorf("record a delivery of %s: %w", stream, err)
	}
	return again, nil
}
