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
		default:
			c.report(AddedOther, ContentReplaced, "object %d was replaced", num)
		}
	}
	return nil
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
