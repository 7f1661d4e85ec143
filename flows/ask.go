package flows

import (
	"slices"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// flowAnswer is answering a criterion: its inputs one by one.
const flowAnswer Flow = "ans"

// pressedAnswer takes the buttons of a criterion's inputs. Those without a
// token open the question; the others answer it.
func (t *turn) pressedAnswer(a Action) {
	if a.Token == "" {
		t.beginAnswer(a)
		return
	}
	c := t.w.Edition.Criterion(t.s.Criterion)
	if t.s.Phase != Answering || a.Token != t.s.Prompt.Token || c == nil {
		t.oldAnswer()
		return
	}
	input := t.openInput(c)
	switch a.Verb {
	case "pick":
		t.give(c, scoring.ChoiceAnswer(a.Target))
	case "yes", "no":
		t.give(c, scoring.YesAnswer(a.Verb == "yes"))
	case "tick":
		t.tick(c, input, a.Target)
	case "done":
		t.give(c, scoring.DoneAnswer(t.s.Prompt.Answer.Done...))
	case "zero":
		t.number(c, input, scoring.Int(0))
	case "none":
		t.noneOccurred(c, input)
	case "whole":
		t.wholeConfirmed(c, input)
	case "other_whole":
		t.s.Prompt.Whole = true
		t.say("answer.ask_whole", t.inputArgs(c, input), t.answerNav(c))
	case "later":
		t.noFigure(c)
	default:
		t.staleButton()
	}
}

func (t *turn) beginAnswer(a Action) {
	c := t.w.Edition.Criterion(a.Target)
	switch {
	case c == nil:
		t.staleButton()
	case !t.mayFile():
		t.readOnly()
	case a.Verb == "begin":
		t.ask(c)
	case a.Verb == "later":
		t.noFigure(c)
	default:
		t.staleButton()
	}
}

// ask opens the first question of a criterion.
func (t *turn) ask(c *scoring.Criterion) {
	if t.excluded(c) || t.refuseShut(c.ID) {
		return
	}
	t.s.Criterion, t.s.Pillar = c.ID, c.Pillar
	input := c.Rule.Inputs()[0]
	p := Prompt{Ask: input.ID, Seq: t.item(c).Last.Seq}
	if old := t.item(c).Answer; old != nil && old.Done != nil {
		p.Answer.Done = old.Done // ticks start from what was ticked
	}
	t.open(askInput, p)
	t.question(c, input)
}

// excluded answers for a criterion that is not assessed here.
func (t *turn) excluded(c *scoring.Criterion) bool {
	state := t.stateOf(c)
	if state != scoring.StateOff && state != scoring.StateNotApplicable {
		return false
	}
	t.settle()
	t.card(c)
	return true
}

// openInput is the input that the prompt asks for.
func (t *turn) openInput(c *scoring.Criterion) scoring.Input {
	inputs := c.Rule.Inputs()
	for _, input := range inputs {
		if input.ID == t.s.Prompt.Ask {
			return input
		}
	}
	return inputs[0]
}

// question puts an input's question, or puts it again.
func (t *turn) question(c *scoring.Criterion, input scoring.Input) {
	args := t.inputArgs(c, input)
	switch input.Kind {
	case scoring.InputChoice:
		t.show("answer.ask_choice", args, append(t.optionRows(input, "pick"), t.answerNav(c))...)
	case scoring.InputYesNo:
		t.show("answer.ask_yes_no", args,
			row(t.answer("answer.yes", nil, flowAnswer, "yes", ""), t.answer("answer.no", nil, flowAnswer, "no", "")),
			t.answerNav(c))
	case scoring.InputChecklist:
		rows := append(t.optionRows(input, "tick"), row(t.answer("answer.ticked", nil, flowAnswer, "done", "")))
		t.show("answer.ask_checklist", args, append(rows, t.answerNav(c))...)
	case scoring.InputRatio:
		if t.s.Prompt.Part != nil {
			t.questionWhole(c, input)
			return
		}
		first := row(t.answer("answer.no_figure", nil, flowAnswer, "later", ""))
		if input.Whole == nil { // what the general information counts is always there
			first = append(first, t.answer("answer.none", nil, flowAnswer, "none", ""))
		}
		t.show("answer.ask_ratio", args, first, t.answerNav(c))
	case scoring.InputCount:
		t.show("answer.ask_count", args, row(
			t.answer("answer.zero", nil, flowAnswer, "zero", ""),
			t.answer("answer.no_figure", nil, flowAnswer, "later", "")), t.answerNav(c))
	}
}

// inputArgs name an input in a text, with the whole that is known already.
func (t *turn) inputArgs(c *scoring.Criterion, input scoring.Input) texts.Args {
	args := t.criterionArgs(c)
	args["Label"], args["WholeLabel"] = input.LabelIn(t.lang), input.WholeLabelIn(t.lang)
	args["Example"] = input.Example
	args["Whole"], args["Parts"], args["Fixed"] = "", "", input.Whole != nil && input.Whole.IsFixed()
	if whole, known := t.knownWhole(input); known {
		_, parts, _ := input.Whole.Of(t.dossier().Profile)
		args["Whole"], args["Parts"] = whole.String(), t.partsInWords(parts)
	}
	return args
}

// partsInWords says what a prefilled whole is made of: "80 công chức + 39 viên chức".
func (t *turn) partsInWords(parts []scoring.WholePart) string {
	said := ""
	for _, p := range parts {
		if said != "" {
			said += " + "
		}
		said += scoring.Int(p.Count).String() + " " + p.LabelIn(t.lang)
	}
	return said
}

// optionRows makes a button of each option, a row each: they are long.
func (t *turn) optionRows(input scoring.Input, verb string) [][]Button {
	var rows [][]Button
	for _, o := range input.Options {
		args := texts.Args{"Label": o.LabelIn(t.lang), "Points": o.Points, "Ticked": slices.Contains(t.s.Prompt.Answer.Done, o.ID)}
		rows = append(rows, row(t.answer("answer.option_"+verb, args, flowAnswer, verb, o.ID)))
	}
	return rows
}

// answerNav leads out of a question: back to the card, or past it.
func (t *turn) answerNav(c *scoring.Criterion) []Button {
	return row(
		t.button("card.to_card", t.criterionArgs(c), flowCard, "open", c.ID),
		t.button("answer.skip", nil, flowWalk, "next", ""))
}

// tick changes one tick of a checklist and shows it in place.
func (t *turn) tick(c *scoring.Criterion, input scoring.Input, id string) {
	i := slices.IndexFunc(input.Options, func(o scoring.Option) bool { return o.ID == id })
	if i < 0 {
		t.staleButton()
		return
	}
	done := slices.Clone(t.s.Prompt.Answer.Done)
	if at := slices.Index(done, id); at >= 0 {
		done = slices.Delete(done, at, at+1)
		for _, o := range input.Options { // what depends on it goes with it
			if o.Requires == id {
				done = slices.DeleteFunc(done, func(d string) bool { return d == o.ID })
			}
		}
	} else {
		done = append(done, id)
		if needs := input.Options[i].Requires; needs != "" && !slices.Contains(done, needs) {
			done = append(done, needs) // who chaired the meeting held it
		}
	}
	t.s.Prompt.Answer.Done = done
	t.question(c, input)
}
