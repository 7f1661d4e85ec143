package flows

import (
	"slices"
	"strings"

	"minhchung/flows/figures"
	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

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

// doesNotFit warns of a date and an issuer that the slot does not expect.
// Nothing is decided by it. A file that fills no slot is measured by the first
// one that asks for such a paper.
func (t *turn) doesNotFit(department string, c *scoring.Criterion, ev scoring.Evidence) []string {
	d := ev.Facts()
	slot, ok := slotMeant(c, ev)
	if d == nil || !ok {
		return nil
	}
	var lines []string
	if !d.Date.IsZero() && !t.inTime(slot, d.Date) {
		lines = append(lines, t.label("signed.other_year", texts.Args{"Date": d.Date.Full(), "Year": t.w.Edition.Year}))
	}
	if d.Issuer == "" {
		return lines
	}
	args := texts.Args{"Issuer": t.issuerName(department, d.Issuer)}
	switch own := t.isOwn(department, d.Issuer); {
	case slot.Issuer == scoring.IssuerOwn && !own:
		lines = append(lines, t.label("signed.other_issuer", args))
	case slot.Issuer == scoring.IssuerHost && own:
		lines = append(lines, t.label("signed.not_host", args))
	case slot.Issuer == scoring.IssuerProvince && !own && !isProvince(d.Issuer):
		lines = append(lines, t.label("signed.not_province", args))
	}
	return lines
}

// slotMeant is the slot that a paper lies in, else the one that it was meant for.
func slotMeant(c *scoring.Criterion, ev scoring.Evidence) (scoring.Slot, bool) {
	if slot, ok := c.Slot(ev.Slot); ok {
		return slot, true
	}
	i := slices.IndexFunc(c.Evidence, func(s scoring.Slot) bool {
		return s.Kind == scoring.SlotSigned || s.Kind == scoring.SlotDocument
	})
	if i < 0 || ev.Kind != scoring.EvidenceDocument {
		return scoring.Slot{}, false
	}
	return c.Evidence[i], true
}

// inTime says whether a document's date is one that the slot expects.
func (t *turn) inTime(slot scoring.Slot, date scoring.Date) bool {
	year := t.w.Edition.Year
	first := scoring.Date{Year: year, Month: 1, Day: 1}
	switch slot.Dated {
	case scoring.DatedAny:
		return true
	case scoring.DatedFromPriorDecember:
		first = scoring.Date{Year: year - 1, Month: 12, Day: 1}
	case scoring.DatedYear, "":
	}
	last := scoring.Date{Year: year, Month: 12, Day: 31}
	return date.Compare(first) >= 0 && date.Compare(last) <= 0
}

// isOwn says whether a document's issuer is the department itself: by its
// name, an abbreviation of it, or a body that names no department.
func (t *turn) isOwn(department, issuer string) bool {
	own, said := understand.Fold(t.departmentName(department)), understand.Fold(issuer)
	if strings.Contains(said, own) || strings.Contains(own, said) {
		return true
	}
	for _, body := range []string{"ban chi dao", "to cong tac", "to giup viec"} {
		if strings.HasPrefix(said, body) && !isProvince(issuer) && !strings.Contains(said, " so ") {
			return true
		}
	}
	all := figures.Departments{KnownAs: func(string) string { return "" }}
	for _, dep := range t.w.Directory.Departments() {
		all.All = append(all.All, figures.Department{ID: dep.ID, Name: dep.Name})
	}
	_, likeliest := all.Find(issuer)
	return len(likeliest) > 0 && likeliest[0] == department
}

// provincial are the bodies of the province, as they are printed, folded.
var provincial = []string{
	"uy ban nhan dan tinh", "ubnd tinh", "uy ban nhan dan thanh pho", "ubnd thanh pho", "hoi dong nhan dan tinh", "hdnd tinh",
	"tinh uy", "thanh uy", "ban chi dao chuyen doi so tinh", "ban chi dao tinh", "chu tich uy ban nhan dan tinh",
}

func isProvince(issuer string) bool {
	said := understand.Fold(issuer)
	return slices.ContainsFunc(provincial, func(body string) bool { return strings.Contains(said, body) })
}
