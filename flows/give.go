package flows

import (
	"errors"
	"slices"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// giveRatio takes one ratio; a criterion of two asks for the second then.
func (t *turn) giveRatio(c *scoring.Criterion, r scoring.Ratio) {
	inputs := c.Rule.Inputs()
	if len(inputs) == 1 {
		t.give(c, r.Answer())
		return
	}
	if err := t.openInput(c).Check(r, t.dossier().Profile); err != nil {
		t.wrong(c, err)
		return
	}
	ratios := append(slices.Clone(t.s.Prompt.Answer.Ratios), r)
	if len(ratios) < len(inputs) {
		next := inputs[len(ratios)]
		seq := t.s.Prompt.Seq
		t.open(askInput, Prompt{Ask: next.ID, Seq: seq, Answer: scoring.Answer{Ratios: ratios}})
		t.question(c, next)
		return
	}
	t.give(c, scoring.Answer{Ratios: ratios})
}

// give takes a whole answer: checks it, looks whether somebody else was
// first, and records it.
func (t *turn) give(c *scoring.Criterion, a scoring.Answer) {
	if _, err := c.Rule.Claim(a, t.dossier().Profile); err != nil {
		t.wrong(c, err)
		return
	}
	last := t.item(c).Last
	if last.Seq > t.s.Prompt.Seq && last.By != t.w.Me.Person.ID {
		t.hold(c, a)
		return
	}
	t.recordAnswer(c, a)
}

// wrong says what is the matter with an answer and keeps the question open.
func (t *turn) wrong(c *scoring.Criterion, err error) {
	var wrong *scoring.AnswerError
	if !errors.As(err, &wrong) {
		t.fail(err)
		return
	}
	args := t.inputArgs(c, t.openInput(c))
	for name, value := range map[string]any{
		"Part": wrong.Part, "Total": wrong.Whole, "Got": wrong.Got, "Want": wrong.Want,
		"Option": wrong.Option, "Needs": wrong.Needs,
	} {
		args[name] = value
	}
	t.s.Prompt.Part = nil
	if wrong.Code == scoring.WholeZero {
		t.say("answer.wrong_whole_zero", args,
			row(t.button("card.na_ask", nil, flowNA, "zero", c.ID)),
			row(t.answer("answer.no_figure", nil, flowAnswer, "later", "")), t.answerNav(c))
		return
	}
	t.askAgain(c, "answer.wrong_"+string(wrong.Code), args)
}

// hold keeps the answer until the person has seen what somebody else wrote.
func (t *turn) hold(c *scoring.Criterion, a scoring.Answer) {
	t.open(findConflict, Prompt{Seq: t.item(c).Last.Seq, Held: &Held{Criterion: c.ID, Answer: a}})
	t.askConflict(c, a)
}

func (t *turn) askConflict(c *scoring.Criterion, a scoring.Answer) {
	last := t.item(c).Last
	args := t.criterionArgs(c)
	args["Who"], args["At"] = t.personName(last.By), clockTime(last.At)
	args["Theirs"], args["Mine"] = t.answerOf(c), t.inWords(c, a)
	t.say("answer.conflict", args,
		row(t.answer("answer.keep", args, flowConflict, "keep", "")),
		row(t.answer("answer.replace", args, flowConflict, "replace", "")),
		row(t.button("answer.see_card", nil, flowCard, "open", c.ID)))
}

// flowConflict is choosing between another person's answer and one's own.
const flowConflict Flow = "conf"

func (t *turn) pressedConflict(a Action) {
	held := t.s.Prompt.Held
	if t.s.Phase != Settling || a.Token != t.s.Prompt.Token || held == nil {
		t.oldAnswer()
		return
	}
	c := t.w.Edition.Criterion(held.Criterion)
	switch {
	case c == nil:
		t.staleButton()
	case a.Verb == "keep":
		t.settle()
		t.card(c)
	case a.Verb == "replace" && t.item(c).Last.Seq > t.s.Prompt.Seq && t.item(c).Last.By != t.w.Me.Person.ID:
		t.s.Prompt.Seq = t.item(c).Last.Seq // written to once more meanwhile
		t.askConflict(c, held.Answer)
	case a.Verb == "replace":
		t.recordAnswer(c, held.Answer)
	default:
		t.staleButton()
	}
}

// recordAnswer writes the answer down, sums up, and goes on to the evidence
// that is still missing.
func (t *turn) recordAnswer(c *scoring.Criterion, a scoring.Answer) {
	t.s.Criterion = c.ID
	t.file(scoring.AnswerGiven{Criterion: c.ID, Answer: a})
	args := t.recordedArgs(c)
	missing := t.missingSlots(c)
	t.settle()
	if len(missing) > 0 {
		t.openFiling(c, "")
		t.say("answer.recorded_file", args, t.filingRows(c)...)
		return
	}
	t.say("answer.recorded", args, t.afterRows(c)...)
}

// recordedArgs sum a criterion up after something was recorded.
func (t *turn) recordedArgs(c *scoring.Criterion) texts.Args {
	r := t.lineOf(c)
	args := t.criterionArgs(c)
	args["Answer"], args["Claimed"] = t.answerOf(c), r.Claimed
	args["Lacking"] = ""
	if a := t.item(c).Answer; a != nil {
		args["Lacking"] = t.lackingInWords(c, *a)
	}
	args["Missing"] = t.slotNames(t.missingSlots(c))
	args["State"] = t.label("state."+string(r.State), nil)
	args["Waiting"] = r.State == scoring.StateWaiting
	return args
}

// lackingInWords says how many more would give all points, where counting does.
func (t *turn) lackingInWords(c *scoring.Criterion, a scoring.Answer) string {
	if n, ok := scoring.Lacking(c, a); ok && n > 0 {
		return scoring.Int(n).String()
	}
	return ""
}

// missingSlots are the slots that the contact still has to fill.
func (t *turn) missingSlots(c *scoring.Criterion) []scoring.Slot {
	var own []scoring.Slot
	for _, s := range scoring.MissingSlots(c, t.dossier()) {
		if s.Kind != scoring.SlotSystem {
			own = append(own, s)
		}
	}
	return own
}

func (t *turn) slotNames(slots []scoring.Slot) string {
	said := ""
	for i, s := range slots {
		if i > 0 {
			said += ", "
		}
		said += s.LabelIn(t.lang)
	}
	return said
}

// afterRows are the ways on from a criterion that has been dealt with.
func (t *turn) afterRows(c *scoring.Criterion) [][]Button {
	rows := [][]Button{row(
		t.button("card.to_card", t.criterionArgs(c), flowCard, "open", c.ID),
		t.button("card.note", nil, flowNote, "begin", c.ID))}
	if next := t.nextMissing(c.ID); next != nil {
		return append(rows, row(t.button("answer.next", texts.Args{"Criterion": t.titleOf(next)}, flowCard, "open", next.ID)))
	}
	return append(rows, t.homeRow())
}

// noFigure records that the figure is not there yet, and goes on.
func (t *turn) noFigure(c *scoring.Criterion) {
	t.file(scoring.NoFigure{Criterion: c.ID})
	t.settle()
	t.s.Criterion = c.ID
	args, today := t.criterionArgs(c), scoring.DateOf(t.w.Now)
	args["Last"] = t.dueOf(c) == today || t.w.Settings.Closes(t.w.Edition, t.department()) == today
	t.say("answer.no_figure_recorded", args, t.afterRows(c)...)
}
