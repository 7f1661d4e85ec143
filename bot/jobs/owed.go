package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"minhchung/storage"
)

const (
	// recordTries is how often a record is tried at once, and settleEvery how soon
	// after that again: what is sent and not recorded when another process takes
	// over is sent again.
	recordTries = 3
	settleEvery = time.Second
	// lastTime is how long it is tried when the process has lost the jobs: a stop
	// is not to wait for a store that does not answer.
	lastTime = 5 * time.Second
)

// book records what was done. What could not be recorded yet it remembers
// for as long as the process lives, whoever runs the jobs meanwhile.
type book struct {
	insert func(ctx context.Context, d storage.Delivery) error

	mu   sync.Mutex
	owed []storage.Delivery
}

// record inserts a record; with an error it is owed from now on. That it was
// done is noted even when the bot stops at this moment.
func (b *book) record(ctx context.Context, d storage.Delivery) error {
	err := b.surely(context.WithoutCancel(ctx), d)
	if err != nil {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.owed = append(b.owed, d)
	}
	return err
}

func (b *book) surely(ctx context.Context, d storage.Delivery) (err error) {
	for range recordTries {
		if err = b.insert(ctx, d); err == nil || errors.Is(err, storage.ErrExists) {
			return nil
		}
	}
	return fmt.Errorf("record what was done of %s: %w", d.Job, err)
}

// owes says whether something is to be settled.
func (b *book) owes() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.owed) > 0
}

// settle inserts what is owed. Nothing is to be sent before that is done.
func (b *book) settle(ctx context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.owed) > 0 {
		if err := b.surely(ctx, b.owed[0]); err != nil {
			return err
		}
		b.owed = slices.Delete(b.owed, 0, 1)
	}
	return nil
}

// settleAtLast does so at the end of a term, before others take over. What it
// cannot insert is left to this process's next term; others may do it again.
func (b *book) settleAtLast(ctx context.Context, sleep func(context.Context, time.Duration) error) error {
	kept, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastTime)
	defer cancel()
	for {
		err := b.settle(kept)
		if err == nil || sleep(kept, settleEvery) != nil {
			return err
		}
	}
}
