package document

import (
	"strings"
)

// header is the top of the first page: who issues on the left, the country's
// name and the date on the right.
type header struct {
	boundary float64 // between the two columns
	top      float64 // of the header, as a baseline
	end      float64 // the baseline of what follows it: heading, addressee
	left     []line  // the left column
	right    []line
	at       int // which of left has the number; -1 for none
}

// maxHeader is how far down a header reaches, as a part of the page.
const maxHeader = 0.5

func headerOf(s sheet) header {
	h := header{boundary: 0.45 * s.width, end: maxHeader * s.height, at: -1}
	for _, l := range s.printed {
		if countryLine.MatchString(l.text) || mottoLine.MatchString(l.text) || partyLine.MatchString(l.text) {
			h.boundary = l.left - 1
			h.top = l.base - 2.5*l.size
			if !mottoLine.MatchString(l.text) {
				break // it is the widest of the column
			}
		}
	}
	for _, l := range s.printed {
		if l.base < h.top {
			continue
		}
		if _, _, ok := heading(l.text); (ok && l.right > h.boundary) || addressee.MatchString(l.text) {
			h.end = min(h.end, l.base)
			break
		}
	}
	for _, l := range s.printed {
		switch {
		case l.base < h.top || l.base >= h.end:
		case l.center() < h.boundary:
			h.left = append(h.left, l)
		default:
			h.right = append(h.right, l)
		}
	}
	for i, l := range h.left {
		if numberLine.MatchString(l.text) && strings.ContainsAny(h.rowText(i), "/-") && !copyNumber.MatchString(l.text) {
			h.at = i
			break
		}
	}
	return h
}

// maxParts is in how many parts a number or a date may stand: blanks, and the
// end of the column, part it.
const maxParts = 5

// rowText is a line of the left column with what stands to the right of it
// there: a wide blank for the clerk parts "Số:" from "/QĐ-SYT". A symbol too
// long for the column goes on below.
func (h header) rowText(i int) string {
	text := h.left[i].text
	for _, l := range h.left[i+1 : min(i+1+maxParts, len(h.left))] {
		if l.beside(h.left[i]) && l.left > h.left[i].left {
			text += " " + l.text
		}
	}
	if i+1 < len(h.left) && (strings.HasSuffix(text, "-") || strings.HasSuffix(text, "/")) && !h.left[i+1].beside(h.left[i]) {
		text += h.left[i+1].text
	}
	return text
}

// issuer gives who issues the document, and the body above it.
func (h header) issuer() (superior, issuer string) {
	var names []line
	for i, l := range h.left {
		if i == h.at || h.at < 0 && numberLine.MatchString(l.text) || leadIn.MatchString(l.text) {
			break
		}
		if h.at >= 0 && l.beside(h.left[h.at]) || !upper(l.text) || rule.MatchString(l.text) || degree(l.text) != NotClassified || urgent.MatchString(l.text) || copyMark.MatchString(l.text) {
			continue
		}
		names = append(names, l)
	}
	at := issuerAt(names)
	return joined(names[:at]), joined(names[at:])
}

// issuerAt says which of the lines begin the issuer's name: those in bold at
// the end, or without such a difference the last that begins like a name.
func issuerAt(names []line) int {
	at := len(names)
	for at > 0 && names[at-1].bold {
		at--
	}
	for at > 0 && at < len(names) && goesOnName(names[at].text) {
		at--
	}
	if at > 0 && at < len(names) {
		return at
	}
	for at = len(names) - 1; at > 0; at-- {
		if namesBody(names[at].text) && !oneBody(names[at-1].text) {
			return at
		}
	}
	return 0
}

// maxName bounds a name, maxSubject a subject, in characters.
const (
	maxName    = 200
	maxSubject = 500
)

func joined(lines []line) string {
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = strings.Trim(l.text, "*_ ")
	}
	return shorten(strings.Join(strings.Fields(strings.Join(texts, " ")), " "), maxName)
}
