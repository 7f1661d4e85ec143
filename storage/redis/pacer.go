package redis

import (
	"context"
	"fmt"
	"time"

	"github.com/go-redis/redis_rate/v10"
	goredis "github.com/redis/go-redis/v9"

	"minhchung/storage"
)

// Pacer spaces messages out over all replicas, for each chat and for the
// whole bot.
type Pacer struct {
	client *goredis.Client
	rate   *redis_rate.Limiter
	all    redis_rate.Limit
	chat   redis_rate.Limit
	// front is held by the one who asks for the whole bot's next turn: of many
	// who wait in this process only the first asks Redis again and again.
	front chan struct{}
}

const (
	allKey   = prefix + "pace:all"
	chatKey  = prefix + "pace:chat:"
	pauseKey = prefix + "pause"
)

func newPacer(client *goredis.Client, rate *redis_rate.Limiter, pace storage.Pace) *Pacer {
	return &Pacer{
		client: client, rate: rate, front: make(chan struct{}, 1),
		all:  redis_rate.Limit{Rate: pace.PerSecond, Burst: max(pace.Burst, 1), Period: time.Second},
		chat: redis_rate.Limit{Rate: pace.ChatPerSecond, Burst: max(pace.ChatBurst, 1), Period: time.Second},
	}
}

// Wait returns when a message to the chat may be sent, or with ctx's error,
// or with Redis' when it cannot be asked.
func (p *Pacer) Wait(ctx context.Context, chat string) error {
	err := p.turn(ctx, chatKey+chat, p.chat)
	if err == nil {
		err = p.turnOfAll(ctx)
	}
	if err != nil {
		return fmt.Errorf("wait to write to %s: %w", chat, ended(ctx, err))
	}
	return nil
}

// turn takes one of the key's turns as soon as there is one.
func (p *Pacer) turn(ctx context.Context, key string, limit redis_rate.Limit) error {
	if limit.Rate <= 0 {
		return ctx.Err()
	}
	for {
		answer, err := p.rate.Allow(ctx, key, limit)
		if err != nil {
			return err
		}
		if answer.Allowed > 0 {
			return nil
		}
		if err := rest(ctx, answer.RetryAfter); err != nil {
			return err
		}
	}
}

func (p *Pacer) turnOfAll(ctx context.Context) error {
	select {
	case p.front <- struct{}{}:
		defer func() { <-p.front }()
	case <-ctx.Done():
		return ctx.Err()
	}
	for {
		if err := p.turn(ctx, allKey, p.all); err != nil {
			return err
		}
		left, err := p.client.PTTL(ctx, pauseKey).Result() // negative: no pause
		if err != nil || left <= 0 {
			return err
		}
		if err := rest(ctx, left); err != nil {
			return err
		}
	}
}

// pauseScript sets the pause's end unless a later one is set.
const pauseScript = `if redis.call("PTTL", KEYS[1]) < tonumber(ARGV[1]) then redis.call("SET", KEYS[1], "1", "PX", ARGV[1]) end return 0`

// Pause holds all replicas back for the given time; a shorter one does not
// cut short one that runs.
func (p *Pacer) Pause(ctx context.Context, d time.Duration) error {
	if d < time.Millisecond {
		return nil
	}
	if err := p.client.Eval(ctx, pauseScript, []string{pauseKey}, d.Milliseconds()).Err(); err != nil {
		return fmt.Errorf("pause sending: %w", ended(ctx, err))
	}
	return nil
}
