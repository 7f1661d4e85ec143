package storagetest

import (
	"context"
	"sync"
	"testing"
	"time"

	"minhchung/bot"
)

func testLocks(t *testing.T, store bot.Store) {
	l := store.Locks
	t.Run("lets one in at a time", func(t *testing.T) { locksExclude(t, l) })
	t.Run("keeps names apart", func(t *testing.T) { locksApart(t, l) })
	t.Run("gives up with the context", func(t *testing.T) { locksContext(t, l) })
	t.Run("holds until released", func(t *testing.T) { locksHold(t, l) })
}

func locksExclude(t *testing.T, l bot.Locks) {
	inside, total := 0, 0 // guarded by the lock under test: the race detector watches too
	var mu sync.Mutex
	race(8, func(int) {
		for range 5 {
			unlock, err := l.Lock(t.Context(), lan)
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			inside++
			if inside != 1 {
				t.Errorf("%d are inside", inside)
			}
			total++
			mu.Unlock()
			mu.Lock()
			inside--
			mu.Unlock()
			unlock()
			unlock() // twice is harmless, also when another has it by now
		}
	})
	equal(t, "turns", total, 40)
}

func locksApart(t *testing.T, l bot.Locks) {
	unlockLan, err := l.Lock(t.Context(), lan)
	must(t, err)
	unlockMinh, err := l.Lock(t.Context(), minh) // waits for nobody
	must(t, err)
	unlockMinh()
	unlockLan()
}

func locksContext(t *testing.T, l bot.Locks) {
	unlock, err := l.Lock(t.Context(), lan)
	must(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err = l.Lock(ctx, lan)
	mustBe(t, err, context.DeadlineExceeded)

	gone, leave := context.WithCancel(t.Context())
	leave()
	_, err = l.Lock(gone, minh)
	mustBe(t, err, context.Canceled)

	unlock()
	unlock, err = l.Lock(t.Context(), lan) // who gave up left nothing behind
	must(t, err)
	unlock()
}

func locksHold(t *testing.T, l bot.Locks) {
	held, release, err := l.Hold(t.Context(), "jobs")
	must(t, err)
	mustBe(t, held.Err(), nil)
	short, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, _, err = l.Hold(short, "jobs")
	mustBe(t, err, context.DeadlineExceeded)
	_, err = l.Lock(short, "jobs") // it is one name for both
	mustBe(t, err, context.DeadlineExceeded)
	release()
	release() // twice is harmless
	mustBe(t, held.Err(), context.Canceled)

	ctx, end := context.WithCancel(t.Context())
	held, release, err = l.Hold(ctx, "jobs")
	must(t, err)
	defer release()
	end()
	mustBe(t, held.Err(), context.Canceled)
}
