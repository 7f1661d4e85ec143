package telegram

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// The server's limits, in UTF-16 units of what is read: it counts no tags.
const (
	maxText    = 4096
	maxCaption = 1024
	maxToast   = 200
)

// split cuts HTML into parts of at most first units, the first, and rest
// units, the others (rest is not below first): between lines where it can,
// then between words, never inside a tag or an entity. Tags that are open at
// a cut are closed before and opened again after it.
func split(text string, first, rest int) []string {
	text = strings.ToValidUTF8(text, "")
	tokens, size := tokenise(text), 0
	for _, t := range tokens {
		size += t.units()
	}
	if size <= first {
		return []string{text}
	}
	s := splitter{limit: first, rest: rest}
	for _, t := range tokens {
		s.add(t)
	}
	if s.full || len(s.parts) == 0 {
		s.parts = append(s.parts, join(s.tokens)+closers(s.open))
	}
	return s.parts
}

// token is what is never cut: a tag, an entity or a character.
type token struct {
	raw  string
	name string // of a tag: "b" opens, "/b" closes; "" for the rest
}

// units is how much of the limits it takes.
func (t token) units() int {
	if t.name != "" {
		return 0
	}
	return units(html.UnescapeString(t.raw))
}
func (t token) blank() bool {
	r, _ := utf8.DecodeRuneInString(t.raw)
	return t.name == "" && unicode.IsSpace(r)
}
func (t token) visible() bool { return t.name == "" && !t.blank() }

func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

var (
	tagPattern    = regexp.MustCompile(`^<(/?[a-zA-Z][a-zA-Z0-9-]*)[^<>]*>`)
	entityPattern = regexp.MustCompile(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{1,8});`)
)

func tokenise(s string) []token {
	var all []token
	for s != "" {
		t := token{}
		if tag := tagPattern.FindStringSubmatch(s); tag != nil {
			t = token{raw: tag[0], name: strings.ToLower(tag[1])}
		} else if entity := entityPattern.FindString(s); entity != "" {
			t.raw = entity
		} else {
			_, size := utf8.DecodeRuneInString(s)
			t.raw = s[:size]
		}
		all = append(all, t)
		s = s[len(t.raw):]
	}
	return all
}

type splitter struct {
	parts []string
	limit int // of the part in the making
	rest  int // of those after it

	tokens []token // of the part in the making
	size   int     // their units
	open   []token // tags among them that are not closed yet, outermost first
	full   bool    // whether they hold anything to read
}

func (s *splitter) add(t token) {
	for s.full && s.size+t.units() > s.limit {
		s.cut(t)
	}
	if t.blank() && len(s.parts) > 0 && !s.full {
		return // no part begins with the blank that it was cut at
	}
	s.push(t)
}

func (s *splitter) push(t token) {
	s.tokens = append(s.tokens, t)
	s.size += t.units()
	s.open = opened(s.open, t)
	s.full = s.full || t.visible()
}

// cut ends the part in the making, because next does not fit any more, and
// begins another with what is left.
func (s *splitter) cut(next token) {
	at := cutAt(s.tokens, next)
	var open []token
	for _, t := range s.tokens[:at] {
		open = opened(open, t)
	}
	s.parts = append(s.parts, strings.TrimRightFunc(join(s.tokens[:at]), unicode.IsSpace)+closers(open))
	left := s.tokens[at:]
	s.tokens, s.size, s.open, s.full, s.limit = nil, 0, nil, false, s.rest
	for _, t := range open {
		s.push(t)
	}
	for _, t := range left {
		if s.full || !t.blank() {
			s.push(t)
		}
	}
}

// cutAt finds where to cut: at the last line's end, else at the last blank,
// else where the part is full, which is before next.
func cutAt(tokens []token, next token) int {
	line, blank, seen := 0, 0, false
	for i, t := range append(tokens[:len(tokens):len(tokens)], next) {
		switch {
		case t.visible():
			seen = true
		case seen && t.raw == "\n":
			line = i
		case seen && t.blank():
			blank = i
		}
	}
	switch {
	case line > 0:
		return line
	case blank > 0:
		return blank
	default:
		return len(tokens)
	}
}

// opened gives the open tags after t. The given slice is left as it is.
func opened(open []token, t token) []token {
	last := len(open) - 1
	switch {
	case t.name == "":
	case !strings.HasPrefix(t.name, "/"):
		return append(open[:len(open):len(open)], t)
	case last >= 0 && "/"+open[last].name == t.name:
		return open[:last]
	}
	return open
}

func closers(open []token) string {
	var b strings.Builder
	for i := len(open) - 1; i >= 0; i-- {
		b.WriteString("</" + open[i].name + ">")
	}
	return b.String()
}

func join(tokens []token) string {
	var b strings.Builder
	for _, t := range tokens {
		b.WriteString(t.raw)
	}
	return b.String()
}

// clip shortens plain text to at most limit units.
func clip(s string, limit int) string {
	if units(s) <= limit {
		return s
	}
	n, end := 1, 0 // one unit for the ellipsis
	for i, r := range s {
		if n += max(utf16.RuneLen(r), 1); n > limit {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	return s[:end] + "…"
}
