package directory

import (
	"slices"
	"time"

	"minhchung/scoring"
)

// ReminderHourSet chooses the hour of a person's reminders.
type ReminderHourSet struct {
	Person  string `json:"person"`
	Minutes int    `json:"minutes"` // after midnight
}

// RemindersPaused keeps a person's reminders back to the end of a day, from
// the moment on at which it is recorded.
type RemindersPaused struct {
	Person string       `json:"person"`
	Until  scoring.Date `json:"until"`
}

// RemindersResumed ends a pause.
type RemindersResumed struct {
	Person string `json:"person"`
}

// ReminderSnoozed asks to be reminded once more of a day by which something is
// due, on another day before it.
type ReminderSnoozed struct {
	Person     string       `json:"person"`
	Department string       `json:"department"`
	Of         scoring.Date `json:"of"`
	On         scoring.Date `json:"on"`
}

// The names of the entries in the ledger.

func (ReminderHourSet) Kind() string  { return "reminder-hour-set" }
func (RemindersPaused) Kind() string  { return "reminders-paused" }
func (RemindersResumed) Kind() string { return "reminders-resumed" }
func (ReminderSnoozed) Kind() string  { return "reminder-snoozed" }

// Reminders is how a person wants to be reminded. The zero value is the
// office's hour, without pauses.
type Reminders struct {
	Minutes int // after midnight; 0: the office's hour
	Pauses  []Pause
	Again   []Again // in order, each once
}

// Again is a reminder more, of what is due for a department on the day Of.
type Again struct {
	Department string
	Of, On     scoring.Date
}

// Pause is a time without reminders: from From on, before To.
type Pause struct{ From, To time.Time }

// Holds says whether a moment lies in the pause.
func (p Pause) Holds(at time.Time) bool { return !at.Before(p.From) && at.Before(p.To) }

// Paused gives the end of the pause in which a moment lies; the zero time for none.
func (r Reminders) Paused(at time.Time) (until time.Time) {
	for _, p := range r.Pauses {
		if p.Holds(at) && p.To.After(until) {
			until = p.To
		}
	}
	return until
}

// Reminders gives how a person wants to be reminded.
func (d *Directory) Reminders(person string) Reminders { return d.reminders[person] }

// remind folds an entry about reminders; lists that a clone may share are
// never changed in place.
func (d *Directory) remind(s scoring.Stamp, e scoring.Entry) {
	switch e := e.(type) {
	case ReminderHourSet:
		r := d.reminders[e.Person]
		r.Minutes = e.Minutes
		d.reminders[e.Person] = r
	case RemindersPaused:
		r := d.reminders[e.Person]
		r.Pauses = append(ended(r.Pauses, s.At), Pause{s.At, e.Until.End()})
		d.reminders[e.Person] = r
	case RemindersResumed:
		r := d.reminders[e.Person]
		r.Pauses = ended(r.Pauses, s.At)
		d.reminders[e.Person] = r
	case ReminderSnoozed:
		r := d.reminders[e.Person]
		if again := (Again{e.Department, e.Of, e.On}); !slices.Contains(r.Again, again) {
			r.Again = append(slices.Clip(r.Again), again)
		}
		d.reminders[e.Person] = r
	}
}

// ended gives the pauses with those that go on at a moment ended by it: what
// they kept back until then stays kept back.
func ended(pauses []Pause, at time.Time) []Pause {
	fresh := slices.Clone(pauses)
	for i, p := range fresh {
		if p.To.After(at) {
			fresh[i].To = at
		}
	}
	return slices.DeleteFunc(fresh, func(p Pause) bool { return !p.From.Before(p.To) })
}
