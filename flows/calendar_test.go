package flows_test

import (
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"minhchung/flows"
	"minhchung/scoring"
)

// calendarOf gives the file that /han sends.
func calendarOf(t *testing.T, w flows.World) string {
	t.Helper()
	_, effects, err := flows.Step(w, flows.Session{Phase: flows.Idle}, flows.Event{Kind: flows.EventText, Text: "/han", Chat: w.Me.Person.Chat, At: w.Now})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range effects {
		if say, ok := e.(flows.Say); ok && say.Attachment != nil {
			return string(say.Attachment.Content)
		}
	}
	t.Fatalf("no file was sent: %v", effects)
	return ""
}

// days reads a calendar: by the event's name, its first day, its end (the day
// after), and its reminders.
func days(t *testing.T, file string) map[string]string {
	t.Helper()
	for line := range strings.SplitSeq(file, "\n") {
		if len(line) > 76 || line != "" && !strings.HasSuffix(line, "\r") {
			t.Errorf("a line that no calendar has to take: %q", line)
		}
	}
	cal, err := ics.ParseCalendar(strings.NewReader(file))
	if err != nil {
		t.Fatalf("%v in\n%s", err, file)
	}
	found := map[string]string{}
	for _, event := range cal.Events() {
		start, err := event.GetAllDayStartAt()
		if err != nil {
			t.Fatal(err)
		}
		end, err := event.GetAllDayEndAt()
		if err != nil {
			t.Fatal(err)
		}
		said := start.Format(time.DateOnly) + " " + end.Format(time.DateOnly)
		for _, alarm := range event.Alarms() {
			said += " " + alarm.GetProperty(ics.ComponentPropertyTrigger).Value
		}
		if _, twice := found[event.Id()]; twice {
			t.Errorf("two days are called %s", event.Id())
		}
		found[event.Id()] = said
	}
	return found
}

// TestTheCalendarFile: one event a date, under a name that stays when the date
// is moved, each with a reminder on the day before.
func TestTheCalendarFile(t *testing.T) {
	w := province(t)
	w.Me = flows.Me{Person: w.People["contact1"]}
	at := "." + w.Edition.Key() + "." + department + "@" + w.Config.BotName
	before := days(t, calendarOf(t, w))
	want := map[string]string{
		"2023-03-31" + at: "2023-03-31 2023-04-01 -PT15H30M",
		"2023-06-30" + at: "2023-06-30 2023-07-01 -PT15H30M",
		"2023-09-30" + at: "2023-09-30 2023-10-01 -PT15H30M",
		"2023-10-31" + at: "2023-10-31 2023-11-01 -PT15H30M",
		"closing" + at:    "2023-10-31 2023-11-01 -PT15H30M",

		"return-i.1.1" + at: "2023-04-24 2023-04-25 -PT15H30M",
	}
	compareDays(t, before, want)

	move := scoring.DueSet{Of: scoring.Date{Year: 2023, Month: 3, Day: 31}, Date: scoring.Date{Year: 2023, Month: 4, Day: 15}, Department: department}
	if err := w.Settings.Apply(scoring.Stamp{Seq: 1, At: w.Now}, move); err != nil {
		t.Fatal(err)
	}
	want["2023-03-31"+at] = "2023-04-15 2023-04-16 -PT15H30M"
	moved := calendarOf(t, w)
	compareDays(t, days(t, moved), want)
	if !strings.Contains(moved, "SEQUENCE:1\r\n") {
		t.Errorf("the moved day is no newer than the first:\n%s", moved)
	}
	// Unfolded, the names are whole: no letter was cut in two at a line's end.
	if text := strings.ReplaceAll(moved, "\r\n ", ""); !strings.Contains(text, `– Sở Văn hóa\, Thể thao và Du lịch 1`) {
		t.Errorf("the department is not named:\n%s", text)
	}
}

func compareDays(t *testing.T, got, want map[string]string) {
	t.Helper()
	for name, days := range want {
		if got[name] != days {
			t.Errorf("%s is %q, want %q", name, got[name], days)
		}
	}
	if len(got) != len(want) {
		t.Errorf("the calendar has %d days, want %d: %v", len(got), len(want), got)
	}
}
