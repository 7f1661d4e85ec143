package signature

import (
	"errors"
	"fmt"
	"io"

	"minhchung/bot/intake/signature/pdf"
)

// candidate is what a signature field holds: a signature, if it holds.
type candidate struct {
	field    *node
	dict     pdf.Dict
	number   int // of the object that holds the dictionary
	written  int // the revision that wrote it
	covers   int // the revision at whose end its byte range ends
	contents pdf.String
	ranges   [4]int64
	rules    rules
	verdict  verdict
}

// stamps says whether it is a timestamp of the document.
func (c *candidate) stamps() bool {
	return c.dict["SubFilter"] == pdf.Name("ETSI.RFC3161") || c.dict["Type"] == pdf.Name("DocTimeStamp")
}

// candidates finds the signatures of all revisions: one that a later revision
// takes out of the form has not gone unnoticed.
func candidates(f *pdf.File) ([]*candidate, error) {
	var all []*candidate
	byField := map[int]*candidate{}
	var now map[int]bool
	for i := range f.Revisions {
		view := f.At(i)
		form, err := formOf(view)
		if err != nil {
			return all, err
		}
		now = map[int]bool{}
		for _, n := range form.nodes {
			c, err := candidateOf(view, n)
			if err != nil {
				return all, err
			}
			if c == nil {
				continue
			}
			known := byField[n.num]
			if known == nil || known.number != c.number {
				all, byField[n.num] = append(all, c), c
			}
			now[c.number] = true
		}
	}
	seen := map[int]bool{}
	for _, c := range all {
		switch {
		case seen[c.number]:
			c.verdict = verdict{SignatureRepeated, fmt.Sprintf("the field %q holds another's signature", shown(c.field.name))}
		case !now[c.number]:
			c.verdict = verdict{SignatureRemoved, "a later revision has it no more"}
		default:
			c.check(f)
		}
		seen[c.number] = true
	}
	return all, nil
}

// candidateOf reads the signature of a field; nil if it has none.
func candidateOf(v pdf.View, n *node) (*candidate, error) {
	if n.kind != "Sig" || n.dict["V"] == nil {
		return nil, nil
	}
	c := &candidate{field: n, number: n.num, covers: -1}
	if ref, ok := n.dict["V"].(pdf.Ref); ok {
		c.number = ref.Num
	}
	value, err := v.Resolve(n.dict["V"])
	if err != nil {
		return nil, err
	}
	if value == nil {
		return nil, nil
	}
	c.dict, _ = value.(pdf.Dict)
	_, c.written, _ = v.Entry(c.number)
	c.rules, err = rulesOf(v, c.dict, n)
	return c, err
}

// check checks the dictionary, the byte range, and what it covers.
func (c *candidate) check(f *pdf.File) {
	if c.verdict = c.entries(); c.verdict.reason != "" {
		return
	}
	c.verdict = c.byteRange()
	end := c.ranges[2] + c.ranges[3]
	if c.verdict.reason == "" {
		c.verdict = c.coverage(f, end)
	}
}

func (c *candidate) entries() verdict {
	if c.dict == nil {
		return verdict{BrokenStructure, "a signature that is no dictionary"}
	}
	kind, there := c.dict["Type"]
	if there && kind != pdf.Name("Sig") && kind != pdf.Name("DocTimeStamp") {
		return verdict{BrokenStructure, "a signature of another type"}
	}
	if _, ok := c.dict["Filter"].(pdf.Name); !ok {
		return verdict{BrokenStructure, "a signature without a filter"}
	}
	if _, ok := c.dict["SubFilter"].(pdf.Name); !ok {
		return verdict{BrokenStructure, "a signature without a subfilter"}
	}
	var ok bool
	if c.contents, ok = c.dict["Contents"].(pdf.String); !ok {
		return verdict{BadContents, "a signature without contents"}
	}
	s := c.contents
	if !s.Hex || s.Start < 0 || len(s.Bytes) == 0 || s.End-s.Start-2 != 2*int64(len(s.Bytes)) {
		return verdict{BadContents, "contents that are not plainly hexadecimal"}
	}
	return verdict{}
}

// byteRange checks that the four parts leave out the contents and nothing else.
func (c *candidate) byteRange() verdict {
	list, ok := c.dict["ByteRange"].(pdf.Array)
	if !ok || len(list) != 4 {
		return verdict{BadByteRange, fmt.Sprintf("a byte range of %d parts", len(list))}
	}
	for i, v := range list {
		n, ok := v.(int64)
		if !ok || n < 0 {
			return verdict{BadByteRange, "a byte range that is not of whole numbers"}
		}
		c.ranges[i] = n
	}
	if c.ranges[0] != 0 {
		return verdict{BadByteRange, "a byte range that does not begin with the file"}
	}
	if c.ranges[1] != c.contents.Start || c.ranges[2] != c.contents.End {
		return verdict{BadByteRange, fmt.Sprintf("a gap from %d to %d around contents from %d to %d",
			c.ranges[1], c.ranges[2], c.contents.Start, c.contents.End)}
	}
	return verdict{}
}

// coverage finds the revision at whose end the signature ends: the one that
// wrote it.
func (c *candidate) coverage(f *pdf.File, end int64) verdict {
	for i, r := range f.Revisions {
		if r.End <= end {
			c.covers = i
		}
	}
	if c.covers < 0 || end > f.Size() {
		return verdict{BadCoverage, "a byte range that ends before any revision, or after the file"}
	}
	blank, err := f.Blank(f.Revisions[c.covers].End, end, false)
	if err != nil || !blank || c.covers != c.written {
		return verdict{BadCoverage, fmt.Sprintf("a byte range that ends at %d, not with the revision that holds it", end)}
	}
	if c.covers == len(f.Revisions)-1 && end != f.Size() {
		return verdict{OddStructure, "blanks after the end of the file"}
	}
	return verdict{}
}

// signed gives what the signature says it covers.
func (c *candidate) signed(f *pdf.File) *signed {
	return parts(
		func() io.Reader { return f.Reader(0, c.ranges[1]) },
		func() io.Reader { return f.Reader(c.ranges[2], c.ranges[2]+c.ranges[3]) },
	)
}

// ofStructure makes a verdict of an error of the structure.
func ofStructure(err error) verdict {
	if errors.Is(err, pdf.ErrTooComplex) {
		return verdict{TooComplex, err.Error()}
	}
	return verdict{BrokenStructure, err.Error()}
}
