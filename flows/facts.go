package flows

import (
	"strings"

	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// maxSubject is how much of a document's subject is shown, in characters.
const maxSubject = 90

// seenOf says in a line each what is seen of a file that was just kept under
// a criterion: its number and date, what its signature is worth, and what does
// not fit.
func (t *turn) seenOf(c *scoring.Criterion, ev scoring.Evidence) []string {
	lines := t.saysOfItself(t.department(), ev)
	if t.wantsSignature(c, ev) {
		lines = append(lines, t.label("signed."+t.signatureKey(ev), texts.Args{"By": ev.SignedBy, "Why": t.doubtOf(ev)}))
	}
	lines = append(lines, t.doesNotFit(t.department(), c, ev)...)
	if same, where, ok := t.sameContent(ev); ok {
		args := texts.Args{"Name": same.Name, "Code": same.ID, "Number": ""}
		if where != nil {
			args["Number"] = where.OfficialNumber()
		}
		lines = append(lines, t.label("signed.same", args))
	}
	return append(lines, t.filedElsewhere(ev)...)
}

// allSeenOf says what is seen of a file to whoever opens it: all that seenOf
// does, who signed the paper, and each digital signature. It may be another
// department's; c is nil for an unfiled one.
func (t *turn) allSeenOf(department string, c *scoring.Criterion, ev scoring.Evidence) []string {
	lines := t.saysOfItself(department, ev)
	if d := ev.Document; d != nil && (d.Position != "" || d.Signer != "") {
		lines = append(lines, t.label("signed.signer", texts.Args{
			"Position": shorten(d.Position, 60), "Signer": d.Signer, "Capacity": t.capacity(d.SignedAs),
		}))
	}
	lines = append(lines, t.signatures(ev)...)
	if c != nil {
		lines = append(lines, t.doesNotFit(department, c, ev)...)
	}
	return append(lines, t.filedElsewhere(ev)...)
}

// maxWarned is how many warnings one message gives of the files of an album.
const maxWarned = 4

// warned says what does not fit of files that came together, each with its
// file's name: one that is not signed where that is needed above all.
func (t *turn) warned(c *scoring.Criterion, all []scoring.Evidence) []string {
	var lines []string
	for _, ev := range all {
		if t.wantsSignature(c, ev) && (ev.Signature == scoring.SignatureNone || ev.Signature == scoring.SignatureInvalid) {
			lines = append(lines, t.label("signed.album_"+t.signatureKey(ev), texts.Args{"File": ev.Name, "Why": t.doubtOf(ev)}))
		}
		for _, line := range t.doesNotFit(t.department(), c, ev) {
			lines = append(lines, ev.Name+": "+line)
		}
	}
	return lines[:min(len(lines), maxWarned)]
}

// saysOfItself says what was read in a document, or why nothing was.
func (t *turn) saysOfItself(department string, ev scoring.Evidence) []string {
	var lines []string
	if s := ev.Stated; s != nil {
		args := t.statementArgs(ev, *s)
		args["Issuer"] = t.issuerName(department, s.Issuer)
		lines = append(lines, t.label("describe.stated", args))
	}
	if d := ev.Document; d != nil && (d.Number != "" || !d.Date.IsZero() || d.Issuer != "" || d.Subject != "") {
		lines = append(lines, t.label("signed.facts", texts.Args{
			"Type": sentenceCase(d.Type), "Number": d.Number, "Date": fullDate(d.Date), "Copy": d.Copy,
			"Issuer": t.issuerName(department, d.Issuer), "Subject": shorten(d.Subject, maxSubject),
			"Check": ev.Stated == nil,
		}))
	}
	switch ev.Reading {
	case scoring.ReadingNoText:
		lines = append(lines, t.label("signed.no_text", nil))
	case scoring.ReadingUnread:
		lines = append(lines, t.label("signed.unread", nil))
	case scoring.ReadingDone:
	}
	return lines
}

// issuerName is how a document's issuer is called here: it is printed in
// capitals there.
func (t *turn) issuerName(department, issuer string) string {
	if name := t.departmentName(department); understand.Fold(name) == understand.Fold(issuer) {
		return name
	}
	return issuer
}

// sentenceCase writes a heading as a word in a sentence: "KẾ HOẠCH" is "Kế hoạch".
func sentenceCase(heading string) string {
	for i := range strings.ToLower(heading) {
		if i > 0 {
			lower := strings.ToLower(heading)
			return strings.ToUpper(lower[:i]) + lower[i:]
		}
	}
	return heading
}

// signatures says what each digital signature is worth, or that there is none.
func (t *turn) signatures(ev scoring.Evidence) []string {
	if ev.Kind != scoring.EvidenceDocument {
		return nil
	}
	if len(ev.Signatures) == 0 {
		switch ev.Signature {
		case scoring.SignatureNone:
			return []string{t.label("signed.without", nil)}
		case scoring.SignatureUnchecked:
			return nil
		case scoring.SignatureValid, scoring.SignatureUndetermined, scoring.SignatureInvalid: // kept before each was
		}
		return []string{t.label("signed.of_all", texts.Args{"By": ev.SignedBy, "Outcome": t.outcome(ev.Signature)})}
	}
	lines := []string{t.label("signed.each", texts.Args{"N": len(ev.Signatures)})}
	for i, s := range ev.Signatures {
		args := texts.Args{
			"N": i + 1, "By": shorten(s.By, 40), "Organisation": shorten(s.Organisation, 50), "At": "", "Confirmed": s.Confirmed,
			"Outcome": t.outcome(s.Outcome), "Why": t.doubt(s.Reason),
		}
		if s.Organisation == s.By {
			args["Organisation"] = ""
		}
		if !s.Time.IsZero() {
			args["At"] = clockTime(s.Time) + " " + scoring.DateOf(s.Time).Full()
		}
		lines = append(lines, t.label("signed.one", args))
	}
	return lines
}

func (t *turn) outcome(s scoring.SignatureState) string {
	switch s {
	case scoring.SignatureValid, scoring.SignatureUndetermined, scoring.SignatureInvalid:
		return t.label("signed.outcome_"+string(s), nil)
	case scoring.SignatureUnchecked, scoring.SignatureNone:
	}
	return ""
}

func (t *turn) capacity(c scoring.Capacity) string {
	switch c {
	case scoring.SignedAsHead, scoring.SignedAsDeputy, scoring.SignedAsActing, scoring.SignedAsDelegated:
		return t.label("signed.capacity_"+string(c), nil)
	case scoring.SignedAsUnknown, "":
	}
	return ""
}

// filedElsewhere points out that others have filed the same content.
func (t *turn) filedElsewhere(ev scoring.Evidence) []string {
	if len(ev.Elsewhere) == 0 {
		return nil
	}
	return []string{t.label("signed.elsewhere", texts.Args{"Who": t.elsewhereNames(ev.Elsewhere)})}
}

func fullDate(d scoring.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Full()
}
