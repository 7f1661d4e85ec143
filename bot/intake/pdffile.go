package intake

import (
	"bytes"

	"minhchung/bot/intake/signature/pdf"
	"minhchung/flows"
)

// maxPages is how many pages a PDF may say that it has.
const maxPages = 5000

// insidePDF says whether a PDF can be opened without a password, and is of
// some reasonable length. What cannot be followed strictly, viewers repair: it
// is judged by its end alone.
func (f *file) insidePDF() flows.Refusal {
	if !f.endsAsPDF() {
		return flows.RefusedBroken
	}
	f.left += 2 * f.size
	document, err := pdf.Open(f, f.size)
	if err != nil || len(document.Revisions) == 0 {
		if bytes.Contains(f.tail(64<<10), []byte("/Encrypt")) {
			return flows.RefusedEncrypted // nobody here can tell with which password
		}
		return flows.RefusedNot
	}
	last := document.At(len(document.Revisions) - 1)
	switch {
	case last.Trailer()["Encrypt"] != nil && !opensFreely(last):
		return flows.RefusedEncrypted
	case pageCount(last) > maxPages:
		return flows.RefusedCrowded
	}
	return flows.RefusedNot
}

// pageCount is what a PDF says of its length; 0 when it does not.
func pageCount(v pdf.View) int64 {
	var node pdf.Dict
	for _, key := range []pdf.Name{"Root", "Pages"} {
		value := v.Trailer()[key]
		if node != nil {
			value = node[key]
		}
		resolved, err := v.Resolve(value)
		if err != nil {
			return 0
		}
		if node, _ = pdf.DictOf(resolved); node == nil {
			return 0
		}
	}
	count, _ := node["Count"].(int64)
	return count
}
