package jobs

import (
	"context"
	"fmt"

	"minhchung/flows/reminders"
	"minhchung/scoring"
)

// reminders lists who is to be reminded today that their department has not
// confirmed the announcement: once a working day, from the day after it until
// the day by which it is asked for; what failed before only with again. failed
// says that somebody is left for whom it failed.
func (c *campaign) reminders(ctx context.Context, again bool) (all []Errand, failed bool, err error) {
	today, ok := c.remindsNow()
	if !ok {
		return nil, false, nil
	}
	dir, err := c.Directory(ctx)
	if err != nil {
		return nil, false, fmt.Errorf("see who is to confirm %s: %w", c.stream, err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, person := range c.a.Reminded(dir) {
		s := c.at[person]
		if s.outcome != Sent || s.reminded >= today.String() {
			continue
		}
		if s.failed && !again {
			failed = true
			continue
		}
		all = append(all, Errand{Announcement: c.a, Person: person, Deed: Remind, Day: today})
	}
	if len(all) == 0 && !failed {
		c.reminded = today // it is not looked again before tomorrow
	}
	return all, failed, nil
}

// remindsNow says whether this is a moment of a day on which people are reminded.
func (c *campaign) remindsNow() (today scoring.Date, ok bool) {
	now, calendar := c.Now().In(scoring.Zone), c.Calendar.Whole()
	today = scoring.DateOf(now)
	if until := c.a.Announced.Until; until.IsZero() || today.Compare(until) > 0 || c.a.Deleted {
		return today, false
	}
	if today.Compare(scoring.DateOf(c.a.Stamp.At)) <= 0 || today == c.reminded || !calendar.WorkingDay(today.Start()) {
		return today, false
	}
	from, to := reminders.At(today, calendar.Hour(0)), reminders.At(today, calendar.To)
	return today, !now.Before(from) && now.Before(to)
}
