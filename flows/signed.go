package flows

import (
	"slices"
	"strings"

	"minhchung/scoring"
)

// flowSigned is what a document says of itself, and the answer that it
// proposes: shown to be confirmed, never trusted silently.
const flowSigned Flow = "sign"

// sameContent is another piece of the dossier with the very same content. One
// file may serve several criteria, so it is kept and pointed out.
func (t *turn) sameContent(ev scoring.Evidence) (same scoring.Evidence, where *scoring.Criterion, ok bool) {
	if ev.Blob == "" {
		return scoring.Evidence{}, nil, false
	}
	is := func(other scoring.Evidence) bool {
		return other.Blob == ev.Blob && other.ID != ev.ID && ev.SharedOf != other.ID
	}
	if i := slices.IndexFunc(t.dossier().Unfiled, is); i >= 0 {
		return t.dossier().Unfiled[i], nil, true
	}
	for _, c := range t.w.Edition.Criteria() {
		evidence := t.item(c).Evidence
		if i := slices.IndexFunc(evidence, is); i >= 0 {
			return evidence[i], c, true
		}
	}
	return scoring.Evidence{}, nil, false
}

// elsewhereNames names the dossiers that hold the same content.
func (t *turn) elsewhereNames(elsewhere []string) string {
	var names []string
	for _, where := range elsewhere {
		edition, department, _ := strings.Cut(where, "/")
		names = append(names, t.departmentName(department)+" ("+edition+")")
	}
	return strings.Join(names, ", ")
}

// bestSigned is the document of a criterion that was signed in the highest
// capacity, the first of equals: of several, the best counts. Only what fills
// a signed slot is looked at; who signed by order or proxy proposes nothing.
func (t *turn) bestSigned(c *scoring.Criterion) (best scoring.Evidence, choice string) {
	filled := scoring.Filled(c, t.item(c))
	for _, s := range c.Evidence {
		if s.Kind != scoring.SlotSigned {
			continue
		}
		for _, ev := range filled[s.ID] {
			if signs := signerChoice(ev); signs == "head" && choice != "head" || signs != "" && choice == "" {
				best, choice = ev, signs
			}
		}
	}
	return best, choice
}

// signerChoice is the answer that a document's signer proposes; "" for none.
func signerChoice(ev scoring.Evidence) string {
	if ev.Document == nil {
		return ""
	}
	switch ev.Document.SignedAs {
	case scoring.SignedAsHead, scoring.SignedAsActing:
		return "head" // who acts for the head counts as the head, but is asked
	case scoring.SignedAsDeputy:
		return "deputy"
	case scoring.SignedAsDelegated, scoring.SignedAsUnknown, "":
	}
	return ""
}

// proposeSigner proposes the answer of a criterion that goes by who signed,
// after one of the files came. Where it is answered so already, nothing is
// asked; where the answer claims more than any document says, that is.
func (t *turn) proposeSigner(c *scoring.Criterion, came ...scoring.Evidence) {
	if !c.SignerAnswers || !slices.ContainsFunc(came, func(ev scoring.Evidence) bool { return signerChoice(ev) != "" }) {
		return
	}
	best, choice := t.bestSigned(c)
	if choice == "" {
		return
	}
	old := t.item(c).Answer
	if old != nil && old.Equal(scoring.ChoiceAnswer(choice)) {
		return
	}
	t.askSigner(c, best, choice, !slices.ContainsFunc(came, func(ev scoring.Evidence) bool { return ev.ID == best.ID }))
}

// askSigner proposes the answer: right, or is it the other one? An earlier
// document is named, for it is not the one that just came.
func (t *turn) askSigner(c *scoring.Criterion, ev scoring.Evidence, choice string, earlier bool) {
	points, err := c.Rule.Claim(scoring.ChoiceAnswer(choice), t.dossier().Profile)
	if err != nil {
		t.fail(err)
		return
	}
	args := t.criterionArgs(c)
	args["Points"], args["Position"], args["File"], args["Answer"] = points, shorten(ev.Document.Position, 60), "", t.answerOf(c)
	if earlier {
		args["File"] = ev.Name
	}
	if old := t.item(c).Answer; old != nil {
		claimed, err := c.Rule.Claim(*old, t.dossier().Profile)
		if err == nil && claimed > points {
			t.say("signed.claims_more", args, row(
				t.button("signed.by_"+choice, nil, flowSigned, choice, c.ID),
				t.button("signed.keep", nil, flowCard, "open", c.ID)))
			return
		}
	}
	other, otherLabel := "head", "signed.by_head"
	if choice == "head" {
		other, otherLabel = "deputy", "signed.by_deputy"
	}
	t.say("signed.as_"+string(ev.Document.SignedAs), args, row(
		t.button("signed.right", nil, flowSigned, choice, c.ID),
		t.button(otherLabel, nil, flowSigned, other, c.ID)))
}

func (t *turn) pressedSigned(a Action) {
	c := t.w.Edition.Criterion(a.Target)
	switch {
	case c == nil || !c.SignerAnswers || a.Verb != "head" && a.Verb != "deputy":
		t.staleButton()
	case !t.mayFile():
		t.readOnly()
	default:
		answer := scoring.ChoiceAnswer(a.Verb)
		if old := t.item(c).Answer; old != nil && old.Equal(answer) {
			t.card(c) // pressed once more
			return
		}
		t.recordAnswer(c, answer)
	}
}
