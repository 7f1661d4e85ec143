// Package storagetest is the one contract suite that every storage engine
// passes, and what its tests need: a MongoDB and a Redis on this machine and
// a proxy that breaks the way to them.
//
// It knows the ports (bot declares them) and no engine. It is for tests only.
package storagetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"minhchung/bot"
)

// Run checks each port that the store has; a nil port is another engine's.
// Open gives an empty store, paced as storage.TelegramPace says, and closes it
// when the test ends.
func Run(t *testing.T, open func(t *testing.T) bot.Store) {
	run := func(name string, test func(t *testing.T, store bot.Store)) {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
	store := open(t)
	if store.Ledger != nil {
		run("ledger", testLedger)
	}
	if store.Inbox != nil {
		run("inbox", testInbox)
	}
	if store.Deliveries != nil {
		run("deliveries", testDeliveries)
	}
	if store.People != nil {
		run("people", testPeople)
	}
	if store.Blobs != nil {
		run("blobs", testBlobs)
	}
	if store.Sessions != nil {
		run("sessions", testSessions)
	}
	if store.Locks != nil {
		run("locks", testLocks)
	}
	if store.Pacer != nil {
		run("pacer", testPacer)
	}
}

// morning is when things happen in these tests: finer than the milliseconds
// that engines keep, and not in UTC.
func morning() time.Time {
	return time.Date(2023, 3, 24, 9, 0, 0, 123_456_789, time.FixedZone("+07", 7*60*60))
}

// kept is a time as an engine gives it back.
func kept(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func mustBe(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("got error %v, want %v", err, want)
	}
}

func equal[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if g, w := fmt.Sprintf("%#v", got), fmt.Sprintf("%#v", want); g != w {
		t.Fatalf("%s:\n got %s\nwant %s", what, g, w)
	}
}

// race runs n goroutines that all start at once, and waits for them.
func race(n int, do func(i int)) {
	var group sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		group.Go(func() {
			<-start
			do(i)
		})
	}
	close(start)
	group.Wait()
}
