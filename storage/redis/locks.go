package redis

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/bsm/redislock"

	"minhchung/storage"
)

// Locks keeps a name at one holder among all replicas. A lock carries its
// holder's token, so that nobody frees another's; it is renewed while held and
// ends by itself after its holder's death. Should it be lost all the same, two
// may work at one chat: the ledger's numbers still let only one of them write.
type Locks struct{ client *redislock.Client }

const (
	lockLife    = 10 * time.Second // how long a dead holder blocks the others
	lockRenewal = lockLife / 4
	lockMargin  = lockLife / 10 // by which a holder gives up before its term is over
	firstRetry  = 5 * time.Millisecond
	slowRetry   = 50 * time.Millisecond
)

// Lock waits until the name is free or ctx ends, and gives what frees it
// again; freeing twice is harmless. It also returns when Redis cannot be asked.
func (l *Locks) Lock(ctx context.Context, name string) (func(), error) {
	held, since, err := l.obtain(ctx, name)
	if err != nil {
		return nil, err
	}
	return keep(held, since, func() {}), nil
}

// Hold is Lock with a context that ends with ctx, with the release, or when
// the lock could not be renewed: a little before another can have it.
func (l *Locks) Hold(ctx context.Context, name string) (context.Context, func(), error) {
	lock, since, err := l.obtain(ctx, name)
	if err != nil {
		return nil, nil, err
	}
	held, end := context.WithCancel(ctx)
	release := keep(lock, since, end)
	return held, func() { end(); release() }, nil
}

// obtain waits for the lock. since is when it was asked for: its life may have
// begun then, however late the answer came.
func (l *Locks) obtain(ctx context.Context, name string) (held *redislock.Lock, since time.Time, err error) {
	for pause := firstRetry; ; pause = min(2*pause, slowRetry) {
		since = time.Now()
		held, err = l.client.Obtain(ctx, prefix+"lock:"+name, lockLife, nil)
		if err == nil {
			return held, since, nil
		}
		if errors.Is(err, redislock.ErrNotObtained) {
			err = storage.Rest(ctx, pause)
		}
		if err != nil {
			return nil, since, fmt.Errorf("lock %s: %w", name, ended(ctx, err))
		}
	}
}

// keep renews a lock that was asked for at since, until the function that it
// returns is called. It calls lost once the lock is another's, or may soon be:
// an error of the network passes, but not for longer than the lock lives.
func keep(held *redislock.Lock, since time.Time, lost func()) func() {
	ctx, stop := context.WithCancel(context.Background())
	var renewing sync.WaitGroup
	renewing.Go(func() {
		for renewed := since; storage.Rest(ctx, lockRenewal) == nil; {
			begun := time.Now()
			err := refresh(ctx, held, lockLife-lockMargin-begun.Sub(renewed))
			switch {
			case err == nil:
				renewed = begun
			case errors.Is(err, redislock.ErrNotObtained):
				lost()
				return
			case time.Since(renewed) >= lockLife-lockMargin-lockRenewal:
				lost() // the next look would come too late
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

// refresh gives up in time: a server that does not answer must not keep the
// holder from noticing that its term is over.
func refresh(ctx context.Context, held *redislock.Lock, limit time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, max(limit, time.Millisecond))
	defer cancel()
	return held.Refresh(ctx, lockLife, nil)
}
