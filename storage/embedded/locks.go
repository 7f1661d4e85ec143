package embedded

import (
	"context"
	"fmt"
	"sync"
)

// Locks keeps one mutex a name, for as long as somebody holds or wants it.
type Locks struct {
	mu     sync.Mutex
	byName map[string]*lock
}

// lock is held by whoever put into the channel of one place; users counts
// holder and waiters, so that the last one out removes it.
type lock struct {
	place chan struct{}
	users int
}

func newLocks() *Locks { return &Locks{byName: make(map[string]*lock)} }

// Lock waits until the name is free or ctx ends, and gives what frees it
// again; freeing twice is harmless.
func (l *Locks) Lock(ctx context.Context, name string) (func(), error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("lock %s: %w", name, err)
	}
	held := l.enter(name)
	select {
	case held.place <- struct{}{}:
		return sync.OnceFunc(func() {
			<-held.place
			l.leave(name, held)
		}), nil
	case <-ctx.Done():
		l.leave(name, held)
		return nil, fmt.Errorf("lock %s: %w", name, ctx.Err())
	}
}

// Hold is Lock with a context that ends with ctx or with the release: nobody
// else can take a name of this process away.
func (l *Locks) Hold(ctx context.Context, name string) (context.Context, func(), error) {
	unlock, err := l.Lock(ctx, name)
	if err != nil {
		return nil, nil, err
	}
	held, end := context.WithCancel(ctx)
	return held, func() { end(); unlock() }, nil
}

func (l *Locks) enter(name string) *lock {
	l.mu.Lock()
	defer l.mu.Unlock()
	held := l.byName[name]
	if held == nil {
		held = &lock{place: make(chan struct{}, 1)}
		l.byName[name] = held
	}
	held.users++
	return held
}

func (l *Locks) leave(name string, held *lock) {
	l.mu.Lock()
	defer l.mu.Unlock()
	held.users--
	if held.users == 0 {
		delete(l.byName, name)
	}
}
