package understand

import (
	"strconv"
	"strings"

	"minhchung/scoring"
)

// numeral is a number as its digits stand in a text: "1.234,5".
type numeral struct {
	text    string // digits and the separators between them
	percent bool   // a percent sign or word follows
}

// count reads a numeral as a count, the Vietnamese way: points and spaces
// between thousands, a comma before the decimals. What English would read
// otherwise is ambiguous.
func (n numeral) count() Number {
	groups, seps := n.split()
	switch {
	case len(groups) == 1:
		return wholeNumber(groups[0])
	case sameSeparator(seps) && seps[0] == ',' && len(seps) == 1:
		return commaNumber(groups)
	case sameSeparator(seps) && seps[0] == '.' && len(seps) == 1 && !inThousands(groups):
		return pointNumber(groups)
	case sameSeparator(seps) && inThousands(groups):
		return thousands(groups, seps)
	case sameSeparator(seps):
		return oddGroups(groups, seps)
	}
	return mixed(groups, seps)
}

func (n numeral) split() (groups []string, seps []byte) {
	start := 0
	for i := 0; i < len(n.text); i++ {
		if c := n.text[i]; c < '0' || c > '9' {
			groups, seps, start = append(groups, n.text[start:i]), append(seps, c), i+1
		}
	}
	return append(groups, n.text[start:]), seps
}

// wholeNumber reads digits. A long number that starts with 0 is a phone's or
// a document's.
func wholeNumber(digits string) Number {
	if strings.HasPrefix(digits, "0") && len(digits) >= 9 {
		return Number{Kind: NumberUnclear}
	}
	value, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return Number{Kind: NumberTooLarge}
	}
	return countOf(value)
}

func inThousands(groups []string) bool {
	if len(groups[0]) > 3 || strings.HasPrefix(groups[0], "0") {
		return false
	}
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return false
		}
	}
	return true
}

func sameSeparator(seps []byte) bool {
	for _, s := range seps {
		if s != seps[0] {
			return false
		}
	}
	return true
}

// commaNumber is "37,5" (a fraction), or "1,234", which may be an Excel's.
func commaNumber(groups []string) Number {
	fraction := decimal(groups[0], groups[1])
	if inThousands(groups) {
		return oneOf(wholeNumber(groups[0]+groups[1]), fraction)
	}
	return fraction
}

// pointNumber is "1.5": English for a fraction, or a slip.
func pointNumber(groups []string) Number {
	fraction := decimal(groups[0], groups[1])
	if groups[0] == "0" {
		return fraction
	}
	return oneOf(fraction, wholeNumber(groups[0]+groups[1]))
}

// thousands is "1.234", "1 234 567". Two numbers typed with a space between
// them, "37 119", look the same.
func thousands(groups []string, seps []byte) Number {
	n := wholeNumber(strings.Join(groups, ""))
	if seps[0] == ' ' && len(groups) == 2 && len(groups[0]) > 1 {
		return oneOf(n, parted(groups[0], groups[1]))
	}
	return n
}

func parted(part, whole string) Number {
	p, w := wholeNumber(part), wholeNumber(whole)
	if p.Kind != NumberCount || w.Kind != NumberCount {
		return Number{Kind: NumberUnclear}
	}
	return ratioOf(p.Count, w.Count)
}

// oddGroups is "1.23.4" or a date, "31.3.2023".
func oddGroups(groups []string, seps []byte) Number {
	if seps[0] == '.' && isDate(groups) {
		return Number{Kind: NumberUnclear}
	}
	return oneOf(wholeNumber(strings.Join(groups, "")))
}

// mixed is "1.234,5" or, in English, "1,234.5".
func mixed(groups []string, seps []byte) Number {
	last := len(seps) - 1
	if seps[last] == ' ' || !sameSeparator(seps[:last]) || seps[last] == seps[0] || !inThousands(groups[:last+1]) {
		return oneOf(wholeNumber(strings.Join(groups, "")))
	}
	return decimal(strings.Join(groups[:last+1], ""), groups[last+1])
}

// decimal is a fraction, or a count when the decimals are zeros.
func decimal(integer, decimals string) Number {
	if strings.Trim(decimals, "0") == "" {
		return wholeNumber(integer)
	}
	if len(integer) > 10 || len(decimals) > 20 {
		return Number{Kind: NumberTooLarge}
	}
	return fractionOf(exact(integer, decimals))
}

// exact makes a number of digits before and after the decimal mark.
func exact(integer, decimals string) scoring.Number {
	text := strings.TrimLeft(integer, "0")
	if text == "" {
		text = "0"
	}
	if decimals != "" {
		text += "." + decimals
	}
	n, err := scoring.ParseNumber(text)
	if err != nil {
		panic("understand: digits that are no number: " + text) // only digits come here, and few
	}
	return n
}

// share reads a numeral that a percent sign follows: either mark is decimal,
// because nobody has a thousand percent; but "1.000 %" may be a slip.
func (n numeral) share() Number {
	groups, seps := n.split()
	if len(n.text) > 24 {
		return Number{Kind: NumberTooLarge}
	}
	switch {
	case len(seps) == 0:
		return percentOf(exact(groups[0], ""))
	case len(seps) > 1 || seps[0] == ' ' || seps[0] == '\'':
		return Number{Kind: NumberAmbiguous}
	case seps[0] == '.' && inThousands(groups):
		return oneOf(percentOf(exact(groups[0], groups[1])))
	}
	return percentOf(exact(groups[0], groups[1]))
}

// isDate says whether three groups can be day, month and year.
func isDate(groups []string) bool {
	if len(groups) != 3 {
		return false
	}
	day, month, year := small(groups[0]), small(groups[1]), small(groups[2])
	if year < 100 && len(groups[2]) == 2 {
		year += 2000
	}
	return day >= 1 && day <= 31 && month >= 1 && month <= 12 && isYear(year)
}

// isYear says whether a number is most likely a year.
func isYear(n int64) bool { return n >= 2000 && n <= 2099 }

// small reads digits; -1 for more than nine of them.
func small(digits string) int64 {
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || len(digits) > 9 {
		return -1
	}
	return n
}
