package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"minhchung/flows"
	"minhchung/scoring"
	"minhchung/storage"
)

// The marks of what was done at a recipient.
const (
	markDone      = "done"       // told, or never to be
	markCorrected = "corrected:" // and the correction's sequence number
	markRemoved   = "removed"
	markReminded  = "reminded:" // and the day
)

// campaign is one announcement with what was done of it.
type campaign struct {
	*Announcer
	stream   string
	followed time.Time    // when its stream was last looked at
	reminded scoring.Date // the last day on which everybody was reminded who had to be
	before   []*campaign  // about the same, announced earlier
	held     bool         // somebody waits for one of those

	mu    sync.Mutex          // of what errands on their way and the admin's message read as well
	a     *flows.Announcement // itself never changed: what was appended makes a new one
	asked time.Time           // when an admin last had something done
	act   int64               // the sequence number of what that was
	at    map[string]standing // by recipient
	pace  pace
	shown int64 // the act whose end the admin was shown
}

// standing is how far one recipient is.
type standing struct {
	outcome   Outcome // "" while they are still to be told
	told      time.Time
	ref       string
	corrected int64  // the last correction that needs nothing more here
	read      int64  // the last that they have read
	removed   bool   // needs nothing more here
	gone      bool   // it was deleted here
	reminded  string // the last day, as it stands in the mark
	failed    bool   // the last try came to nothing that is known
}

// load reads what was done until now.
func (c *campaign) load(ctx context.Context) error {
	c.a, c.at = &flows.Announcement{ID: flows.AnnouncementID(c.stream)}, map[string]standing{}
	if err := c.follow(ctx); err != nil {
		return err
	}
	records, err := c.Recorded(ctx, c.stream)
	if err != nil {
		return fmt.Errorf("read the deliveries of %s: %w", c.stream, err)
	}
	for _, r := range records {
		c.note(r)
	}
	return nil
}

// note takes one record over.
func (c *campaign) note(r storage.Delivery) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.at[r.Recipient]
	s.failed = false
	if act, ok := cutSeq(r.Mark, markShown); ok {
		c.shown = max(c.shown, act)
		return
	}
	seq, corrected := cutSeq(r.Mark, markCorrected)
	day, reminded := strings.CutPrefix(r.Mark, markReminded)
	switch {
	case reminded:
		s.reminded = max(s.reminded, day)
	case r.Mark == markDone:
		s.outcome, s.ref, s.told = Outcome(r.Outcome), r.Ref, r.At
	case r.Mark == markRemoved:
		s.removed, s.gone = true, r.Outcome == string(Sent)
	case corrected:
		s.corrected = max(s.corrected, seq)
		if r.Outcome == string(Sent) {
			s.read = max(s.read, seq)
		}
		if r.Ref != "" {
			s.ref = r.Ref
		}
	}
	c.at[r.Recipient] = s
}

