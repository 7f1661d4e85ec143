package bot

import (
	"context"
	"time"
)

// SystemClock is the machine's own time.
type SystemClock struct{}

// Now gives the current time.
func (SystemClock) Now() time.Time { return time.Now() }

// AfterFunc runs f in its own goroutine once d has passed.
func (SystemClock) AfterFunc(d time.Duration, f func()) (stop func() bool) {
	return time.AfterFunc(d, f).Stop
}

// sleep returns once d has passed on the clock, or with ctx's error.
func sleep(ctx context.Context, clock Clock, d time.Duration) error {
	over := make(chan struct{})
	stop := clock.AfterFunc(d, func() { close(over) })
	select {
	case <-over:
		return nil
	case <-ctx.Done():
		stop()
		return ctx.Err()
	}
}

// stamp is a moment as the stores keep it: UTC, in milliseconds.
func stamp(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }
