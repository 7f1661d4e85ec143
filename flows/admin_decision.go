package flows

import (
	"strings"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// decideRequest decides all of a request that is still open.
func (t *turn) decideRequest(ref string, granted bool) {
	department, _, ok := t.requestDepartment(ref)
	if !ok {
		return
	}
	r, open := t.findRequest(ref)
	switch {
	case !open:
		t.say("na_office.gone", texts.Args{"Department": t.departmentName(department)}, t.requestsRow())
	case granted:
		t.decide(department, r.ids, true, "")
	default:
		t.beginRefusal(department, r.ids)
	}
}

// pressedDecision grants or refuses one criterion of one department.
func (t *turn) pressedDecision(a Action) {
	if !t.mayDecide() {
		t.say("admin.not_yours", ownerArgs(t.w), t.homeRow())
		return
	}
	department, id, ok := t.requestDepartment(a.Target)
	if !ok {
		return
	}
	switch {
	case t.w.Edition.Criterion(id) == nil:
		t.staleButton()
	case len(t.stillAsked(department, []string{id})) == 0:
		t.alreadyDecided(department, id)
	case a.Verb == "grant":
		t.decide(department, []string{id}, true, "")
	default:
		t.beginRefusal(department, []string{id})
	}
}

// stillAsked leaves out what has been decided or taken back meanwhile.
func (t *turn) stillAsked(department string, ids []string) []string {
	var open []string
	for _, id := range ids {
		if t.w.Dossiers[department].Item(id).NotApplicable.State == scoring.NotApplicableAsked {
			open = append(open, id)
		}
	}
	return open
}

// alreadyDecided says who was first, and how it was decided.
func (t *turn) alreadyDecided(department, id string) {
	na := t.w.Dossiers[department].Item(id).NotApplicable
	args := t.criterionArgs(t.w.Edition.Criterion(id))
	args["Department"], args["Who"] = t.departmentName(department), t.deciderName(na.Stamp.By)
	args["At"], args["Reason"] = dayTime(na.Stamp.At), na.Answer
	key := "na_office.taken_back"
	switch na.State {
	case scoring.NotApplicableGranted:
		key = "na_office.already_granted"
	case scoring.NotApplicableRefused:
		key = "na_office.already_refused"
	case scoring.NotApplicableNone, scoring.NotApplicableAsked:
	}
	t.say(key, args, t.requestsRow())
}

// deciderName is how the office's people are called.
func (t *turn) deciderName(id string) string {
	if name := t.w.People[id].Name; name != "" {
		return name
	}
	return t.w.Config.Owner
}

// beginRefusal asks for the reason.
func (t *turn) beginRefusal(department string, ids []string) {
	t.settle()
	t.s.Admin = Draft{Department: department}
	t.open(askDecision, Prompt{Criteria: ids})
	t.askDecision()
}

func (t *turn) askDecision() {
	if t.s.Prompt.Ask == returnAsk {
		t.askReturn()
		return
	}
	t.say("na_office.ask_reason", texts.Args{
		"Department": t.departmentName(t.s.Admin.Department), "List": t.numbers(t.s.Prompt.Criteria),
	}, t.requestsRow())
}

// typedDecision takes the reason of a refusal.
func (t *turn) typedDecision() {
	if t.s.Prompt.Ask == returnAsk {
		t.typedReturn()
		return
	}
	reason := strings.TrimSpace(t.e.Text)
	if n := len([]rune(reason)); n < 5 || n > maxReason {
		t.say("na_office.reason_length", texts.Args{"Max": maxReason}, t.requestsRow())
		return
	}
	if !t.loaded(t.s.Admin.Department) {
		return
	}
	t.decide(t.s.Admin.Department, t.s.Prompt.Criteria, false, reason)
}

// decide records a decision on what is still open, and tells the department.
func (t *turn) decide(department string, ids []string, granted bool, reason string) {
	open := t.stillAsked(department, ids)
	t.settle()
	if len(open) == 0 {
		t.alreadyDecided(department, ids[0])
		return
	}
	var entries []scoring.Entry
	for _, id := range open {
		entries = append(entries, scoring.NotApplicableDecided{Criterion: id, Granted: granted, Reason: reason})
	}
	t.record(department, entries...)
	args := texts.Args{
		"Department": t.departmentName(department), "List": t.numbers(open), "N": len(open), "Reason": reason, "Owner": t.w.Config.Owner,
	}
	told, done := "na_office.refused", "na_office.refused_done"
	if granted {
		told, done = "na_office.granted", "na_office.granted_done"
	}
	t.tellContacts(department, func() Message {
		m := Message{Text: t.text(told, args)}
		for _, id := range open[:min(len(open), 3)] {
			c := t.w.Edition.Criterion(id)
			m.Buttons = append(m.Buttons, row(t.button("common.criterion", texts.Args{"Criterion": t.titleOf(c)}, flowCard, "open", id)))
		}
		return m
	})
	t.say(done, args, t.requestsRow())
}
