package scoring

import (
	"fmt"
	"maps"
	"slices"
)

// SwitchSet switches a criterion off for everyone, or on again: its platform
// does not run this year.
type SwitchSet struct {
	Criterion string `json:"criterion"`
	On        bool   `json:"on"`
	Reason    string `json:"reason,omitempty"`
}

// ClosingSet moves the day on which filing closes, for all or for one
// department. No date takes the move back.
type ClosingSet struct {
	Date       Date   `json:"date"`
	Department string `json:"department,omitempty"`
	Reason     string `json:"reason,omitempty"`
}

// DueSet moves one of the dates by which work is to be done, for all or for
// one department: all criteria that the edition puts on the day Of. No date
// takes the move back.
type DueSet struct {
	Of         Date   `json:"of"` // the edition's own day
	Date       Date   `json:"date"`
	Department string `json:"department,omitempty"`
	Reason     string `json:"reason,omitempty"`
}

// LockSet says whether filing locks once it has closed, whatever the edition's
// file says; where it does not, late entries are marked late.
type LockSet struct {
	On     bool   `json:"on"`
	Reason string `json:"reason,omitempty"`
}

// The names of the entries in the ledger.

func (SwitchSet) Kind() string  { return "switch-set" }
func (ClosingSet) Kind() string { return "closing-set" }
func (DueSet) Kind() string     { return "due-set" }
func (LockSet) Kind() string    { return "lock-set" }

// Settings is what an edition's admins decided: the fold of the edition's
// stream. The zero value is an edition as its file says.
type Settings struct {
	Seq int64 // of the last document applied

	off    map[string]SwitchSet
	closes map[string]Date // by department; "" for all
	dues   map[dueOf]Date
	lock   *LockSet // nil: as the edition's file says
	moves  []Move   // of days, in order
}

// dueOf is one of the edition's days, for a department or, with "", for all.
type dueOf struct {
	of         Date
	department string
}

// Off says whether a criterion is switched off.
func (s Settings) Off(criterion string) bool {
	_, off := s.off[criterion]
	return off
}

// OffReason gives the reason why it is.
func (s Settings) OffReason(criterion string) string { return s.off[criterion].Reason }

// Closes gives the day on which filing closes for a department.
func (s Settings) Closes(e *Edition, department string) Date {
	if d, ok := s.closes[department]; ok && department != "" {
		return d
	}
	if d, ok := s.closes[""]; ok {
		return d
	}
	return e.Closes
}

// Due gives the day by whose end a department's work on a criterion is to be done.
func (s Settings) Due(c *Criterion, department string) Date { return s.due(c.Due, department) }

func (s Settings) due(of Date, department string) Date {
	if d, ok := s.dues[dueOf{of, department}]; ok && department != "" {
		return d
	}
	if d, ok := s.dues[dueOf{of, ""}]; ok {
		return d
	}
	return of
}

// DueDate is one of an edition's days as it holds for a department.
type DueDate struct {
	Of   Date // the edition's own day
	Date Date // the day that holds
}

// DueDates lists the days by which a department's work is to be done, by the
// edition's own order of days.
func (s Settings) DueDates(e *Edition, department string) []DueDate {
	var all []DueDate
	for _, c := range e.criteria {
		at, known := slices.BinarySearchFunc(all, c.Due, func(d DueDate, of Date) int { return d.Of.Compare(of) })
		if !known {
			all = slices.Insert(all, at, DueDate{c.Due, s.due(c.Due, department)})
		}
	}
	return all
}

// Clone gives settings that share nothing with s.
func (s Settings) Clone() Settings {
	s.off, s.closes, s.dues = maps.Clone(s.off), maps.Clone(s.closes), maps.Clone(s.dues)
	return s
}

// Apply folds the entries of one document into s.
func (s *Settings) Apply(stamp Stamp, entries ...Entry) error {
	for _, e := range entries {
		if err := s.apply(e); err != nil {
			return err
		}
		s.note(stamp, e)
	}
	s.Seq = stamp.Seq
	return nil
}

func (s *Settings) apply(e Entry) error {
	switch e := e.(type) {
	case SwitchSet:
		if e.On {
			delete(s.off, e.Criterion)
			return nil
		}
		if s.off == nil {
			s.off = map[string]SwitchSet{}
		}
		s.off[e.Criterion] = e
	case ClosingSet:
		if e.Date.IsZero() {
			delete(s.closes, e.Department)
			return nil
		}
		if s.closes == nil {
			s.closes = map[string]Date{}
		}
		s.closes[e.Department] = e.Date
	case DueSet:
		if e.Date.IsZero() {
			delete(s.dues, dueOf{e.Of, e.Department})
			return nil
		}
		if s.dues == nil {
			s.dues = map[dueOf]Date{}
		}
		s.dues[dueOf{e.Of, e.Department}] = e.Date
	case LockSet:
		s.lock = &e
	default:
		return fmt.Errorf("settings: unknown entry %T", e)
	}
	return nil
}
