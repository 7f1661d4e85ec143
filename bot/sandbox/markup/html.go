package markup

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ParseHTML reads the HTML parse mode. The error's text is what Telegram
// answers after "Bad Request: can't parse entities: ".
//
// Telegram lets a bare & pass, although its documentation asks for &amp;; here
// it is refused, since it betrays a text that was not escaped.
func ParseHTML(source string) (string, []Entity, error) {
	p := parser{source: source}
	for p.pos < len(source) {
		if err := p.next(); err != nil {
			return "", nil, err
		}
	}
	if n := len(p.open); n > 0 {
		return "", nil, fmt.Errorf("Can't find end tag corresponding to start tag %q", p.open[n-1].name) //nolint:staticcheck // Telegram's words
	}
	sortEntities(p.entities)
	return p.text.String(), p.entities, nil
}

type parser struct {
	source   string
	pos      int
	text     strings.Builder
	length   int // of text, in UTF-16 code units
	open     []tag
	entities []Entity
}

// tag is an open tag: where it stands and the one attribute that matters to it.
type tag struct {
	name     string
	argument string
	offset   int // in UTF-16 code units
	textFrom int // in bytes of the text
}

func (p *parser) next() error {
	switch p.source[p.pos] {
	case '&':
		r, size := character(p.source[p.pos:])
		if size == 0 {
			return fmt.Errorf("Unescaped \"&\" or unsupported entity at byte offset %d", p.pos) //nolint:staticcheck // in the style of the others
		}
		p.pos += size
		p.write(r)
		return nil
	case '<':
		if strings.HasPrefix(p.source[p.pos:], "</") {
			return p.endTag()
		}
		return p.startTag()
	}
	r, size := utf8.DecodeRuneInString(p.source[p.pos:])
	p.pos += size
	p.write(r)
	return nil
}

func (p *parser) write(r rune) {
	p.text.WriteRune(r)
	p.length += width(r)
}

// character decodes one reference ("&lt;", "&#39;"); size 0 means that it is none.
func character(s string) (r rune, size int) {
	end := strings.IndexByte(s, ';')
	if end < 2 || end > 10 {
		return 0, 0
	}
	switch name := s[1:end]; name {
	case "lt":
		return '<', end + 1
	case "gt":
		return '>', end + 1
	case "amp":
		return '&', end + 1
	case "quot":
		return '"', end + 1
	default:
		digits, base := strings.TrimPrefix(name, "#"), 10
		if digits == name {
			return 0, 0
		}
		if hex := strings.TrimPrefix(digits, "x"); hex != digits {
			digits, base = hex, 16
		}
		code, err := strconv.ParseInt(digits, base, 32)
		if err != nil || code <= 0 || !utf8.ValidRune(rune(code)) {
			return 0, 0
		}
		return rune(code), end + 1
	}
}

func (p *parser) startTag() error {
	begin := p.pos
	end := begin + 1
	for end < len(p.source) && p.source[end] != '>' && !isSpace(p.source[end]) {
		end++
	}
	if end == len(p.source) {
		return fmt.Errorf("Unclosed start tag at byte offset %d", begin) //nolint:staticcheck // Telegram's words
	}
	name := strings.ToLower(p.source[begin+1 : end])
	if entityType(name) == "" && name != "span" {
		return fmt.Errorf("Unsupported start tag %q at byte offset %d", name, begin) //nolint:staticcheck // Telegram's words
	}
	p.pos = end
	argument, err := p.attributes(name, begin)
	if err != nil {
		return err
	}
	if name == "span" && argument != "tg-spoiler" {
		return fmt.Errorf("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", begin) //nolint:staticcheck // Telegram's words
	}
	p.open = append(p.open, tag{name: name, argument: argument, offset: p.length, textFrom: p.text.Len()})
	return nil
}

func (p *parser) endTag() error {
	begin := p.pos
	if len(p.open) == 0 {
		return fmt.Errorf("Unexpected end tag at byte offset %d", begin) //nolint:staticcheck // Telegram's words
	}
	end := strings.IndexByte(p.source[begin:], '>')
	if end < 0 {
		return fmt.Errorf("Unclosed end tag at byte offset %d", begin) //nolint:staticcheck // Telegram's words
	}
	name := strings.ToLower(strings.TrimSpace(p.source[begin+2 : begin+end]))
	last := p.open[len(p.open)-1]
	if name != "" && name != last.name {
		return fmt.Errorf("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, last.name, name) //nolint:staticcheck // Telegram's words
	}
	p.pos = begin + end + 1
	p.open = p.open[:len(p.open)-1]
	if p.length > last.offset {
		p.close(last)
	}
	return nil
}

// close makes the entity of a tag that has just ended.
func (p *parser) close(t tag) {
	e := Entity{Type: entityType(t.name), Offset: t.offset, Length: p.length - t.offset}
	switch t.name {
	case "span":
		e.Type = "spoiler"
	case "a":
		e.URL = t.argument
		if e.URL == "" {
			e.URL = p.text.String()[t.textFrom:]
		}
		if e.URL = checkedLink(e.URL); e.URL == "" {
			return
		}
	case "blockquote":
		if t.argument != "" {
			e.Type = "expandable_blockquote"
		}
	case "pre":
		// <pre><code class="language-go"> is one block of code with its language.
		if n := len(p.entities); n > 0 {
			if inner := p.entities[n-1]; inner.Type == "code" && inner.Offset == e.Offset && inner.Length == e.Length {
				e.Language = inner.Language
				p.entities = p.entities[:n-1]
			}
		}
	case "code":
		e.Language = strings.TrimPrefix(t.argument, "language-")
		if len(p.open) == 0 || p.open[len(p.open)-1].name != "pre" {
			e.Language = ""
		}
	}
	p.entities = append(p.entities, e)
}

func entityType(name string) string {
	switch name {
	case "b", "strong":
		return "bold"
	case "i", "em":
		return "italic"
	case "u", "ins":
		return "underline"
	case "s", "strike", "del":
		return "strikethrough"
	case "tg-spoiler":
		return "spoiler"
	case "a":
		return "text_link"
	case "code", "pre", "blockquote":
		return name
	default:
		return ""
	}
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }
