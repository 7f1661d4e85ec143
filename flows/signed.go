package flows

import (
	"slices"
	"strings"

	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// flowSigned is what a document says of itself, and the answer that it
// proposes: shown to be confirmed, never trusted silently.
const flowSigned Flow = "sign"

// seenOf says in a line each what is seen of a file that was just kept under
// a criterion: its signatures, its number and date, and what does not fit.
func (t *turn) seenOf(c *scoring.Criterion, ev scoring.Evidence) []string {
	var lines []string
	add := func(key string, args texts.Args) { lines = append(lines, t.label(key, args)) }
	if d := ev.Document; d != nil && (d.Number != "" || !d.Date.IsZero()) {
		add("signed.facts", texts.Args{"Number": d.Number, "Date": fullDate(d.Date), "Issuer": d.Issuer, "Subject": shorten(d.Subject, 90)})
	}
	if t.wantsSignature(c, ev) {
		add("signed."+t.signatureKey(ev), texts.Args{"By": ev.SignedBy})
	}
	if warning := t.doesNotFit(c, ev); warning != "" {
		lines = append(lines, warning)
	}
	if same, where, ok := t.sameContent(ev); ok {
		args := texts.Args{"Name": same.Name, "Code": same.ID, "Number": ""}
		if where != nil {
			args["Number"] = where.OfficialNumber()
		}
		add("signed.same", args)
	}
	if len(ev.Elsewhere) > 0 {
		add("signed.elsewhere", texts.Args{"Who": t.elsewhereNames(ev.Elsewhere)})
	}
	return lines
}

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

func fullDate(d scoring.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Full()
}

// wantsSignature says whether a signature matters for the file: it lies in a
// signed slot, or would have if it were signed.
func (t *turn) wantsSignature(c *scoring.Criterion, ev scoring.Evidence) bool {
	if ev.Kind != scoring.EvidenceDocument {
		return false
	}
	if t.slotKind(c, ev.Slot) == scoring.SlotSigned {
		return true
	}
	for _, s := range c.Evidence {
		if s.Kind == scoring.SlotSigned && ev.Slot == "" {
			return true
		}
	}
	return false
}

// signatureKey is the text that says what a signature is worth.
func (t *turn) signatureKey(ev scoring.Evidence) string {
	switch ev.Signature {
	case scoring.SignatureValid:
		return "valid"
	case scoring.SignatureUndetermined:
		return "undetermined"
	case scoring.SignatureInvalid:
		return "invalid"
	case scoring.SignatureNone:
		return "none"
	case scoring.SignatureUnchecked:
	}
	return "unchecked"
}

// doesNotFit warns of a date or issuer that the slot does not expect. Nothing
// is decided by it.
func (t *turn) doesNotFit(c *scoring.Criterion, ev scoring.Evidence) string {
	d := ev.Document
	slot, ok := c.Slot(ev.Slot)
	if d == nil || !ok {
		return ""
	}
	year := t.w.Edition.Year
	first := scoring.Date{Year: year, Month: 1, Day: 1}
	if slot.Dated == scoring.DatedFromPriorDecember {
		first = scoring.Date{Year: year - 1, Month: 12, Day: 1}
	}
	last := scoring.Date{Year: year, Month: 12, Day: 31}
	if !d.Date.IsZero() && slot.Dated != scoring.DatedAny && (d.Date.Compare(first) < 0 || d.Date.Compare(last) > 0) {
		return t.label("signed.other_year", texts.Args{"Date": d.Date.Full(), "Year": year})
	}
	if d.Issuer != "" && slot.Issuer == scoring.IssuerOwn && !t.isOwn(d.Issuer) {
		return t.label("signed.other_issuer", texts.Args{"Issuer": d.Issuer})
	}
	return ""
}

// isOwn says whether a document's issuer is the department itself.
func (t *turn) isOwn(issuer string) bool {
	own, said := understand.Fold(t.departmentName(t.department())), understand.Fold(issuer)
	return strings.Contains(said, own) || strings.Contains(own, said)
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

// proposal is the answer that a document's signer proposes; ok is false when
// there is none, or when what is answered is as good already.
func (t *turn) proposal(c *scoring.Criterion, ev scoring.Evidence) (choice string, ok bool) {
	if !c.SignerAnswers || ev.Document == nil {
		return "", false
	}
	switch ev.Document.SignedAs {
	case scoring.SignedAsHead, scoring.SignedAsActing:
		choice = "head" // who acts for the head counts as the head, but is asked
	case scoring.SignedAsDeputy:
		choice = "deputy"
	case scoring.SignedAsDelegated, scoring.SignedAsUnknown, "":
		return "", false
	}
	old := t.item(c).Answer
	if old == nil {
		return choice, true
	}
	// The best of several documents counts.
	now, err := c.Rule.Claim(*old, t.dossier().Profile)
	then, other := c.Rule.Claim(scoring.ChoiceAnswer(choice), t.dossier().Profile)
	return choice, err == nil && other == nil && then > now
}

// askSigner proposes the answer: right, or is it the other one?
func (t *turn) askSigner(c *scoring.Criterion, ev scoring.Evidence, choice string) {
	points, err := c.Rule.Claim(scoring.ChoiceAnswer(choice), t.dossier().Profile)
	if err != nil {
		t.fail(err)
		return
	}
	other, otherLabel := "head", "signed.by_head"
	if choice == "head" {
		other, otherLabel = "deputy", "signed.by_deputy"
	}
	args := t.criterionArgs(c)
	args["Points"], args["File"] = points, ev.Name
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
