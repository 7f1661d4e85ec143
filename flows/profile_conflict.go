package flows

import (
	"minhchung/flows/texts"
	"minhchung/scoring"
)

// fieldChanged says whether another person set the field since it was asked for.
func (t *turn) fieldChanged(f scoring.ProfileField) bool {
	last := t.dossier().ProfileBy[f.ID]
	return last.Seq > t.s.Prompt.Seq && last.By != t.w.Me.Person.ID
}

// askFieldConflict shows what another person wrote, and asks which is to stay.
func (t *turn) askFieldConflict(f scoring.ProfileField) {
	d := t.dossier()
	last := d.ProfileBy[f.ID]
	args := texts.Args{
		"Label": t.fieldName(f), "Who": t.personName(last.By), "At": clockTime(last.At),
		"Theirs": shorten(t.fieldValue(f, d.Profile.Get(f.ID)), 80), "Mine": shorten(t.fieldValue(f, t.s.Prompt.Value), 80),
	}
	t.say("profile.conflict", args,
		row(t.answer("profile.keep", args, flowProfile, "keep", "")),
		row(t.answer("profile.replace", args, flowProfile, "replace", "")))
}

// settleField keeps another person's value or replaces it.
func (t *turn) settleField(f scoring.ProfileField, verb string) {
	switch {
	case verb == "keep":
		t.s.Prompt.Value = ""
		t.fieldDone("")
	case verb == "replace" && t.fieldChanged(f):
		t.s.Prompt.Seq = t.dossier().ProfileBy[f.ID].Seq // written to once more meanwhile
		t.askFieldConflict(f)
	case verb == "replace":
		before := t.dossier().Profile
		after := before
		if err := after.Set(f.ID, t.s.Prompt.Value); err != nil {
			t.fail(err) // it was checked when it was typed
			return
		}
		t.s.Prompt.Value = ""
		t.recordField(f, before, after)
	default:
		t.staleButton()
	}
}
