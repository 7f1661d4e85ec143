package flows

import (
	"strings"

	ics "github.com/arran4/golang-ical"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// calendarAlarm is when a calendar reminds of a day: at half past eight of the
// day before, seen from the day's start.
const calendarAlarm = "-PT15H30M"

// calendarFile writes the days of the person's department, or of all, as an
// iCalendar file: each a whole day, since what counts is the day's end. A day
// keeps its name when it is moved, so that a calendar that takes the file again
// moves it too.
func (t *turn) calendarFile() []byte {
	department := t.department()
	open := map[scoring.Date]int{}
	var lacking []missingLine
	if department != "" {
		lacking = t.missing()
	}
	for _, line := range lacking {
		open[line.c.Due]++
	}
	args := texts.Args{"Year": t.w.Edition.Year, "Department": ""}
	if department != "" {
		args["Department"] = t.departmentName(department)
	}
	cal := ics.NewCalendarFor("Minh Chung")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(t.label("due.calendar", args))
	cal.SetXWRTimezone(scoring.Zone.String())
	seq := t.w.Settings.Seq
	for _, d := range t.w.Settings.DueDates(t.w.Edition, department) {
		args["Missing"] = open[d.Of]
		t.calendarDay(cal, d.Of.String(), d.Date, seq, t.label("due.event", args))
	}
	t.calendarDay(cal, "closing", t.w.Settings.Closes(t.w.Edition, department), seq, t.label("due.event_closing", args))
	for _, line := range lacking {
		if day, returned := t.returnOf(line.c); returned {
			args["Title"] = t.titleOf(line.c)
			t.calendarDay(cal, "return-"+line.c.ID, day, t.dossier().Seq, t.label("due.event_return", args))
		}
	}
	return []byte(cal.Serialize(ics.WithNewLineWindows))
}

func (t *turn) calendarDay(cal *ics.Calendar, name string, day scoring.Date, seq int64, summary string) {
	id := name + "." + t.w.Edition.Key()
	if department := t.department(); department != "" {
		id += "." + department
	}
	event := cal.AddEvent(strings.ToLower(id + "@" + t.w.Config.BotName))
	event.SetDtStampTime(t.w.Now)
	event.SetSequence(int(seq)) // a calendar keeps the highest
	event.SetAllDayStartAt(day.Start())
	event.SetAllDayEndAt(day.End())
	event.SetSummary(summary)
	event.SetTimeTransparency(ics.TransparencyTransparent)
	alarm := event.AddAlarm()
	alarm.SetAction(ics.ActionDisplay)
	alarm.SetTrigger(calendarAlarm)
	alarm.SetDescription(summary)
}
