package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"minhchung/bot/jobs"
	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/storage"
)

func (b *Bot) newAnnouncer() *jobs.Announcer {
	return jobs.NewAnnouncer(jobs.Deps{
		Read:     b.Store.Ledger.Read,
		Streams:  b.Store.Ledger.Streams,
		Record:   b.Store.Deliveries.Insert,
		Recorded: b.Store.Deliveries.List,
		Directory: func(ctx context.Context) (*directory.Directory, error) {
			dir, err := b.streams.directory.read(ctx)
			return dir.value, err
		},
		Calendar: b.Config.Calendar(),
		Do:       b.runErrand,
		Show:     b.showProgress,
		Sleep:    func(ctx context.Context, d time.Duration) error { return sleep(ctx, b.Clock, d) },
		Now:      func() time.Time { return stamp(b.Clock.Now()) },
		Log:      b.Log,
	})
}

// runErrand does one thing at a recipient of an announcement.
func (b *Bot) runErrand(ctx context.Context, e jobs.Errand) (ref string, outcome jobs.Outcome, err error) {
	return b.inBulk(ctx, e.Person, func(lang string) (Outgoing, error) { return b.errandMessage(e, lang) })
}

// unasked sends a person what they did not ask for.
func (b *Bot) unasked(ctx context.Context, person string, m flows.Message) (ref string, outcome jobs.Outcome, err error) {
	return b.inBulk(ctx, person, func(string) (Outgoing, error) { return Outgoing{Message: &m}, nil })
}

// inBulk sends what nobody waits for to a person, in their language. An error
// means that nothing can be sent now.
func (b *Bot) inBulk(ctx context.Context, id string, write func(lang string) (Outgoing, error)) (ref string, outcome jobs.Outcome, err error) {
	person, err := b.Store.People.Person(ctx, id)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return "", jobs.Unknown, fmt.Errorf("find a recipient: %w", err)
	}
	if person.Chat == "" {
		return "", jobs.Unreachable, nil
	}
	out, err := write(person.Language)
	if err != nil {
		return "", jobs.Unknown, err
	}
	kept, end := b.grace(ctx)
	defer end()
	ref, err = b.sendInBulk(kept, person.Chat, out)
	switch kind := sendErrorKind(err); {
	case err == nil:
		return ref, jobs.Sent, nil
	case kind == SendUnreachable:
		return "", jobs.Unreachable, b.people.mark(kept, person.Chat, true)
	case kind == SendFinal:
		b.Log.ErrorContext(ctx, "a message will never be taken", "person", id, "error", err)
		return "", jobs.Failed, nil
	case errors.Is(err, errOutage), kept.Err() != nil:
		return "", jobs.Unknown, err
	}
	return "", jobs.Unknown, nil
}

// showProgress keeps one message of the admin who announced up to date.
func (b *Bot) showProgress(ctx context.Context, a *flows.Announcement, p flows.Progress) error {
	admin, err := b.Store.People.Person(ctx, a.Stamp.By)
	if errors.Is(err, storage.ErrNotFound) || err == nil && admin.Chat == "" {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find who announced: %w", err)
	}
	m, err := flows.AnnouncementProgress(a, p, b.Texts, admin.Language)
	if err != nil {
		return fmt.Errorf("write how far an announcement is: %w", err)
	}
	return b.inPlace(ctx, admin.ID, m.Replace, Outgoing{Message: &m}, func(ctx context.Context, out Outgoing) (string, error) {
		ref, err := b.send(ctx, admin.Chat, out)
		if kind := sendErrorKind(err); kind == SendUnreachable || kind == SendFinal {
			return "", nil
		}
		return ref, err
	})
}

func (b *Bot) errandMessage(e jobs.Errand, lang string) (Outgoing, error) {
	write := flows.AnnouncementMessage
	if e.Deed == jobs.Remind {
		write = flows.AnnouncementReminder
	}
	m, err := write(e.Announcement, e.Person, b.Texts, lang)
	if err != nil {
		return Outgoing{}, fmt.Errorf("write an announcement: %w", err)
	}
	out := Outgoing{Message: &m}
	switch e.Deed {
	case jobs.Tell, jobs.Remind:
	case jobs.Correct:
		out.Edit = e.Ref
	case jobs.Remove:
		out.Remove = e.Ref
	}
	return out, nil
}
