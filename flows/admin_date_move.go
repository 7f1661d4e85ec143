package flows

import (
	"slices"

	"minhchung/flows/directory"
	"minhchung/flows/texts"
	"minhchung/scoring"
)

// moveEntry is the entry that makes a move.
func moveEntry(m scoring.Move) scoring.Entry {
	if m.Of.IsZero() {
		return scoring.ClosingSet{Date: m.Date, Department: m.Department, Reason: m.Reason}
	}
	return scoring.DueSet{Of: m.Of, Date: m.Date, Department: m.Department, Reason: m.Reason}
}

// settingsWith are the settings as they would be after a move.
func (t *turn) settingsWith(m scoring.Move) scoring.Settings {
	fresh := t.w.Settings.Clone()
	if err := fresh.Apply(scoring.Stamp{Seq: fresh.Seq + 1, At: t.e.At, By: t.w.Me.Person.ID}, moveEntry(m)); err != nil {
		t.fail(err)
	}
	return fresh
}

// dateConcerns lists the departments for which a move changes the day.
func (t *turn) dateConcerns(m scoring.Move) []string {
	fresh := t.settingsWith(m)
	var concerned []string
	for _, dep := range t.w.Directory.Departments() {
		if t.w.Settings.Day(t.w.Edition, m.Of, dep.ID) != fresh.Day(t.w.Edition, m.Of, dep.ID) {
			concerned = append(concerned, dep.ID)
		}
	}
	return concerned
}

// staff lists a department's contacts and leaders who have come in, each once.
func (t *turn) staff(department string) []string {
	persons := t.reachable(department)
	for _, g := range t.w.Directory.InDepartment(department, directory.Leader) {
		if t.w.People[g.Person].Chat != "" && !slices.Contains(persons, g.Person) {
			persons = append(persons, g.Person)
		}
	}
	return persons
}

// staffed leaves out the departments that have nobody to be told.
func (t *turn) staffed(departments []string) []string {
	return slices.DeleteFunc(slices.Clone(departments), func(id string) bool { return len(t.staff(id)) == 0 })
}

// moveDate records the move, unless another admin was first: then it shows
// what that one did, and asks again.
func (t *turn) moveDate() {
	m := t.draftMove()
	if other, ok := t.w.Settings.MovedSince(t.s.Admin.Seq, t.w.Me.Person.ID, m.Of, m.Department); ok {
		t.movedFirst(other)
		return
	}
	if !m.Date.IsZero() && m.Date.DaysUntil(t.w.Now) < 0 { // it was chosen yesterday
		t.s.Admin.Date = ""
		t.open(askDate, Prompt{})
		args := t.dateArgs()
		args["Date"] = m.Date.Full()
		t.say("dates.day_past", args, t.datesRow())
		return
	}
	concerned := t.dateConcerns(m)
	before := t.w.Settings
	t.amendSettings(moveEntry(m))
	id, told := t.inform(news{
		about: nameOfDay(m.Of), text: t.dateMoved(m, m.Department, before.Day(t.w.Edition, m.Of, m.Department)).Text,
		departments: concerned, whom: t.staff,
		message: func(department string) Message {
			return t.dateMoved(m, department, before.Day(t.w.Edition, m.Of, department))
		},
	})
	args := t.dayArgs(m.Of, m.Department)
	args["Told"], args["People"] = len(t.staffed(concerned)), told
	ways := row(t.button("dates.see", nil, flowAdmin, "day", nameOfDay(m.Of)))
	if told > 0 {
		ways = append(ways, t.button("dates.follow", nil, flowAnnounce, "one", id))
	}
	t.settle()
	t.say("dates.set", args, ways, t.datesRow())
}

// dateMoved is what those concerned are told: the old day, the new one, and why.
func (t *turn) dateMoved(m scoring.Move, department string, was scoring.Date) Message {
	args := t.dayArgs(m.Of, department)
	args["Was"], args["Reason"], args["Owner"] = was.Full(), m.Reason, t.w.Config.Owner
	return Message{
		Text:    t.text("dates.moved", args),
		Buttons: [][]Button{row(t.button("menu.due", nil, flowDue, "list", department))},
	}
}

// movedFirst shows what another admin has done meanwhile, and asks whether the
// move is still wanted.
func (t *turn) movedFirst(other scoring.Move) {
	m := t.draftMove()
	holds := t.w.Settings.Day(t.w.Edition, m.Of, m.Department)
	was, _ := scoring.ParseDate(t.s.Admin.Was) // written by beginDate
	t.s.Admin.Seq, t.s.Admin.Was = t.w.Settings.Seq, holds.String()
	t.open(askDate, Prompt{})
	args := t.dateArgs()
	args["Who"], args["At"], args["Why"] = t.deciderName(other.Stamp.By), dayTime(other.Stamp.At), shorten(other.Reason, 120)
	args["Seen"], args["Whose"] = was.Full(), ""
	if other.Department != "" {
		args["Whose"] = t.departmentName(other.Department)
	}
	theirs := other.Date
	if theirs.IsZero() {
		theirs = t.w.Settings.Day(t.w.Edition, m.Of, other.Department)
	}
	args["Theirs"] = theirs.Full()
	t.say("dates.first", args, row(
		t.answer("dates.still", args, flowAdmin, "setdate", ""),
		t.button("dates.leave", texts.Args{}, flowAdmin, "day", t.s.Admin.Of)), t.datesRow())
}
