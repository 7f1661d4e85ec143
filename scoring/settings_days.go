package scoring

import (
	"cmp"
	"slices"
	"time"
)

// moved is one entry that set one of the edition's days: Of is zero for the
// closing of filing, Date for a move that was taken back.
type moved struct {
	dueOf
	date Date
	at   time.Time
}

// note remembers what moves a day: a day is reminded of from when it holds.
func (s *Settings) note(at time.Time, e Entry) {
	switch e := e.(type) {
	case ClosingSet:
		s.moves = append(slices.Clip(s.moves), moved{dueOf{Date{}, e.Department}, e.Date, at})
	case DueSet:
		s.moves = append(slices.Clip(s.moves), moved{dueOf{e.Of, e.Department}, e.Date, at})
	}
}

// DueDay is a day by whose end a department has something to do.
type DueDay struct {
	Day   Date
	Since time.Time // when it became that day; zero: the edition's file says so
}

// DueDays lists a department's days, each once and in order: those by which
// work is to be done, and the one on which filing closes.
func (s Settings) DueDays(e *Edition, department string) []DueDay {
	days := []DueDay{{e.Closes, s.since(Date{}, e.Closes, department)}}
	days[0].Day = s.Closes(e, department)
	for _, d := range s.DueDates(e, department) {
		days = append(days, DueDay{d.Date, s.since(d.Of, d.Of, department)})
	}
	slices.SortFunc(days, func(a, b DueDay) int { return cmp.Or(a.Day.Compare(b.Day), a.Since.Compare(b.Since)) })
	// Two that fall on one day are one day, since the earlier of the two.
	return slices.CompactFunc(days, func(a, b DueDay) bool { return a.Day == b.Day })
}

// since says when the day of the edition that is meant by of became what it is
// for a department; day is what the edition's file says.
func (s Settings) since(of, day Date, department string) time.Time {
	var since time.Time
	set := map[string]Date{"": day}
	holds := day
	for _, m := range s.moves {
		if m.of != of || m.department != "" && m.department != department {
			continue
		}
		set[m.department] = m.date
		if m.date.IsZero() {
			delete(set, m.department)
		}
		now := day
		if d, ok := set[""]; ok {
			now = d
		}
		if d, ok := set[department]; ok {
			now = d
		}
		if now != holds {
			holds, since = now, m.at
		}
	}
	return since
}
