package flows

import (
	"strconv"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// flowProfile is the general information of a department: ten fields and the
// other workers, shown, filled in one at a time, and changed.
const flowProfile Flow = "prof"

// pressedProfile takes the buttons of the general information. Those without
// a token show it or open a field; the others answer the open field.
func (t *turn) pressedProfile(a Action) {
	if !t.hasDossier() {
		return
	}
	field, known := t.w.Edition.Field(a.Target)
	switch {
	case a.Token != "":
		t.answeredField(a)
	case a.Verb == "list":
		t.settle()
		t.profile("")
	case a.Verb == "walk" && !t.mayFile(), a.Verb == "edit" && !t.mayFile():
		t.readOnly()
	case (a.Verb == "walk" || a.Verb == "edit") && t.refuseShut(""):
	case a.Verb == "walk":
		t.settle()
		t.nextField("", "")
	case a.Verb == "edit" && known:
		t.openFieldPrompt(field, Prompt{})
		t.askFieldAfter("")
	default:
		t.staleButton()
	}
}

// profile lists the fields with their values, each with a button that changes
// it. What was just recorded stands on top.
func (t *turn) profile(recorded string) {
	var lines []texts.Args
	var buttons []Button
	left := 0
	for _, f := range t.w.Edition.Profile {
		value := t.fieldValue(f, t.dossier().Profile.Get(f.ID))
		if value == "" && !f.Outside {
			left++
		}
		lines = append(lines, texts.Args{"Label": t.fieldName(f), "Value": shorten(value, 80)})
		buttons = append(buttons, t.button("profile.edit", texts.Args{"Label": t.fieldName(f), "Given": value != ""}, flowProfile, "edit", f.ID))
	}
	var rows [][]Button
	if t.mayFile() {
		if left > 0 {
			rows = append(rows, row(t.button("profile.walk", texts.Args{"N": left}, flowProfile, "walk", "")))
		}
		rows = append(rows, grid(2, buttons)...)
	}
	t.show("profile.list", texts.Args{
		"Department": t.departmentName(t.department()), "Lines": lines, "Left": left, "Recorded": recorded,
	}, append(rows, t.homeRow())...)
}

// fieldName is how a field is called in lists and on buttons.
func (t *turn) fieldName(f scoring.ProfileField) string { return t.label("profile.field_"+f.ID, nil) }

// fieldValue writes a field's value for people: 1.234.
func (t *turn) fieldValue(f scoring.ProfileField, value string) string {
	if n, err := strconv.ParseInt(value, 10, 64); err == nil && f.Kind == scoring.FieldCount {
		return scoring.Int(n).String()
	}
	return value
}

// recordedField says what was just recorded: "Đã ghi Công chức: 80."
func (t *turn) recordedField(f scoring.ProfileField) string {
	return t.label("profile.recorded", texts.Args{
		"Label": t.fieldName(f), "Value": shorten(t.fieldValue(f, t.dossier().Profile.Get(f.ID)), 80),
	})
}

// openFieldPrompt opens the question for a field; what else the prompt holds
// says where to go on afterwards.
func (t *turn) openFieldPrompt(f scoring.ProfileField, p Prompt) {
	p.Ask, p.Seq = f.ID, t.dossier().Seq
	t.open(askProfile, p)
}

// openField is the field that the prompt asks for.
func (t *turn) openField() (scoring.ProfileField, bool) {
	return t.w.Edition.Field(t.s.Prompt.Ask)
}

// askField puts the open question again.
func (t *turn) askField() { t.askFieldAfter("") }

// askFieldAfter puts the open question, under what was recorded before it.
func (t *turn) askFieldAfter(recorded string) {
	f, ok := t.openField()
	switch {
	case !ok:
		t.settle()
		t.profile(recorded)
		return
	case t.s.Prompt.Value != "":
		t.askFieldConflict(f)
		return
	case t.s.Prompt.Update:
		t.askUpdate()
		return
	}
	value := t.dossier().Profile.Get(f.ID)
	var rows [][]Button
	name := t.departmentName(t.department())
	if f.ID == "name" && value != name {
		rows = append(rows, row(t.answer("profile.take", texts.Args{"Value": name}, flowProfile, "take", "")))
	}
	t.show("profile.ask", texts.Args{
		"Recorded": recorded, "Label": f.LabelIn(t.lang), "Example": f.Example, "Old": t.fieldValue(f, value),
		"Count": f.Kind == scoring.FieldCount, "Guided": t.s.Prompt.Guided, "N": t.fieldPlace(f), "Of": len(t.w.Edition.Profile),
		"For": t.numbers(t.s.Prompt.Criteria),
	}, append(rows, t.fieldNav())...)
}

// fieldPlace is a field's place in the list, from 1.
func (t *turn) fieldPlace(f scoring.ProfileField) int {
	for i, other := range t.w.Edition.Profile {
		if other.ID == f.ID {
			return i + 1
		}
	}
	return 0
}

// fieldNav leads out of a field's question.
func (t *turn) fieldNav() []Button {
	skip := t.answer("profile.skip", nil, flowProfile, "skip", "")
	switch {
	case t.s.Prompt.Guided:
		return row(skip, t.answer("profile.later", nil, flowProfile, "later", ""))
	case len(t.s.Prompt.Criteria) > 0:
		return row(t.answer("profile.later", nil, flowProfile, "later", ""))
	}
	return row(t.button("profile.to_list", nil, flowProfile, "list", ""))
}

// nextField opens the first field after the given one that is still empty;
// when there is none the walk is over.
func (t *turn) nextField(after, recorded string) {
	past := after == ""
	for _, f := range t.w.Edition.Profile {
		if past && t.dossier().Profile.Get(f.ID) == "" {
			t.openFieldPrompt(f, Prompt{Guided: true})
			t.askFieldAfter(recorded)
			return
		}
		past = past || f.ID == after
	}
	t.settle()
	t.profile(recorded)
}

// askFieldFor asks for a field that a criterion's whole needs; afterwards the
// criterion's question is put again, with what was typed there so far.
func (t *turn) askFieldFor(c *scoring.Criterion, field string) {
	f, ok := t.w.Edition.Field(field)
	if !ok {
		t.fail(errNoField)
		return
	}
	t.openFieldPrompt(f, Prompt{Criteria: []string{c.ID}, Part: t.s.Prompt.Part, Answer: t.s.Prompt.Answer})
	t.askFieldAfter("")
}

// skipField leaves the open field as it is.
func (t *turn) skipField() {
	p := t.s.Prompt
	c := t.w.Edition.Criterion(t.s.Criterion)
	switch {
	case p.Guided:
		t.nextField(p.Ask, "")
	case len(p.Criteria) > 0 && c != nil:
		if f, ok := t.openField(); ok && f.Outside {
			t.setField(f, "0") // asked for once: it counts as none
			return
		}
		t.resumeCriterion(c, p)
	default:
		t.settle()
		t.profile("")
	}
}

// fieldDone goes on after a field has been dealt with: to the next one, to
// the criterion that needed it, or to the list.
func (t *turn) fieldDone(recorded string) {
	p := t.s.Prompt
	if len(p.Criteria) > 0 {
		if c := t.w.Edition.Criterion(p.Criteria[0]); c != nil {
			t.backToCriterion(c, p)
			return
		}
	}
	if p.Guided {
		t.nextField(p.Ask, recorded)
		return
	}
	t.settle()
	t.profile(recorded)
}

// backToCriterion puts the criterion's question again, or asks for the next
// field that its whole needs.
func (t *turn) backToCriterion(c *scoring.Criterion, p Prompt) {
	inputs := c.Rule.Inputs()
	input := inputs[min(len(p.Answer.Ratios), len(inputs)-1)]
	if field, missing := t.missingField(input); missing {
		t.askFieldFor(c, field)
		return
	}
	t.resumeCriterion(c, p)
}

// reopenCriterion opens the input of a criterion that was being answered.
func (t *turn) reopenCriterion(c *scoring.Criterion, p Prompt) scoring.Input {
	inputs := c.Rule.Inputs()
	input := inputs[min(len(p.Answer.Ratios), len(inputs)-1)]
	t.s.Criterion, t.s.Pillar = c.ID, c.Pillar
	t.open(askInput, Prompt{Ask: input.ID, Seq: t.item(c).Last.Seq, Answer: p.Answer})
	return input
}

// resumeCriterion puts a criterion's question again, with what was typed there
// before a field was asked for.
func (t *turn) resumeCriterion(c *scoring.Criterion, p Prompt) {
	input := t.reopenCriterion(c, p)
	whole, known := t.knownWhole(input)
	switch {
	case p.Part == nil:
		t.question(c, input)
	case known && !input.ConfirmWhole:
		t.giveRatio(c, scoring.Ratio{Part: p.Part, Whole: &whole})
	default:
		t.s.Prompt.Part = p.Part
		t.questionWhole(c, input)
	}
}
