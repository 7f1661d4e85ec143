package flows

import (
	"strconv"
	"strings"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// flowWalk is the walk through the index: pillars, their criteria, the next
// one that lacks something.
const flowWalk Flow = "walk"

// pageSize is how many criteria a page lists: one phone screen.
const pageSize = 8

func (t *turn) pressedWalk(a Action) {
	switch a.Verb {
	case "pillars":
		t.settle()
		t.s.Criterion = ""
		t.pillars()
	case "pillar":
		id, page, _ := strings.Cut(a.Target, ".")
		n, _ := strconv.Atoi(page) // a page that is no number is the first one
		if t.w.Edition.Pillar(id) == nil {
			t.staleButton()
			return
		}
		t.settle()
		t.s.Criterion = ""
		t.pillar(id, n)
	case "next":
		t.settle()
		t.walkOn()
	default:
		t.staleButton()
	}
}

// pillars lists the parts with their progress.
func (t *turn) pillars() {
	report := t.report()
	lines := make([]texts.Args, 0, len(report.Pillars))
	var rows [][]Button
	for _, p := range report.Pillars {
		lines = append(lines, texts.Args{
			"ID": p.Pillar.ID, "Bar": bar(int64(p.Claimed), int64(p.Pillar.Max)),
			"Claimed": p.Claimed, "Max": p.Pillar.Max, "Left": p.Missing(),
		})
		rows = append(rows, row(t.button("walk.pillar_button",
			texts.Args{"ID": p.Pillar.ID, "Name": p.Pillar.Name}, flowWalk, "pillar", p.Pillar.ID)))
	}
	args := t.progressArgs(report)
	args["Pillars"] = lines
	t.show("walk.pillars", args, append(rows, t.homeRow())...)
}

// bar draws a share as eight boxes: what is begun fills one.
func bar(part, whole int64) string {
	const boxes = 8
	full := int64(0)
	if whole > 0 {
		full = part * boxes / whole
	}
	if part > 0 {
		full = max(full, 1)
	}
	return strings.Repeat("▰", int(full)) + strings.Repeat("▱", int(boxes-full))
}

// group is a heading with the criteria of a page that stand under it.
type group struct {
	Number, Name, Title string
	Criteria            []texts.Args
}

// pillar lists one page of a pillar's criteria under their group headings.
func (t *turn) pillar(id string, page int) {
	p := t.w.Edition.Pillar(id)
	report := t.report()
	pages := (len(p.Criteria) + pageSize - 1) / pageSize
	page = max(0, min(page, pages-1))
	t.s.Pillar = id
	var groups []group
	var buttons []Button
	for _, c := range p.Criteria[page*pageSize : min(len(p.Criteria), (page+1)*pageSize)] {
		if n := len(groups); n == 0 || groups[n-1].Name != c.GroupName {
			groups = append(groups, group{Number: c.Group, Name: c.GroupName, Title: shorten(c.GroupName, 70)})
		}
		last := &groups[len(groups)-1]
		last.Criteria = append(last.Criteria, t.line(report, c))
		buttons = append(buttons, t.button("walk.criterion_button",
			texts.Args{"Number": c.OfficialNumber(), "Mark": mark(report.Line(c.ID).State)}, flowCard, "open", c.ID))
	}
	rows := grid(3, buttons)
	rows = append(rows, t.pageRow(flowWalk, "pillar", id+".", page, pages)...)
	rows = append(rows, row(t.button("walk.all_pillars", nil, flowWalk, "pillars", ""), t.button("walk.next", nil, flowWalk, "next", "")))
	share := report.Pillar(id)
	t.show("walk.pillar", texts.Args{
		"ID": id, "Name": p.Name, "Claimed": share.Claimed, "Max": p.Max, "Left": share.Missing(),
		"Bar": bar(int64(share.Claimed), int64(p.Max)), "Groups": groups, "Page": page + 1, "Pages": pages,
	}, rows...)
}

// line is a criterion as lists show it.
func (t *turn) line(report *scoring.Report, c *scoring.Criterion) texts.Args {
	r := report.Line(c.ID)
	return texts.Args{
		"Mark": mark(r.State), "Number": c.OfficialNumber(), "Short": c.ShortIn(t.lang),
		"Max": c.Max, "Claimed": r.Claimed, "Answered": r.Claimed != nil,
	}
}

// pageRow turns pages; one page needs none.
func (t *turn) pageRow(flow Flow, verb, prefix string, page, pages int) [][]Button {
	return turning(t.button, flow, verb, prefix, page, pages)
}

// answerPageRow is the same of the question that is open.
func (t *turn) answerPageRow(flow Flow, verb string, page, pages int) [][]Button {
	return turning(t.answer, flow, verb, "", page, pages)
}

func turning(button func(key string, args texts.Args, flow Flow, verb, target string) Button, flow Flow, verb, prefix string, page, pages int) [][]Button {
	var r []Button
	if page > 0 {
		r = append(r, button("walk.page_before", nil, flow, verb, prefix+strconv.Itoa(page-1)))
	}
	if page < pages-1 {
		r = append(r, button("walk.page_after", nil, flow, verb, prefix+strconv.Itoa(page+1)))
	}
	if len(r) == 0 {
		return nil
	}
	return [][]Button{r}
}

// mark is a state in one sign; the legend stands in the help.
func mark(s scoring.State) string {
	switch s {
	case scoring.StateComplete:
		return "✅"
	case scoring.StateVerified:
		return "☑️"
	case scoring.StateEvidenceMissing:
		return "📎"
	case scoring.StateReturned:
		return "↩️"
	case scoring.StateWaiting:
		return "⏳"
	case scoring.StateNAAsked:
		return "❔"
	case scoring.StateOff, scoring.StateNotApplicable:
		return "➖"
	case scoring.StateUnanswered:
		return "⬜"
	}
	return ""
}

// nextMissing is the first criterion after the given one, in the edition's
// order and around its end, that lacks something today; nil when none does.
func (t *turn) nextMissing(after string) *scoring.Criterion {
	all := t.w.Edition.Criteria()
	start := 0
	for i, c := range all {
		if c.ID == after {
			start = i + 1
		}
	}
	for i := range all {
		c := all[(start+i)%len(all)]
		if c.ID != after && t.stateOf(c).Missing() && !t.putOff(c) {
			return c
		}
	}
	return nil
}

// putOff says whether the contact said today that the figure is not there yet.
func (t *turn) putOff(c *scoring.Criterion) bool {
	at := t.item(c).NoFigureAt
	return !at.IsZero() && scoring.DateOf(at) == scoring.DateOf(t.w.Now)
}

// walkOn opens the next criterion that lacks something.
func (t *turn) walkOn() {
	next := t.nextMissing(t.s.Criterion)
	if next == nil {
		t.allDone()
		return
	}
	t.card(next)
}

func (t *turn) allDone() {
	t.s.Criterion = ""
	t.show("walk.all_done", t.progressArgs(t.report()),
		row(t.button("menu.score", nil, flowScore, "total", ""), t.button("menu.missing", nil, flowMissing, "list", "0")),
		t.homeRow())
}

// titleOf is how a criterion is called in a line.
func (t *turn) titleOf(c *scoring.Criterion) string {
	return c.OfficialNumber() + " " + c.ShortIn(t.lang)
}
