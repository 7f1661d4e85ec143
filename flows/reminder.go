package flows

import (
	"slices"
	"strings"

	"minhchung/flows/directory"
	"minhchung/flows/reminders"
	"minhchung/flows/texts"
	"minhchung/scoring"
)

// flowReminder is what the bot says by itself about the days to come.
const flowReminder Flow = "rem"

// Reminder says what falls due for a person at one moment: all items are that
// person's (World.Me) and of one department. What is lacking is looked at here;
// said is false when there is nothing of which to remind.
//
// The world holds the department's dossier, and for the admins' list those of
// all.
func Reminder(w World, items []reminders.Item) (m Message, said bool, err error) {
	if len(items) == 0 {
		return Message{}, false, nil
	}
	t := newTurn(w, Session{Department: items[0].Department}, Event{})
	if items[0].Step == reminders.ForAdmins {
		m, said = t.reminderList(items)
		return m, said, t.err
	}
	if t.department() != items[0].Department {
		return Message{}, false, nil // it is theirs no more
	}
	groups, first := t.reminderGroups(items)
	switch {
	case first == nil && !hasUnfiled(groups):
		return Message{}, false, nil
	case items[0].Step == reminders.ForLeader:
		m = t.leaderReminder(groups)
	default:
		m = t.contactReminder(groups, first)
	}
	return m, true, t.err
}

// reminderGroup is what is lacking of one day.
type reminderGroup struct {
	Day     string
	Days    int // until it; negative when it is past
	Closing bool
	Return  bool           // it is the day of returns alone
	N       int            // of criteria
	Max     scoring.Points // of those
	Unfiled int            // files under no criterion; they matter when filing closes
	Late    bool           // what of it is filed now comes after the closing
	of      scoring.Date
	Lines   []texts.Args
	More    int // criteria that are not listed
}

// reminderLines is how many criteria a reminder lists: with their headings one
// phone screen.
const reminderLines = 6

