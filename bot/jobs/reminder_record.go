package jobs

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"minhchung/flows/reminders"
	"minhchung/scoring"
	"minhchung/storage"
)

// What stands in the outcome of a reminder's records beside what became of a
// message.
const (
	claimed  Outcome = "claimed"  // about to be sent, by the process in Ref
	needless Outcome = "needless" // nothing was lacking when it was due
)

// claimKey is a reminder within the job of its day.
type claimKey struct{ recipient, step string }

func keyOf(i reminders.Item) claimKey { return claimKey{i.Recipient(), string(i.Step)} }

func (k claimKey) mark(of string) string { return k.step + "/" + of }

// record is what is on record of a day's reminders.
type record map[claimKey]claims

// claims is what is on record of one reminder.
type claims struct {
	n      int
	holder string // of the last claim
	done   bool
}

// recordOf reads the record of a day once; what this process adds it knows.
func (t *term) recordOf(ctx context.Context, day scoring.Date) (record, error) {
	job := reminders.Job(t.rule.Edition, day)
	if r, ok := t.records[job]; ok {
		return r, nil
	}
	deliveries, err := t.Recorded(ctx, job)
	if err != nil {
		return nil, fmt.Errorf("read what was said about %s: %w", day, err)
	}
	r := record{}
	for _, d := range deliveries {
		r.note(d)
	}
	t.records[job] = r
	if t.strange(job, r) {
		t.trust()
	}
	return r, nil
}

// strange says whether there are claims of others, open ones, that were not
// there when this process looked last: they have their time from now on.
func (t *term) strange(job string, r record) (fresh bool) {
	if t.known[job] == nil {
		t.known[job] = map[claimKey]int{}
	}
	for key, c := range r {
		if !c.done && c.n > t.known[job][key] && c.holder != t.Holder {
			t.known[job][key], fresh = c.n, true
		}
	}
	return fresh
}

func (r record) note(d storage.Delivery) {
	step, what, _ := strings.Cut(d.Mark, "/")
	key := claimKey{d.Recipient, step}
	c := r[key]
	if what == markDone {
		c.done = true
	} else if n, err := strconv.Atoi(what); err == nil && n > c.n {
		c.n, c.holder = n, d.Ref
	}
	r[key] = c
}

// open says whether a reminder is this process's to say: it was not said, and
// no other process may be saying it.
func (t *term) open(c claims) bool {
	return !c.done && (c.n == 0 || c.holder == t.Holder || !t.trusting)
}

// claim takes reminders over and gives back those that it got. Each attempt has
// a claim of its own: another process may have taken the last one over.
func (t *term) claim(ctx context.Context, items []reminders.Item) ([]reminders.Item, error) {
	var mine []reminders.Item
	for _, item := range items {
		got, err := t.claimOne(ctx, item)
		if err != nil {
			return mine, err
		}
		if got {
			mine = append(mine, item)
		}
	}
	return mine, nil
}

func (t *term) claimOne(ctx context.Context, item reminders.Item) (got bool, err error) {
	r, err := t.recordOf(ctx, item.Day)
	if err != nil {
		return false, err
	}
	key := keyOf(item)
	if !t.open(r[key]) {
		return false, nil
	}
	d := t.delivery(item, strconv.Itoa(r[key].n+1), t.Holder, claimed)
	switch err := t.Record(ctx, d); {
	case errors.Is(err, storage.ErrExists):
		// Somebody else is at work, or an insert of ours that failed was made.
		delete(t.records, d.Job)
		t.trust()
		return false, nil
	case err != nil:
		delete(t.records, d.Job) // it may have been made
		return false, fmt.Errorf("claim a reminder: %w", err)
	}
	r.note(d)
	return true, nil
}

func (t *term) delivery(item reminders.Item, mark, ref string, outcome Outcome) storage.Delivery {
	return storage.Delivery{
		Job: reminders.Job(t.rule.Edition, item.Day), Recipient: item.Recipient(), Mark: keyOf(item).mark(mark),
		Ref: ref, Outcome: string(outcome), At: t.Now(),
	}
}

// done records that items need nothing more.
func (t *term) done(ctx context.Context, items []reminders.Item, ref string, outcome Outcome) (err error) {
	for _, item := range items {
		d := t.delivery(item, markDone, ref, outcome)
		if r, ok := t.records[d.Job]; ok {
			r.note(d)
		}
		err = errors.Join(err, t.book.record(ctx, d))
	}
	return err
}
