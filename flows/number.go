package flows

import (
	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// typedAnswer takes a typed line as the answer to the open input. It says
// whether it was one.
func (t *turn) typedAnswer() bool {
	c := t.w.Edition.Criterion(t.s.Criterion)
	if c == nil {
		return false
	}
	input := t.openInput(c)
	switch input.Kind {
	case scoring.InputYesNo:
		return t.typedYesNo(c)
	case scoring.InputChoice:
		return t.typedChoice(c, input)
	case scoring.InputChecklist:
		return t.typedChecklist(c, input)
	case scoring.InputRatio, scoring.InputCount:
		return t.typedNumber(c, input)
	}
	return false
}

func (t *turn) typedYesNo(c *scoring.Criterion) bool {
	switch understand.ParseYesNo(t.e.Text) {
	case understand.Yes:
		t.give(c, scoring.YesAnswer(true))
	case understand.No:
		t.give(c, scoring.YesAnswer(false))
	case understand.NotYetOrNo:
		t.say("answer.no_or_later", t.criterionArgs(c), row(
			t.answer("answer.no", nil, flowAnswer, "no", ""), t.answer("answer.no_figure", nil, flowAnswer, "later", "")))
	case understand.YesNoUnclear:
		return false
	}
	return true
}

// typedChoice takes an option's number or words.
func (t *turn) typedChoice(c *scoring.Criterion, input scoring.Input) bool {
	if i, ok := t.optionTyped(input); ok {
		t.give(c, scoring.ChoiceAnswer(input.Options[i].ID))
		return true
	}
	return false
}

func (t *turn) typedChecklist(c *scoring.Criterion, input scoring.Input) bool {
	if i, ok := t.optionTyped(input); ok {
		t.tick(c, input, input.Options[i].ID)
		return true
	}
	if ticked := t.s.Prompt.Answer.Done; len(ticked) > 0 && saysDone(t.e.Text) {
		t.give(c, scoring.DoneAnswer(ticked...))
		return true
	}
	switch understand.ParseYesNo(t.e.Text) {
	case understand.Yes, understand.No, understand.NotYetOrNo:
		// "yes" to several things at once is no answer: they are ticked
		t.question(c, input)
		return true
	case understand.YesNoUnclear:
	}
	return false
}

// saysDone recognises a line that says what the button under a list says.
func saysDone(text string) bool {
	switch understand.Fold(text) {
	case "xong", "xong roi", "da xong", "done":
		return true
	}
	return false
}

func (t *turn) optionTyped(input scoring.Input) (int, bool) {
	labels := make([]string, len(input.Options))
	for i, o := range input.Options {
		labels[i] = o.LabelIn(t.lang)
	}
	return understand.PickOption(t.e.Text, labels)
}

// typedNumber takes a number as people type it; what is unclear is asked back.
func (t *turn) typedNumber(c *scoring.Criterion, input scoring.Input) bool {
	n := understand.ParseNumber(t.e.Text)
	if input.Kind == scoring.InputCount || t.s.Prompt.Part != nil {
		n = n.WithoutRatio()
	}
	args := t.inputArgs(c, input)
	args["Typed"] = shorten(t.e.Text, 40)
	switch n.Kind {
	case understand.NumberCount:
		t.number(c, input, scoring.Int(n.Count))
	case understand.NumberRatio:
		t.ratioTyped(c, input, n)
	case understand.NumberPercent:
		t.percentTyped(c, input, n.Value)
	case understand.NumberNone:
		t.noneOrLater(c, input)
	case understand.NumberNotYet:
		t.noFigure(c)
	case understand.NumberNotOccurred:
		t.noneOccurred(c, input)
	case understand.NumberFraction:
		t.askAgain(c, "answer.fraction", args)
	case understand.NumberNegative:
		t.askAgain(c, "answer.negative", args)
	case understand.NumberTooLarge:
		t.askAgain(c, "answer.too_large", args)
	case understand.NumberAmbiguous:
		t.askAgain(c, "answer.ambiguous", args)
	case understand.NumberUnclear:
		return false
	}
	return true
}

// askAgain says what was wrong, and leaves the question open.
func (t *turn) askAgain(c *scoring.Criterion, key string, args texts.Args) {
	t.say(key, args, row(t.answer("answer.no_figure", nil, flowAnswer, "later", "")), t.answerNav(c))
}

// number takes a whole number: a count, a ratio's part, or its whole.
func (t *turn) number(c *scoring.Criterion, input scoring.Input, n scoring.Number) {
	if input.Kind == scoring.InputCount {
		t.give(c, scoring.Answer{Count: &n})
		return
	}
	if t.s.Prompt.Part != nil {
		t.giveRatio(c, scoring.Ratio{Part: t.s.Prompt.Part, Whole: &n})
		return
	}
	if field, missing := t.missingField(input); missing {
		t.s.Prompt.Part = &n
		t.askFieldFor(c, field)
		return
	}
	whole, known := t.knownWhole(input)
	if known && !input.ConfirmWhole {
		t.giveRatio(c, scoring.Ratio{Part: &n, Whole: &whole})
		return
	}
	t.s.Prompt.Part = &n
	t.questionWhole(c, input)
}

// missingField is the first field of the general information that an input's
// whole needs and that was skipped so far.
func (t *turn) missingField(input scoring.Input) (field string, missing bool) {
	if input.Whole == nil {
		return "", false
	}
	for _, f := range input.Whole.Fields() {
		if _, given := t.dossier().Profile.Count(f.ID); !given {
			return f.ID, true
		}
	}
	return "", false
}

// knownWhole is a ratio's whole where the general information or the edition
// gives it.
func (t *turn) knownWhole(input scoring.Input) (scoring.Number, bool) {
	if input.Whole == nil {
		return scoring.Number{}, false
	}
	n, _, known := input.Whole.Of(t.dossier().Profile)
	return scoring.Int(n), known
}

// questionWhole asks for a ratio's whole: to be confirmed where it is known.
func (t *turn) questionWhole(c *scoring.Criterion, input scoring.Input) {
	args := t.inputArgs(c, input)
	args["Part"] = *t.s.Prompt.Part
	whole, known := t.knownWhole(input)
	if !known || t.s.Prompt.Whole {
		t.say("answer.ask_whole", args, row(t.answer("answer.no_figure", nil, flowAnswer, "later", "")), t.answerNav(c))
		return
	}
	t.say("answer.confirm_whole", args, row(
		t.answer("answer.whole_right", texts.Args{"Whole": whole}, flowAnswer, "whole", ""),
		t.answer("answer.other_whole", nil, flowAnswer, "other_whole", "")), t.answerNav(c))
}

func (t *turn) wholeConfirmed(c *scoring.Criterion, input scoring.Input) {
	whole, known := t.knownWhole(input)
	if !known || t.s.Prompt.Part == nil {
		t.question(c, input)
		return
	}
	t.giveRatio(c, scoring.Ratio{Part: t.s.Prompt.Part, Whole: &whole})
}

func (t *turn) ratioTyped(c *scoring.Criterion, input scoring.Input, n understand.Number) {
	if input.Kind == scoring.InputCount {
		t.askAgain(c, "answer.count_wanted", t.inputArgs(c, input))
		return
	}
	t.giveRatio(c, scoring.PartOf(n.Part, n.Whole))
}

func (t *turn) percentTyped(c *scoring.Criterion, input scoring.Input, percent scoring.Number) {
	if input.Kind == scoring.InputCount {
		t.askAgain(c, "answer.count_wanted", t.inputArgs(c, input))
		return
	}
	t.giveRatio(c, scoring.Ratio{Percent: &percent})
}

// noneOrLater asks back: "none" on a number is never guessed at.
func (t *turn) noneOrLater(c *scoring.Criterion, input scoring.Input) {
	rows := [][]Button{row(t.answer("answer.zero", nil, flowAnswer, "zero", ""))}
	if input.Kind == scoring.InputRatio {
		rows = [][]Button{row(t.answer("answer.part_zero", nil, flowAnswer, "zero", ""))}
		if input.Whole == nil { // what the general information counts is always there
			rows = append(rows, row(t.answer("answer.none", nil, flowAnswer, "none", "")))
		}
	}
	rows = append(rows, row(t.answer("answer.no_figure", nil, flowAnswer, "later", "")))
	t.say("answer.none_or_later", t.inputArgs(c, input), rows...)
}

// noneOccurred: there was nothing to count a part of.
func (t *turn) noneOccurred(c *scoring.Criterion, input scoring.Input) {
	zero := scoring.Int(0)
	if input.Kind == scoring.InputCount {
		t.give(c, scoring.Answer{Count: &zero})
		return
	}
	t.giveRatio(c, scoring.Ratio{Part: &zero, Whole: &zero})
}
