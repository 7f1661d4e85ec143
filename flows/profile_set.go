package flows

import (
	"errors"
	"strconv"
	"strings"

	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

var errNoField = errors.New("the edition has no such field of the general information")

// answeredField takes the answer buttons of the open field.
func (t *turn) answeredField(a Action) {
	f, ok := t.openField()
	if t.s.Phase != Profiling || a.Token != t.s.Prompt.Token || !ok {
		t.oldAnswer()
		return
	}
	if !t.mayFile() {
		t.settle()
		t.readOnly()
		return
	}
	switch {
	case t.s.Prompt.Value != "":
		t.settleField(f, a.Verb)
	case t.s.Prompt.Update:
		t.answeredUpdate(a.Verb)
	case a.Verb == "take":
		t.setField(f, t.departmentName(t.department()))
	case a.Verb == "count":
		t.setField(f, a.Target)
	case a.Verb == "skip":
		t.skipField()
	case a.Verb == "later" && len(t.s.Prompt.Criteria) > 0:
		t.skipField()
	case a.Verb == "later":
		t.goHome()
	default:
		t.staleButton()
	}
}

// leaveField leads out of a field's question by words.
func (t *turn) leaveField(intent understand.Intent) {
	switch intent {
	case understand.Skip, understand.Next:
		t.skipField()
	case understand.Back:
		t.settle()
		t.profile("")
	default:
		t.goHome()
	}
}

// typedField takes a line as the value of the open field.
func (t *turn) typedField() {
	f, ok := t.openField()
	switch {
	case !t.mayFile():
		t.settle()
		t.readOnly()
	case !ok:
		t.settle()
		t.profile("")
	case t.s.Prompt.Value != "", t.s.Prompt.Update:
		t.typedChoiceOfField(f)
	case f.Kind == scoring.FieldCount:
		t.typedCount(f)
	case strings.HasSuffix(t.e.Text, "?"):
		t.asked() // no name or address ends like that
	default:
		t.setField(f, t.e.Text)
	}
}

// typedChoiceOfField takes a yes or no where two ways are offered.
func (t *turn) typedChoiceOfField(f scoring.ProfileField) {
	yes, no := t.saysYes(), t.saysNo()
	switch {
	case t.s.Prompt.Update && yes:
		t.answeredUpdate("update")
	case t.s.Prompt.Update && no:
		t.answeredUpdate("leave")
	case yes, no: // yes to what: keep or replace?
		t.askFieldConflict(f)
	default:
		t.asked()
	}
}

// typedCount takes a number as people type it; what is unclear is asked back.
func (t *turn) typedCount(f scoring.ProfileField) {
	n := understand.ParseNumber(t.e.Text).WithoutRatio()
	switch n.Kind {
	case understand.NumberCount:
		t.setField(f, strconv.FormatInt(n.Count, 10))
	case understand.NumberNotOccurred:
		t.setField(f, "0")
	case understand.NumberNone:
		t.sayField("profile.zero_or_later", f, row(t.answer("profile.zero", nil, flowProfile, "count", "0")),
			row(t.answer("answer.no_figure", nil, flowProfile, "skip", "")))
	case understand.NumberNotYet:
		t.skipField()
	case understand.NumberAmbiguous:
		t.sayField("profile.ambiguous", f, t.couldRows(n)...)
	case understand.NumberTooLarge:
		t.sayField("profile.wrong_too_large", f)
	case understand.NumberNegative:
		t.sayField("profile.negative", f)
	case understand.NumberPercent, understand.NumberRatio:
		if c := t.w.Edition.Criterion(t.s.Criterion); c != nil && len(t.s.Prompt.Criteria) > 0 {
			// the whole answer instead of the field that it would have needed
			t.s.Prompt.Part = nil
			t.reopenCriterion(c, t.s.Prompt)
			t.typedAnswer()
			return
		}
		t.sayField("profile.wrong_not_a_count", f)
	case understand.NumberFraction:
		t.sayField("profile.wrong_not_a_count", f)
	case understand.NumberUnclear:
		t.noCount(f)
	}
}

// noCount takes a line without a number while one is asked for: a criterion's
// number, a question, or nothing that can be made out.
func (t *turn) noCount(f scoring.ProfileField) {
	if t.numbered() {
		return
	}
	if t.w.Reader.Understand(t.e.Text).Intent == understand.Unclear {
		t.sayField("profile.wrong_not_a_count", f)
		return
	}
	t.asked()
}

// couldRows offer the counts that an ambiguous number could be.
func (t *turn) couldRows(n understand.Number) [][]Button {
	var buttons []Button
	for _, could := range n.Could {
		if could.Kind == understand.NumberCount {
			buttons = append(buttons, t.answer("profile.this_count",
				texts.Args{"N": scoring.Int(could.Count).String()}, flowProfile, "count", strconv.FormatInt(could.Count, 10)))
		}
	}
	return grid(2, buttons)
}

// sayField says something about what was typed, and leaves the question open.
func (t *turn) sayField(key string, f scoring.ProfileField, rows ...[]Button) {
	t.say(key, texts.Args{"Label": t.fieldName(f), "Example": f.Example, "Typed": shorten(t.e.Text, 40)},
		append(rows, t.fieldNav())...)
}

// setField checks a value, looks whether somebody else was first, and records it.
func (t *turn) setField(f scoring.ProfileField, value string) {
	before := t.dossier().Profile
	after := before
	if err := after.Set(f.ID, value); err != nil {
		var wrong *scoring.ProfileError
		if !errors.As(err, &wrong) {
			t.fail(err)
			return
		}
		t.sayField("profile.wrong_"+string(wrong.Code), f)
		return
	}
	switch {
	case after.Get(f.ID) == before.Get(f.ID):
		t.fieldDone("")
	case t.fieldChanged(f):
		t.s.Prompt.Value = after.Get(f.ID)
		t.s.Prompt.Seq = t.dossier().ProfileBy[f.ID].Seq
		t.askFieldConflict(f)
	default:
		t.recordField(f, before, after)
	}
}

// recordField writes a field down, and offers what follows from it.
func (t *turn) recordField(f scoring.ProfileField, before, after scoring.Profile) {
	t.file(scoring.ProfileSet{Field: f.ID, Value: after.Get(f.ID)})
	if t.offerUpdate(f, before, after) {
		return
	}
	offers := f.ID == "procedures" && after.HasNoProcedures()
	alone := !t.s.Prompt.Guided && len(t.s.Prompt.Criteria) == 0
	if offers && !alone { // the question that follows stands last
		t.offerNA()
	}
	t.fieldDone(t.recordedField(f))
	if offers && alone {
		t.offerNA()
	}
}

// offerNA offers one request for all criteria that follow from administrative
// procedures, to a department that has none.
func (t *turn) offerNA() {
	ids := t.procedureCriteria()
	if len(ids) == 0 {
		return
	}
	t.say("profile.no_procedures", texts.Args{"N": len(ids), "List": t.numbers(ids)},
		row(t.button("profile.ask_na", texts.Args{"N": len(ids)}, flowNA, "all", "")))
}
