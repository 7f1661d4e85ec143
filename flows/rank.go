package flows

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"minhchung/flows/understand"
	"minhchung/scoring"
)

// How much each fact says for or against a criterion, beside the words of the
// subject, which say from 0 to 1.
const (
	rankPaper    = 0.25  // a slot asks for such a paper
	rankNoPaper  = -0.1  // its slots ask for other ones
	rankIssuer   = 0.05  // the issuer is one that the slot expects
	rankNoIssuer = -0.15 // it is not
	rankQuarter  = 0.12  // a quarter's work, and the document is of that quarter
	rankNoYear   = -0.2  // the date is outside of what the slot expects
	rankSpan     = 0.1   // years to come are named, and the slot takes what is in force for years
	rankThisYear = 0.06  // the edition's year alone is, and the slot wants that year's
	rankMissing  = 0.1   // a file is all that lacks
	rankOpen     = 0.04  // nothing is answered or filed yet
	rankUnsigned = -0.02 // it would count only if it were signed
	rankAtLeast  = 0.12  // less says nothing
)

// ranked orders the criteria that a read document may belong to, the likeliest
// first: by the words of its subject, its kind, its issuer and date, by what
// the slots take and what the department still lacks. Empty for a file that
// says nothing of itself.
func (t *turn) ranked(ev scoring.Evidence) []string {
	d := ev.Facts()
	if d == nil || d.Subject == "" {
		return nil
	}
	subject := withoutLeadIn(understand.Fold(d.Subject))
	words := t.w.Reader.Fit(d.Subject, strings.ToLower(d.Type)+" "+subject, ev.Caption, understand.FileWords(ev.Name))
	type candidate struct {
		id    string
		score float64
	}
	var all []candidate
	for _, c := range t.w.Edition.Criteria() {
		score, takes := t.rankOf(c, ev)
		if takes && !t.notAssessed(c) && words[c.ID]+score >= rankAtLeast {
			all = append(all, candidate{c.ID, words[c.ID] + score})
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	var ids []string
	for _, one := range all[:min(len(all), maxLikely)] {
		ids = append(ids, one.id)
	}
	return ids
}

// rankOf weighs everything but the words; takes is false when no slot of the
// criterion is for such a file.
func (t *turn) rankOf(c *scoring.Criterion, ev scoring.Evidence) (score float64, takes bool) {
	best := 0.0
	for _, s := range c.Evidence {
		signed := s.Kind == scoring.SlotSigned && ev.Kind == scoring.EvidenceDocument
		if !s.Accepts(ev) && !signed {
			continue
		}
		fits := t.rankSlot(c, s, ev)
		if !s.Accepts(ev) {
			fits += rankUnsigned
		}
		if !takes || fits > best {
			best, takes = fits, true
		}
	}
	if !takes {
		return 0, false
	}
	switch t.lineOf(c).State {
	case scoring.StateEvidenceMissing, scoring.StateReturned:
		best += rankMissing
	case scoring.StateUnanswered:
		best += rankOpen
	case scoring.StateOff, scoring.StateNotApplicable, scoring.StateVerified, scoring.StateNAAsked, scoring.StateWaiting, scoring.StateComplete:
	}
	return best, true
}

// rankSlot weighs a document against one slot.
func (t *turn) rankSlot(c *scoring.Criterion, s scoring.Slot, ev scoring.Evidence) float64 {
	d, score := ev.Facts(), 0.0
	if p := paperOf(ev); p != paperUnknown {
		switch named, asks := asksFor(s, p); {
		case named:
			score += rankPaper
		case asks && !(p != paperInvitation && mayBeAny(s)):
			score += rankNoPaper
		}
	}
	if d.Issuer != "" {
		score += t.rankIssuer(s, d.Issuer)
	}
	score += t.rankYears(s, d.Subject)
	switch {
	case d.Date.IsZero():
	case !t.inTime(s, d.Date):
		score += rankNoYear
	case t.inQuarterOf(c, d.Date):
		score += rankQuarter
	}
	return score
}

// yearPattern finds the years that a subject names.
var yearPattern = regexp.MustCompile(`\b20\d\d\b`)

// rankYears tells a plan of the year from one of several.
func (t *turn) rankYears(s scoring.Slot, subject string) float64 {
	now := strconv.Itoa(t.w.Edition.Year)
	years := yearPattern.FindAllString(subject, -1)
	later := slices.ContainsFunc(years, func(year string) bool { return year > now })
	switch {
	case later && s.Dated == scoring.DatedAny:
		return rankSpan
	case !later && slices.Contains(years, now) && s.Dated != scoring.DatedAny:
		return rankThisYear
	}
	return 0
}

// mayBeAny says that a slot asks for a văn bản: most papers are one.
func mayBeAny(s scoring.Slot) bool {
	return strings.Contains(understand.Fold(s.Label), string(paperDirective))
}

func (t *turn) rankIssuer(s scoring.Slot, issuer string) float64 {
	own := t.isOwn(t.department(), issuer)
	fits := own
	switch s.Issuer {
	case scoring.IssuerHost:
		fits = !own
	case scoring.IssuerProvince:
		fits = own || isProvince(issuer)
	case scoring.IssuerOwn, "":
	}
	if fits {
		return rankIssuer
	}
	return rankNoIssuer
}

// inQuarterOf says that a criterion is one of those whose work is due before
// the year's last day, or by it after others, and the date is in the quarter
// that its due date ends.
func (t *turn) inQuarterOf(c *scoring.Criterion, date scoring.Date) bool {
	quarterly := false
	from := scoring.Date{Year: c.Due.Year, Month: 1, Day: 1}
	for _, other := range t.w.Edition.Criteria() {
		if other.Group != c.Group || other.Pillar != c.Pillar || other.ID == c.ID || other.Due == c.Due {
			continue
		}
		quarterly = true
		if other.Due.Compare(c.Due) < 0 && other.Due.Compare(from) > 0 {
			from = other.Due
		}
	}
	return quarterly && date.Compare(from) >= 0 && date.Compare(c.Due) <= 0
}
