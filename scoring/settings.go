package scoring

import (
	"fmt"
	"maps"
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

// LockSet says whether filing locks once it has closed; by default it does
// not, and late entries are marked late.
type LockSet struct {
	On     bool   `json:"on"`
	Reason string `json:"reason,omitempty"`
}

// The names of the entries in the ledger.

func (SwitchSet) Kind() string  { return "switch-set" }
func (ClosingSet) Kind() string { return "closing-set" }
func (LockSet) Kind() string    { return "lock-set" }

// Settings is what an edition's admins decided: the fold of the edition's
// stream. The zero value is an edition as its file says.
type Settings struct {
	Seq int64 // of the last document applied

	off    map[string]SwitchSet
	closes map[string]Date // by department; "" for all
	locks  bool
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

// Locks says whether nothing may be filed after closing.
func (s Settings) Locks() bool { return s.locks }

// Clone gives settings that share nothing with s.
func (s Settings) Clone() Settings {
	s.off, s.closes = maps.Clone(s.off), maps.Clone(s.closes)
	return s
}

// Apply folds the entries of one document into s.
func (s *Settings) Apply(stamp Stamp, entries ...Entry) error {
	for _, e := range entries {
		if err := s.apply(e); err != nil {
			return err
		}
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
	case LockSet:
		s.locks = e.On
	default:
		return fmt.Errorf("settings: unknown entry %T", e)
	}
	return nil
}
