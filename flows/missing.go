package flows

import (
	"cmp"
	"slices"
	"strconv"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// flowMissing is the answer to "tôi còn thiếu gì?".
const flowMissing Flow = "miss"

// missingLine is a criterion that lacks something.
type missingLine struct {
	c     *scoring.Criterion
	state scoring.State
}

// missing lists what lacks something: the soonest date first, then the most points.
func (t *turn) missing() []missingLine {
	var lines []missingLine
	for _, r := range t.report().Lines {
		if r.State.Missing() {
			lines = append(lines, missingLine{r.Criterion, r.State})
		}
	}
	slices.SortStableFunc(lines, func(a, b missingLine) int {
		return cmp.Or(t.dueOf(a.c).Compare(t.dueOf(b.c)), cmp.Compare(b.c.Max, a.c.Max))
	})
	return lines
}

func (t *turn) pressedMissing(a Action) {
	switch a.Verb {
	case "list":
		t.settle()
		page, _ := strconv.Atoi(a.Target) // what is no page is the first one
		t.missingList(page)
	case "unfiled":
		t.unfiled()
	case "waiting":
		t.waiting()
	default:
		t.staleButton()
	}
}

// missingPageSize is how many criteria a page of the list has: with their
// dates and buttons they fill one phone screen.
const missingPageSize = 6

// dueGroup is what falls due on one day.
type dueGroup struct {
	Due   string
	Days  int
	Lines []texts.Args
}

// missingList shows a page of what is missing, each with a button that opens it.
func (t *turn) missingList(page int) {
	if !t.hasDossier() {
		return
	}
	report := t.report()
	args := t.progressArgs(report)
	lines := t.missing()
	unfiled := len(t.dossier().Unfiled)
	if len(lines) == 0 && unfiled == 0 {
		t.show("missing.nothing", args, t.waitingRow(report), t.homeRow())
		return
	}
	pages := max(1, (len(lines)+missingPageSize-1)/missingPageSize)
	page = max(0, min(page, pages-1))
	groups, buttons := t.missingPage(lines[page*missingPageSize : min(len(lines), (page+1)*missingPageSize)])
	args["Groups"], args["Page"], args["Pages"] = groups, page+1, pages
	args["First"], args["FirstLacks"] = "", ""
	if len(lines) > 0 {
		args["First"], args["FirstLacks"] = t.titleOf(lines[0].c), t.lacks(lines[0])
	}
	var rows [][]Button
	if len(lines) > 0 {
		rows = append(rows, row(t.button("missing.fix", t.criterionArgs(lines[0].c), flowCard, "open", lines[0].c.ID)))
	}
	if unfiled > 0 {
		rows = append(rows, row(t.button("missing.unfiled", texts.Args{"N": unfiled}, flowMissing, "unfiled", "")))
	}
	rows = append(rows, grid(3, buttons)...)
	rows = append(rows, t.pageRow(flowMissing, "list", "", page, pages)...)
	rows = append(rows, append(t.waitingRow(report), t.homeRow()...))
	t.show("missing.list", args, rows...)
}

func (t *turn) missingPage(lines []missingLine) ([]dueGroup, []Button) {
	var groups []dueGroup
	var buttons []Button
	for _, line := range lines {
		due := t.dueOf(line.c)
		if n := len(groups); n == 0 || groups[n-1].Due != due.Short() {
			groups = append(groups, dueGroup{Due: due.Short(), Days: due.DaysUntil(t.w.Now)})
		}
		g := &groups[len(groups)-1]
		g.Lines = append(g.Lines, texts.Args{
			"Number": line.c.OfficialNumber(), "Short": line.c.ShortIn(t.lang), "Max": line.c.Max,
			"Lacks": t.lacks(line), "Mark": mark(line.state),
		})
		buttons = append(buttons, t.button("walk.criterion_button",
			texts.Args{"Number": line.c.OfficialNumber(), "Mark": mark(line.state)}, flowCard, "open", line.c.ID))
	}
	return groups, buttons
}

// lacks says what exactly a criterion lacks: "thiếu kết luận", "chưa trả lời".
func (t *turn) lacks(line missingLine) string {
	switch {
	case line.state == scoring.StateReturned:
		return t.label("missing.returned", nil)
	case line.state == scoring.StateUnanswered && len(t.item(line.c).Evidence) > 0:
		return t.label("missing.file_no_answer", nil)
	case line.state == scoring.StateUnanswered:
		return t.label("missing.answer", nil)
	}
	return t.label("missing.slots", texts.Args{"Slots": t.slotNames(t.missingSlots(line.c))})
}

// waitingRow leads to what waits for others' figures; none, no button.
func (t *turn) waitingRow(report *scoring.Report) []Button {
	if report.Total.Waiting() == 0 {
		return nil
	}
	return row(t.button("missing.waiting", texts.Args{"N": report.Total.Waiting()}, flowMissing, "waiting", ""))
}

// unfiled lists the files that lie under no criterion yet.
func (t *turn) unfiled() {
	all := t.dossier().Unfiled
	if len(all) == 0 {
		t.missingList(0)
		return
	}
	var rows [][]Button
	for i, ev := range all[:min(len(all), pageSize)] {
		rows = append(rows, row(t.button("evidence.one", texts.Args{"N": i + 1, "Name": shorten(ev.Name, 40)}, flowEvidence, "move", ev.ID)))
	}
	t.show("missing.unfiled_list", texts.Args{"N": len(all)}, append(rows, t.homeRow())...)
}

// waiting lists what waits for somebody else's figures, by whose they are.
func (t *turn) waiting() {
	if !t.hasDossier() {
		return
	}
	type owner struct {
		Name    string
		Numbers string
	}
	var owners []owner
	at := map[string]int{}
	for _, r := range t.report().Lines {
		if r.State != scoring.StateWaiting {
			continue
		}
		name := t.owners(r.Criterion)
		i, ok := at[name]
		if !ok {
			i = len(owners)
			at[name] = i
			owners = append(owners, owner{Name: name})
		}
		if owners[i].Numbers != "" {
			owners[i].Numbers += ", "
		}
		owners[i].Numbers += r.Criterion.OfficialNumber()
	}
	t.show("missing.waiting_list", texts.Args{"Owners": owners}, t.homeRow())
}
