package document

import (
	"slices"
	"strings"
)

// maxSubjectLines is how many lines a subject may have.
const maxSubjectLines = 8

// subject gives the type and the subject: under a heading, or of a letter
// without one under its number.
func (h header) subject(s sheet) (kind, subject string) {
	if subject := h.about(); subject != "" {
		return TypeLetter, subject
	}
	for i, l := range s.printed {
		if l.base < h.top || l.base > maxHeader*s.height {
			continue
		}
		kind, rest, ok := heading(l.text)
		if !ok || l.right < h.boundary {
			continue
		}
		texts := []string{rest}
		for _, below := range underHeading(l, s.printed[i+1:], rest != "") {
			texts = append(texts, below.text)
		}
		return kind, oneLine(texts)
	}
	return "", ""
}

// about is the "V/v …" of a letter: in the left column, under the number.
func (h header) about() string {
	start := slices.IndexFunc(h.left, func(l line) bool { return leadIn.MatchString(l.text) })
	if start < 0 || h.at > start {
		return ""
	}
	texts := []string{h.left[start].text}
	last := h.left[start]
	for _, l := range h.left[start+1:] {
		if l.base-last.base > 1.9*last.size || upper(l.text) || addressee.MatchString(l.text) || len(texts) == maxSubjectLines {
			break
		}
		texts, last = append(texts, l.text), l
	}
	return oneLine(texts)
}

// underHeading gives the lines of the subject: centred under the heading, of
// one weight, and close to each other. With goesOn the subject began on the
// line of the heading.
func underHeading(title line, below []line, goesOn bool) []line {
	var subject []line
	last := title
	leading := 0.0
	for _, l := range below {
		if l.beside(last) || l.base < last.base {
			continue
		}
		gap := l.base - last.base
		bracketed := len(subject) == 0 && l.text[0] == '(' && leadIn.MatchString(l.text[1:]) // "(Về việc …)"
		starts := bodyStart.MatchString(l.text) && !bracketed
		switch {
		case len(subject) == maxSubjectLines, gap > 3*l.size, rule.MatchString(l.text), addressee.MatchString(l.text), l.text[0] == '(' && !bracketed:
			return subject
		case leading > 0 && gap > 1.6*leading, abs(l.center()-title.center()) > max(8, 0.7*l.size):
			return subject
		case upper(l.text) && (len(subject) > 0 && !upper(subject[0].text) || namesAuthority(l.text)):
			return subject
		case len(subject) == 0 && title.bold && !l.bold && starts:
			return subject
		case len(subject) > 0 && (l.bold != subject[0].bold || !l.bold && starts):
			return subject
		case goesOn && !upper(l.text) && (!l.bold || starts):
			return subject
		}
		leading = gap
		if len(subject) > 1 {
			leading = min(leading, gap)
		}
		subject, last = append(subject, l), l
	}
	return subject
}

// namesAuthority says that a line is who decides: "GIÁM ĐỐC SỞ Y TẾ" under the
// heading of a decision.
func namesAuthority(text string) bool { return isHead(text) || isDeputy(text) }

func oneLine(texts []string) string {
	text := strings.Join(strings.Fields(strings.Join(texts, " ")), " ")
	if inner, ok := strings.CutPrefix(text, "("); ok && strings.HasSuffix(inner, ")") {
		text = strings.TrimSuffix(inner, ")")
	}
	return shorten(strings.TrimRight(text, "*_- "), maxSubject)
}
