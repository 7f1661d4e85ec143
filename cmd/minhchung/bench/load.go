package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"minhchung/storage"
)

// load is the people: it lets them talk and times the replies.
type load struct {
	script   script
	stub     *stub
	audience *audience // hears everything; may be nil
	chats    []*chat
	idle     chan *chat // those that have nothing under way

	everyReply bool // is timed, not only those to updates that count

	rush    atomic.Bool  // who has a reply goes on at once
	replies atomic.Int64 // since the start
	steps   atomic.Int64 // those to updates that count

	mu     sync.Mutex
	record bool
	waits  []time.Duration
}

var errSilent = errors.New("the replies stay away")

// Around what is measured.
const (
	warmUp  = 500 * time.Millisecond
	silence = 30 * time.Second // after which replies are given up
	look    = 10 * time.Millisecond
)

func newLoad(s script, chats int, a *audience) (*load, error) {
	l := &load{script: s, audience: a, idle: make(chan *chat, chats)}
	stub, err := newStub(l.replied)
	if err != nil {
		return nil, err
	}
	l.stub = stub
	for i := range chats {
		c := &chat{id: firstID + int64(i), criterion: criterionOf(i)}
		l.chats = append(l.chats, c)
		l.idle <- c
	}
	return l, nil
}

// send lets a person do the next thing.
func (l *load) send(c *chat, since time.Time) {
	l.stub.add(func(number int64) []byte { return c.next(l.script, number, since) })
}

func (l *load) replied(id int64, body []byte) {
	now := time.Now()
	if l.audience != nil {
		l.audience.listen(id, now)
	}
	at := id - firstID
	if at < 0 || at >= int64(len(l.chats)) {
		return
	}
	c := l.chats[at]
	waited, counts, ok := c.reply(l.script, body, now)
	if !ok {
		return
	}
	l.replies.Add(1)
	if counts {
		l.steps.Add(1)
	}
	if counts || l.everyReply {
		l.note(waited)
	}
	if l.rush.Load() {
		l.send(c, now)
		return
	}
	l.idle <- c
}

func (l *load) note(waited time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.record {
		l.waits = append(l.waits, waited)
	}
}

func (l *load) recording(on bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.record = on
}

// atATime is how many begin together.
const atATime = 8

// greet lets everybody do the first thing, a few at a time, as nowhere 500
// people begin in the same moment: a first update costs more than those after.
func (l *load) greet(ctx context.Context) error {
	started := l.replies.Load()
	for i := range l.chats {
		l.send(<-l.idle, time.Now())
		if err := l.during(ctx, 0, started+int64(i+1-atATime)); err != nil {
			return err
		}
	}
	return l.settle(ctx)
}

// closed lets everybody go on as soon as they have a reply, and gives the
// steps per second. A slow subject is given the time to reply to everybody.
func (l *load) closed(ctx context.Context, measure time.Duration) (float64, error) {
	l.rush.Store(true)
	for range l.chats {
		l.send(<-l.idle, time.Now())
	}
	everybody := int64(len(l.chats))
	err := l.during(ctx, warmUp, l.replies.Load()+everybody)
	before, begin := l.steps.Load(), time.Now()
	if err == nil {
		err = l.during(ctx, measure, l.replies.Load()+everybody)
	}
	steps, took := l.steps.Load()-before, time.Since(begin)
	l.rush.Store(false)
	if err != nil {
		return 0, err
	}
	return float64(steps) / took.Seconds(), l.settle(ctx)
}

// during lets a time pass, and more when there are not as many replies by then.
func (l *load) during(ctx context.Context, d time.Duration, replies int64) error {
	err := storage.Rest(ctx, d)
	last, since := l.replies.Load(), time.Now()
	for err == nil && l.replies.Load() < replies {
		err = storage.Rest(ctx, look)
		if now := l.replies.Load(); now != last {
			last, since = now, time.Now()
		} else if time.Since(since) > silence {
			err = errSilent
		}
	}
	return err
}

// paced lets people talk at a given number of steps per second, whether or not
// replies come as fast, and gives how long each reply took from the moment
// that its update was due.
func (l *load) paced(ctx context.Context, perSecond float64, measure time.Duration) ([]time.Duration, error) {
	updates := perSecond * float64(len(l.script)) / float64(l.script.counted())
	gap := time.Duration(float64(time.Second) / updates)
	begin := time.Now()
	for due := begin; due.Before(begin.Add(warmUp + measure)); due = due.Add(gap) {
		if due.Sub(begin) >= warmUp {
			l.recording(true)
		}
		if err := storage.Rest(ctx, time.Until(due)); err != nil {
			return nil, err
		}
		select {
		case c := <-l.idle:
			l.send(c, due)
		case <-time.After(silence):
			return nil, errSilent
		}
	}
	err := l.settle(ctx)
	l.recording(false)
	waits := l.waits
	l.waits = nil
	return waits, err
}

// settle waits until every reply is there.
func (l *load) settle(ctx context.Context) error {
	var all []*chat
	for len(all) < len(l.chats) {
		select {
		case c := <-l.idle:
			all = append(all, c)
		case <-time.After(silence):
			return fmt.Errorf("%w: %d of %d", errSilent, len(l.chats)-len(all), len(l.chats))
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	for _, c := range all {
		l.idle <- c
	}
	return nil
}

// appended is how many documents the replies stand for.
func (l *load) appended() int64 { return l.steps.Load() }
