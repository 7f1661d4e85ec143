package signature

import (
	"fmt"
	"io"
	"time"

	"minhchung/bot/intake/signature/pdf"
)

const maxSignatures = 24

// Check says what the signatures of the PDF in r are worth at a moment, under
// the trusted roots (nil trusts nobody). A file that is no sound PDF, or not a
// PDF at all, is a result. An error means that r could not be read.
func Check(r io.ReaderAt, size int64, trust *Trust, at time.Time) (Result, error) {
	f, err := pdf.Open(r, size)
	tables := err
	var found []*candidate
	if err == nil && f.At(len(f.Revisions) - 1).Trailer()["Encrypt"] == nil {
		found, err = candidates(f)
	}
	if f.Failed() != nil {
		return Result{}, f.Failed()
	}
	if err != nil {
		return unreadable(r, size, ofStructure(err), tables != nil)
	}
	if f.At(len(f.Revisions) - 1).Trailer()["Encrypt"] != nil {
		return unreadable(r, size, verdict{Encrypted, "the file is encrypted"}, false)
	}
	if len(found) > maxSignatures {
		return unreadable(r, size, verdict{TooComplex, fmt.Sprintf("%d signatures", len(found))}, false)
	}
	c := newChecker(f, found, trust, at)
	result := Result{Outcome: None}
	for i := range found {
		s := c.signature(i)
		result.Signatures = append(result.Signatures, s)
		if s.Kind == Personal || s.Outcome == Invalid {
			result.Outcome = worst(result.Outcome, s.Outcome)
		}
	}
	return result, f.Failed()
}

func worst(a, b Outcome) Outcome {
	if rank(b) > rank(a) {
		return b
	}
	return a
}

// checker judges the signatures of one file.
type checker struct {
	f        *pdf.File
	found    []*candidate
	trust    *Trust
	at       time.Time
	evidence *evidence
	hashed   int64 // bytes that may still be hashed
	contents int   // bytes of contents that may still be read
	asked    int   // certificates that others were asked about
	later    map[int][]change
	loose    *loose
	stamps   []seal
}

// seal is a trusted timestamp of the document: it shows that all up to a
// revision existed at a time.
type seal struct {
	covers int
	time   time.Time
}

// What all signatures of a file may cost.
const (
	maxHashed      = 1 << 30
	maxAllContents = 6 << 20
)

func newChecker(f *pdf.File, found []*candidate, trust *Trust, at time.Time) *checker {
	c := &checker{
		f: f, found: found, trust: trust, at: at, hashed: maxHashed, contents: maxAllContents,
		later: map[int][]change{}, loose: &loose{f: f, done: map[int]*missing{}},
	}
	c.evidence = evidenceOf(f, trust)
	for _, one := range found {
		if one.stamps() {
			c.seal(one)
		}
	}
	return c
}

// signature judges one signature.
func (c *checker) signature(i int) Signature {
	one := c.found[i]
	s := Signature{Kind: Personal}
	if one.stamps() {
		s.Kind = Timestamp
	}
	if one.covers >= 0 {
		s.Covers = Coverage{Revision: one.covers + 1, Revisions: len(c.f.Revisions)}
	}
	v := one.verdict
	if one.dict != nil {
		v = v.worse(c.holds(&s, one))
	}
	if one.covers >= 0 {
		v = v.worse(c.cameAfter(&s, one))
	}
	v = v.worse(c.certification(i))
	s.Outcome, s.Reason, s.Detail = v.reason.Outcome(), v.reason, v.detail
	return s
}

// certification checks that a certification is the first signature and the one
// that the catalog names.
func (c *checker) certification(i int) verdict {
	one := c.found[i]
	view := c.f.At(len(c.f.Revisions) - 1)
	if one.dict == nil || !certifies(view, one.dict) {
		return verdict{}
	}
	if i > 0 {
		return verdict{BadCertification, "a certification that is not the first signature"}
	}
	catalog, _, err := catalogOf(view)
	if err != nil {
		return ofStructure(err)
	}
	value, err := view.Resolve(catalog["Perms"])
	if err != nil {
		return ofStructure(err)
	}
	perms, _ := value.(pdf.Dict)
	if ref, ok := perms["DocMDP"].(pdf.Ref); !ok || ref.Num != one.number {
		return verdict{BadCertification, "a certification that the catalog does not name"}
	}
	return verdict{}
}

// cameAfter judges what later revisions did.
func (c *checker) cameAfter(s *Signature, one *candidate) verdict {
	var v verdict
	areas := map[int]float64{}
	seen := map[Addition]bool{}
	for j := one.covers + 1; j < len(c.f.Revisions); j++ {
		for _, ch := range c.changes(j) {
			v = v.worse(ch.verdict)
			areas[ch.page] += ch.area
			if ch.kind != "" && !seen[ch.kind] {
				seen[ch.kind] = true
				s.After = append(s.After, ch.kind)
			}
		}
	}
	for _, area := range areas {
		if area > maxAreas {
			v = v.worse(verdict{VisibleAddition, "much of a page was covered later"})
		}
	}
	return v
}

// changes compares a revision with the one before, once.
func (c *checker) changes(j int) []change {
	if all, done := c.later[j]; done {
		return all
	}
	var r rules
	for _, one := range c.found {
		if one.written < j {
			r = r.with(one.rules)
		}
	}
	c.later[j] = compare(c.f, j, r, c.loose)
	return c.later[j]
}
