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
		"Year": t.w.Edition.Year, "Lines": lines, "Closes": closes.Full(), "Days": closes.DaysUntil(t.w.Now),
	}, append(rows,
		row(t.button("dates.home", nil, flowAdmin, "dates", "")),
		t.toOffice())...)
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

func (t *turn) settingsRow() []Button {
	return row(t.button("admin.settings", nil, flowAdmin, "settings", ""), t.button("admin.to_office", nil, flowAdmin, "menu", ""))
}
