package flows

import (
	"slices"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// followers are the answers that rest on a whole of the general information
// which has changed.
type followers struct {
	Entries []scoring.Entry // the answers with the new whole
	IDs     []string        // their criteria
	Broken  []string        // criteria whose answer cannot follow: the part is above the new whole
}

// following finds the answers whose own whole is the one that the general
// information gave before, and gives them the one that it gives after. An
// answer whose whole was corrected by hand keeps it.
func (t *turn) following(before, after scoring.Profile) followers {
	var f followers
	for _, c := range t.w.Edition.Criteria() {
		item := t.item(c)
		if item.Answer == nil || t.notAssessed(c) {
			continue
		}
		fresh, changed := follow(c.Rule.Inputs(), *item.Answer, before, after)
		if !changed {
			continue
		}
		if _, err := c.Rule.Claim(fresh, after); err != nil {
			f.Broken = append(f.Broken, c.ID)
			continue
		}
		f.IDs = append(f.IDs, c.ID)
		f.Entries = append(f.Entries, scoring.AnswerGiven{Criterion: c.ID, Answer: fresh})
	}
	return f
}

// follow gives an answer the new whole wherever it holds the old one.
func follow(inputs []scoring.Input, a scoring.Answer, before, after scoring.Profile) (scoring.Answer, bool) {
	if a.Ratios == nil {
		if len(inputs) != 1 {
			return a, false
		}
		whole, changed := followWhole(inputs[0], a.Whole, before, after)
		a.Whole = whole
		return a, changed
	}
	any := false
	a.Ratios = slices.Clone(a.Ratios)
	for i := range a.Ratios[:min(len(a.Ratios), len(inputs))] {
		whole, changed := followWhole(inputs[i], a.Ratios[i].Whole, before, after)
		a.Ratios[i].Whole = whole
		any = any || changed
	}
	return a, any
}

func followWhole(in scoring.Input, whole *scoring.Number, before, after scoring.Profile) (*scoring.Number, bool) {
	if whole == nil || in.Whole == nil || in.Whole.IsFixed() {
		return whole, false
	}
	old, _, wasKnown := in.Whole.Of(before)
	fresh, _, known := in.Whole.Of(after)
	if !wasKnown || !known || old == fresh || *whole != scoring.Int(old) {
		return whole, false
	}
	return scoring.Int(fresh).Ref(), true
}

// offerUpdate asks whether answers are to follow a field that has just been
// changed. It says whether there is anything to ask.
func (t *turn) offerUpdate(f scoring.ProfileField, before, after scoring.Profile) bool {
	found := t.following(before, after)
	if len(found.IDs) == 0 {
		if len(found.Broken) > 0 {
			t.say("profile.recheck", texts.Args{"List": t.numbers(found.Broken)})
		}
		return false
	}
	p := t.s.Prompt
	p.Was, p.Update = before.Get(f.ID), true
	t.openFieldPrompt(f, p)
	t.askUpdate()
	return true
}

// changedField gives the general information before the field that the prompt
// is about was changed, as far as it still matters.
func (t *turn) changedField() (before, after scoring.Profile) {
	after = t.dossier().Profile
	before = after
	if err := before.Set(t.s.Prompt.Ask, t.s.Prompt.Was); err != nil {
		t.fail(err) // it was a field's value
	}
	return before, after
}

func (t *turn) askUpdate() {
	f, _ := t.openField()
	found := t.following(t.changedField())
	if len(found.IDs) == 0 { // answered anew meanwhile
		t.updateDone("")
		return
	}
	args := texts.Args{
		"Recorded": t.recordedField(f), "N": len(found.IDs),
		"List": t.numbers(found.IDs), "Broken": t.numbers(found.Broken),
	}
	t.show("profile.update", args, row(
		t.answer("profile.update_yes", args, flowProfile, "update", ""),
		t.answer("profile.update_no", nil, flowProfile, "leave", "")))
}

// answeredUpdate lets the answers follow, or leaves them as they are.
func (t *turn) answeredUpdate(verb string) {
	switch verb {
	case "update":
		t.updateAnswers()
	case "leave":
		t.updateDone("")
	default:
		t.staleButton()
	}
}

func (t *turn) updateAnswers() {
	found := t.following(t.changedField())
	var entries []scoring.Entry
	for i, id := range found.IDs {
		last := t.dossier().Item(id).Last
		if last.Seq <= t.s.Prompt.Seq || last.By == t.w.Me.Person.ID {
			entries = append(entries, found.Entries[i])
		}
	}
	if len(entries) == 0 {
		t.updateDone("")
		return
	}
	t.file(entries...)
	t.updateDone(t.label("profile.updated", texts.Args{"N": len(entries)}))
}

func (t *turn) updateDone(recorded string) {
	t.s.Prompt.Update, t.s.Prompt.Was = false, ""
	t.fieldDone(recorded)
}
