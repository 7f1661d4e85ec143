package flows

import (
	"slices"
	"strconv"
	"strings"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// flowReview is how verifiers and admins look into a department's dossier: its
// criteria, what was filed under each, and the files themselves.
const flowReview Flow = "see"

// reviewPage is how many pieces of evidence a page of a criterion names.
const reviewPage = 8

// typePDF is the media type whose first page can be drawn.
const typePDF = "application/pdf"

func (t *turn) pressedReview(a Action) {
	if !t.mayDecide() {
		t.say("admin.not_yours", ownerArgs(t.w), t.homeRow())
		return
	}
	department, rest, _ := strings.Cut(a.Target, "/")
	if _, known := t.w.Directory.Department(department); !known {
		t.staleButton()
		return
	}
	if !t.loaded(department) {
		return
	}
	switch a.Verb {
	case "list":
		t.settle()
		page, _ := strconv.Atoi(rest) // what is no page is the first one
		t.reviewCriteria(department, page)
	case "one":
		id, at, _ := strings.Cut(rest, "/")
		c := t.w.Edition.Criterion(id)
		if c == nil {
			t.staleButton()
			return
		}
		t.settle()
		page, _ := strconv.Atoi(at)
		t.reviewCriterion(department, c, page)
	case "return":
		c := t.w.Edition.Criterion(rest)
		if c == nil {
			t.staleButton()
			return
		}
		t.beginReturn(department, c)
	case "piece", "show", "picture":
		t.reviewEvidence(a.Verb, department, rest)
	default:
		t.staleButton()
	}
}

// reviewCriteria lists the criteria to which a department has answered or
// filed something.
func (t *turn) reviewCriteria(department string, page int) {
	d := t.w.Dossiers[department]
	report := scoring.Score(t.w.Edition, t.w.Settings, d)
	var filed []*scoring.Criterion
	for _, c := range t.w.Edition.Criteria() {
		if item := d.Item(c.ID); item.Answer != nil || len(item.Evidence) > 0 || item.Note != "" {
			filed = append(filed, c)
		}
	}
	from, to, page, pages := pageOfOffice(len(filed), page, pageSize)
	var lines []texts.Args
	var buttons []Button
	for _, c := range filed[from:to] {
		line := t.line(&report, c)
		line["Files"] = len(d.Item(c.ID).Evidence)
		lines = append(lines, line)
		buttons = append(buttons, t.button("walk.criterion_button",
			texts.Args{"Number": c.OfficialNumber(), "Mark": mark(report.Line(c.ID).State)}, flowReview, "one", department+"/"+c.ID))
	}
	rows := append(grid(3, buttons), t.pageRow(flowReview, "list", department+"/", page, pages)...)
	rows = append(rows, row(t.button("review.to_department", nil, flowAdmin, "department", department)))
	t.show("review.criteria", texts.Args{
		"Department": t.departmentName(department), "N": len(filed), "Lines": lines, "Page": page + 1, "Pages": pages,
	}, rows...)
}

// reviewCriterion shows what a department has filed under a criterion.
func (t *turn) reviewCriterion(department string, c *scoring.Criterion, page int) {
	d := t.w.Dossiers[department]
	item := d.Item(c.ID)
	report := scoring.Score(t.w.Edition, t.w.Settings, d)
	line := report.Line(c.ID)
	args := t.criterionArgs(c)
	args["Department"], args["Mark"], args["State"] = t.departmentName(department), mark(line.State), t.label("state."+string(line.State), nil)
	args["Answer"], args["Claimed"], args["Note"] = "", line.Claimed, shorten(item.Note, 200)
	if item.Answer != nil {
		args["Answer"] = t.inWords(c, *item.Answer)
	}
	args["Slots"] = t.slotLinesOf(c, item)
	from, to, page, pages := pageOfOffice(len(item.Evidence), page, reviewPage)
	var files []texts.Args
	var rows [][]Button
	for i, ev := range item.Evidence[from:to] {
		n := from + i + 1
		files = append(files, texts.Args{
			"N": n, "Name": shorten(ev.Name, 50), "Slot": t.slotLabel(c, ev.Slot), "Dated": documentDate(ev), "At": dayTime(ev.Stamp.At),
			"Look": t.wantsLook(department, c, ev),
		})
		rows = append(rows, row(t.button("evidence.one", texts.Args{"N": n, "Name": shorten(ev.Name, 30)}, flowReview, "piece", department+"/"+ev.ID)))
	}
	args["Files"], args["Page"], args["Pages"] = files, page+1, pages
	args["Late"], args["Returned"], args["Until"] = t.lateMark(d, c), "", ""
	if item.Verdict.State == scoring.VerdictReturned {
		args["Returned"], args["Until"] = shorten(item.Verdict.Reason, 200), scoring.DateOf(item.Verdict.Until).Full()
	}
	rows = append(rows, row(t.button("return.begin", nil, flowReview, "return", department+"/"+c.ID)))
	rows = append(rows, t.pageRow(flowReview, "one", department+"/"+c.ID+"/", page, pages)...)
	t.show("review.criterion", args, append(rows, row(
		t.button("review.to_criteria", nil, flowReview, "list", department+"/"),
		t.button("card.guide", nil, flowCard, "guide", c.ID)))...)
}

// wantsLook says whether there is anything about a file that a verifier should
// look at before all others. That no root is trusted is the same for all files
// of an office, and sets none of them apart.
func (t *turn) wantsLook(department string, c *scoring.Criterion, ev scoring.Evidence) bool {
	unsure := t.wantsSignature(c, ev) && ev.Signature != scoring.SignatureValid && !slices.ContainsFunc(ev.Signatures,
		func(s scoring.SignatureFacts) bool { return s.Outcome == ev.Signature && s.Reason == reasonNoRoot })
	return unsure || ev.Stated != nil || len(ev.Elsewhere) > 0 || ev.Reading != scoring.ReadingDone || len(t.doesNotFit(department, c, ev)) > 0
}

// reviewEvidence shows one piece, an earlier version too, or sends its file or
// its first page.
func (t *turn) reviewEvidence(verb, department, id string) {
	d := t.w.Dossiers[department]
	ev, criterion, ok := d.Find(id)
	old, isOld := d.Earlier(id)
	if isOld {
		ev, ok = old.Evidence, true
	}
	switch {
	case !ok:
		t.say("evidence.gone", texts.Args{"Code": shorten(id, 20)}, row(t.button("review.to_criteria", nil, flowReview, "list", department+"/")))
	case verb == "piece":
		t.reviewCard(department, t.w.Edition.Criterion(criterion), ev, old)
	case ev.Scan == scoring.ScanPending:
		t.say("scan.not_shown", texts.Args{"File": ev.Name}, row(t.button("review.to_evidence", nil, flowReview, "piece", department+"/"+ev.ID)))
	case ev.Blob == "", verb == "picture" && !hasPicture(ev):
		t.staleButton()
	case verb == "picture":
		t.do(Picture{Evidence: ev, Caption: t.reviewCaption(department, ev)})
	default:
		t.do(Show{Evidence: ev, Caption: t.reviewCaption(department, ev)})
	}
}

func (t *turn) reviewCaption(department string, ev scoring.Evidence) string {
	return t.text("review.caption", texts.Args{"Department": t.departmentName(department), "Code": ev.ID})
}

// hasPicture says whether the first page of a file can be drawn.
func hasPicture(ev scoring.Evidence) bool { return ev.Type == typePDF && ev.Blob != "" }

func (t *turn) reviewCard(department string, c *scoring.Criterion, ev scoring.Evidence, old scoring.Replaced) {
	args := t.evidenceArgs(ev)
	args["Seen"] = t.allSeenOf(department, c, ev)
	var rows [][]Button
	if ev.Blob != "" && ev.Scan != scoring.ScanPending {
		first := row(t.button("evidence.show", nil, flowReview, "show", department+"/"+ev.ID))
		if hasPicture(ev) {
			first = append(first, t.button("review.picture", nil, flowReview, "picture", department+"/"+ev.ID))
		}
		rows = append(rows, first)
	}
	if before, ok := t.w.Dossiers[department].Earlier(ev.Replaces); ok {
		rows = append(rows, row(t.button("evidence.earlier", texts.Args{"Name": shorten(before.Name, 30)}, flowReview, "piece", department+"/"+before.ID)))
	}
	if old.By != "" {
		rows = append(rows, row(t.button("evidence.current", nil, flowReview, "piece", department+"/"+old.By)))
		t.show("evidence.earlier_card", args, append(rows, row(t.button("review.to_criteria", nil, flowReview, "list", department+"/")))...)
		return
	}
	back := row(t.button("review.to_criteria", nil, flowReview, "list", department+"/"))
	if c != nil {
		args["Title"], args["Slot"] = t.titleOf(c), t.slotLabel(c, ev.Slot)
		evidence := t.w.Dossiers[department].Item(c.ID).Evidence
		at := slices.IndexFunc(evidence, func(e scoring.Evidence) bool { return e.ID == ev.ID })
		back = append(row(t.button("card.to_card", t.criterionArgs(c), flowReview, "one",
			department+"/"+c.ID+"/"+strconv.Itoa(at/reviewPage))), back...)
	}
	t.show("evidence.card", args, append(rows, back)...)
}
