package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"golang.org/x/sync/errgroup"

	"minhchung/flows"
	"minhchung/scoring"
	"minhchung/storage"
)

// sending is what one announcement came to, at the pace that Telegram asks for
// and with no pace at all.
type sending struct {
	engine     string
	recipients int
	perSecond  float64         // messages, answers to people among them
	refused    int             // messages that Telegram would have refused
	waits      []time.Duration // of those who talked to the bot meanwhile
	unpaced    float64         // messages per second with no pace
	cpu        time.Duration   // for one message
}

// Who talks to the bot while it announces.
const (
	askers        = 8
	asksPerSecond = 2 // steps, of all askers together
)

// author is the id of the admin who announces.
const author = "admin"

// runAnnouncement measures two announcements on an engine's stores.
func runAnnouncement(ctx context.Context, o options, dir, name string) (s sending, err error) {
	s.engine = name
	folder, err := os.MkdirTemp(dir, "announcement-")
	if err != nil {
		return s, fmt.Errorf("make a folder for an announcement: %w", err)
	}
	e, err := openEngine(name, folder)
	if err != nil {
		return s, err
	}
	defer e.close()
	s.recipients = e.recipients(o.recipients)
	if err := errors.Join(seed(ctx, e.bot, askers), seedAudience(ctx, e.bot, s.recipients)); err != nil {
		return s, fmt.Errorf("prepare the office: %w", err)
	}
	if err := warm(ctx, e.bot, o.cache); err != nil {
		return s, err
	}
	if err := s.paced(ctx, o, e.bot); err != nil {
		return s, fmt.Errorf("at Telegram's pace: %w", err)
	}
	if err := s.atOnce(ctx, o, e.bot); err != nil {
		return s, fmt.Errorf("with no pace: %w", err)
	}
	return s, nil
}

// paced lets a few people talk while the announcement leaves. They end a little
// before it does.
func (s *sending) paced(ctx context.Context, o options, at site) error {
	env := append(at.environment(), "PACE=true")
	steps := int64(0)
	err := announce(ctx, o.program, at, "paced", s.recipients, askers, env, func(ctx context.Context, a *audience, bot *subject) error {
		if err := bot.greet(ctx); err != nil {
			return err
		}
		rest := time.Duration(a.missing()) * time.Second / channelPerSecond
		waits, err := bot.paced(ctx, asksPerSecond, rest-warmUp)
		if err == nil {
			err = a.wait(ctx)
		}
		s.waits, s.perSecond, s.refused = waits, a.perSecond(), a.refused()
		steps = bot.load.appended()
		return err
	})
	if err != nil {
		return err
	}
	return checkLedger(ctx, at, steps)
}

// atOnce has the bot to itself.
func (s *sending) atOnce(ctx context.Context, o options, at site) error {
	return announce(ctx, o.program, at, "at-once", s.recipients, 0, at.environment(), func(ctx context.Context, a *audience, bot *subject) error {
		err := a.wait(ctx)
		s.unpaced = a.perSecond()
		s.cpu = bot.process.cpu() / time.Duration(s.recipients)
		return err
	})
}

// announce starts a bot that has an announcement to send, and lets meanwhile
// run beside it.
func announce(ctx context.Context, program string, at site, id string, recipients, chats int, env []string, meanwhile func(context.Context, *audience, *subject) error) error {
	if err := confirm(ctx, at, id, recipients); err != nil {
		return fmt.Errorf("prepare the announcement: %w", err)
	}
	a := newAudience(recipients)
	bot, err := start(ctx, contactScript(), chats, a, program, []string{"serve"}, env)
	if err != nil {
		return fmt.Errorf("start the bot: %w", err)
	}
	alive, cancel := bot.alive(ctx)
	err = meanwhile(alive, a, bot)
	cancel()
	return errors.Join(err, bot.stop(), a.check())
}

// confirm leaves in the ledger what an admin's confirmation does.
func confirm(ctx context.Context, at site, id string, recipients int) error {
	news := flows.Announced{Text: "Mời các đơn vị họp rà soát minh chứng quý IV.", Number: "12/STTTT-CNTT"}
	for i := range recipients {
		news.Recipients = append(news.Recipients, listenerOf(i))
	}
	return at.use(ctx, func(b books) error {
		return enter(ctx, b, flows.AnnouncementStream(id), author, []scoring.Entry{news})
	})
}

// seedAudience makes the people whom announcements go to, and who announces.
func seedAudience(ctx context.Context, at site, recipients int) error {
	return at.use(ctx, func(b books) error {
		all, ctx := errgroup.WithContext(ctx)
		all.SetLimit(32)
		all.Go(func() error {
			return b.people.PutPerson(ctx, storage.Person{ID: author, Name: "Minh", Chat: "telegram:1", Language: "vi"})
		})
		for i := range recipients {
			all.Go(func() error {
				return b.people.PutPerson(ctx, storage.Person{
					ID: listenerOf(i), Name: "Lan", Chat: fmt.Sprintf("telegram:%d", firstListener+i), Language: "vi",
				})
			})
		}
		return all.Wait()
	})
}
