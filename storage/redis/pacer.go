package redis

import (
	"context"
	"fmt"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"minhchung/storage"
)

// Pacer spaces messages out over all replicas, for each chat and for the
// whole bot. It goes by Redis' clock.
type Pacer struct {
	client    *goredis.Client
	all, chat storage.Gait
	// front is held by the one in this process whose message in bulk leaves
	// next: of many who wait only that one asks Redis again and again.
	front       chan struct{}
	turn, pause *goredis.Script
}

const (
	allKey   = prefix + "pace:all"
	chatKey  = prefix + "pace:chat:"
	pauseKey = prefix + "pause"
)

// turnScript takes a turn at KEYS[1], which holds the moment from when on the
// next message is on time, in microseconds. A pause ends at KEYS[2], if that
// is given. It gives whether the turn is taken, and in how many microseconds it
// comes or may be asked for again.
const turnScript = `
local every, ahead, slack, bulk, impatient, patience =
  tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4] == "1", ARGV[5] == "1", tonumber(ARGV[6])
local t = redis.call("TIME")
local now = t[1] * 1000000 + t[2]
local from = now
if KEYS[2] then from = math.max(now, tonumber(redis.call("GET", KEYS[2]) or "0")) end
local next = tonumber(redis.call("GET", KEYS[1]) or "0")
local at = math.max(from, next - ahead)
if impatient then at = from end
if (bulk and at > now) or (patience >= 0 and at - now > patience) then return {0, at - now} end
if bulk then from = now - slack end
next = math.max(next, from) + every
redis.call("SET", KEYS[1], string.format("%.0f", next), "PX", string.format("%.0f", math.max(0, next - now) / 1000 + 1000))
return {1, at - now}`

// pauseScript sets the pause's end unless a later one is set. What was booked
// is void: those who wait ask anew.
const pauseScript = `
local t = redis.call("TIME")
local now, length = t[1] * 1000000 + t[2], tonumber(ARGV[1])
if tonumber(redis.call("GET", KEYS[2]) or "0") < now + length then
  local stop = string.format("%.0f", now + length)
  redis.call("SET", KEYS[2], stop, "PX", string.format("%.0f", math.floor(length / 1000)))
  redis.call("SET", KEYS[1], stop, "PX", string.format("%.0f", length / 1000 + 1000))
end
return 0`

func newPacer(client *goredis.Client, pace storage.Pace) *Pacer {
	p := &Pacer{
		client: client, front: make(chan struct{}, 1),
		turn: goredis.NewScript(turnScript), pause: goredis.NewScript(pauseScript),
	}
	p.all, p.chat = pace.Gaits()
	return p
}

// Wait returns when an answer to the chat may be sent, or with ctx's error,
// or with Redis' when it cannot be asked. It books ahead of what is sent in
// bulk.
func (p *Pacer) Wait(ctx context.Context, chat string) error {
	err := p.book(ctx, p.chat, chatKey+chat)
	for again := true; again && err == nil; {
		if err = p.book(ctx, p.all, allKey, pauseKey); err == nil {
			again, err = p.waitPaused(ctx)
		}
	}
	if err != nil {
		return fmt.Errorf("wait to write to %s: %w", chat, ended(ctx, err))
	}
	return nil
}

// book takes a turn that comes sooner or later, and waits for it.
func (p *Pacer) book(ctx context.Context, g storage.Gait, keys ...string) error {
	if g.Every == 0 && len(keys) == 1 {
		return ctx.Err()
	}
	patience := -time.Microsecond
	if deadline, ok := ctx.Deadline(); ok {
		patience = max(0, time.Until(deadline))
	}
	taken, wait, err := p.ask(ctx, keys, g.Every, g.Ahead(), time.Duration(0), 0, 0, patience)
	if err != nil {
		return err
	}
	if !taken {
		return context.DeadlineExceeded
	}
	return storage.Rest(ctx, wait)
}

// waitPaused waits for the end of a pause that began while a turn was waited
// for; paused says that there was one, which made the booking void.
func (p *Pacer) waitPaused(ctx context.Context) (paused bool, err error) {
	left, err := p.client.PTTL(ctx, pauseKey).Result() // negative: no pause
	if err != nil || left <= 0 {
		return false, err
	}
	return true, storage.Rest(ctx, left)
}

// WaitBulk returns when a message in bulk may be sent, or with ctx's error, or
// with Redis' when it cannot be asked. It books nothing: whoever waits for an
// answer meanwhile goes first.
func (p *Pacer) WaitBulk(ctx context.Context, chat string) error {
	err := p.takeBulk(ctx, p.chat, 0, chatKey+chat)
	if err == nil {
		err = p.waitInFront(ctx)
	}
	if err != nil {
		return fmt.Errorf("wait to write to %s: %w", chat, ended(ctx, err))
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
	return p.takeBulk(ctx, p.all, storage.BulkPatience, allKey, pauseKey)
}

// takeBulk takes a turn once it has come, or, where there is a patience, once
// that is over.
func (p *Pacer) takeBulk(ctx context.Context, g storage.Gait, patience time.Duration, keys ...string) error {
	if g.Every == 0 && len(keys) == 1 {
		return ctx.Err()
	}
	slack := g.Slack()
	if patience == 0 {
		slack = 0 // a chat's turn is never late: it is not queued for
	}
	for begin := time.Now(); ; {
		impatient := 0
		if patience > 0 && time.Since(begin) >= patience {
			impatient = 1
		}
		taken, wait, err := p.ask(ctx, keys, g.Every, time.Duration(0), slack, 1, impatient, -time.Microsecond)
		if err != nil || taken {
			return err
		}
		if left := patience - time.Since(begin); left > 0 {
			wait = min(wait, left)
		}
		if err := storage.Rest(ctx, wait); err != nil {
			return err
		}
	}
}

// ask runs turnScript. Durations are given to it in microseconds.
func (p *Pacer) ask(ctx context.Context, keys []string, args ...any) (taken bool, wait time.Duration, err error) {
	for i, arg := range args {
		if d, ok := arg.(time.Duration); ok {
			args[i] = d.Microseconds()
		}
	}
	said, err := p.turn.Run(ctx, p.client, keys, args...).Int64Slice()
	if err != nil {
		return false, 0, err
	}
	return said[0] == 1, time.Duration(said[1]) * time.Microsecond, nil
}

// Pause holds all replicas back for the given time; a shorter one does not
// cut short one that runs.
func (p *Pacer) Pause(ctx context.Context, d time.Duration) error {
	if d < time.Millisecond {
		return nil
	}
	if err := p.pause.Run(ctx, p.client, []string{allKey, pauseKey}, d.Microseconds()).Err(); err != nil {
		return fmt.Errorf("pause sending: %w", ended(ctx, err))
	}
	return nil
}
