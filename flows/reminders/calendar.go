package reminders

import (
	"time"

	"minhchung/scoring"
)

// Minutes is a time of day, in minutes after midnight.
type Minutes int

// The times of day that nothing else says.
const (
	usualFrom = 8 * 60
	usualTo   = 17*60 + 30
	usualHour = 8*60 + 30 // of reminders, where nobody chose another
	evening   = 21 * 60
)

// Calendar is when the office works.
type Calendar struct {
	WorkingDay func(day time.Time) bool // nil: Monday to Friday
	From, To   Minutes                  // working hours; 0: 08:00–17:30
}

// Whole gives the calendar with what was left out.
func (c Calendar) Whole() Calendar {
	if c.WorkingDay == nil {
		c.WorkingDay = func(day time.Time) bool { return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday }
	}
	if c.To == 0 {
		c.From, c.To = usualFrom, usualTo
	}
	return c
}

func (c Calendar) works(day scoring.Date) bool { return c.WorkingDay(day.Start()) }

// Hour is the hour of a person's reminders: the chosen one, or the usual one,
// within working hours.
func (c Calendar) Hour(chosen Minutes) Minutes {
	if chosen == 0 {
		chosen = usualHour
	}
	return max(c.From, min(chosen, c.To-1))
}

// farthest bounds the look for a working day: a calendar without any must not
// hold anything up.
const farthest = 100

// workingBy is the day itself, or the last working day before it.
func (c Calendar) workingBy(day scoring.Date) scoring.Date {
	for range farthest {
		if c.works(day) {
			break
		}
		day = plus(day, -1)
	}
	return day
}

// workingAfter is the first working day after a day.
func (c Calendar) workingAfter(day scoring.Date) scoring.Date {
	for range farthest {
		if day = plus(day, 1); c.works(day) {
			break
		}
	}
	return day
}

// WorkingAfter is the first working day after a day.
func (c Calendar) WorkingAfter(day scoring.Date) scoring.Date { return c.workingAfter(day) }

// before is the nth working day before a day.
func (c Calendar) before(day scoring.Date, n int) scoring.Date {
	for ; n > 0; n-- {
		day = c.workingBy(plus(day, -1))
	}
	return day
}

func plus(day scoring.Date, n int) scoring.Date {
	return scoring.DateOf(time.Date(day.Year, day.Month, day.Day+n, 12, 0, 0, 0, scoring.Zone))
}

func at(day scoring.Date, m Minutes) time.Time {
	return time.Date(day.Year, day.Month, day.Day, int(m)/60, int(m)%60, 0, 0, scoring.Zone)
}

// At is a time of a day.
func At(day scoring.Date, m Minutes) time.Time { return at(day, m) }
