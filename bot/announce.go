package bot

import (
	"context"
	"errors"
	"time"

	"minhchung/bot/jobs"
	"minhchung/flows"
)

func (b *Bot) newAnnouncer() *jobs.Announcer {
	return jobs.NewAnnouncer(jobs.Deps{
		Read:     b.Store.Ledger.Read,
		Streams:  b.Store.Ledger.Streams,
		Record:   b.Store.Deliveries.Insert,
		Recorded: b.Store.Deliveries.List,
		Lock:     b.Store.Locks.Lock,
		Send:     b.announce,
		Sleep:    func(ctx context.Context, d time.Duration) error { return sleep(ctx, b.Clock, d) },
		Now:      func() time.Time { return stamp(b.Clock.Now()) },
		Log:      b.Log,
	})
}

// announce sends what nobody waits for: answers to people go first.
func (b *Bot) announce(ctx context.Context, person string, m flows.Message) (ref string, outcome jobs.Outcome, err error) {
	everyone, err := b.people.all(ctx)
	if err != nil {
		return "", jobs.Unknown, err
	}
	chat := everyone.byID[person].Chat
	if chat == "" {
		return "", jobs.Unreachable, nil
	}
	if err := b.answers.yield(ctx, b.Clock); err != nil {
		return "", jobs.Unknown, err
	}
	kept, end := b.grace(ctx)
	defer end()
	ref, err = b.deliver(kept, chat, Outgoing{Message: &m})
	switch kind := sendErrorKind(err); {
	case err == nil:
		return ref, jobs.Sent, nil
	case kind == SendUnreachable:
		return "", jobs.Unreachable, b.people.mark(kept, chat, true)
	case kind == SendFinal:
		b.Log.ErrorContext(ctx, "an announcement will never be taken", "person", person, "error", err)
		return "", jobs.Failed, nil
	case errors.Is(err, errOutage), kept.Err() != nil:
		return "", jobs.Unknown, err
	}
	return "", jobs.Unknown, nil
}
