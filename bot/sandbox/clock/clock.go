// Package clock is a clock that runs on like any other but can be moved
// forward, firing on the way what was due. It knows nothing of the sandbox.
package clock

import (
	"errors"
	"fmt"
	"sync"
	"time"
)

// grace is how long a move waits, in real time and over all callbacks, for
// callbacks to return. A timer that is armed anew by its own callback then
// fires as often as it would have; one that blocks does not hold the move up.
const grace = time.Second

// ErrBackwards is returned for a move into the past.
var ErrBackwards = errors.New("the clock moves forward only")

// Clock is real time plus an offset. It is safe for concurrent use.
type Clock struct {
	real func() time.Time
	zone *time.Location
	save func(time.Duration) error

	moving sync.Mutex // held through a move: one at a time

	mu     sync.Mutex
	offset time.Duration
	armed  int // timers so far
	timers map[*timer]struct{}
}

// timer is a callback that waits. It is in Clock.timers exactly until it fires or is stopped.
type timer struct {
	due      time.Time
	order    int // of two with the same due time, the one armed first fires first
	callback func()
	real     *time.Timer
}

// New makes a clock that shows real's time plus offset, in zone. Every move
// hands the new offset to save before anything fires; a failing save stops the move.
func New(real func() time.Time, offset time.Duration, zone *time.Location, save func(time.Duration) error) *Clock {
	return &Clock{real: real, zone: zone, save: save, offset: offset, timers: map[*timer]struct{}{}}
}

// Now gives the clock's time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *Clock) now() time.Time { return c.real().Round(0).Add(c.offset).In(c.zone) }

// AfterFunc runs f in its own goroutine once d has passed on this clock; stop
// says whether it came before that.
func (c *Clock) AfterFunc(d time.Duration, f func()) (stop func() bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.armed++
	t := &timer{due: c.now().Add(max(d, 0)), callback: f, order: c.armed}
	c.timers[t] = struct{}{}
	t.real = time.AfterFunc(d, func() {
		if c.take(t) {
			f()
		}
	})
	return func() bool { return c.take(t) }
}

// take removes a timer; false means that it has fired or was stopped.
func (c *Clock) take(t *timer) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, waits := c.timers[t]; !waits {
		return false
	}
	delete(c.timers, t)
	t.real.Stop()
	return true
}

// Advance moves the clock forward by d and fires what falls due on the way, in
// order, each at its own time.
func (c *Clock) Advance(d time.Duration) error {
	if d < 0 {
		return fmt.Errorf("move by %s: %w", d, ErrBackwards)
	}
	c.moving.Lock()
	defer c.moving.Unlock()
	return c.move(c.Now().Add(d))
}

// AdvanceTo moves the clock forward to a point in time, as Advance does.
func (c *Clock) AdvanceTo(at time.Time) error {
	c.moving.Lock()
	defer c.moving.Unlock()
	if at.Before(c.Now()) {
		return fmt.Errorf("move to %s: %w", at.Format(time.RFC3339), ErrBackwards)
	}
	return c.move(at)
}

func (c *Clock) move(target time.Time) error {
	if err := c.save(target.Sub(c.real().Round(0))); err != nil {
		return fmt.Errorf("keep the clock's offset: %w", err)
	}
	patience := time.NewTimer(grace)
	defer patience.Stop()
	patient := true
	for t := c.nextDue(target); t != nil; t = c.nextDue(target) {
		done := make(chan struct{})
		go func() {
			defer close(done)
			t.callback()
		}()
		if !patient {
			continue
		}
		select {
		case <-done:
		case <-patience.C:
			patient = false
		}
	}
	c.arrive(target)
	return nil
}

// nextDue takes the earliest timer due by target and sets the clock to its time.
func (c *Clock) nextDue(target time.Time) *timer {
	c.mu.Lock()
	defer c.mu.Unlock()
	var first *timer
	for t := range c.timers {
		if t.due.After(target) {
			continue
		}
		if first == nil || t.due.Before(first.due) || t.due.Equal(first.due) && t.order < first.order {
			first = t
		}
	}
	if first == nil {
		return nil
	}
	delete(c.timers, first)
	first.real.Stop()
	c.forwardTo(first.due)
	return first
}

// arrive ends a move: the clock shows target, and what still waits waits less.
func (c *Clock) arrive(target time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.forwardTo(target)
	now := c.now()
	for t := range c.timers {
		t.real.Reset(t.due.Sub(now))
	}
}

func (c *Clock) forwardTo(at time.Time) {
	if ahead := at.Sub(c.now()); ahead > 0 {
		c.offset += ahead
	}
}
