package understand

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// Fold makes texts comparable that people write in many ways: lower case,
// without diacritics (đ is d), full-width letters as plain ones, everything
// that is no letter or digit as one space. It expands no abbreviation.
func Fold(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(plain(text)), isSeparator), " ")
}

// maxText is how much of a text is looked at, in bytes: more than a caption
// can hold. What follows would only cost time.
const maxText = 4000

// firstPart cuts a long text, at the last space before the limit if there is one.
func firstPart(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	if space := strings.LastIndexByte(text[:limit], ' '); space > 0 {
		return text[:space]
	}
	return strings.ToValidUTF8(text[:limit], "")
}

// plain takes off what carries no meaning here but keeps case and
// punctuation: a number's separators and a Roman numeral's case matter.
func plain(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range norm.NFD.String(width.Fold.String(text)) {
		switch {
		case r == '\n', r == '\u2028', r == '\u2029':
			b.WriteByte('\n')
		case r < unicode.MaxASCII && r >= ' ':
			b.WriteRune(r)
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf): // marks, zero-width characters
		default:
			b.WriteString(plainRune(r))
		}
	}
	return b.String()
}

// plainRune maps what the normal forms leave alone.
func plainRune(r rune) string {
	switch {
	case r == 'đ':
		return "d"
	case r == 'Đ':
		return "D"
	case r == '−' || r == '‐' || r == '‑' || r == '‒' || r == '–' || r == '—':
		return "-"
	case r == '⁄' || r == '∕' || r == '÷':
		return "/"
	case r == '’' || r == '‘' || r == 'ʼ':
		return "'"
	case r >= 'Ⅰ' && r <= 'ⅿ': // Roman numerals as characters of their own
		return norm.NFKD.String(string(r))
	case unicode.IsSpace(r) || unicode.IsControl(r):
		return " "
	}
	return string(r)
}

func isSeparator(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
