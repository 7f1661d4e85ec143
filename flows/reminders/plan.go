package reminders

import (
	"slices"
	"time"

	"minhchung/flows/directory"
	"minhchung/scoring"
)

// Office is what the rule reads.
type Office struct {
	Edition   *scoring.Edition
	Settings  scoring.Settings
	Directory *directory.Directory
	Calendar  Calendar
	Admins    []string                    // persons
	Returns   map[string][]scoring.DueDay // by department: the days by which verifiers want something more
}

// days lists a department's days: the edition's, and those of returns.
func (o Office) days(department string) []scoring.DueDay {
	return scoring.Together(o.Settings.DueDays(o.Edition, department), o.Returns[department])
}

// All lists everybody's reminders for the whole edition, past ones included.
func (o Office) All() []Item {
	var all []Item
	for _, dep := range o.Directory.Departments() {
		days := o.days(dep.ID)
		for _, g := range o.Directory.InDepartment(dep.ID, directory.Contact) {
			all = append(all, o.contact(g, days)...)
		}
		for _, g := range o.Directory.InDepartment(dep.ID, directory.Leader) {
			all = append(all, o.leader(g, days)...)
		}
	}
	return append(all, o.lists()...)
}

// Of lists one person's reminders.
func (o Office) Of(person string) []Item {
	var all []Item
	for _, g := range o.Directory.GrantsOf(person) {
		switch days := o.days(g.Department); {
		case g.Department == "":
		case g.Role == directory.Contact:
			all = append(all, o.contact(g, days)...)
		case g.Role == directory.Leader:
			all = append(all, o.leader(g, days)...)
		}
	}
	if slices.Contains(o.Admins, person) {
		o.Admins = []string{person}
		all = append(all, o.lists()...)
	}
	return all
}

// contact lists the steps of a contact's days, but those that were past when
// the day was moved to where it is, or when the person became the contact: who
// comes in is shown what is missing. The last day's is said in any case.
func (o Office) contact(g directory.Grant, days []scoring.DueDay) []Item {
	c := o.Calendar.Whole()
	wish := o.Directory.Reminders(g.Person)
	hour := c.Hour(Minutes(wish.Minutes))
	var items []Item
	for _, due := range days {
		for _, s := range withAgain(c.steps(due.Day), due.Day, g.Department, wish) {
			item := Item{Person: g.Person, Department: g.Department, Day: due.Day, Step: s.step, At: at(s.day, hour), Until: s.until}
			if s.step != LastDay {
				for _, p := range wish.Pauses {
					item.Held = append(item.Held, Hold(p))
				}
			}
			if item.At.Before(due.Since) || item.At.Before(g.Since) && s.step != LastDay || item.heldUntil(item.At) != (time.Time{}) {
				continue
			}
			items = append(items, item)
		}
	}
	return items
}

// stepDay is a step with the day on which it goes.
type stepDay struct {
	step  Step
	day   scoring.Date
	until time.Time
}

// steps lays a day's steps out: those before it on a working day, the last
// one on its day regardless, the one after it on the next working day. Of two
// that fall on one day only the nearer goes. A step lives until the day of the
// next one begins; the last of them lives for one working day more.
func (c Calendar) steps(day scoring.Date) []stepDay {
	var all []stepDay
	for _, s := range ahead() {
		all = append(all, stepDay{step: s.step, day: c.workingBy(plus(day, -s.days))})
	}
	after := c.workingAfter(day)
	all = append(all, stepDay{step: LastDay, day: day}, stepDay{step: DayAfter, day: after, until: c.workingAfter(after).End()})
	for i := range all[:len(all)-1] {
		all[i].until = all[i+1].day.Start()
	}
	return slices.DeleteFunc(all, func(s stepDay) bool { return !s.day.Start().Before(s.until) })
}

// withAgain adds the steps that a person asked for before the last day. One
// that falls on the day of another step is that step.
func withAgain(steps []stepDay, day scoring.Date, department string, wish directory.Reminders) []stepDay {
	all := slices.Clone(steps)
	for _, a := range wish.Again {
		if a.Department != department || a.Of != day || a.On.Compare(day) >= 0 {
			continue
		}
		at, taken := slices.BinarySearchFunc(steps, a.On, func(s stepDay, on scoring.Date) int { return s.day.Compare(on) })
		if !taken && at < len(steps) {
			all = append(all, stepDay{step: againOn(a.On), day: a.On, until: steps[at].day.Start()})
		}
	}
	slices.SortStableFunc(all, func(a, b stepDay) int { return a.day.Compare(b.day) })
	return all
}

// leader gives the one message of each day to a department's leader. It lives
// until the day is over.
func (o Office) leader(g directory.Grant, days []scoring.DueDay) []Item {
	c := o.Calendar.Whole()
	hour := c.Hour(Minutes(o.Directory.Reminders(g.Person).Minutes))
	var items []Item
	for _, due := range days {
		item := Item{
			Person: g.Person, Department: g.Department, Day: due.Day, Step: ForLeader,
			At: at(c.before(due.Day, leaderDays), hour), Until: due.Day.End(),
		}
		if !item.At.Before(due.Since) && !item.At.Before(g.Since) {
			items = append(items, item)
		}
	}
	return items
}

// lists gives the one list of each day to every admin.
func (o Office) lists() []Item {
	c := o.Calendar.Whole()
	var days []scoring.DueDay // of any department, since it is the first one's
	for _, dep := range o.Directory.Departments() {
		for _, due := range o.days(dep.ID) {
			at, known := slices.BinarySearchFunc(days, due, func(a, b scoring.DueDay) int { return a.Day.Compare(b.Day) })
			if !known {
				days = slices.Insert(days, at, due)
			} else if due.Since.Before(days[at].Since) {
				days[at].Since = due.Since
			}
		}
	}
	var items []Item
	for _, admin := range o.Admins {
		hour := c.Hour(Minutes(o.Directory.Reminders(admin).Minutes))
		for _, due := range days {
			day := c.workingAfter(due.Day)
			item := Item{Person: admin, Day: due.Day, Step: ForAdmins, At: at(day, hour), Until: c.workingAfter(day).End()}
			if !item.At.Before(due.Since) {
				items = append(items, item)
			}
		}
	}
	return items
}
