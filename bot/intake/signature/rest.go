package signature

import (
	"bytes"
	"io"
	"maps"
	"slices"

	"minhchung/bot/intake/signature/pdf"
)

// rest judges what nothing explained.
func (c *comparison) rest() error {
	for _, num := range slices.Sorted(maps.Keys(c.pending)) {
		was, is, err := c.values(num)
		if err != nil {
			return err
		}
		same, err := c.same(was, is)
		switch {
		case err != nil:
			return err
		case was == nil && c.leftover(num, is):
		case was == nil:
			c.report(AddedOther, UnknownAddition, "object %d has no known use", num)
		case same: // written again as it was
		case isAnnotation(was) && isAnnotation(is):
			reason := ContentReplaced
			if c.rules.certified == 3 {
				reason = AnnotationAdded
			}
			c.report(AddedAnnotation, reason, "annotation %d differs", num)
		case structural(was) && structural(is):
			c.report(AddedOther, UnknownAddition, "object %d of the logical structure differs", num)
		case c.fontsAdded(was, is):
			c.report(AddedOther, UnknownAddition, "fonts were added to object %d", num)
		default:
			c.report(AddedOther, ContentReplaced, "object %d was replaced", num)
		}
	}
	return nil
}

// leftover says whether a new object is an appearance that a signing program
// wrote and then did not use, as poppler does: nothing refers to it.
func (c *comparison) leftover(num int, is any) bool {
	stream, ok := is.(*pdf.Stream)
	if !ok || stream.Dict["Subtype"] != pdf.Name("Form") {
		return false
	}
	if !slices.ContainsFunc(c.changes, func(ch change) bool { return ch.kind == AddedSignature }) {
		return false
	}
	used := false
	visit := func(r pdf.Ref) { used = used || r.Num == num }
	for other := range c.f.Revisions[c.revision].Entries {
		_, value, err := c.values(other)
		if err != nil {
			return false
		}
		pdf.References(value, visit)
	}
	pdf.References(c.new.Trailer(), visit)
	return !used
}

// fontsAdded says whether a dictionary only got new fonts: some programs put
// those of a signature into the page's resources.
func (c *comparison) fontsAdded(was, is any) bool {
	before, ok1 := was.(pdf.Dict)
	after, ok2 := is.(pdf.Dict)
	if !ok1 || !ok2 || !c.grown(before, after) {
		return false
	}
	for _, key := range pdf.Differing(before, after) {
		ref, isRef := after[key].(pdf.Ref)
		value, err := c.new.Resolve(ref)
		font, isDict := value.(pdf.Dict)
		if !isRef || err != nil || !c.fresh(ref.Num) || !isDict || font["Type"] != pdf.Name("Font") {
			return false
		}
	}
	return true
}

// same compares two values, with the data of streams.
func (c *comparison) same(was, is any) (bool, error) {
	a, ok1 := was.(*pdf.Stream)
	b, ok2 := is.(*pdf.Stream)
	if !ok1 || !ok2 {
		return pdf.Equal(was, is), nil
	}
	for _, key := range pdf.Differing(a.Dict, b.Dict) {
		if key != "Length" {
			return false, nil
		}
	}
	if a.Bytes != b.Bytes {
		return false, nil
	}
	one, other := c.f.Reader(a.Start, a.Start+a.Bytes), c.f.Reader(b.Start, b.Start+b.Bytes)
	x, y := make([]byte, 32<<10), make([]byte, 32<<10)
	for {
		n, err1 := io.ReadFull(one, x)
		m, err2 := io.ReadFull(other, y)
		if n != m || !bytes.Equal(x[:n], y[:m]) {
			return false, nil
		}
		if err1 != nil || err2 != nil {
			return n < len(x) || err1 == io.EOF, nil //nolint:errorlint // the end of a section of the file
		}
	}
}

func isAnnotation(v any) bool {
	dict, ok := v.(pdf.Dict)
	kind, named := dict["Subtype"].(pdf.Name)
	return ok && named && dict["Rect"] != nil && kind != "Widget"
}

// structural says whether an object is of the document's logical structure,
// which pages do not show.
func structural(v any) bool {
	dict, ok := v.(pdf.Dict)
	return ok && (dict["Type"] == pdf.Name("StructTreeRoot") || dict["Type"] == pdf.Name("StructElem"))
}
