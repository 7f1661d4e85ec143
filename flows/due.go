package flows

import (
	"slices"
	"strconv"
	"strings"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// flowDue is the answer to "hạn đến bao giờ?".
const flowDue Flow = "due"

// dueDay is a day by whose end work is to be done, and what is still open.
type dueDay struct {
	Day    scoring.Date
	Return bool // nothing but what was returned is wanted by it
	Lines  []missingLine
}

// dueOf is the day by whose end the department's work on a criterion is to be
// done.
func (t *turn) dueOf(c *scoring.Criterion) scoring.Date {
	return t.w.Settings.Due(c, t.department())
}

func (t *turn) pressedDue(a Action) {
	t.settle()
	day, page, _ := strings.Cut(a.Target, "/")
	switch a.Verb {
	case "list":
		if a.Target != "" { // whose it is not, department() does not take
			t.s.Department = a.Target
		}
		t.due()
	case "again":
		t.dueList(nil)
	case "day":
		date, err := scoring.ParseDate(day)
		if err != nil || t.department() == "" {
			t.staleButton()
			return
		}
		n, _ := strconv.Atoi(page) // what is no page is the first one
		t.dueOn(date, n)
	default:
		t.staleButton()
	}
}

// returnOf is the day by whose end a verifier wants something more under a
// criterion, while it has not gone by.
func (t *turn) returnOf(c *scoring.Criterion) (day scoring.Date, ok bool) {
	day = t.item(c).Reopened
	return day, !day.IsZero() && day.DaysUntil(t.w.Now) >= 0
}

// due answers what is due: the days, and, while any is to come, a file that
// puts them into a calendar.
func (t *turn) due() {
	days := scoring.Together(t.w.Settings.DueDays(t.w.Edition, t.department()), t.dossier().ReturnDays())
	if days[len(days)-1].Day.DaysUntil(t.w.Now) < 0 {
		t.dueList(nil)
		return
	}
	t.dueList(&Attachment{Name: t.label("due.file", texts.Args{"Year": t.w.Edition.Year}), Content: t.calendarFile()})
}

// dueDays lists the department's days in their order: those to come, and those
// gone by for which something is still missing. What was returned stands at its
// own day.
func (t *turn) dueDays() []dueDay {
	var days []dueDay
	for _, d := range t.w.Settings.DueDates(t.w.Edition, t.department()) {
		days = append(days, dueDay{Day: d.Date})
	}
	slices.SortFunc(days, func(a, b dueDay) int { return a.Day.Compare(b.Day) })
	days = slices.CompactFunc(days, func(a, b dueDay) bool { return a.Day == b.Day })
	if t.department() != "" {
		for _, line := range t.missing() {
			day, returned := t.returnOf(line.c)
			if !returned {
				day = t.dueOf(line.c)
			}
			i, known := slices.BinarySearchFunc(days, day, func(d dueDay, of scoring.Date) int { return d.Day.Compare(of) })
			if !known {
				days = slices.Insert(days, i, dueDay{Day: day, Return: true})
			}
			days[i].Lines = append(days[i].Lines, line)
		}
	}
	return slices.DeleteFunc(days, func(d dueDay) bool { return len(d.Lines) == 0 && d.Day.DaysUntil(t.w.Now) < 0 })
}

// dueList shows the days; with a file, as a message of its own.
func (t *turn) dueList(file *Attachment) {
	department := t.department()
	if department == "" && !t.mayDecide() && !t.mayImport() {
		t.officeHome()
		return
	}
	var lines []texts.Args
	var buttons []Button
	for _, d := range t.dueDays() {
		args := t.dueDayArgs(d)
		lines = append(lines, args)
		if len(d.Lines) > 0 {
			buttons = append(buttons, t.button("due.open", args, flowDue, "day", d.Day.String()+"/0"))
		}
	}
	closes := t.w.Settings.Closes(t.w.Edition, department)
	rows := grid(2, buttons)
	if department != "" {
		ways := row(t.button("menu.missing", nil, flowMissing, "list", "0"))
		if t.mayWish() {
			ways = append(ways, t.button("remind.wishes", nil, flowReminder, "wishes", ""))
		}
		rows = append(rows, append(ways, t.homeRow()...))
	} else {
		rows = append(rows, t.homeRow())
	}
	t.do(Say{Message{
		Text: t.text("due.list", texts.Args{
			"Dates": lines, "Mine": department != "", "Closes": closes.Full(), "Days": closes.DaysUntil(t.w.Now), "File": file != nil,
		}),
		Buttons: rows, NoPreview: true, Edit: file == nil && !t.anew, Attachment: file,
	}})
}

func (t *turn) dueDayArgs(d dueDay) texts.Args {
	var points scoring.Points
	for _, line := range d.Lines {
		points += line.c.Max
	}
	return texts.Args{
		"Due": d.Day.Full(), "Short": d.Day.Short(), "Days": d.Day.DaysUntil(t.w.Now), "Missing": len(d.Lines), "Max": points, "Return": d.Return,
	}
}

// dueOn shows a page of what is missing for one day, each with a button that
// opens it.
func (t *turn) dueOn(day scoring.Date, page int) {
	days := t.dueDays()
	i := slices.IndexFunc(days, func(d dueDay) bool { return d.Day == day && len(d.Lines) > 0 })
	if i < 0 { // it was moved, or all of it is done by now
		t.dueList(nil)
		return
	}
	lines := days[i].Lines
	pages := max(1, (len(lines)+missingPageSize-1)/missingPageSize)
	page = max(0, min(page, pages-1))
	groups, buttons := t.missingPage(lines[page*missingPageSize : min(len(lines), (page+1)*missingPageSize)])
	args := t.dueDayArgs(days[i])
	var all []texts.Args
	for _, g := range groups { // what was returned may be due on other days
		all = append(all, g.Lines...)
	}
	args["Lines"], args["Page"], args["Pages"] = all, page+1, pages
	rows := append(grid(3, buttons), t.pageRow(flowDue, "day", day.String()+"/", page, pages)...)
	t.show("due.day", args, append(rows, row(t.button("due.back", nil, flowDue, "again", ""), t.homeRow()[0]))...)
}
