package pdf

import (
	"encoding/hex"
	"strconv"
	"strings"
)

// number reads a number, or a reference that begins with it.
func (l *lexer) number() (any, error) {
	word, err := l.word()
	if err != nil {
		return nil, err
	}
	if num, ok := wholeNumber(word); ok {
		ref, isRef, err := l.reference(num)
		if err != nil || isRef {
			return ref, err
		}
		return num, nil
	}
	digits := strings.TrimLeft(word, "+-")
	if len(word)-len(digits) > 1 || strings.Trim(digits, "0123456789.") != "" {
		return nil, l.fail("%q is no number", word)
	}
	if n, ok := wholeNumber(digits); ok {
		if word[0] == '-' {
			n = -n
		}
		return n, nil
	}
	f, err := strconv.ParseFloat(word, 64)
	if err != nil {
		return nil, l.fail("%q is no number", word)
	}
	return f, nil
}

// reference looks whether "gen R" follows a number, and goes back if not.
func (l *lexer) reference(num int64) (Ref, bool, error) {
	back := l.pos
	if err := l.skip(); err != nil {
		return Ref{}, false, l.unlessLast(back, err)
	}
	if !isDigit(l.buf[l.pos]) {
		l.pos = back
		return Ref{}, false, nil
	}
	word, err := l.word()
	if err != nil {
		return Ref{}, false, err
	}
	gen, ok := wholeNumber(word)
	if !ok {
		l.pos = back
		return Ref{}, false, nil
	}
	if err := l.skip(); err != nil {
		return Ref{}, false, l.unlessLast(back, err)
	}
	if l.buf[l.pos] != 'R' {
		l.pos = back
		return Ref{}, false, nil
	}
	if word, err = l.word(); err != nil {
		return Ref{}, false, err
	}
	if word != "R" || num == 0 || num > 1<<31 || gen > 65535 {
		return Ref{}, false, l.fail("not a reference")
	}
	return Ref{Num: int(num), Gen: int(gen)}, true, nil
}

// unlessLast forgives the end of the file after a number.
func (l *lexer) unlessLast(back int, err error) error {
	if !l.last {
		return err
	}
	l.pos = back
	return nil
}

func (l *lexer) name() (Name, error) {
	l.pos++
	start := l.pos
	for l.pos < len(l.buf) && !isSpace(l.buf[l.pos]) && !isDelimiter(l.buf[l.pos]) {
		l.pos++
	}
	if l.pos == len(l.buf) && !l.last {
		return "", errShort
	}
	raw := l.buf[start:l.pos]
	if len(raw) > 1024 {
		return "", l.fail("a name of %d characters", len(raw))
	}
	name := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] != '#' {
			name = append(name, raw[i])
			continue
		}
		if i+2 >= len(raw) || hexValue(raw[i+1]) < 0 || hexValue(raw[i+2]) < 0 {
			return "", l.fail("a name with a broken escape")
		}
		name = append(name, byte(hexValue(raw[i+1])<<4|hexValue(raw[i+2])))
		i += 2
	}
	return Name(name), nil
}

func hexValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// PlainHex decodes a hexadecimal string with its delimiters that has an even
// number of digits and nothing else.
func PlainHex(b []byte) ([]byte, bool) {
	if len(b) < 2 || len(b)%2 != 0 || b[0] != '<' || b[len(b)-1] != '>' {
		return nil, false
	}
	content, err := hex.DecodeString(string(b[1 : len(b)-1]))
	return content, err == nil
}

func (l *lexer) hexadecimal() (any, error) {
	start := l.pos
	l.pos++
	var content []byte
	half := -1
	for ; l.pos < len(l.buf); l.pos++ {
		c := l.buf[l.pos]
		v := hexValue(c)
		switch {
		case c == '>':
			l.pos++
			if half >= 0 {
				content = append(content, byte(half<<4))
			}
			return String{Bytes: content, Hex: true, Start: l.at(start), End: l.at(l.pos)}, nil
		case isSpace(c):
		case v < 0:
			return nil, l.fail("a hexadecimal string with another character")
		case half < 0:
			half = v
		default:
			content = append(content, byte(half<<4|v))
			half = -1
		}
	}
	return nil, l.short()
}

func (l *lexer) literal() (any, error) {
	start := l.pos
	var content []byte
	open := 0
	for l.pos < len(l.buf) {
		c := l.buf[l.pos]
		l.pos++
		switch c {
		case '(':
			if open++; open == 1 {
				continue
			}
		case ')':
			if open--; open == 0 {
				return String{Bytes: content, Start: l.at(start), End: l.at(l.pos)}, nil
			}
		case '\\':
			content = l.escape(content)
			continue
		}
		content = append(content, c)
	}
	return nil, l.short()
}

// escape reads what follows a backslash. A window that ends here is noticed by
// the caller.
func (l *lexer) escape(content []byte) []byte {
	if l.pos >= len(l.buf) {
		return content
	}
	c := l.buf[l.pos]
	l.pos++
	if i := strings.IndexByte("nrtbf", c); i >= 0 {
		return append(content, "\n\r\t\b\f"[i])
	}
	if c == '\r' {
		if l.pos < len(l.buf) && l.buf[l.pos] == '\n' {
			l.pos++
		}
		return content
	}
	if c == '\n' {
		return content
	}
	if c < '0' || c > '7' {
		return append(content, c)
	}
	v := int(c - '0')
	for n := 1; n < 3 && l.pos < len(l.buf) && l.buf[l.pos] >= '0' && l.buf[l.pos] <= '7'; n++ {
		v = v<<3 | int(l.buf[l.pos]-'0')
		l.pos++
	}
	return append(content, byte(v))
}
