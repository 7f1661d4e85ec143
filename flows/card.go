package flows

import (
	"strings"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// flowCard is one criterion: what is asked, what it is worth, what is there
// already, and what can be done with it.
const flowCard Flow = "card"

func (t *turn) pressedCard(a Action) {
	c := t.w.Edition.Criterion(a.Target)
	if c == nil {
		t.staleButton()
		return
	}
	switch a.Verb {
	case "open":
		t.settle()
		t.card(c)
	case "guide":
		t.guide(c)
	case "more":
		t.more(c)
	default:
		t.staleButton()
	}
}

// card shows a criterion on one screen.
func (t *turn) card(c *scoring.Criterion) {
	t.s.Criterion, t.s.Pillar = c.ID, c.Pillar
	report := t.lineOf(c)
	t.show("card.card", t.cardArgs(c, report), t.cardButtons(c, report)...)
}

func (t *turn) cardArgs(c *scoring.Criterion, report scoring.Line) texts.Args {
	item := t.item(c)
	args := t.criterionArgs(c)
	args["Due"], args["Days"] = t.dueOf(c).Short(), t.dueOf(c).DaysUntil(t.w.Now)
	args["State"], args["Mark"] = t.label("state."+string(report.State), nil), mark(report.State)
	args["Answer"], args["Claimed"] = t.answerOf(c), report.Claimed
	args["Slots"] = t.slotLines(c)
	args["Files"] = len(item.Evidence)
	args["Note"] = shorten(item.Note, 120)
	args["Figures"], args["Inquiry"] = t.figureLines(c), t.lastInquiry(c)
	args["Late"], args["Shut"] = t.lateMark(t.dossier(), c), t.isShut(c.ID)
	args["Closes"], args["Reopened"] = t.w.Settings.ClosesFor(t.w.Edition, t.dossier(), c.ID).Full(), t.reopenedUntil(c)
	args["Returned"], args["Until"] = "", ""
	if item.Verdict.State == scoring.VerdictReturned {
		args["Returned"], args["Until"] = shorten(item.Verdict.Reason, 200), scoring.DateOf(item.Verdict.Until).Full()
	}
	return args
}

// criterionArgs name a criterion in a text.
func (t *turn) criterionArgs(c *scoring.Criterion) texts.Args {
	return texts.Args{
		"Number": c.OfficialNumber(), "Short": c.ShortIn(t.lang), "Title": t.titleOf(c),
		"Name": shorten(c.Name, 170), "Max": c.Max, "SystemOnly": c.OnlySystem(), "LinkOnly": linkOnly(c), "Owner": t.owners(c),
	}
}

// shorten cuts a text to at most n characters, at a word's end.
func shorten(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	cut := string(runes[:n])
	if i := strings.LastIndex(cut, " "); i > n/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:-–") + "…"
}

// slotLines say for each slot what it wants and whether it is there.
func (t *turn) slotLines(c *scoring.Criterion) []texts.Args { return t.slotLinesOf(c, t.item(c)) }

// slotLinesOf does so for what any department filed.
func (t *turn) slotLinesOf(c *scoring.Criterion, item *scoring.Item) []texts.Args {
	missing := map[string]bool{}
	for _, s := range scoring.OpenSlots(c, item) {
		missing[s.ID] = true
	}
	var lines []texts.Args
	for _, s := range c.Evidence {
		lines = append(lines, texts.Args{
			"Label": s.LabelIn(t.lang), "System": s.Kind == scoring.SlotSystem,
			"Signed": s.Kind == scoring.SlotSigned, "Owner": t.w.Edition.Owner(s.Owner).NameIn(t.lang), "Filled": !missing[s.ID],
		})
	}
	return lines
}

// owners names those whose figures prove the criterion.
func (t *turn) owners(c *scoring.Criterion) string {
	var names []string
	for _, s := range c.Evidence {
		if s.Kind == scoring.SlotSystem {
			names = append(names, t.w.Edition.Owner(s.Owner).NameIn(t.lang))
		}
	}
	return strings.Join(names, ", ")
}

// cardButtons offers what the person may do with the criterion as it stands.
func (t *turn) cardButtons(c *scoring.Criterion, report scoring.Line) [][]Button {
	var rows [][]Button
	excluded := report.State == scoring.StateOff || report.State == scoring.StateNotApplicable
	switch {
	case excluded || !t.mayFile():
	case t.isShut(c.ID):
		rows = append(rows, row(t.button("closing.ask", nil, flowClosing, "ask", c.ID)))
	default:
		first := row(t.button(t.answerLabel(c, report), nil, flowAnswer, "begin", c.ID))
		if !c.OnlySystem() {
			first = append(first, t.button(fileLabel(c), nil, flowEvidence, "begin", c.ID))
		}
		rows = append(rows, first)
	}
	second := row(t.button("card.guide", nil, flowCard, "guide", c.ID))
	if n := len(t.item(c).Evidence); n > 0 {
		second = append(second, t.button("card.evidence", texts.Args{"N": n}, flowEvidence, "list", c.ID))
	}
	if t.mayFile() {
		second = append(second, t.button("card.more", nil, flowCard, "more", c.ID))
	}
	rows = append(rows, second)
	if t.mayFile() && !excluded {
		rows = append(rows, t.figureRow(c)...)
	}
	return append(rows, row(
		t.button("card.back", texts.Args{"Pillar": c.Pillar}, flowWalk, "pillar", t.pageOf(c)),
		t.button("walk.next", nil, flowWalk, "next", "")))
}

// fileLabel is the label of the button that asks for evidence.
func fileLabel(c *scoring.Criterion) string {
	if linkOnly(c) {
		return "card.link"
	}
	return "card.file"
}

// linkOnly says that nothing but links is asked of the department.
func linkOnly(c *scoring.Criterion) bool {
	for _, s := range c.Evidence {
		if s.Kind != scoring.SlotLink && s.Kind != scoring.SlotSystem {
			return false
		}
	}
	return true
}

func (t *turn) answerLabel(c *scoring.Criterion, report scoring.Line) string {
	switch {
	case t.item(c).Answer != nil:
		return "card.change"
	case c.OnlySystem():
		return "card.estimate"
	}
	return "card.answer"
}

// pageOf is the page of the pillar on which a criterion stands: "VI.2".
func (t *turn) pageOf(c *scoring.Criterion) string {
	for i, other := range t.w.Edition.Pillar(c.Pillar).Criteria {
		if other.ID == c.ID {
			return c.Pillar + "." + string(rune('0'+i/pageSize))
		}
	}
	return c.Pillar
}

// guide shows the source's own words.
func (t *turn) guide(c *scoring.Criterion) {
	args := t.criterionArgs(c)
	args["FullName"], args["Guidance"] = c.Name, c.Guidance
	args["Evidence"], args["Note"] = c.EvidenceText, c.Note
	t.show("card.guidance", args, row(t.button("card.to_card", args, flowCard, "open", c.ID)))
}

// more offers what is seldom wanted.
func (t *turn) more(c *scoring.Criterion) {
	rows := [][]Button{row(t.button("card.note", nil, flowNote, "begin", c.ID))}
	item := t.item(c)
	switch {
	case item.NotApplicable.State == scoring.NotApplicableAsked, item.NotApplicable.State == scoring.NotApplicableGranted:
		rows = append(rows, row(t.button("card.na_drop", nil, flowNA, "drop", c.ID)))
	default:
		rows = append(rows, row(t.button("card.na_ask", nil, flowNA, "begin", c.ID)))
	}
	if item.Answer == nil {
		rows = append(rows, row(t.button("card.no_figure", nil, flowAnswer, "later", c.ID)))
	}
	args := t.criterionArgs(c)
	t.show("card.more_text", args, append(rows, row(t.button("card.to_card", args, flowCard, "open", c.ID)))...)
}

// answerOf says what was answered to a criterion; "" when nothing was.
func (t *turn) answerOf(c *scoring.Criterion) string {
	if a := t.item(c).Answer; a != nil {
		return t.inWords(c, *a)
	}
	return ""
}

// inWords says an answer as a person would.
func (t *turn) inWords(c *scoring.Criterion, a scoring.Answer) string {
	switch {
	case a.Choice != nil:
		return t.optionLabels(c, []string{*a.Choice})
	case a.Yes != nil && *a.Yes:
		return t.label("answer.yes", nil)
	case a.Yes != nil:
		return t.label("answer.no", nil)
	case a.Done != nil && len(a.Done) == 0:
		return t.label("answer.nothing_done", nil)
	case a.Done != nil:
		return t.optionLabels(c, a.Done)
	case a.Count != nil:
		return a.Count.String()
	case a.Ratios != nil:
		var both []string
		for _, r := range a.Ratios {
			both = append(both, ratioInWords(r))
		}
		return strings.Join(both, "; ")
	}
	return ratioInWords(a.Ratio())
}

func ratioInWords(r scoring.Ratio) string {
	switch {
	case r.Percent != nil:
		return r.Percent.String() + "%"
	case r.Part != nil && r.Whole != nil:
		return r.Part.String() + "/" + r.Whole.String()
	case r.Part != nil:
		return r.Part.String()
	}
	return ""
}

func (t *turn) optionLabels(c *scoring.Criterion, ids []string) string {
	var labels []string
	for _, input := range c.Rule.Inputs() {
		for _, o := range input.Options {
			for _, id := range ids {
				if o.ID == id {
					labels = append(labels, o.LabelIn(t.lang))
				}
			}
		}
	}
	return strings.Join(labels, "; ")
}
