package flows

import (
	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

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
		args["Example"] = t.exampleDay()
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
	args["Date"] = date.Full()
	args["N"] = len(t.staffed(t.dateConcerns(scoring.ClosingSet{Date: date, Department: t.s.Admin.Department})))
	t.show("admin.date_sure", args, row(
		t.answer("admin.date_yes", args, flowAdmin, "setdate", ""),
		t.answer("admin.date_no", nil, flowAdmin, "nodate", "")), t.settingsRow())
}

// exampleDay is two weeks after the day that holds now.
func (t *turn) exampleDay() string {
	return scoring.DateOf(t.w.Settings.Closes(t.w.Edition, t.s.Admin.Department).Start().AddDate(0, 0, 14)).Full()
}

// staffed leaves out the departments that have nobody to be told.
func (t *turn) staffed(departments []string) []string {
	var staffed []string
	for _, id := range departments {
		if len(t.reachable(id)) > 0 {
			staffed = append(staffed, id)
		}
	}
	return staffed
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
	args["Typed"], args["Example"] = shorten(t.e.Text, 40), t.exampleDay()
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
	args["N"] = len(t.staffed(concerned))
	for _, department := range concerned {
		closes := t.w.Settings.Closes(t.w.Edition, department)
		t.tellContacts(department, func() Message {
			return Message{
				Text: t.text("admin.date_moved", texts.Args{
					"Department": t.departmentName(department), "Closes": closes.Full(), "Days": closes.DaysUntil(t.w.Now), "Owner": t.w.Config.Owner,
				}),
				Buttons: [][]Button{row(t.button("menu.due", nil, flowDue, "list", ""))},
			}
		})
	}
	t.settle()
	t.say("admin.date_set", args, t.settingsRow())
}
