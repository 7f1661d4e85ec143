package jobs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"time"

	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/flows/reminders"
	"minhchung/scoring"
	"minhchung/storage"
)

// Outcome is what became of one errand.
type Outcome string

// The outcomes. Unknown may succeed later; the others stand.
const (
	Sent        Outcome = "sent"
	Unreachable Outcome = "unreachable"
	Failed      Outcome = "failed"
	Unknown     Outcome = "unknown"
)

// Deed is what is done at a recipient.
type Deed string

// The deeds.
const (
	Tell    Deed = "tell"
	Correct Deed = "correct"
	Remove  Deed = "remove"
	Remind  Deed = "remind"
)

// Errand is one thing to do at one recipient of an announcement.
type Errand struct {
	Announcement *flows.Announcement // as it stands; not to be changed
	Person       string
	Deed         Deed
	Ref          string       // the channel's id of the message to correct or remove
	Day          scoring.Date // of a reminder
}

// Deps is what an Announcer works with.
type Deps struct {
	// Read gives a stream's documents after a sequence number.
	Read func(ctx context.Context, stream string, after int64) ([]storage.Document, error)
	// Streams lists the streams that start with prefix.
	Streams func(ctx context.Context, prefix string) ([]string, error)
	// Record inserts a delivery; storage.ErrExists when it is there already.
	Record func(ctx context.Context, d storage.Delivery) error
	// Recorded lists the deliveries of a job.
	Recorded func(ctx context.Context, job string) ([]storage.Delivery, error)
	// Directory reads who takes part.
	Directory func(ctx context.Context) (*directory.Directory, error)
	// Calendar is when people are reminded to confirm.
	Calendar reminders.Calendar
	// Do runs an errand, at the channel's pace, and gives the channel's id of what
	// was sent. An error means that nothing can be done now.
	Do func(ctx context.Context, e Errand) (ref string, outcome Outcome, err error)
	// Show shows the admin who announced it how far it has come. Who cannot be
	// reached is no error.
	Show func(ctx context.Context, a *flows.Announcement, p flows.Progress) error
	// Sleep waits on the clock, or returns ctx's error.
	Sleep func(ctx context.Context, d time.Duration) error
	Now   func() time.Time
	Log   *slog.Logger
}

// Announcer sends what admins announce, corrects it and takes it back: each
// recipient gets it once, as far as a channel without idempotency keys allows.
// It may be stopped at any moment; the next one goes on where it stopped.
type Announcer struct {
	Deps
	news chan struct{}
	book *book
}

// NewAnnouncer makes one; Run lets it work.
func NewAnnouncer(d Deps) *Announcer {
	return &Announcer{Deps: d, news: make(chan struct{}, 1), book: &book{insert: d.Record}}
}

const (
	// Flight is how many errands may be on their way at once: enough for the
	// channel's pace when an answer takes half a second.
	Flight = 16

	// listenEvery is how often it looks for what other replicas appended.
	listenEvery = 10 * time.Second
	// followEvery is the same while it sends: so soon a stop is heard.
	followEvery = time.Second
	// tryingFor is how long an errand is tried when nobody knows why it fails.
	tryingFor = 24 * time.Hour
	// restedAfter is the age at which an announcement that nobody is asked to
	// confirm any more is looked at only every restedEvery, or when this replica
	// appends to one.
	restedAfter = 90 * 24 * time.Hour
	restedEvery = 10 * time.Minute
)

// Appended tells the announcer of a document in a stream.
func (a *Announcer) Appended(stream string) {
	if flows.AnnouncementID(stream) != "" {
		wake(a.news)
	}
}

// Run does what is left to do, now and whenever something is announced, until
// ctx ends. It may run again afterwards, but not twice at once.
func (a *Announcer) Run(ctx context.Context) {
	campaigns := map[string]*campaign{}
	var later time.Time // when what failed is tried again
	for heard := true; ctx.Err() == nil; heard = a.wait(ctx) {
		left := later.Sub(a.Now())
		again := left <= 0 || left > pause // the clock may have been set back
		failed, err := a.pass(ctx, campaigns, heard, again)
		if err != nil && ctx.Err() == nil {
			a.Log.WarnContext(ctx, "announcements wait", "error", err)
		}
		if again && (failed || err != nil) {
			later = a.Now().Add(pause)
		}
	}
	if err := a.book.settleAtLast(ctx, a.Sleep); err != nil {
		a.Log.ErrorContext(ctx, "what was sent is not recorded, and another process may send it again", "error", err)
	}
}

// wait returns when there may be something to do again; heard says that this
// replica appended something.
func (a *Announcer) wait(ctx context.Context) (heard bool) {
	ctx, cancel := context.WithCancel(ctx)
	over := make(chan struct{})
	go func() {
		defer close(over)
		_ = a.Sleep(ctx, listenEvery) // ended by cancel when there is news
	}()
	defer func() { cancel(); <-over }()
	select {
	case <-a.news:
		return true
	case <-over:
	case <-ctx.Done():
	}
	return false
}

// pass goes once through all announcements, with all those too that rest. failed
// says that something is to be tried again; what failed before is tried only
// with again.
func (a *Announcer) pass(ctx context.Context, campaigns map[string]*campaign, all, again bool) (failed bool, err error) {
	if err := a.book.settle(context.WithoutCancel(ctx)); err != nil {
		return true, err
	}
	streams, err := a.Streams(ctx, flows.AnnouncementStream(""))
	if err != nil {
		return true, fmt.Errorf("list the announcements: %w", err)
	}
	var failures []error // of one they do not hold up the others
	for _, stream := range streams {
		if campaigns[stream] != nil {
			continue
		}
		c := &campaign{Announcer: a, stream: stream}
		if err := c.load(ctx); err != nil {
			failed, failures = true, append(failures, err)
			continue
		}
		campaigns[stream] = c
	}
	for _, c := range inOrder(campaigns) {
		if !all && c.rests() {
			continue
		}
		open, err := c.work(ctx, again)
		if ctx.Err() != nil {
			return true, ctx.Err()
		}
		failed, failures = failed || open, append(failures, err)
		if a.book.owes() {
			break // nothing is sent while the store takes no records
		}
	}
	return failed, errors.Join(failures...)
}

// inOrder gives the campaigns in the order in which they were announced, and
// lets each know those about the same that come before it.
func inOrder(campaigns map[string]*campaign) []*campaign {
	all := slices.SortedFunc(maps.Values(campaigns), func(a, b *campaign) int {
		return cmp.Or(a.a.Stamp.At.Compare(b.a.Stamp.At), strings.Compare(a.stream, b.stream))
	})
	about := map[flows.Follows][]*campaign{}
	for _, c := range all {
		if of := c.a.Announced.Follows; of != nil && of.About != "" {
			key := flows.Follows{Stream: of.Stream, About: of.About}
			about[key] = append(about[key], c)
		}
	}
	for _, same := range about {
		slices.SortFunc(same, func(a, b *campaign) int { return cmp.Compare(a.a.Announced.Follows.Seq, b.a.Announced.Follows.Seq) })
		for i, c := range same {
			c.before = same[:i]
		}
	}
	return all
}
