// Package bot works what arrives, one update after the other: it keeps it
// durably, locks its chat, loads what the conversation may read, lets flows
// decide, appends what follows to the ledger, and replies.
//
// It declares the small interfaces that it needs and knows neither Telegram
// nor any storage engine; what is said and decided is not its business.
package bot

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"sync"

	"minhchung/bot/intake/malware"
	"minhchung/bot/jobs"
	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/flows/figures"
	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// Options is what a Bot is made of. Step, Admit, Log and Limits may be left
// out.
type Options struct {
	Store   Store
	Channel Channel
	Clock   Clock

	Edition *scoring.Edition
	Config  flows.Config
	Texts   *texts.Catalog
	Reader  *understand.Reader
	Admins  []string // chats: "telegram:1001"

	// Inspect says what a fetched file is; the bot adds its hash.
	Inspect func(ctx context.Context, content io.ReadSeeker, size int64, name string) (flows.Found, error)
	// Picture draws the first page of a PDF. Its errors are those of intake.Picture;
	// nil where nothing draws.
	Picture func(ctx context.Context, content io.ReadSeeker, size int64) (png []byte, err error)
	// Scan asks the malware scanner; nil where there is none.
	Scan malware.Scanner
	// ReadTable reads a kept file as a table of figures. What is wrong with the
	// file is the table's Problem, not an error.
	ReadTable func(content io.ReadSeeker, size int64) (figures.Table, error)

	Step  func(flows.World, flows.Session, flows.Event) (flows.Session, []flows.Effect, error)
	Admit func(flows.World, flows.Session, flows.Event) flows.Refusal

	Log    *slog.Logger
	Limits Limits
}

// Bot is the application. It may be used by any number of goroutines.
type Bot struct {
	Options
	streams   *streams
	people    *people
	announcer *jobs.Announcer
	reminders *jobs.Reminder
	returns   *returns
	steps     slots
	fetches   slots

	gate    sync.RWMutex // rows that come in while Run takes up the pending ones wait for that
	running *dispatcher  // nil until Run
}

// New makes a bot; Run lets it work.
func New(o Options) *Bot {
	o.Limits = o.Limits.withDefaults()
	if o.Step == nil {
		o.Step = flows.Step
	}
	if o.Admit == nil {
		o.Admit = flows.Admit
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	b := &Bot{
		Options: o,
		streams: newStreams(o.Store.Ledger, o.Edition),
		people:  &people{store: o.Store.People, clock: o.Clock},
		steps:   make(slots, o.Limits.Chats),
		fetches: make(slots, o.Limits.Fetches),
	}
	b.returns = &returns{streams: b.streams, clock: b.Clock}
	b.announcer = b.newAnnouncer()
	b.reminders = b.newReminder()
	return b
}

// Run works what is pending and what Accept takes in, until ctx ends; then it
// finishes what is in progress and returns nil. What it cannot finish stays in
// the inbox for the next run. It runs once.
func (b *Bot) Run(ctx context.Context) error {
	if err := b.checkTexts(); err != nil {
		return err
	}
	if err := b.Office().ensureAdmins(ctx); err != nil {
		return fmt.Errorf("note the admins: %w", err)
	}
	if err := b.start(ctx); err != nil {
		return err
	}
	var others sync.WaitGroup
	others.Go(func() { b.takeOver(ctx) })
	others.Go(func() { b.lead(ctx, b.runJobs) })
	<-ctx.Done()
	b.running.stop()
	others.Wait()
	return nil
}

// checkTexts finds out now, not when it matters, whether the bot's own texts
// are there.
func (b *Bot) checkTexts() error {
	for _, key := range []string{textReceiving, textSetAside, textNoPicture, textSecretPicture} {
		if _, err := b.Texts.Message(texts.Languages()[0], key, nil); err != nil {
			return err
		}
	}
	return nil
}

func (b *Bot) start(ctx context.Context) error {
	b.gate.Lock()
	defer b.gate.Unlock()
	pending, err := b.Store.Inbox.Pending(ctx)
	if err != nil {
		return fmt.Errorf("take up the pending updates: %w", err)
	}
	b.running = newDispatcher(ctx, b.Clock, b.work, b.ripen)
	b.running.add(pending...)
	return nil
}

// purge looks through the inbox every day.
func (b *Bot) purge(ctx context.Context) {
	for {
		n, err := b.Store.Inbox.Purge(ctx, b.Clock.Now().Add(-keepRows))
		if err != nil && ctx.Err() == nil {
			b.Log.ErrorContext(ctx, "the inbox was not purged", "error", err)
		} else if n > 0 {
			b.Log.InfoContext(ctx, "purged the inbox", "rows", n)
		}
		if sleep(ctx, b.Clock, purgeEvery) != nil {
			return
		}
	}
}

// grace gives a context for what must not be cut short: it ends a little
// after ctx does.
func (b *Bot) grace(ctx context.Context) (context.Context, func()) {
	kept, cancel := context.WithCancel(context.WithoutCancel(ctx))
	unhook := context.AfterFunc(ctx, func() { b.Clock.AfterFunc(graceTime, cancel) })
	return kept, func() { unhook(); cancel() }
}

// isAdmin says whether the chat's person is an admin now.
func (b *Bot) isAdmin(chat, person string, d *directory.Directory) bool {
	for _, admin := range b.Admins {
		if admin == chat {
			return !d.AdminRevoked(person)
		}
	}
	return false
}

// slots bound how much runs at the same time.
type slots chan struct{}

// do runs f in a slot, or returns ctx's error.
func (s slots) do(ctx context.Context, f func(context.Context) error) error {
	select {
	case s <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-s }()
	return f(ctx)
}
