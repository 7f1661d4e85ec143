package flows

import (
	"minhchung/flows/texts"
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
