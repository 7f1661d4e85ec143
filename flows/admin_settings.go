package flows

import (
	"regexp"
	"strconv"
	"strings"

	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// settings shows the edition's switches and its closing date.
func (t *turn) settings() {
	var lines []texts.Args
	var rows [][]Button
	for _, c := range t.w.Edition.Criteria() {
		if !c.Switchable {
			continue
		}
		args := t.criterionArgs(c)
		args["On"] = !t.w.Settings.Off(c.ID)
		lines = append(lines, args)
		verb := "off"
		if t.w.Settings.Off(c.ID) {
			verb = "on"
		}
		rows = append(rows, row(t.button("admin.switch_"+verb, args, flowAdmin, verb, c.ID)))
	}
	closes := t.w.Settings.Closes(t.w.Edition, "")
	t.show("admin.settings_text", texts.Args{
		"Year": t.w.Edition.Year, "Lines": lines, "Closes": closes.Full(), "Days": closes.DaysUntil(t.w.Now), "Own": t.ownDates(),
	}, append(rows,
		row(t.button("admin.move_date", nil, flowAdmin, "date", ""), t.button("admin.move_one", nil, flowAdmin, "closing", "0")),
		t.toOffice())...)
}

// ownDates lists the departments whose closing date is not everyone's.
func (t *turn) ownDates() []texts.Args {
	var own []texts.Args
	all := t.w.Settings.Closes(t.w.Edition, "")
	for _, dep := range t.w.Directory.Departments() {
		if closes := t.w.Settings.Closes(t.w.Edition, dep.ID); closes != all {
			own = append(own, texts.Args{"Department": dep.Name, "Closes": closes.Full()})
		}
	}
	return own
}

// setSwitch switches a criterion off for everyone, or on again.
func (t *turn) setSwitch(id string, on bool) {
	c := t.w.Edition.Criterion(id)
	if c == nil || !c.Switchable {
		t.staleButton()
		return
	}
	if t.w.Settings.Off(id) == on {
		t.amendSettings(scoring.SwitchSet{Criterion: id, On: on})
	}
	t.settings()
}

// closing offers the departments, to give one a closing date of its own.
func (t *turn) closing(page int) {
	all := t.w.Directory.Departments()
	from, to, page, pages := pageOfOffice(len(all), page, departmentsPage)
	var buttons []Button
	for _, dep := range all[from:to] {
		buttons = append(buttons, t.button("admin.name", texts.Args{"Name": dep.Name}, flowAdmin, "date", dep.ID))
	}
	rows := append(grid(2, buttons), t.pageRow(flowAdmin, "closing", "", page, pages)...)
	t.show("admin.closing_department", nil, append(rows, t.settingsRow())...)
}

func (t *turn) settingsRow() []Button {
	return row(t.button("admin.settings", nil, flowAdmin, "settings", ""), t.button("admin.to_office", nil, flowAdmin, "menu", ""))
}

// beginDate asks for a new closing date: of one department, or of all.
func (t *turn) beginDate(department string) {
	if _, known := t.w.Directory.Department(department); !known && department != "" {
		t.staleButton()
		return
	}
	t.s.Admin = Draft{Department: department}
	t.open(askDate, Prompt{})
	t.askDate()
}

// dateArgs describe the change of date in the making.
func (t *turn) dateArgs() texts.Args {
	department := t.s.Admin.Department
	args := texts.Args{"Department": "", "Closes": t.w.Settings.Closes(t.w.Edition, department).Full(), "Date": "", "N": 0, "Example": ""}
	if department != "" {
		args["Department"] = t.departmentName(department)
	}
	return args
}

// askDate asks for the date, or, once it is typed, for a confirmation: the
// contacts hear of it.
func (t *turn) askDate() {
	args := t.dateArgs()
	if t.s.Admin.Date == "" {
		args["Example"] = t.w.Edition.Closes.Full()
		var rows [][]Button
		if all := t.w.Settings.Closes(t.w.Edition, ""); t.s.Admin.Department != "" && t.w.Settings.Closes(t.w.Edition, t.s.Admin.Department) != all {
			rows = append(rows, row(t.answer("admin.date_as_all", texts.Args{"Date": all.Full()}, flowAdmin, "asall", "")))
		}
		t.show("admin.ask_date", args, append(rows, t.settingsRow())...)
		return
	}
	date, err := scoring.ParseDate(t.s.Admin.Date)
	if err != nil {
		t.fail(err) // it was read from a date
		return
	}
	args["Date"], args["N"] = date.Full(), len(t.dateConcerns(scoring.ClosingSet{Date: date, Department: t.s.Admin.Department}))
	t.show("admin.date_sure", args, row(
		t.answer("admin.date_yes", args, flowAdmin, "setdate", ""),
		t.answer("admin.date_no", nil, flowAdmin, "nodate", "")), t.settingsRow())
}

// dateConcerns lists the departments for which an entry moves the date.
func (t *turn) dateConcerns(entry scoring.ClosingSet) []string {
	fresh := t.w.Settings.Clone()
	if err := fresh.Apply(scoring.Stamp{Seq: fresh.Seq + 1}, entry); err != nil {
		t.fail(err)
	}
	var concerned []string
	for _, dep := range t.w.Directory.Departments() {
		if t.w.Settings.Closes(t.w.Edition, dep.ID) != fresh.Closes(t.w.Edition, dep.ID) {
			concerned = append(concerned, dep.ID)
		}
	}
	return concerned
}

func (t *turn) typedDate() {
	if t.s.Admin.Date != "" && (t.saysYes() || t.saysNo()) {
		t.answeredDate(Action{Verb: map[bool]string{true: "setdate", false: "nodate"}[t.saysYes()]})
		return
	}
	date, problem := ParseDay(t.e.Text, t.w.Edition.Year)
	args := t.dateArgs()
	args["Typed"], args["Example"] = shorten(t.e.Text, 40), t.w.Edition.Closes.Full()
	switch {
	case problem == DayUnclear && t.w.Reader.Understand(t.e.Text).Intent != understand.Unclear:
		t.asked()
	case problem != DayRight:
		t.say("admin.date_"+string(problem), args, t.settingsRow())
	case date.DaysUntil(t.w.Now) < 0:
		args["Date"] = date.Full()
		t.say("admin.date_past", args, t.settingsRow())
	case date == t.w.Settings.Closes(t.w.Edition, t.s.Admin.Department):
		t.say("admin.date_same", args, t.settingsRow())
	default:
		t.s.Admin.Date = date.String()
		t.open(askDate, Prompt{})
		t.askDate()
	}
}

func (t *turn) answeredDate(a Action) {
	entry := scoring.ClosingSet{Department: t.s.Admin.Department}
	switch {
	case a.Verb == "nodate":
		t.beginDate(t.s.Admin.Department)
		return
	case a.Verb == "asall" && entry.Department != "":
	case a.Verb == "setdate" && t.s.Admin.Date != "":
		date, err := scoring.ParseDate(t.s.Admin.Date)
		if err != nil {
			t.fail(err)
			return
		}
		entry.Date = date
	default:
		t.staleButton()
		return
	}
	t.setClosing(entry)
}

// setClosing records the date and tells the contacts whom it concerns.
func (t *turn) setClosing(entry scoring.ClosingSet) {
	concerned := t.dateConcerns(entry)
	t.amendSettings(entry)
	args := t.dateArgs()
	args["N"] = len(concerned)
	for _, department := range concerned {
		closes := t.w.Settings.Closes(t.w.Edition, department)
		t.tellContacts(department, Message{
			Text: t.text("admin.date_moved", texts.Args{
				"Department": t.departmentName(department), "Closes": closes.Full(), "Days": closes.DaysUntil(t.w.Now), "Owner": t.w.Config.Owner,
			}),
			Buttons: [][]Button{row(t.button("menu.due", nil, flowDue, "list", ""))},
		})
	}
	t.settle()
	t.say("admin.date_set", args, t.settingsRow())
}

// DayProblem names why a typed day cannot be taken.
type DayProblem string

// The outcomes of ParseDay.
const (
	DayRight   DayProblem = ""
	DayUnclear DayProblem = "unclear" // no day that can be made out
	DayNone    DayProblem = "none"    // 31/2
)

var dayPattern = regexp.MustCompile(`^(?:het )?(?:ngay )?(\d{1,2})(?: ?[/.-] ?| thang | )(\d{1,2})(?:(?: ?[/.-] ?| nam | )(\d{4}|\d{2}))?$`)

// ParseDay reads a day as people type it: "31/10", "5.11.2023", "ngày 5 tháng
// 11". Without a year it is in the given one.
func ParseDay(text string, year int) (scoring.Date, DayProblem) {
	found := dayPattern.FindStringSubmatch(plainDay(text))
	if found == nil {
		return scoring.Date{}, DayUnclear
	}
	day, month := found[1], found[2]
	if found[3] != "" {
		year, _ = strconv.Atoi(found[3]) // two or four digits
		if year < 100 {
			year += 2000
		}
	}
	date, err := scoring.ParseDate(strconv.Itoa(year) + "-" + pad(month) + "-" + pad(day))
	if err != nil {
		return scoring.Date{}, DayNone
	}
	return date, DayRight
}

func pad(digits string) string {
	if len(digits) < 2 {
		return "0" + digits
	}
	return digits
}

// plainDay folds the words of a day but keeps what separates its numbers.
func plainDay(text string) string {
	for _, separator := range []string{"/", ".", "-"} {
		if strings.Contains(text, separator) {
			parts := strings.Split(text, separator)
			for i := range parts {
				parts[i] = understand.Fold(parts[i])
			}
			return strings.Trim(strings.Join(parts, separator), separator)
		}
	}
	return understand.Fold(text)
}
