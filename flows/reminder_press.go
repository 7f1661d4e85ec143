package flows

import (
	"slices"
	"strings"

	"minhchung/flows/directory"
	"minhchung/flows/reminders"
	"minhchung/flows/texts"
	"minhchung/scoring"
)

// pressedReminder takes the buttons under what the bot says by itself. They
// name the department: it may not be the one that the chat is at.
func (t *turn) pressedReminder(a Action) {
	switch a.Verb {
	case "wishes", "hour", "pause", "resume":
		t.pressedWishes(a)
		return
	}
	department, criterion, _ := strings.Cut(a.Target, "/")
	if !slices.ContainsFunc(t.w.Directory.GrantsOf(t.w.Me.Person.ID), func(g directory.Grant) bool {
		return g.Department == department && department != ""
	}) {
		t.staleButton()
		return
	}
	if a.Verb == "again" {
		t.remindAgain(department)
		return
	}
	t.settle()
	t.s.Department = department
	t.anew = true // the reminder is to stay readable
	switch a.Verb {
	case "open":
		t.dispatch(Action{Flow: flowCard, Verb: "open", Target: criterion})
	case "missing":
		t.dispatch(Action{Flow: flowMissing, Verb: "list", Target: "0"})
	case "unfiled":
		t.dispatch(Action{Flow: flowMissing, Verb: "unfiled"})
	default:
		t.staleButton()
	}
}

// snoozable gives those of some days of which one can be reminded again
// tomorrow: the ones that are not the last one today.
func (t *turn) snoozable(days []scoring.Date) []scoring.Date {
	today := scoring.DateOf(t.w.Now)
	return slices.DeleteFunc(days, func(day scoring.Date) bool { return day.Compare(today) <= 0 })
}

// remindAgain records that the person wants to hear again, on the next working
// day, what is due by now. Nothing is recorded where a reminder comes on that
// day, or before it, in any case. It disturbs no dialogue.
func (t *turn) remindAgain(department string) {
	today := scoring.DateOf(t.w.Now)
	on := t.w.Config.Calendar().WorkingAfter(today)
	if !t.loaded(department) {
		return
	}
	rule := reminders.Office{
		Edition: t.w.Edition, Settings: t.w.Settings, Directory: t.w.Directory, Calendar: t.w.Config.Calendar(),
		Returns: map[string][]scoring.DueDay{department: t.w.Dossiers[department].ReturnDays()},
	}
	var mine []reminders.Item
	for _, item := range rule.Of(t.w.Me.Person.ID) {
		if item.Department == department && item.Current(t.w.Now) {
			mine = append(mine, item)
		}
	}
	days := t.snoozable(daysOf(mine))
	if len(days) == 0 {
		t.toast("remind.not_again", nil)
		return
	}
	wish, next := t.w.Directory.Reminders(t.w.Me.Person.ID), on
	var entries []scoring.Entry
	for _, day := range days {
		if day.Compare(on) <= 0 {
			next = day // the last day's reminder comes in any case
			continue
		}
		again := directory.Again{Department: department, Of: day, On: on}
		if !slices.Contains(wish.Again, again) {
			entries = append(entries, directory.ReminderSnoozed{Person: t.w.Me.Person.ID, Department: department, Of: day, On: on})
		}
	}
	if len(entries) > 0 {
		t.amendDirectory(t.w.Me.Person.ID, entries...)
	}
	at := reminders.At(next, t.w.Config.Calendar().Hour(reminders.Minutes(wish.Minutes)))
	t.toast("remind.again_set", texts.Args{"At": clockTime(at), "Day": next.Short(), "Days": next.DaysUntil(t.w.Now)})
}
