package scoring

import (
	"cmp"
	"slices"
	"time"
)

// Move is what set one of an edition's days.
type Move struct {
	Of         Date   // the edition's own day; zero: the closing of filing
	Department string // "" for all
	Date       Date   // zero: an earlier move was taken back
	Reason     string
	Stamp      Stamp
}

// note remembers what moves a day: a day is reminded of from when it holds.
func (s *Settings) note(stamp Stamp, e Entry) {
	switch e := e.(type) {
	case ClosingSet:
		s.moves = append(slices.Clip(s.moves), Move{Date{}, e.Department, e.Date, e.Reason, stamp})
	case DueSet:
		s.moves = append(slices.Clip(s.moves), Move{e.Of, e.Department, e.Date, e.Reason, stamp})
	}
}

// LastMove gives the last move of a day that was made for just this department,
// or with "" for all; ok is false when there is none. Of is zero for the closing.
func (s Settings) LastMove(of Date, department string) (last Move, ok bool) {
	for _, m := range s.moves {
		if m.Of == of && m.Department == department {
			last, ok = m, true
		}
	}
	return last, ok
}

// MovedSince gives the last move of a day by somebody else, after a document of
// the settings, that matters for a department: one made for it or for all. With
// "" any does. Of is zero for the closing.
func (s Settings) MovedSince(seq int64, by string, of Date, department string) (last Move, ok bool) {
	for _, m := range s.moves {
		concerns := department == "" || m.Department == "" || m.Department == department
		if m.Of == of && m.Stamp.Seq > seq && m.Stamp.By != by && concerns {
			last, ok = m, true
		}
	}
	return last, ok
}

// Day gives the day that holds for a department, or with "" for all, in place
// of one of the edition's own; of is zero for the closing.
func (s Settings) Day(e *Edition, of Date, department string) Date {
	if of.IsZero() {
		return s.Closes(e, department)
	}
	return s.due(of, department)
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
	return onceEach(days)
}

// ReturnDays lists the days by which verifiers want something more, each once and
// in order.
func (d *Dossier) ReturnDays() []DueDay {
	var days []DueDay
	for _, item := range d.Items {
		if !item.Reopened.IsZero() {
			days = append(days, DueDay{item.Reopened, item.ReopenedAt})
		}
	}
	return onceEach(days)
}

// Together gives the days of both, each once and in order.
func Together(some, others []DueDay) []DueDay { return onceEach(slices.Concat(some, others)) }

// onceEach puts days in order. Two that fall on one day are one day, since the
// earlier of the two.
func onceEach(days []DueDay) []DueDay {
	slices.SortFunc(days, func(a, b DueDay) int { return cmp.Or(a.Day.Compare(b.Day), a.Since.Compare(b.Since)) })
	return slices.CompactFunc(days, func(a, b DueDay) bool { return a.Day == b.Day })
}

// since says when the day of the edition that is meant by of became what it is
// for a department; day is what the edition's file says.
func (s Settings) since(of, day Date, department string) time.Time {
	var since time.Time
	set := map[string]Date{"": day}
	holds := day
	for _, m := range s.moves {
		if m.Of != of || m.Department != "" && m.Department != department {
			continue
		}
		set[m.Department] = m.Date
		if m.Date.IsZero() {
			delete(set, m.Department)
		}
		now := day
		if d, ok := set[""]; ok {
			now = d
		}
		if d, ok := set[department]; ok {
			now = d
		}
		if now != holds {
			holds, since = now, m.Stamp.At
		}
	}
	return since
}
