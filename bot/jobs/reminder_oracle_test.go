package jobs_test

import (
	"fmt"
	"slices"
	"time"

	"minhchung/scoring"
)

// chore is one reminder as this test reckons it.
type chore struct {
	id, person string
	department string // "" for the list of all
	day        string // 2023-03-31
	last       bool
	at, until  time.Time
	decided    bool // said, or needless when its time came
	said       bool
}

// chores reckons one department's (or the admins') chores of one day. It knows
// nothing of flows/reminders.
func (y *year) chores(department, day string) []*chore {
	due := moment(day + " 00:00")
	step := func(d time.Time, by int) time.Time { // to a workday
		for !workday(d) {
			d = d.AddDate(0, 0, by)
		}
		return d
	}
	after := step(due.AddDate(0, 0, 1), 1)
	late := step(after.AddDate(0, 0, 1), 1)
	var all []*chore
	add := func(person, name string, on, until time.Time, hour time.Duration) {
		all = append(all, &chore{id: person + " " + department + " " + day + " " + name, person: person, department: department, day: day,
			last: name == "0", at: on.Add(hour), until: until})
	}
	if department == "" {
		for _, admin := range y.admins {
			add(admin, "list", after, late.AddDate(0, 0, 1), 8*time.Hour+30*time.Minute)
		}
		return all
	}
	for _, person := range y.contactsOf(department) {
		names := []string{"14", "7", "3", "1", "0", "after"}
		on := []time.Time{step(due.AddDate(0, 0, -14), -1), step(due.AddDate(0, 0, -7), -1), step(due.AddDate(0, 0, -3), -1), step(due.AddDate(0, 0, -1), -1), due, after}
		until := append(on[1:len(on):len(on)], late.AddDate(0, 0, 1))
		for i, name := range names {
			at := on[i].Add(y.hourOf(person))
			if on[i].Before(until[i]) && (name == "0" || !y.paused(person, at)) {
				add(person, name, on[i], until[i], y.hourOf(person))
			}
		}
	}
	early := due
	for range 3 {
		early = step(early.AddDate(0, 0, -1), -1)
	}
	add("lãnh-đạo-"+department, "leader", early, due.AddDate(0, 0, 1), 8*time.Hour+30*time.Minute)
	return all
}

func (y *year) hourOf(person string) time.Duration {
	var d, n int
	if _, err := fmt.Sscanf(person, "đầu-mối-%02d-%d", &d, &n); err == nil && n == 0 && d%4 == 1 {
		return 16*time.Hour + 15*time.Minute
	}
	return 8*time.Hour + 30*time.Minute
}

func (y *year) paused(person string, at time.Time) bool {
	var d, n int
	_, err := fmt.Sscanf(person, "đầu-mối-%02d-%d", &d, &n)
	return err == nil && n == 0 && d%4 == 2 && !at.Before(moment("2023-03-20 10:00")) && at.Before(moment("2023-04-03 00:00"))
}

// dayOf gives the day that holds for a department; "" for the year's list.
func (y *year) dayOf(department, of string) string {
	day := of
	for _, m := range y.moved { // of one day at most one
		if m.of == of && (m.department == "" || m.department == department) {
			day = m.to
		}
	}
	return day
}

// reckon lists all chores by the days that hold; those that were there stay as
// they are, and a day that was moved begins with what is not past.
func (y *year) reckon(now time.Time) {
	fresh := map[string]*chore{}
	days := map[string]bool{}
	for _, department := range y.departments {
		for _, of := range dueDays {
			day := y.dayOf(department, of)
			days[day] = true
			for _, c := range y.chores(department, day) {
				if day == of || !c.at.Before(y.movedAt(of)) {
					fresh[c.id] = c
				}
			}
		}
	}
	for _, r := range y.given {
		days[r.until] = true
		for _, c := range y.chores(r.department, r.until) {
			if !c.at.Before(r.at) {
				fresh[c.id] = c
			}
		}
	}
	for day := range days {
		for _, c := range y.chores("", day) {
			fresh[c.id] = c
		}
	}
	for id, c := range y.plan {
		if c.decided {
			fresh[id] = c
		}
	}
	y.plan = fresh
	y.byDay = map[string][]*chore{}
	for _, c := range fresh {
		for d := c.at; d.Before(c.until); d = d.Add(24 * time.Hour) {
			key := d.In(scoring.Zone).Format("2006-01-02")
			y.byDay[key] = append(y.byDay[key], c)
		}
	}
}

func (y *year) movedAt(of string) time.Time {
	for _, m := range y.moved {
		if m.of == of {
			return m.at
		}
	}
	return time.Time{}
}

// oracle decides the chores whose time came while something ran: from one
// moment to another, between which nothing changed.
func (y *year) oracle(from, to time.Time) {
	y.mu.Lock()
	defer y.mu.Unlock()
	for _, c := range y.byDay[from.In(scoring.Zone).Format("2006-01-02")] {
		if !c.decided && !y.busy[c.person] && y.sayable(c, from, to) {
			c.decided, c.said = true, y.lacks(c.department, c.day)
		}
	}
}

// hot says whether something falls due in the three minutes from a moment on.
func (y *year) hot(from time.Time) bool {
	return slices.ContainsFunc(y.byDay[from.In(scoring.Zone).Format("2006-01-02")], func(c *chore) bool {
		return !c.decided && y.sayable(c, from, from.Add(3*time.Minute))
	})
}

func (y *year) sayable(c *chore, from, to time.Time) bool {
	today := moment(from.In(scoring.Zone).Format("2006-01-02") + " 00:00")
	begin, end := c.at, c.until
	switch own := moment(c.at.In(scoring.Zone).Format("2006-01-02") + " 00:00"); {
	case today.Equal(own) && !c.last:
		end = today.Add(21 * time.Hour)
	case today.Equal(own):
	case !workday(today):
		return false
	default:
		begin, end = today.Add(8*time.Hour), today.Add(17*time.Hour+30*time.Minute)
		if end.After(c.until) {
			end = c.until
		}
	}
	if !c.last && y.paused(c.person, from) {
		return false
	}
	return !to.Before(begin) && from.Before(end)
}
