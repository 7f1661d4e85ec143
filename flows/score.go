package flows

import (
	"minhchung/flows/texts"
	"minhchung/scoring"
)

// flowScore is the answer to "được mấy điểm?".
const flowScore Flow = "score"

func (t *turn) pressedScore(a Action) {
	switch {
	case a.Verb == "total":
		t.settle()
		t.score()
	case a.Verb == "pillar" && t.w.Edition.Pillar(a.Target) != nil:
		t.pillarScore(a.Target)
	default:
		t.staleButton()
	}
}

// progressArgs are the figures that most messages about a dossier name.
func (t *turn) progressArgs(report *scoring.Report) texts.Args {
	total := report.Total
	return texts.Args{
		"Department": t.departmentName(t.department()), "Year": t.w.Edition.Year,
		"Claimed": total.Claimed, "Documented": total.Documented, "Verified": verifiedOf(total),
		"Decided": total.Decided, "Criteria": total.Applicable, "Max": total.Max,
		"Percent": report.Percent, "Scaled": report.Scaled,
		"Missing": total.Missing(), "Waiting": total.Waiting(), "Asked": total.States[scoring.StateNAAsked],
		"ToWin": total.StillToWin, "Unfiled": len(t.dossier().Unfiled),
		"MissingMax": t.missingMax(report), "Bar": bar(int64(total.Claimed), int64(total.Max)),
	}
}

// verifiedOf gives the verified points, nil while nothing is decided.
func verifiedOf(s scoring.Sum) *scoring.Points {
	if s.Decided == 0 {
		return nil
	}
	return &s.Verified
}

func (t *turn) missingMax(report *scoring.Report) scoring.Points {
	var sum scoring.Points
	for _, r := range report.Lines {
		if r.State.Missing() {
			sum += r.Criterion.Max
		}
	}
	return sum
}

// score shows the figures of the whole dossier and of each pillar.
func (t *turn) score() {
	if !t.hasDossier() {
		return
	}
	report := t.report()
	args := t.progressArgs(report)
	var lines []texts.Args
	for _, p := range report.Pillars {
		lines = append(lines, texts.Args{"ID": p.Pillar.ID, "Claimed": p.Claimed, "Documented": p.Documented, "Max": p.Max})
	}
	answers, files := t.w.Settings.CountLate(t.w.Edition, t.dossier())
	args["Pillars"], args["Late"] = lines, answers+files
	t.show("score.total", args,
		row(t.button("menu.missing", nil, flowMissing, "list", "0"), t.button("menu.pillars", nil, flowWalk, "pillars", "")),
		t.homeRow())
}

// pillarScore shows the figures of one pillar.
func (t *turn) pillarScore(id string) {
	if !t.hasDossier() {
		return
	}
	p := t.report().Pillar(id)
	t.show("score.pillar", texts.Args{
		"ID": id, "Name": p.Pillar.Name, "Claimed": p.Claimed, "Documented": p.Documented, "Max": p.Max,
		"Verified": verifiedOf(p.Sum), "Left": p.Missing(), "Waiting": p.Waiting(), "ToWin": p.StillToWin,
		"Bar": bar(int64(p.Claimed), int64(p.Max)),
	}, row(t.button("score.open_pillar", texts.Args{"ID": id}, flowWalk, "pillar", id), t.button("menu.score", nil, flowScore, "total", "")))
}

// hasDossier answers people who file for no department: they have no score.
func (t *turn) hasDossier() bool {
	if t.department() != "" {
		return true
	}
	t.officeHome()
	return false
}
