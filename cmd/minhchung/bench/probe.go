package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"sync"

	"minhchung/bot"
	"minhchung/bot/telegram"
	"minhchung/flows"
)

// probeArgument makes this program the probe. It is not meant for people.
const probeArgument = "probe"

func probeArguments(at site) []string {
	return []string{probeArgument, at.dir, at.mongo, at.redis}
}

// probe is what a step cannot do without: the same HTTP as the bot's, and as
// many commits, each chat in its own order. It decides nothing.
type probe struct {
	channel *telegram.Client
	keep    keeper
	chats   map[string]chan telegram.Update // one goroutine each
	ended   sync.WaitGroup

	mu     sync.Mutex
	failed error // the first failure
}

// keeper makes the three commits: of a batch as it came, of what would have
// been decided, and of where that leaves the chat.
type keeper interface {
	arrived(ctx context.Context, batch []telegram.Update) error
	decided(ctx context.Context, key string, what []byte) error
	done(ctx context.Context, key, chat string, what []byte) error
	close() error
}

// runProbe works until ctx ends. args are those of probeArguments.
func runProbe(ctx context.Context, args []string) error {
	if len(args) != 4 || args[0] != probeArgument {
		return errors.New("these are not the arguments of the probe")
	}
	channel, err := telegram.New(telegram.Options{
		Token: os.Getenv("TELEGRAM_BOT_TOKEN"), APIURL: os.Getenv("TELEGRAM_API_URL"),
	})
	if err != nil {
		return err
	}
	keep, err := openKeeper(ctx, site{dir: args[1], mongo: args[2], redis: args[3]})
	if err != nil {
		return err
	}
	p := &probe{channel: channel, keep: keep, chats: map[string]chan telegram.Update{}}
	err = channel.Poll(ctx, p.take)
	for _, one := range p.chats {
		close(one)
	}
	p.ended.Wait()
	return errors.Join(err, p.failed, keep.close())
}

// take keeps a batch and hands it to its chats.
func (p *probe) take(ctx context.Context, batch []telegram.Update) error {
	if err := p.keep.arrived(ctx, batch); err != nil {
		return fmt.Errorf("keep a batch: %w", err)
	}
	for _, u := range batch {
		p.chat(ctx, u.Chat) <- u
	}
	return nil
}

func (p *probe) chat(ctx context.Context, name string) chan telegram.Update {
	c, ok := p.chats[name]
	if !ok {
		c = make(chan telegram.Update, 8)
		p.chats[name] = c
		p.ended.Go(func() {
			for u := range c {
				p.note(p.work(context.WithoutCancel(ctx), u))
			}
		})
	}
	return c
}

func (p *probe) note(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.failed == nil {
		p.failed = err
	}
}

// The sizes of what the bot appends and leaves.
var (
	probeEntry   = bytes.Repeat([]byte("x"), 400)
	probeSession = bytes.Repeat([]byte("x"), 250)
)

// probeReply is as long as a usual reply.
func probeReply() *flows.Message {
	return &flows.Message{
		Text: string(bytes.Repeat([]byte("x"), 250)),
		Buttons: [][]flows.Button{
			{{Label: "Bổ sung", Action: flows.Action{Flow: "card", Verb: "open", Target: "I.2.2"}}},
			{{Label: "Tiếp theo", Action: flows.Action{Flow: "walk", Verb: "next"}}},
		},
	}
}

func (p *probe) work(ctx context.Context, u telegram.Update) error {
	if err := p.keep.decided(ctx, u.Key, probeEntry); err != nil {
		return fmt.Errorf("keep what was decided: %w", err)
	}
	if _, err := p.channel.Send(ctx, u.Chat, bot.Outgoing{Message: probeReply()}); err != nil {
		return err
	}
	if err := p.keep.done(ctx, u.Key, u.Chat, probeSession); err != nil {
		return fmt.Errorf("keep what is done: %w", err)
	}
	return nil
}
