package bot

import (
	"context"
	"sync"
	"time"
)

// answers counts the messages to people who wait for one, so that what nobody
// waits for lets them go first.
type answers struct {
	mu      sync.Mutex
	waiting int
	none    chan struct{} // closed when nobody waits
}

func newAnswers() *answers {
	a := &answers{none: make(chan struct{})}
	close(a.none)
	return a
}

func (a *answers) enter() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.waiting == 0 {
		a.none = make(chan struct{})
	}
	a.waiting++
}

func (a *answers) leave() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.waiting--; a.waiting == 0 {
		close(a.none)
	}
}

// longestYield is how long an announcement lets others go first: on a busy day
// it must get out as well.
const longestYield = 5 * time.Second

// yield returns when nobody waits for an answer, or after a while.
func (a *answers) yield(ctx context.Context, clock Clock) error {
	a.mu.Lock()
	none := a.none
	a.mu.Unlock()
	over := make(chan struct{})
	stop := clock.AfterFunc(longestYield, func() { close(over) })
	defer stop()
	select {
	case <-none:
		return ctx.Err()
	case <-over:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
