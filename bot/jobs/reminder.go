package jobs

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/flows/reminders"
	"minhchung/storage"
)

// Rule is what reminders follow from, as it stands at a moment. The same
// Version means that nothing has changed.
type Rule struct {
	reminders.Office
	Version string
}

// ReminderDeps is what a Reminder works with.
type ReminderDeps struct {
	// Rule reads what the reminders follow from. It is asked at every look and
	// must cost no more than asking the streams for what is new.
	Rule func(ctx context.Context) (Rule, error)
	// Say makes the one message of items that fall together, from what is lacking
	// now. said is false when nothing is.
	Say func(ctx context.Context, items []reminders.Item) (m flows.Message, said bool, err error)
	// Busy gives the moment until which a person is not to be interrupted; one
	// that is past, or zero, when they may be.
	Busy func(ctx context.Context, person string) (until time.Time, err error)
	// Send sends to a person. An error means that nothing can be sent now.
	Send func(ctx context.Context, person string, m flows.Message) (ref string, outcome Outcome, err error)
	// Record inserts a delivery; storage.ErrExists when it is there already.
	Record func(ctx context.Context, d storage.Delivery) error
	// Recorded lists the deliveries of a job.
	Recorded func(ctx context.Context, job string) ([]storage.Delivery, error)

	Now func() time.Time
	// AfterFunc runs f in its own goroutine once d has passed; stop says whether it came before that.
	AfterFunc func(d time.Duration, f func()) (stop func() bool)
	// Sleep waits on the clock, or returns ctx's error.
	Sleep func(ctx context.Context, d time.Duration) error
	// Holder names this process in its claims, unlike any other's.
	Holder string
	Log    *slog.Logger
}

const (
	// lookEvery is how often it is looked what has changed elsewhere: what another
	// replica appended, or the machine's clock when it was set.
	lookEvery = time.Minute
	// patience is how long a claim of another process is left to it: it may be
	// sending just now. That ends soon after it lost the jobs.
	patience = 30 * time.Second
	// soonest keeps a mistake from making looks follow each other without pause.
	soonest = 100 * time.Millisecond
)

// Reminder says by itself what falls due, each reminder once: to contacts, to
// leaders, to admins. What it said is on record, and nothing else is: it may
// be stopped at any moment, and the next one goes on from the record.
//
// A reminder is claimed before it is sent and recorded after it. Two processes
// that both believe to run the jobs cannot both send it, since a claim is a
// unique insert; and a process that dies between the two leaves a claim that
// the next one takes over. So only what was in flight at a death can arrive
// twice, and nothing is lost. A process that loses the jobs records first what
// it has sent, as long as the store is there.
type Reminder struct {
	ReminderDeps
	news  chan struct{}
	armed func() // lets the timer's callback of the last wait return
	book  *book
}

// NewReminder makes one; Run lets it work, one Run at a time.
func NewReminder(d ReminderDeps) *Reminder {
	return &Reminder{ReminderDeps: d, news: make(chan struct{}, 1), book: &book{insert: d.Record}}
}

// Appended tells the reminder of a document in a stream. Only those that the
// rule reads wake it: what a dossier lacks is looked at when a reminder is due.
func (r *Reminder) Appended(stream string) {
	if stream == directory.Stream || strings.HasPrefix(stream, "edition/") {
		wake(r.news)
	}
}

func wake(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default: // it is about to look anyway
	}
}

// Run says what is due, now and whenever something falls due, until ctx ends.
func (r *Reminder) Run(ctx context.Context) {
	r.armed = func() {}
	t := newTerm(r)
	for ctx.Err() == nil {
		next, err := t.pass(ctx)
		if err != nil && ctx.Err() == nil {
			r.Log.WarnContext(ctx, "reminders wait", "error", err)
		}
		r.wait(ctx, next)
	}
	t.end()
	r.armed()
	if err := r.book.settleAtLast(ctx, r.Sleep); err != nil {
		r.Log.ErrorContext(ctx, "what was said is not recorded, and another process may say it again", "error", err)
	}
}

// wait returns at a moment, when there is news, or at the next look.
//
// The timer's callback returns only when what it led to is done and the next
// timer is armed: a clock that is moved forward over several reminders lets
// each be said in its time.
func (r *Reminder) wait(ctx context.Context, next time.Time) {
	pause := lookEvery
	if !next.IsZero() {
		pause = min(pause, max(next.Sub(r.Now()), soonest))
	}
	due, done := make(chan struct{}), make(chan struct{})
	stop := r.AfterFunc(pause, func() {
		close(due)
		<-done
	})
	r.armed()
	r.armed = func() { close(done) }
	select {
	case <-due:
	case <-r.news:
		stop()
	case <-ctx.Done():
		stop()
	}
}
