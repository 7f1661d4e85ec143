package jobs

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"minhchung/flows/reminders"
)

// term is the time in which one process runs the reminders, and what it knows
// of them.
type term struct {
	*Reminder
	rule     Rule
	items    []reminders.Item
	records  map[string]record           // by job
	failing  map[claimKey]int            // sends of which nobody knows whether they arrived
	known    map[string]map[claimKey]int // by job: the numbers of others' claims that were seen
	trusting bool                        // claims of others are left to them
	over     *atomic.Bool                // that is to end
	stop     func() bool                 // the timer that ends it

	looked, quiet time.Time // from the one to the other nothing falls due; zero when that is not known
}

func newTerm(r *Reminder) *term {
	t := &term{Reminder: r, records: map[string]record{}, failing: map[claimKey]int{}, known: map[string]map[claimKey]int{}}
	t.trust()
	return t
}

// trust leaves others their claims for a while from now on. It is measured in
// time that passes, not on a clock that may be set.
func (t *term) trust() {
	if t.stop != nil {
		t.stop()
	}
	over := new(atomic.Bool)
	t.trusting, t.over = true, over
	t.stop = t.AfterFunc(patience, func() {
		over.Store(true)
		wake(t.news)
	})
}

// distrust lets claims of others be taken over when they have had their time.
// It reads the records anew: they may have come to their end meanwhile.
func (t *term) distrust() {
	if t.trusting && t.over.Load() {
		t.trusting, t.quiet = false, time.Time{}
		clear(t.records)
	}
}

func (t *term) end() { t.stop() }

// pass says what is due, and gives the moment at which the next is.
func (t *term) pass(ctx context.Context) (next time.Time, err error) {
	if err := t.book.settle(context.WithoutCancel(ctx)); err != nil {
		return t.Now().Add(settleEvery), err
	}
	t.distrust()
	if err := t.plan(ctx); err != nil {
		return t.Now().Add(lookEvery), err
	}
	if now := t.Now(); !now.Before(t.looked) && now.Before(t.quiet) {
		return t.quiet, nil
	}
	t.looked, t.quiet = t.Now(), time.Time{}
	groups, next, err := t.due(ctx)
	if err != nil {
		return t.Now().Add(lookEvery), err
	}
	const hopeless = 3 // as many in a row of which nobody knows: the channel is away
	unknown := 0
	for _, items := range groups {
		if ctx.Err() != nil {
			return next, ctx.Err()
		}
		again, err := t.remind(ctx, items)
		if t.book.owes() {
			return t.Now().Add(settleEvery), err
		}
		if err != nil {
			return t.Now().Add(lookEvery), err
		}
		next = earlier(next, again.at)
		if unknown++; !again.unknown {
			unknown = 0
		}
		if unknown == hopeless {
			break
		}
	}
	if t.quiet = next; next.IsZero() {
		t.quiet = t.Now().AddDate(0, 0, 1) // nothing falls due as long as nothing changes
	}
	return next, nil
}

// plan lists the reminders anew when what they follow from has changed.
func (t *term) plan(ctx context.Context) error {
	rule, err := t.Rule(ctx)
	if err != nil {
		return fmt.Errorf("read what reminders follow from: %w", err)
	}
	rule.Calendar = rule.Calendar.Whole()
	if t.items == nil || rule.Version != t.rule.Version {
		t.items, t.quiet = rule.All(), time.Time{}
	}
	t.rule = rule
	return nil
}

// due groups what may be said now by message, what fails last; next is the
// moment of what may be said soonest after it.
func (t *term) due(ctx context.Context) (groups [][]reminders.Item, next time.Time, err error) {
	var now []reminders.Item
	for _, item := range t.items {
		at, ok := t.rule.Calendar.Next(item, t.Now())
		if !ok {
			continue
		}
		if at.After(t.Now()) {
			next = earlier(next, at)
			continue
		}
		record, err := t.recordOf(ctx, item.Day)
		if err != nil {
			return nil, next, err
		}
		if t.open(record[keyOf(item)]) {
			now = append(now, item)
		}
	}
	groups = reminders.Together(now)
	slices.SortStableFunc(groups, func(a, b []reminders.Item) int { return t.failing[keyOf(a[0])] - t.failing[keyOf(b[0])] })
	return groups, next, nil
}

// later is when a message is to be tried again; zero when it need not be.
type later struct {
	at      time.Time
	unknown bool // nobody knows whether it arrived
}

// remind says the items of one message, or finds that there is nothing to say.
func (t *term) remind(ctx context.Context, items []reminders.Item) (later, error) {
	// Others were said meanwhile, and that took its time.
	items = slices.DeleteFunc(items, func(i reminders.Item) bool {
		at, ok := t.rule.Calendar.Next(i, t.Now())
		return !ok || at.After(t.Now())
	})
	if len(items) == 0 {
		return later{at: t.Now()}, nil
	}
	until, err := t.Busy(ctx, items[0].Person)
	if err != nil {
		return later{}, fmt.Errorf("see whether somebody is busy: %w", err)
	}
	if until.After(t.Now()) {
		return later{at: until}, nil
	}
	m, said, err := t.Say(ctx, items)
	if err != nil {
		return later{}, fmt.Errorf("say a reminder: %w", err)
	}
	if !said {
		return later{}, t.done(ctx, items, "", needless)
	}
	claimed, err := t.claim(ctx, items)
	if err != nil || len(claimed) == 0 {
		return later{}, err
	}
	if len(claimed) < len(items) { // others say the rest
		return later{at: t.Now()}, nil
	}
	return t.send(ctx, items, func() (string, Outcome, error) { return t.Send(ctx, items[0].Person, m) })
}

func (t *term) send(ctx context.Context, items []reminders.Item, send func() (string, Outcome, error)) (later, error) {
	ref, outcome, err := send()
	if err != nil {
		return later{}, fmt.Errorf("send a reminder: %w", err)
	}
	if outcome == Unknown {
		t.failing[keyOf(items[0])]++
		return later{at: t.Now().Add(pause), unknown: true}, nil
	}
	return later{}, t.done(ctx, items, ref, outcome)
}

// earlier gives the first of two moments, of which one may be none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
