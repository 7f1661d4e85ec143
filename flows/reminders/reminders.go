// Package reminders is the rule of when whom is reminded of what: a pure
// function of the days that hold, the office's calendar and what each person
// chose.
//
// It knows no conversation, no storage and no clock: what a person lacks is
// looked at when a reminder is said, not here.
package reminders

import (
	"time"

	"minhchung/scoring"
)

// Step names one reminder of a day.
type Step string

// The steps. The first six are a contact's, in their order.
const (
	Days14    Step = "14"
	Days7     Step = "7"
	Days3     Step = "3"
	Days1     Step = "1"
	LastDay   Step = "0"
	DayAfter  Step = "after"
	ForLeader Step = "leader" // three working days before, to the department's leader
	ForAdmins Step = "list"   // the working day after, to the admins
)

// again begins the names of the steps that people asked for, on a day that
// stands in the name: each is said once too.
const again = "again-"

func againOn(day scoring.Date) Step { return Step(again + day.String()) }

// ahead are the steps before the day itself, the farthest first.
func ahead() []stepAhead {
	return []stepAhead{{Days14, 14}, {Days7, 7}, {Days3, 3}, {Days1, 1}}
}

type stepAhead struct {
	step Step
	days int
}

// leaderDays is how many working days before the day the leader is told.
const leaderDays = 3

// Item is one reminder. Person, Department, Day and Step are its identity:
// each is said once.
type Item struct {
	Person     string
	Department string       // "" for the admins' list
	Day        scoring.Date // of which it reminds
	Step       Step

	At    time.Time // when it is due
	Until time.Time // from then on it is not said any more
	Held  []Hold    // when it is not to be said, though it is due
}

// Hold is a time in which a reminder is kept back: from From on, before To.
type Hold struct{ From, To time.Time }

// Job names the record of what was said about a day.
func Job(e *scoring.Edition, day scoring.Date) string {
	return "reminder/" + e.Key() + "/" + day.String()
}

// Recipient is who is reminded as the record names it: somebody who works for
// two departments is reminded for each.
func (i Item) Recipient() string {
	if i.Department == "" {
		return i.Person
	}
	return i.Person + "/" + i.Department
}

// Current says whether it is this item's turn at a moment: it is due, and the
// next one is not.
func (i Item) Current(at time.Time) bool { return !at.Before(i.At) && at.Before(i.Until) }

// Same says whether both are one reminder, whenever it is due.
func (i Item) Same(other Item) bool {
	return i.Person == other.Person && i.Department == other.Department && i.Day == other.Day && i.Step == other.Step
}

// Together groups items by whom they are said to, and for which department:
// those of a group are one message. The order stays.
func Together(items []Item) [][]Item {
	var groups [][]Item
	at := map[[2]string]int{}
	for _, i := range items {
		kind := i.Department
		if i.Step == ForLeader {
			kind = "leader of " + kind // somebody may be a contact as well
		}
		key := [2]string{i.Person, kind}
		n, known := at[key]
		if !known {
			n, at[key] = len(groups), len(groups)
			groups = append(groups, nil)
		}
		groups[n] = append(groups[n], i)
	}
	return groups
}

// Next gives the first moment, from now on, at which the item may be said. ok
// is false when there is none.
//
// On the day on which it falls due that is any time until the evening: what
// was held up, by a dialogue or an outage, is better said late than never. On
// a later day it is said in working hours; on the last day until midnight.
func (c Calendar) Next(i Item, now time.Time) (at time.Time, ok bool) {
	at = now
	if at.Before(i.At) {
		at = i.At
	}
	for at.Before(i.Until) {
		from, to := c.window(i, scoring.DateOf(at))
		switch held := i.heldUntil(at); {
		case at.Before(from):
			at = from
		case !at.Before(to):
			at = scoring.DateOf(at).End()
		case !held.IsZero():
			at = held
		default:
			return at, true
		}
	}
	return time.Time{}, false
}

// window is when an item may be said on a day; an empty one on days off.
func (c Calendar) window(i Item, day scoring.Date) (from, to time.Time) {
	switch {
	case day == scoring.DateOf(i.At) && i.Step == LastDay:
		return i.At, day.End()
	case day == scoring.DateOf(i.At):
		return i.At, at(day, evening)
	case c.works(day):
		return at(day, c.From), at(day, c.To)
	}
	return day.Start(), day.Start()
}

func (i Item) heldUntil(at time.Time) (until time.Time) {
	for _, h := range i.Held {
		if !at.Before(h.From) && at.Before(h.To) && h.To.After(until) {
			until = h.To
		}
	}
	return until
}
