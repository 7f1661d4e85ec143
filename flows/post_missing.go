package flows

import (
	"slices"

	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// askMissing asks which criterion, or which pillar, is to be missing for one
// to get the announcement; of a pillar that is named it offers the criteria.
func (t *turn) askMissing(pillar string) {
	back := row(t.answer("post.other_audience", nil, flowAnnounce, "who", ""))
	for _, p := range t.w.Edition.Pillars {
		if p.ID != pillar {
			continue
		}
		args := texts.Args{"ID": p.ID, "Name": p.Name}
		var buttons []Button
		for _, c := range p.Criteria {
			buttons = append(buttons, t.answer("admin.name", texts.Args{"Name": c.OfficialNumber()}, flowAnnounce, "lacks", c.ID))
		}
		rows := append([][]Button{row(t.answer("post.whole_pillar", args, flowAnnounce, "lacks", p.ID))}, grid(4, buttons)...)
		t.show("post.ask_missing_in", args, append(rows, back, t.toOffice())...)
		return
	}
	var buttons []Button
	for _, p := range t.w.Edition.Pillars {
		buttons = append(buttons, t.answer("post.pillar", texts.Args{"ID": p.ID}, flowAnnounce, "pillar", p.ID))
	}
	t.show("post.ask_missing", nil, append(grid(3, buttons), back, t.toOffice())...)
}

// typedMissing takes a line as the number of a criterion or pillar; ok is false
// for a line that is none.
func (t *turn) typedMissing() (ok bool) {
	hit := t.w.Reader.Number(t.e.Text, understand.Whole)
	switch {
	case hit.Pillar != "":
		t.sendTo(Audience{Kind: AudienceMissing, Of: hit.Pillar})
	case len(hit.IDs) == 1:
		t.sendTo(Audience{Kind: AudienceMissing, Of: hit.IDs[0]})
	default:
		return false
	}
	return true
}

// missingName is how the criterion or pillar is called; "" for none that there is.
func (t *turn) missingName(of string) string {
	for _, p := range t.w.Edition.Pillars {
		if p.ID == of {
			return t.label("post.pillar_name", texts.Args{"ID": p.ID, "Name": p.Name})
		}
	}
	if c := t.w.Edition.Criterion(of); c != nil {
		return t.titleOf(c)
	}
	return ""
}

// lacking lists the departments that lack something under a criterion, or
// anywhere in a pillar, at this moment.
func (t *turn) lacking(of string) map[string]bool {
	departments := map[string]bool{}
	for _, dep := range t.w.Directory.Departments() {
		report := scoring.Score(t.w.Edition, t.w.Settings, t.w.Dossiers[dep.ID])
		departments[dep.ID] = slices.ContainsFunc(report.Lines, func(l scoring.Line) bool {
			return (l.Criterion.ID == of || l.Criterion.Pillar == of) && l.State.Missing()
		})
	}
	return departments
}

// lastAsked is the last announcement that is to be confirmed, with those who
// would be reminded of it; nil when nobody has to confirm one. Where loaded is
// false, the step comes again.
func (t *turn) lastAsked() (last *Announcement, loaded bool) {
	all, loaded := t.allAnnounced()
	for _, a := range all {
		if !a.Announced.Until.IsZero() && !a.Deleted {
			if len(a.Reminded(t.w.Directory)) == 0 {
				return nil, loaded
			}
			return a, loaded
		}
	}
	return nil, loaded
}