// follow takes over what was appended since.
func (c *campaign) follow(ctx context.Context) error {
	c.followed = c.Now()
	documents, err := c.Read(ctx, c.stream, c.a.Seq)
	if err != nil {
		return fmt.Errorf("read %s: %w", c.stream, err)
	}
	if len(documents) == 0 {
		return nil
	}
	a, asked, act := c.a.Clone(), c.asked, c.act // errands on their way have the old one
	for _, doc := range documents {
		entries := make([]scoring.Entry, len(doc.Entries))
		for i, raw := range doc.Entries {
			if entries[i], err = flows.DecodeAnnouncement(raw); err != nil {
				return fmt.Errorf("read %s: %w", c.stream, err)
			}
			if asksForSomething(entries[i]) {
				asked, act = doc.Recorded, doc.Seq
			}
		}
		if err := a.Apply(scoring.Stamp{Seq: doc.Seq, At: doc.At, By: doc.By}, entries...); err != nil {
			return fmt.Errorf("read %s: %w", c.stream, err)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.a, c.asked, c.act = a, asked, act
	return nil
}

// asksForSomething says whether an entry gives the announcer something to do.
func asksForSomething(e scoring.Entry) bool {
	switch e.(type) {
	case flows.Announced, flows.AnnouncementStopped, flows.AnnouncementCorrected, flows.AnnouncementDeleted:
		return true
	}
	return false
}

// errands lists what is left to do; what failed before only with again.
func (c *campaign) errands(again bool) []Errand {
	c.mu.Lock()
	defer c.mu.Unlock()
	var all []Errand
	c.held = false
	seen := map[string]bool{}
	for _, person := range c.a.Announced.Recipients {
		s := c.at[person]
		if seen[person] || s.failed && !again {
			continue
		}
		seen[person] = true // named twice, told once
		deed := Deed("")
		switch {
		case c.a.Deleted:
			if s.outcome == Sent && !s.removed {
				deed = Remove
			}
		case s.outcome == "" && !c.a.Stopped:
			if deed = Tell; c.holds(person) {
				deed, c.held = "", true
			}
		case s.outcome == "":
		case s.outcome == Sent && s.corrected < c.a.Corrected:
			deed = Correct
		}
		if deed != "" {
			all = append(all, Errand{Announcement: c.a, Person: person, Deed: deed, Ref: s.ref})
		}
	}
	return all
}

// work runs what is left to do, as it stands then: a stop, a correction or a
// deletion is heard in between. failed says that something is to be tried again.
func (c *campaign) work(ctx context.Context, again bool) (failed bool, err error) {
	for {
		if err := c.follow(ctx); err != nil {
			return true, err
		}
		errands, failed := c.errands(again), false
		if len(errands) == 0 && (c.held || len(c.errands(true)) > 0) {
			return true, nil // what waits or failed, another time
		}
		if len(errands) == 0 {
			if errands, failed, err = c.reminders(ctx, again); err != nil {
				return true, err
			}
		}
		if len(errands) == 0 {
			return failed, c.conclude(ctx)
		}
		if err := c.run(ctx, errands); err != nil {
			return true, err
		}
		again = false
	}
}

// holds says whether the person is still to be told what was announced about
// the same before: whoever reads of two changes reads of the last one last.
func (c *campaign) holds(person string) bool {
	return slices.ContainsFunc(c.before, func(earlier *campaign) bool {
		earlier.mu.Lock()
		defer earlier.mu.Unlock()
		over := earlier.a.Stopped || earlier.a.Deleted || earlier.at[person].outcome != ""
		return !over && slices.Contains(earlier.a.Announced.Recipients, person)
	})
}

// rests says that nobody is likely to have anything done any more.
func (c *campaign) rests() bool {
	now := c.Now()
	old := now.Sub(c.asked) > restedAfter && scoring.DateOf(now).Compare(c.a.Announced.Until) > 0
	return old && !now.Before(c.followed) && now.Sub(c.followed) < restedEvery
}

// run works errands off, until they are through, something else is to be done,
// or one meets an outage.
func (c *campaign) run(ctx context.Context, errands []Errand) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	places := make(chan struct{}, Flight)
	var all sync.WaitGroup
	was := c.act
	c.mu.Lock()
	c.pace = pace{began: c.Now(), total: len(errands)}
	c.mu.Unlock()
	if errands[0].Deed != Remind {
		defer c.showing(ctx)()
	}
	for _, e := range errands {
		if c.Now().Sub(c.followed) >= followEvery || c.Now().Before(c.followed) {
			if err := c.follow(ctx); err != nil {
				cancel(err)
			}
		}
		if c.act != was {
			break
		}
		select {
		case places <- struct{}{}:
		case <-ctx.Done():
		}
		if ctx.Err() != nil {
			break
		}
		all.Go(func() {
			defer func() { <-places }()
			if err := c.do(ctx, e); err != nil {
				cancel(err)
			}
		})
	}
	all.Wait()
	return context.Cause(ctx)
}

// do runs one errand and records what became of it.
func (c *campaign) do(ctx context.Context, e Errand) error {
	ref, outcome, err := c.Do(ctx, e)
	if err != nil {
		return fmt.Errorf("%s, for %s: %w", e.Deed, c.stream, err)
	}
	if outcome == Unknown {
		if c.again(e) {
			return nil
		}
		outcome = Failed
	}
	for _, mark := range marks(e) {
		record := storage.Delivery{Job: c.stream, Recipient: e.Person, Mark: mark, Ref: ref, Outcome: string(outcome), At: c.Now()}
		err = errors.Join(err, c.book.record(ctx, record))
		c.note(record) // it was done, be it recorded or not
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pace.done++
	return err
}

// again says whether an errand of which nobody knows what became of it is to be
// tried again, and notes that. A reminder is, until its day is over.
func (c *campaign) again(e Errand) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e.Deed != Remind && c.Now().Sub(c.asked) >= tryingFor {
		return false
	}
	s := c.at[e.Person]
	s.failed = true
	c.at[e.Person] = s
	return true
}

// marks are those of an errand that is done. Who is told after a correction has
// read that one.
func marks(e Errand) []string {
	corrected := markCorrected + strconv.FormatInt(e.Announcement.Corrected, 10)
	switch {
	case e.Deed == Remind:
		return []string{markReminded + e.Day.String()}
	case e.Deed == Remove:
		return []string{markRemoved}
	case e.Deed == Correct:
		return []string{corrected}
	case e.Announcement.Corrected > 0:
		return []string{corrected, markDone}
	}
	return []string{markDone}
}

// cutSeq reads a mark that ends with a sequence number.
func cutSeq(mark, begins string) (seq int64, ok bool) {
	n, ok := strings.CutPrefix(mark, begins)
	if !ok {
		return 0, false
	}
	seq, err := strconv.ParseInt(n, 10, 64)
	return seq, err == nil
}
