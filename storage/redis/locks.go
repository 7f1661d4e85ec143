package redis

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/bsm/redislock"
)

// Locks keeps a name at one holder among all replicas. A lock carries its
// holder's token, so that nobody frees another's; it is renewed while held and
// ends by itself after its holder's death. Should it be lost all the same, two
// may work at one chat: the ledger's numbers still let only one of them write.
type Locks struct{ client *redislock.Client }

const (
	lockLife    = 10 * time.Second // how long a dead holder blocks the others
	lockRenewal = lockLife / 4
	firstRetry  = 5 * time.Millisecond
	slowRetry   = 50 * time.Millisecond
)

// Lock waits until the name is free or ctx ends, and gives what frees it
// again; freeing twice is harmless. It also returns when Redis cannot be asked.
func (l *Locks) Lock(ctx context.Context, name string) (func(), error) {
	for pause := firstRetry; ; pause = min(2*pause, slowRetry) {
		held, err := l.client.Obtain(ctx, prefix+"lock:"+name, lockLife, nil)
		if err == nil {
			return keep(held), nil
		}
		if errors.Is(err, redislock.ErrNotObtained) {
			err = rest(ctx, pause)
		}
		if err != nil {
			return nil, fmt.Errorf("lock %s: %w", name, ended(ctx, err))
		}
	}
}

// keep renews the lock until the function that it returns is called.
func keep(held *redislock.Lock) func() {
	ctx, stop := context.WithCancel(context.Background())
	var renewing sync.WaitGroup
	renewing.Go(func() {
		for rest(ctx, lockRenewal) == nil {
			if err := held.Refresh(ctx, lockLife, nil); errors.Is(err, redislock.ErrNotObtained) {
				return // lost; any other error may pass before the lock ends
			}
		}
	})
	return sync.OnceFunc(func() {
		stop()
		renewing.Wait()
		ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
		defer cancel()
		_ = held.Release(ctx) // where this fails the lock ends by itself
	})
}
