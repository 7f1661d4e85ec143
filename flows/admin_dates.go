package flows

import (
	"strconv"
	"strings"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// closingDay names the closing of filing where the edition's other days stand
// as "2023-03-31".
const closingDay = "closing"

// dayOf reads which of the edition's days is named; zero is the closing.
func (t *turn) dayOf(name string) (of scoring.Date, ok bool) {
	if name == closingDay {
		return scoring.Date{}, true
	}
	for _, d := range t.w.Settings.DueDates(t.w.Edition, "") {
		if d.Of.String() == name {
			return d.Of, true
		}
	}
	return scoring.Date{}, false
}

func nameOfDay(of scoring.Date) string {
	if of.IsZero() {
		return closingDay
	}
	return of.String()
}

// ownDay is the day as the edition's file has it.
func (t *turn) ownDay(of scoring.Date) scoring.Date {
	if of.IsZero() {
		return t.w.Edition.Closes
	}
	return of
}

// dayArgs describe one of the edition's days as it holds for a department, or
// with "" for all.
func (t *turn) dayArgs(of scoring.Date, department string) texts.Args {
	holds := t.w.Settings.Day(t.w.Edition, of, department)
	args := texts.Args{
		"Closing": of.IsZero(), "Holds": holds.Full(), "Short": holds.Short(), "Days": holds.DaysUntil(t.w.Now),
		"Was": "", "Reason": "", "Department": "", "Own": t.ownDays(of),
	}
	if holds != t.ownDay(of) {
		args["Was"] = t.ownDay(of).Full()
	}
	if department != "" {
		args["Department"] = t.departmentName(department)
	}
	for _, whose := range []string{"", department} {
		if move, ok := t.w.Settings.LastMove(of, whose); ok && move.Date == holds {
			args["Reason"] = shorten(move.Reason, 120)
		}
	}
	var numbers []string
	for _, c := range t.w.Edition.Criteria() {
		if c.Due == of {
			numbers = append(numbers, c.OfficialNumber())
		}
	}
	args["N"], args["Numbers"] = len(numbers), strings.Join(numbers, ", ")
	args["What"] = t.label("dates.what", args)
	return args
}

// ownDays lists the departments that have another day than the others.
func (t *turn) ownDays(of scoring.Date) []texts.Args {
	var own []texts.Args
	all := t.w.Settings.Day(t.w.Edition, of, "")
	for _, dep := range t.w.Directory.Departments() {
		day := t.w.Settings.Day(t.w.Edition, of, dep.ID)
		if day == all {
			continue
		}
		move, _ := t.w.Settings.LastMove(of, dep.ID)
		own = append(own, texts.Args{"Department": dep.Name, "Holds": day.Full(), "Reason": shorten(move.Reason, 60)})
	}
	return own
}

// pressedDates takes the buttons that show the days or begin to move one.
func (t *turn) pressedDates(a Action) {
	switch a.Verb {
	case "dates":
		t.dates(a.Target)
	case "day":
		t.dayCard(a.Target)
	case "dayfor":
		t.dayFor(a.Target)
	case "date":
		t.beginDate(a.Target)
	default: // lock, unlock
		t.setLock(a.Verb == "lock")
	}
}

// dates lists the edition's days, for all or as they hold for one department,
// and what happens when filing has closed.
func (t *turn) dates(department string) {
	if _, known := t.w.Directory.Department(department); !known && department != "" {
		t.staleButton()
		return
	}
	days := []scoring.Date{}
	for _, d := range t.w.Settings.DueDates(t.w.Edition, department) {
		days = append(days, d.Of)
	}
	var lines []texts.Args
	var buttons []Button
	for _, of := range append(days, scoring.Date{}) {
		args := t.dayArgs(of, department)
		lines = append(lines, args)
		if department == "" {
			buttons = append(buttons, t.button("dates.day_button", args, flowAdmin, "day", nameOfDay(of)))
		} else {
			buttons = append(buttons, t.button("dates.day_button", args, flowAdmin, "date", nameOfDay(of)+"/"+department))
		}
	}
	rows := grid(2, buttons)
	args := texts.Args{"Year": t.w.Edition.Year, "Department": "", "Lines": lines, "Locks": t.w.Settings.Locks(t.w.Edition)}
	if department == "" {
		lock := t.button("dates.lock", nil, flowAdmin, "lock", "")
		if t.w.Settings.Locks(t.w.Edition) {
			lock = t.button("dates.unlock", nil, flowAdmin, "unlock", "")
		}
		rows = append(rows, row(lock), t.settingsRow())
	} else {
		args["Department"] = t.departmentName(department)
		rows = append(rows, row(t.button("dates.to_department", args, flowAdmin, "department", department)))
	}
	t.show("dates.list", args, rows...)
}

// setLock says whether nothing is taken any more once filing has closed.
func (t *turn) setLock(on bool) {
	if t.w.Settings.Locks(t.w.Edition) != on {
		t.amendSettings(scoring.LockSet{On: on})
	}
	t.dates("")
}

// dayCard shows one of the edition's days, whose it is not, and how to move it.
func (t *turn) dayCard(name string) {
	of, ok := t.dayOf(name)
	if !ok {
		t.staleButton()
		return
	}
	const listed = 8
	args := t.dayArgs(of, "")
	own := args["Own"].([]texts.Args)
	args["Own"], args["More"] = own[:min(len(own), listed)], max(0, len(own)-listed)
	t.show("dates.day", args,
		row(t.button("dates.for_all", nil, flowAdmin, "date", name+"/")),
		row(t.button("dates.for_one", nil, flowAdmin, "dayfor", name+"/0")),
		t.datesRow())
}

func (t *turn) datesRow() []Button {
	return row(t.button("dates.back", nil, flowAdmin, "dates", ""), t.button("admin.to_office", nil, flowAdmin, "menu", ""))
}

// dayFor offers the departments, to give one a day of its own.
func (t *turn) dayFor(target string) {
	name, page, _ := strings.Cut(target, "/")
	of, ok := t.dayOf(name)
	if !ok {
		t.staleButton()
		return
	}
	n, _ := strconv.Atoi(page) // what is no page is the first one
	all := t.w.Directory.Departments()
	from, to, n, pages := pageOfOffice(len(all), n, departmentsPage)
	var buttons []Button
	for _, dep := range all[from:to] {
		buttons = append(buttons, t.button("admin.name", texts.Args{"Name": dep.Name}, flowAdmin, "date", name+"/"+dep.ID))
	}
	rows := append(grid(2, buttons), t.pageRow(flowAdmin, "dayfor", name+"/", n, pages)...)
	t.show("dates.which_department", t.dayArgs(of, ""), append(rows, t.datesRow())...)
}