// reminderGroups lays out what is lacking of the days of the items, what was
// returned first, then the soonest and the most points; first is what stands on
// top.
func (t *turn) reminderGroups(items []reminders.Item) (groups []reminderGroup, first *scoring.Criterion) {
	left := reminderLines
	contact := items[0].Step != reminders.ForLeader
	days := daysOf(items)
	ofReturns := func(day scoring.Date) int {
		if day == t.w.Settings.Closes(t.w.Edition, t.department()) || t.isDue(day) {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(days, func(a, b scoring.Date) int { return ofReturns(a) - ofReturns(b) })
	for _, day := range days {
		closing := day == t.w.Settings.Closes(t.w.Edition, t.department())
		g := reminderGroup{Day: day.Short(), Days: day.DaysUntil(t.w.Now), Closing: closing, Return: ofReturns(day) == 0, of: day}
		if closing {
			g.Unfiled = len(t.dossier().Unfiled)
			g.Late = g.Unfiled > 0 && t.w.Settings.Late(t.w.Edition, t.dossier(), "", t.w.Now)
		}
		for _, line := range t.lackingOf(day, closing) {
			if contact && day != scoring.DateOf(t.w.Now) && t.putOff(line.c) {
				continue // that the figure is not there yet was said today
			}
			g.N, g.Max = g.N+1, g.Max+line.c.Max
			g.Late = g.Late || t.w.Settings.Late(t.w.Edition, t.dossier(), line.c.ID, t.w.Now)
			if first == nil {
				first = line.c
			}
			if left == 0 {
				g.More++
				continue
			}
			left--
			g.Lines = append(g.Lines, texts.Args{
				"Mark": mark(line.state), "Number": line.c.OfficialNumber(), "Short": line.c.ShortIn(t.lang),
				"Max": line.c.Max, "Lacks": t.lacks(line),
			})
		}
		if g.N > 0 || g.Unfiled > 0 {
			groups = append(groups, g)
		}
	}
	return groups, first
}

// isDue says whether work of the department is due on a day.
func (t *turn) isDue(day scoring.Date) bool {
	return slices.ContainsFunc(t.w.Settings.DueDates(t.w.Edition, t.department()), func(d scoring.DueDate) bool { return d.Date == day })
}

// lackingOf lists what is missing of what is due on a day, or wanted by it for a
// return. On the day on which filing closes that is everything that is missing
// and was given no longer; on another one nothing for which filing has locked:
// nobody could do it any more.
func (t *turn) lackingOf(day scoring.Date, closing bool) []missingLine {
	return slices.DeleteFunc(t.missing(), func(line missingLine) bool {
		if !t.w.Settings.WantedBy(t.w.Edition, t.dossier(), line.c, day) {
			return true
		}
		return !closing && t.w.Settings.Shut(t.w.Edition, t.dossier(), line.c.ID, t.w.Now)
	})
}

func hasUnfiled(groups []reminderGroup) bool {
	return slices.ContainsFunc(groups, func(g reminderGroup) bool { return g.Unfiled > 0 })
}

// daysOf gives the days that items remind of, each once and in order.
func daysOf(items []reminders.Item) []scoring.Date {
	var days []scoring.Date
	for _, i := range items {
		days = append(days, i.Day)
	}
	slices.SortFunc(days, scoring.Date.Compare)
	return slices.Compact(days)
}

func (t *turn) contactReminder(groups []reminderGroup, first *scoring.Criterion) Message {
	var buttons []Button
	if first != nil {
		label := "remind.open"
		if t.w.Settings.Shut(t.w.Edition, t.dossier(), first.ID, t.w.Now) {
			label = "remind.see" // it can only be asked to be opened
		}
		buttons = row(t.button(label, t.criterionArgs(first), flowReminder, "open", t.department()+"/"+first.ID))
	} else {
		buttons = row(t.button("remind.unfiled_open", nil, flowReminder, "unfiled", t.department()))
	}
	var days []scoring.Date
	for _, g := range groups {
		days = append(days, g.of)
	}
	if len(t.snoozable(days)) > 0 {
		on := t.w.Config.Calendar().WorkingAfter(scoring.DateOf(t.w.Now))
		buttons = append(buttons, t.button("remind.again", texts.Args{"Day": on.Short(), "Days": on.DaysUntil(t.w.Now)}, flowReminder, "again", t.department()))
	}
	rows := [][]Button{buttons}
	if slices.ContainsFunc(groups, func(g reminderGroup) bool { return g.More > 0 }) {
		rows = append(rows, row(t.button("menu.missing", nil, flowReminder, "missing", t.department())))
	}
	return Message{Text: t.text("remind.contact", t.reminderArgs(groups)), Buttons: rows, NoPreview: true}
}

func (t *turn) leaderReminder(groups []reminderGroup) Message {
	args := t.reminderArgs(groups)
	var names []string
	for _, g := range t.w.Directory.InDepartment(t.department(), directory.Contact) {
		if p := t.w.People[g.Person]; p.Name != "" {
			names = append(names, p.Name)
		}
	}
	args["Contacts"] = strings.Join(names, ", ")
	return Message{
		Text: t.text("remind.leader", args), NoPreview: true,
		Buttons: [][]Button{row(t.button("menu.missing", nil, flowReminder, "missing", t.department()))},
	}
}

func (t *turn) reminderArgs(groups []reminderGroup) texts.Args {
	closes := t.w.Settings.Closes(t.w.Edition, t.department())
	late := slices.ContainsFunc(groups, func(g reminderGroup) bool { return g.Late })
	open := slices.ContainsFunc(groups, func(g reminderGroup) bool { return g.Return && !g.Late })
	return texts.Args{
		"Department": t.departmentName(t.department()), "Groups": groups, "Closes": closes.Full(), "Closed": closes.DaysUntil(t.w.Now) < 0,
		"Late": late, "Open": open, "Locks": t.w.Settings.Locks(t.w.Edition), "Owner": t.w.Config.Owner,
	}
}
