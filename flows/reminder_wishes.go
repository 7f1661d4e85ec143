package flows

import (
	"slices"
	"strconv"
	"time"

	"minhchung/flows/directory"
	"minhchung/flows/reminders"
	"minhchung/flows/texts"
	"minhchung/scoring"
)

// hoursToChoose are the times of day at which one can be reminded, as far as
// they lie in the office's working hours.
func hoursToChoose() []reminders.Minutes {
	return []reminders.Minutes{8 * 60, 8*60 + 30, 10 * 60, 14 * 60, 16 * 60}
}

// pausesToChoose are for how many days one can be left alone, today included.
func pausesToChoose() []int { return []int{3, 7, 14} }

// mayWish says whether the person is reminded of anything at all.
func (t *turn) mayWish() bool {
	return t.has(directory.Contact) || t.has(directory.Leader) || t.w.Me.Admin
}

// pressedWishes takes the buttons of how the person wants to be reminded. What
// is chosen holds for the person, whatever the department.
func (t *turn) pressedWishes(a Action) {
	if !t.mayWish() {
		t.goHome()
		return
	}
	t.settle()
	n, _ := strconv.Atoi(a.Target) // what is no number is none of those to choose
	me := t.w.Me.Person.ID
	wish := t.w.Directory.Reminders(me)
	switch {
	case a.Verb == "wishes":
	case a.Verb == "hour" && slices.Contains(hoursToChoose(), reminders.Minutes(n)):
		if wish.Minutes != n {
			t.amendDirectory(me, directory.ReminderHourSet{Person: me, Minutes: n})
		}
	case a.Verb == "pause" && slices.Contains(pausesToChoose(), n) && t.mayFile():
		until := scoring.DateOf(t.w.Now.AddDate(0, 0, n-1))
		if !wish.Paused(t.w.Now).Equal(until.End()) {
			t.amendDirectory(me, directory.RemindersPaused{Person: me, Until: until})
		}
	case a.Verb == "resume" && t.mayFile():
		if !wish.Paused(t.w.Now).IsZero() {
			t.amendDirectory(me, directory.RemindersResumed{Person: me})
		}
	default:
		t.staleButton()
		return
	}
	t.wishes()
}

// wishes shows how the person is reminded, and what can be chosen.
func (t *turn) wishes() {
	calendar := t.w.Config.Calendar()
	wish := t.w.Directory.Reminders(t.w.Me.Person.ID)
	chosen := calendar.Hour(reminders.Minutes(wish.Minutes))
	today := scoring.DateOf(t.w.Now)
	var hours []Button
	for _, h := range hoursToChoose() {
		if calendar.Hour(h) != h {
			continue // not in working hours
		}
		args := texts.Args{"At": clockTime(reminders.At(today, h)), "Chosen": h == chosen}
		hours = append(hours, t.button("remind.hour", args, flowReminder, "hour", strconv.Itoa(int(h))))
	}
	args := texts.Args{"At": clockTime(reminders.At(today, chosen)), "Contact": t.mayFile(), "Leader": t.has(directory.Leader), "Paused": ""}
	rows := grid(3, hours)
	if t.mayFile() {
		if until := wish.Paused(t.w.Now); !until.IsZero() {
			args["Paused"] = scoring.DateOf(until.Add(-time.Millisecond)).Full()
			rows = append(rows, row(t.button("remind.resume", nil, flowReminder, "resume", "")))
		} else {
			var pauses []Button
			for _, n := range pausesToChoose() {
				pauses = append(pauses, t.button("remind.pause", texts.Args{"N": n}, flowReminder, "pause", strconv.Itoa(n)))
			}
			rows = append(rows, pauses)
		}
	}
	t.show("remind.wishes_text", args, append(rows, row(t.button("due.back", nil, flowDue, "again", ""), t.homeRow()[0]))...)
}
