package reminders_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"minhchung/flows/directory"
	"minhchung/flows/reminders"
	"minhchung/scoring"
)

func day(t *testing.T, text string) scoring.Date {
	t.Helper()
	d, err := scoring.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func moment(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, scoring.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// office is Sở Y tế with Lan as its contact, Bình as its leader, and Quân as
// the admin, in the spring of 2023 with its public holidays.
func office(t *testing.T) reminders.Office {
	t.Helper()
	e, err := scoring.Open("2023", 0)
	if err != nil {
		t.Fatal(err)
	}
	o := reminders.Office{Edition: e, Directory: directory.New(), Admins: []string{"quan"}}
	o.Calendar.WorkingDay = func(d time.Time) bool {
		off := d.In(scoring.Zone).Format("01-02")
		return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday && off != "05-01" && off != "05-02" && off != "05-03"
	}
	apply(t, o.Directory, "2023-01-02 08:00", directory.DepartmentSet{ID: "so-y-te", Name: "Sở Y tế"},
		directory.RoleGranted{Person: "lan", Department: "so-y-te", Role: directory.Contact},
		directory.RoleGranted{Person: "binh", Department: "so-y-te", Role: directory.Leader})
	return o
}

func apply(t *testing.T, d *directory.Directory, at string, entries ...scoring.Entry) {
	t.Helper()
	if err := d.Apply(scoring.Stamp{Seq: d.Seq + 1, At: moment(t, at)}, entries...); err != nil {
		t.Fatal(err)
	}
}

func set(t *testing.T, s *scoring.Settings, at string, entries ...scoring.Entry) {
	t.Helper()
	if err := s.Apply(scoring.Stamp{Seq: s.Seq + 1, At: moment(t, at)}, entries...); err != nil {
		t.Fatal(err)
	}
}

// planned writes a person's reminders of one day.
func planned(o reminders.Office, person, of string) string {
	var all []string
	for _, i := range o.Of(person) {
		if i.Day.Short() == of {
			all = append(all, fmt.Sprintf("%s %s", i.Step, i.At.In(scoring.Zone).Format("Mon 2/1 15:04")))
		}
	}
	return strings.Join(all, ", ")
}

func TestSteps(t *testing.T) {
	o := office(t)
	for _, test := range []struct{ person, of, want string }{
		{"lan", "31/3", "14 Fri 17/3 08:30, 7 Fri 24/3 08:30, 3 Tue 28/3 08:30, 1 Thu 30/3 08:30, 0 Fri 31/3 08:30, after Mon 3/4 08:30"},
		{"lan", "30/9", "14 Fri 15/9 08:30, 7 Fri 22/9 08:30, 3 Wed 27/9 08:30, 1 Fri 29/9 08:30, 0 Sat 30/9 08:30, after Mon 2/10 08:30"},
		{"lan", "31/10", "14 Tue 17/10 08:30, 7 Tue 24/10 08:30, 3 Fri 27/10 08:30, 1 Mon 30/10 08:30, 0 Tue 31/10 08:30, after Wed 1/11 08:30"},
		{"binh", "31/10", "leader Thu 26/10 08:30"},
		{"quan", "30/9", "list Mon 2/10 08:30"},
		{"nobody", "31/3", ""},
	} {
		if got := planned(o, test.person, test.of); got != test.want {
			t.Errorf("%s, %s:\n  %s\nwant:\n  %s", test.person, test.of, got, test.want)
		}
	}
	if all, one := len(o.All()), len(o.Of("lan"))+len(o.Of("binh"))+len(o.Of("quan")); all != one || all != 4*6+4+4 {
		t.Errorf("%d reminders of all, %d of each", all, one)
	}
}

// TestHolidays moves a day behind a long holiday: of the two steps that fall
// on the last working day before it only the nearer goes, and the last day's
// goes although it is a day off.
func TestHolidays(t *testing.T) {
	o := office(t)
	set(t, &o.Settings, "2023-03-01 09:00", scoring.DueSet{Of: day(t, "2023-03-31"), Date: day(t, "2023-05-03")})
	want := "14 Wed 19/4 08:30, 7 Wed 26/4 08:30, 1 Fri 28/4 08:30, 0 Wed 3/5 08:30, after Thu 4/5 08:30"
	if got := planned(o, "lan", "3/5"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := planned(o, "lan", "31/3"); got != "" {
		t.Errorf("a day that no longer holds has %s", got)
	}
}

// TestAMovedDay starts anew without the steps that are past when it is moved.
func TestAMovedDay(t *testing.T) {
	o := office(t)
	set(t, &o.Settings, "2023-04-10 09:00", scoring.DueSet{Of: day(t, "2023-03-31"), Date: day(t, "2023-04-14"), Department: "so-y-te"})
	want := "3 Tue 11/4 08:30, 1 Thu 13/4 08:30, 0 Fri 14/4 08:30, after Mon 17/4 08:30"
	if got := planned(o, "lan", "14/4"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := planned(o, "binh", "14/4"); got != "leader Tue 11/4 08:30" {
		t.Errorf("the leader has %s", got)
	}
	set(t, &o.Settings, "2023-04-11 09:00", scoring.DueSet{Of: day(t, "2023-03-31"), Department: "so-y-te"}) // taken back
	if got := planned(o, "lan", "31/3"); got != "" {
		t.Errorf("back where it was, all past, it has %s", got)
	}
}

// TestWishes has a person choose the hour and pause: only the last day's step
// cannot be kept back.
func TestWishes(t *testing.T) {
	o := office(t)
	apply(t, o.Directory, "2023-03-20 10:00", directory.ReminderHourSet{Person: "lan", Minutes: 16 * 60})
	apply(t, o.Directory, "2023-03-27 10:00", directory.RemindersPaused{Person: "lan", Until: day(t, "2023-04-02")})
	want := "14 Fri 17/3 16:00, 7 Fri 24/3 16:00, 0 Fri 31/3 16:00, after Mon 3/4 16:00"
	if got := planned(o, "lan", "31/3"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	apply(t, o.Directory, "2023-03-29 10:00", directory.RemindersResumed{Person: "lan"})
	want = "14 Fri 17/3 16:00, 7 Fri 24/3 16:00, 1 Thu 30/3 16:00, 0 Fri 31/3 16:00, after Mon 3/4 16:00"
	if got := planned(o, "lan", "31/3"); got != want {
		t.Errorf("resumed:\ngot  %s\nwant %s", got, want)
	}
	before := o.Directory.Clone()
	apply(t, o.Directory, "2023-03-29 11:00", directory.ReminderHourSet{Person: "lan", Minutes: 23 * 60}, directory.RemindersPaused{Person: "lan", Until: day(t, "2023-03-29")})
	if got := planned(o, "lan", "30/6"); !strings.HasSuffix(got, "after Mon 3/7 17:29") {
		t.Errorf("an hour after work is not brought into it: %s", got)
	}
	if r := before.Reminders("lan"); r.Minutes != 16*60 || len(r.Pauses) != 1 {
		t.Errorf("the clone changed with the original: %+v", r)
	}
}

// TestNext asks when a step may be said from a moment on.
func TestNext(t *testing.T) {
	o := office(t)
	c := o.Calendar.Whole()
	step := func(s reminders.Step, of string) reminders.Item {
		for _, i := range o.Of("lan") {
			if i.Step == s && i.Day.Short() == of {
				return i
			}
		}
		t.Fatalf("no step %s of %s", s, of)
		return reminders.Item{}
	}
	for _, test := range []struct {
		step     reminders.Step
		of, from string
		want     string // "" for never
	}{
		{reminders.Days14, "31/3", "2023-03-01 12:00", "2023-03-17 08:30"},
		{reminders.Days14, "31/3", "2023-03-17 20:59", "2023-03-17 20:59"}, // on its day until the evening
		{reminders.Days14, "31/3", "2023-03-17 21:00", "2023-03-20 08:00"}, // then in working hours
		{reminders.Days14, "31/3", "2023-03-18 12:00", "2023-03-20 08:00"},
		{reminders.Days14, "31/3", "2023-03-23 17:29", "2023-03-23 17:29"},
		{reminders.Days14, "31/3", "2023-03-23 17:30", ""}, // the next one's day is next
		{reminders.LastDay, "30/9", "2023-09-30 00:10", "2023-09-30 08:30"},
		{reminders.LastDay, "30/9", "2023-09-30 23:59", "2023-09-30 23:59"},
		{reminders.LastDay, "30/9", "2023-10-01 09:00", ""}, // a Sunday; on Monday it is the day after's turn
		{reminders.DayAfter, "31/3", "2023-04-04 17:00", "2023-04-04 17:00"},
		{reminders.DayAfter, "31/3", "2023-04-04 18:00", ""},
	} {
		got, ok := c.Next(step(test.step, test.of), moment(t, test.from))
		if ok != (test.want != "") || ok && !got.Equal(moment(t, test.want)) {
			t.Errorf("step %s of %s from %s: %v %v, want %q", test.step, test.of, test.from, got, ok, test.want)
		}
	}
	kept := step(reminders.Days14, "31/3")
	kept.Held = []reminders.Hold{{From: moment(t, "2023-03-17 08:40"), To: moment(t, "2023-03-20 12:00")}}
	if got, ok := c.Next(kept, moment(t, "2023-03-17 08:45")); !ok || !got.Equal(moment(t, "2023-03-20 12:00")) {
		t.Errorf("kept back it may be said at %v %v", got, ok)
	}
}

// TestAgain asks to be reminded once more: on its own day until the next
// step's, and not where another step comes anyway.
func TestAgain(t *testing.T) {
	o := office(t)
	again := func(of, on string) directory.ReminderSnoozed {
		return directory.ReminderSnoozed{Person: "lan", Department: "so-y-te", Of: day(t, of), On: day(t, on)}
	}
	apply(t, o.Directory, "2023-03-17 10:00", again("2023-03-31", "2023-03-20"), again("2023-03-31", "2023-03-20"), again("2023-03-31", "2023-03-28"),
		again("2023-03-31", "2023-04-04"), again("2023-03-30", "2023-03-21"))
	want := "14 Fri 17/3 08:30, again-2023-03-20 Mon 20/3 08:30, 7 Fri 24/3 08:30, 3 Tue 28/3 08:30, 1 Thu 30/3 08:30, 0 Fri 31/3 08:30, after Mon 3/4 08:30"
	if got := planned(o, "lan", "31/3"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, i := range o.Of("lan") {
		if i.Step == "again-2023-03-20" && !i.Until.Equal(moment(t, "2023-03-24 00:00")) {
			t.Errorf("it is said until %v", i.Until)
		}
	}
}

// TestWhoComesInLater is not reminded of what was due before, but of the last
// day in any case.
func TestWhoComesInLater(t *testing.T) {
	o := office(t)
	apply(t, o.Directory, "2023-03-31 10:00", directory.RoleGranted{Person: "minh", Department: "so-y-te", Role: directory.Contact},
		directory.RoleGranted{Person: "thao", Department: "so-y-te", Role: directory.Leader})
	if got := planned(o, "minh", "31/3"); got != "0 Fri 31/3 08:30, after Mon 3/4 08:30" {
		t.Errorf("the contact has %s", got)
	}
	if got := planned(o, "thao", "31/3"); got != "" {
		t.Errorf("the leader has %s", got)
	}
}

// TestAReturn has its own day: what of its steps lies ahead when it is made, for
// the department alone; and one that falls on a day of the edition is that day.
func TestAReturn(t *testing.T) {
	o := office(t)
	apply(t, o.Directory, "2023-01-02 08:00", directory.DepartmentSet{ID: "so-gddt", Name: "Sở Giáo dục và Đào tạo"},
		directory.RoleGranted{Person: "hoa", Department: "so-gddt", Role: directory.Contact})
	usual := planned(o, "lan", "31/3")
	o.Returns = map[string][]scoring.DueDay{"so-y-te": {
		{Day: day(t, "2023-03-31"), Since: moment(t, "2023-03-29 10:00")},
		{Day: day(t, "2023-04-14"), Since: moment(t, "2023-04-10 09:00")},
	}}
	want := "3 Tue 11/4 08:30, 1 Thu 13/4 08:30, 0 Fri 14/4 08:30, after Mon 17/4 08:30"
	for _, test := range []struct{ person, of, want string }{
		{"lan", "14/4", want}, {"hoa", "14/4", ""}, {"binh", "14/4", "leader Tue 11/4 08:30"}, {"quan", "14/4", "list Mon 17/4 08:30"},
		{"lan", "31/3", usual},
	} {
		if got := planned(o, test.person, test.of); got != test.want {
			t.Errorf("%s, %s: %s, want %s", test.person, test.of, got, test.want)
		}
	}
	all := 0
	for _, i := range o.All() {
		if i.Day == day(t, "2023-04-14") {
			all++
		}
	}
	if all != 6 {
		t.Errorf("%d reminders of the return among all", all)
	}
}
