package markup

import (
	"fmt"
	"net/url"
	"strings"
)

// attributes reads up to the tag's ">" and gives the value of the attribute
// that the tag has a use for: a link, a class, or "expandable".
func (p *parser) attributes(name string, begin int) (string, error) {
	argument := ""
	for {
		p.skipSpace()
		if p.pos >= len(p.source) {
			return "", unclosed(name, begin)
		}
		if p.source[p.pos] == '>' {
			p.pos++
			return argument, nil
		}
		key, value, err := p.attribute(name, begin)
		if err != nil {
			return "", err
		}
		switch {
		case name == "a" && key == "href", (name == "code" || name == "span") && key == "class":
			argument = value
		case name == "blockquote" && key == "expandable":
			argument = key
		}
	}
}

func (p *parser) attribute(name string, begin int) (key, value string, err error) {
	from := p.pos
	for p.pos < len(p.source) && !isSpace(p.source[p.pos]) && p.source[p.pos] != '=' && p.source[p.pos] != '>' {
		p.pos++
	}
	key = strings.ToLower(p.source[from:p.pos])
	if key == "" {
		return "", "", fmt.Errorf("Empty attribute name in the tag %q at byte offset %d", name, begin) //nolint:staticcheck // Telegram's words
	}
	p.skipSpace()
	if p.pos >= len(p.source) {
		return "", "", unclosed(name, begin)
	}
	if p.source[p.pos] != '=' {
		if key == "expandable" {
			return key, "", nil
		}
		return "", "", fmt.Errorf("Expected equal sign in declaration of an attribute of the tag %q at byte offset %d", name, begin) //nolint:staticcheck // Telegram's words
	}
	p.pos++
	p.skipSpace()
	if p.pos >= len(p.source) {
		return "", "", unclosed(name, begin)
	}
	value, err = p.value(begin)
	return key, value, err
}

func (p *parser) value(begin int) (string, error) {
	from, quote := p.pos, p.source[p.pos]
	if quote != '"' && quote != '\'' {
		for p.pos < len(p.source) && isNameToken(p.source[p.pos]) {
			p.pos++
		}
		if p.pos < len(p.source) && p.source[p.pos] != '>' && !isSpace(p.source[p.pos]) {
			return "", fmt.Errorf("Unexpected end of name token at byte offset %d", from) //nolint:staticcheck // Telegram's words
		}
		return strings.ToLower(p.source[from:p.pos]), nil
	}
	length := strings.IndexByte(p.source[from+1:], quote)
	if length < 0 {
		return "", fmt.Errorf("Unclosed start tag at byte offset %d", begin) //nolint:staticcheck // Telegram's words
	}
	p.pos = from + 1 + length + 1
	return unescape(p.source[from+1 : from+1+length]), nil
}

// unescape decodes an attribute's references; a bare & is common in links and stays.
func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] == '&' {
			if r, size := character(s[i:]); size > 0 {
				b.WriteRune(r)
				i += size
				continue
			}
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}

// checkedLink gives a link as Telegram keeps it, "" for what is none: the text then stays without a link.
func checkedLink(link string) string {
	link = strings.TrimSpace(link)
	if !strings.Contains(link, "://") && !strings.HasPrefix(link, "mailto:") && !strings.HasPrefix(link, "tel:") {
		link = "http://" + link
	}
	u, err := url.Parse(link)
	if err != nil {
		return ""
	}
	switch u.Scheme {
	case "http", "https", "tg", "ton":
		if u.Host == "" || u.Scheme[0] == 'h' && !strings.Contains(u.Host, ".") && u.Hostname() != "localhost" {
			return ""
		}
		if u.Path == "" && u.RawQuery == "" && u.Scheme[0] == 'h' {
			u.Path = "/"
		}
		return u.String()
	case "mailto", "tel":
		return u.String()
	default:
		return ""
	}
}

func (p *parser) skipSpace() {
	for p.pos < len(p.source) && isSpace(p.source[p.pos]) {
		p.pos++
	}
}

func isNameToken(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '.' || b == '-'
}

func unclosed(name string, begin int) error {
	return fmt.Errorf("Unclosed start tag %q at byte offset %d", name, begin) //nolint:staticcheck // Telegram's words
}
