package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"golang.org/x/sync/errgroup"

	"minhchung/bot"
	"minhchung/bot/intake/malware"
	"minhchung/bot/intake/table"
	"minhchung/bot/telegram"
	"minhchung/flows"
	"minhchung/scoring"
)

// process is a running bot: what serve and the sandbox have in common.
type process struct {
	store   bot.Store
	channel *telegram.Client
	clock   bot.Clock
	edition *scoring.Edition
	config  flows.Config
	admins  []string
	receive *receiver // nil: Telegram is polled
	dir     string    // of the socket and what is only cached
	trust   trustFlags
	scan    malware.Scanner // nil: uploads are not scanned
	log     *slog.Logger
	limits  bot.Limits
}

// run works until ctx ends; whatever breaks first ends the others.
func (p process) run(ctx context.Context) error {
	allowGarbage()
	said, err := loadSpeech(p.edition)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(p.dir, 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	looker, err := newLooker(p.store, p.clock, p.trust, p.dir)
	if err != nil {
		return err
	}
	b := bot.New(bot.Options{
		Store: p.store, Channel: p.channel, Clock: p.clock,
		Edition: p.edition, Config: p.config, Texts: said.texts, Reader: said.reader, Admins: p.admins,
		Inspect: looker.inspect, Picture: looker.picture, Scan: p.scan, ReadTable: table.Read, Log: p.log, Limits: p.limits,
	})
	all, ctx := errgroup.WithContext(ctx)
	all.Go(func() error { return b.Run(ctx) })
	all.Go(func() error {
		looker.warm(ctx, p.log)
		return nil
	})
	all.Go(func() error { return bot.ServeOffice(ctx, socketIn(p.dir), b.Office(), nil) })
	all.Go(func() error { return p.takeIn(ctx, b) })
	return errors.Join(all.Wait(), looker.close())
}

// takeIn brings updates in until ctx ends.
func (p process) takeIn(ctx context.Context, b *bot.Bot) error {
	sink := func(ctx context.Context, updates []telegram.Update) error {
		taken := make([]bot.Update, len(updates))
		for i, u := range updates {
			taken[i] = bot.Update(u)
		}
		return b.Accept(ctx, taken)
	}
	if p.receive == nil {
		return p.channel.Poll(ctx, sink)
	}
	p.receive.healthy = b.Healthy
	return p.receive.run(ctx, sink)
}

// introduce asks the channel for the bot's own name, which deep links need,
// and registers its commands. It waits for a server that cannot be reached:
// Telegram may be blocked for weeks and come back.
func introduce(ctx context.Context, channel *telegram.Client, log *slog.Logger) (name string, err error) {
	const between = 5 * time.Second
	for {
		name, err = channel.Me(ctx)
		if err == nil {
			err = channel.RegisterCommands(ctx)
		}
		switch {
		case err == nil:
			return name, nil
		case errors.Is(err, telegram.ErrUnauthorized):
			return "", errors.New("TELEGRAM_BOT_TOKEN: the Bot API does not accept this token")
		case ctx.Err() != nil:
			return "", ctx.Err()
		}
		log.Warn("the Bot API cannot be reached; trying again", "error", err, "in", between)
		select {
		case <-time.After(between):
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
}
