package flows

import (
	"slices"
	"strings"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// flowNA is asking that a criterion be left out for the department ("không
// đánh giá"), and what the admins and verifiers decide.
const flowNA Flow = "na"

func (t *turn) pressedNA(a Action) {
	switch a.Verb {
	case "grant", "refuse":
		t.pressedDecision(a)
		return
	}
	c := t.w.Edition.Criterion(a.Target)
	switch {
	case !t.mayFile():
		t.readOnly()
	case a.Verb == "all":
		t.beginNA(t.procedureCriteria())
	case c == nil:
		t.staleButton()
	case a.Verb == "begin" && !c.MayBeNotApplicable && !t.noWhole(c):
		t.say("na.not_foreseen", t.criterionArgs(c), row(t.button("card.to_card", t.criterionArgs(c), flowCard, "open", c.ID)))
	case a.Verb == "begin", a.Verb == "zero":
		t.beginNA([]string{c.ID})
	case a.Verb == "drop":
		t.dropNA(c)
	default:
		t.staleButton()
	}
}

// noWhole says that there is nothing to take a part of: the general
// information has a 0 where the criterion's whole comes from.
func (t *turn) noWhole(c *scoring.Criterion) bool {
	if c.NeedsProcedures && t.dossier().Profile.HasNoProcedures() {
		return true
	}
	for _, input := range c.Rule.Inputs() {
		if whole, known := t.knownWhole(input); known && whole == (scoring.Number{}) {
			return true
		}
	}
	return false
}

// procedureCriteria are those that follow from administrative procedures and
// are still open to a request.
func (t *turn) procedureCriteria() []string {
	report := t.report()
	var ids []string
	for _, c := range t.w.Edition.Criteria() {
		state := report.Line(c.ID).State
		if c.NeedsProcedures && state != scoring.StateOff && state != scoring.StateNotApplicable && state != scoring.StateNAAsked {
			ids = append(ids, c.ID)
		}
	}
	return ids
}

// beginNA asks for the reason.
func (t *turn) beginNA(ids []string) {
	if len(ids) == 0 {
		t.staleButton()
		return
	}
	if t.refuseShut(ids[0]) {
		return
	}
	t.s.Criterion = ids[0]
	t.open(askReason, Prompt{Criteria: ids})
	t.askReason()
}

func (t *turn) askReason() {
	t.say("na.ask_reason", texts.Args{"List": t.numbers(t.s.Prompt.Criteria), "N": len(t.s.Prompt.Criteria)}, t.homeRow())
}

// numbers lists criteria by their official numbers.
func (t *turn) numbers(ids []string) string {
	var numbers []string
	for _, id := range ids {
		if c := t.w.Edition.Criterion(id); c != nil {
			numbers = append(numbers, c.OfficialNumber())
		}
	}
	return strings.Join(numbers, ", ")
}

// maxReason is how long a reason or note may be, in characters.
const maxReason = 500

// typedReason sends the request.
func (t *turn) typedReason() {
	reason := strings.TrimSpace(t.e.Text)
	if n := len([]rune(reason)); n < 5 || n > maxReason {
		t.say("na.reason_length", texts.Args{"Max": maxReason}, t.homeRow())
		return
	}
	ids := slices.Clone(t.s.Prompt.Criteria)
	t.file(scoring.NotApplicableRequested{Criteria: ids, Reason: reason})
	t.settle()
	t.tellOffice(ids, reason)
	c := t.w.Edition.Criterion(ids[0])
	t.say("na.asked", texts.Args{"N": len(ids), "List": t.numbers(ids)}, t.afterRows(c)...)
}

// tellOffice puts the request before the admins and verifiers.
func (t *turn) tellOffice(ids []string, reason string) {
	m := Message{Text: t.text("na.request", texts.Args{
		"Department": t.departmentName(t.department()), "List": t.numbers(ids), "N": len(ids),
		"Reason": reason, "Who": t.w.Me.Person.Name,
	})}
	if len(ids) == 1 {
		args := t.criterionArgs(t.w.Edition.Criterion(ids[0]))
		m.Buttons = append(m.Buttons, row(
			t.button("na.grant", args, flowNA, "grant", t.department()+"/"+ids[0]),
			t.button("na.refuse", args, flowNA, "refuse", t.department()+"/"+ids[0])))
	} else {
		ref := request{department: t.department(), stamp: scoring.Stamp{Seq: t.dossier().Seq}}.ref()
		m.Buttons = append(m.Buttons, row(
			t.button("na_office.grant_all", texts.Args{"N": len(ids)}, flowAdmin, "grant_all", ref),
			t.button("na_office.refuse_all", nil, flowAdmin, "refuse_all", ref)),
			row(t.button("na_office.one_by_one", nil, flowAdmin, "request", ref)))
	}
	m.Buttons = append(m.Buttons, row(t.button("na.all_requests", nil, flowAdmin, "requests", "")))
	t.do(Tell{Person: AllAdmins, Message: m})
	for _, person := range t.verifiers() {
		t.do(Tell{Person: person, Message: m})
	}
}

// dropNA takes a request or a grant back.
func (t *turn) dropNA(c *scoring.Criterion) {
	switch t.item(c).NotApplicable.State {
	case scoring.NotApplicableAsked, scoring.NotApplicableGranted:
		t.file(scoring.NotApplicableDropped{Criterion: c.ID})
		t.toast("na.dropped", nil)
	case scoring.NotApplicableNone, scoring.NotApplicableRefused:
	}
	t.settle()
	t.card(c)
}
