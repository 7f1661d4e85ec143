package jobs

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"minhchung/flows"
	"minhchung/storage"
)

const (
	// showEvery is how often the admin's message is brought up to date: each time costs
	// a recipient their turn.
	showEvery = 5 * time.Second
	// markShown is the mark of what the admin was shown last, and the sequence
	// number of what they had asked for.
	markShown = "shown:"
)

// pace is how fast a run gets on.
type pace struct {
	began       time.Time
	total, done int
}

// OutcomesOf reads what became of an announcement from its records.
func OutcomesOf(records []storage.Delivery) flows.Outcomes {
	c := campaign{at: map[string]standing{}}
	for _, r := range records {
		c.note(r)
	}
	return c.outcomes()
}

func (c *campaign) outcomes() flows.Outcomes {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := flows.Outcomes{}
	for person, s := range c.at {
		all[person] = flows.Outcome{Sending: flows.Sending(s.outcome), At: s.told, Corrected: s.read, Removed: s.gone}
	}
	return all
}

func (c *campaign) progress(ended bool) flows.Progress {
	outcomes := c.outcomes()
	c.mu.Lock()
	defer c.mu.Unlock()
	p := flows.ProgressOf(c.a, outcomes)
	p.Ended = ended
	if n := c.pace.done; n > 0 && !ended {
		p.Left = c.Now().Sub(c.pace.began) / time.Duration(n) * time.Duration(c.pace.total-n)
	}
	return p
}

// showing keeps the admin's message up to date until end is called.
func (c *campaign) showing(ctx context.Context) (end func()) {
	ctx, cancel := context.WithCancel(ctx)
	over := make(chan struct{})
	a := c.a
	go func() {
		defer close(over)
		for c.Sleep(ctx, showEvery) == nil {
			if err := c.Show(ctx, a, c.progress(false)); err != nil && ctx.Err() == nil {
				c.Log.WarnContext(ctx, "an admin is not shown how far an announcement is", "error", err)
			}
		}
	}()
	return func() { cancel(); <-over }
}

// conclude shows the admin, once, that all they asked for is done.
func (c *campaign) conclude(ctx context.Context) error {
	if c.shown >= c.act || c.act == 0 {
		return nil
	}
	if err := c.Show(ctx, c.a, c.progress(true)); err != nil {
		return fmt.Errorf("show that %s is through: %w", c.stream, err)
	}
	record := storage.Delivery{
		Job: c.stream, Recipient: c.a.Stamp.By, Mark: markShown + strconv.FormatInt(c.act, 10), Outcome: string(Sent), At: c.Now(),
	}
	if err := c.Record(context.WithoutCancel(ctx), record); err != nil && !errors.Is(err, storage.ErrExists) {
		return fmt.Errorf("record that the end of %s was shown: %w", c.stream, err)
	}
	c.note(record)
	return nil
}
