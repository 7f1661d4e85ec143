package flows

import (
	"cmp"
	"slices"

	"minhchung/flows/reminders"
	"minhchung/flows/texts"
	"minhchung/scoring"
)

// listedDepartments is how many departments an admins' list names: what a
// message has room for. All are in the progress list, which is a button away.
const listedDepartments = 40

// lateDay is which departments still lack something of a day that is past.
type lateDay struct {
	Day         string
	Closing     bool
	N           int // of criteria
	Max         scoring.Points
	Late        int // of departments
	Departments []lateDepartment
	More        int // departments that are not listed
}

type lateDepartment struct {
	Name string
	N    int
	Max  scoring.Points
}

// reminderList is what the admins read after a day.
func (t *turn) reminderList(items []reminders.Item) (m Message, said bool) {
	var days []lateDay
	for _, day := range daysOf(items) {
		if late := t.lateAt(day); late.N > 0 {
			days = append(days, late)
		}
	}
	if len(days) == 0 {
		return Message{}, false
	}
	return Message{
		Text: t.text("remind.list", texts.Args{"Groups": days}), NoPreview: true,
		Buttons: [][]Button{row(t.button("remind.progress", nil, flowAdmin, "progress", "0"))},
	}, true
}

// lateAt counts what departments lack of a day, the most first. A department
// whose day it is not is not looked at.
func (t *turn) lateAt(day scoring.Date) lateDay {
	late := lateDay{Day: day.Short()}
	for _, dep := range t.w.Directory.Departments() {
		d, ok := t.w.Dossiers[dep.ID]
		if !ok {
			continue
		}
		closing := day == t.w.Settings.Closes(t.w.Edition, dep.ID)
		one := lateDepartment{Name: dep.Name}
		for _, r := range scoring.Score(t.w.Edition, t.w.Settings, d).Lines {
			if r.State.Missing() && t.w.Settings.WantedBy(t.w.Edition, d, r.Criterion, day) {
				one.N, one.Max = one.N+1, one.Max+r.Criterion.Max
			}
		}
		if one.N == 0 {
			continue
		}
		late.Closing = late.Closing || closing
		late.N, late.Max = late.N+one.N, late.Max+one.Max
		late.Departments = append(late.Departments, one)
	}
	slices.SortStableFunc(late.Departments, func(a, b lateDepartment) int { return cmp.Compare(b.Max, a.Max) })
	if late.Late = len(late.Departments); late.Late > listedDepartments {
		late.Departments, late.More = late.Departments[:listedDepartments], late.Late-listedDepartments
	}
	return late
}
