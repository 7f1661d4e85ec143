package understand

import (
	"math/big"
	"strings"

	"minhchung/scoring"
)

// maxNumberText bounds what is taken for an answer with a number, in bytes.
const maxNumberText = 300

// ParseNumber reads a number as people type it. It never guesses: whatever
// has a second meaning, is an estimate or holds words that it does not know
// is ambiguous or unclear.
func ParseNumber(text string) Number {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > maxNumberText {
		return Number{Kind: NumberUnclear}
	}
	all := pieces(text)
	line := sift(all)
	switch {
	case len(line.nums) == 0:
		return wordsOnly(text, line)
	case line.negative:
		return Number{Kind: NumberNegative}
	case line.broken || isTypedDate(line):
		return Number{Kind: NumberUnclear}
	}
	n := line.value()
	if line.negated {
		return negated(n, line.words)
	}
	if line.doubtful && n.Kind != NumberTooLarge {
		return oneOf(n)
	}
	return n
}

// negated is a number beside a "no": only "0" agrees with one.
func negated(n Number, words []string) Number {
	if n.Kind == NumberCount && n.Count == 0 {
		if said := absence(words); said.Kind != NumberUnclear {
			return said
		}
		return Number{Kind: NumberNone}
	}
	return oneOf(n)
}

// isTypedDate says whether the line is a day, month and year: never a ratio.
func isTypedDate(l line) bool {
	if len(l.nums) != 3 {
		return false
	}
	groups := make([]string, 3)
	for i, n := range l.nums {
		groups[i] = n.text
	}
	for _, gap := range l.between {
		if len(gap) != 1 || !strings.Contains("/-.", gap[0]) {
			return false
		}
	}
	return isDate(groups)
}

// value reads the numerals with what stands between them.
func (l line) value() Number {
	first := l.nums[0]
	switch len(l.nums) {
	case 1:
		if first.percent {
			return first.share()
		}
		return l.multiplied(first.count())
	case 2:
		return l.pair()
	case 3:
		return l.checkedRatio()
	}
	return Number{Kind: NumberAmbiguous}
}

// pair is a ratio when the words between say so, else two numbers.
func (l line) pair() Number {
	a, b := l.nums[0], l.nums[1]
	if a.percent || b.percent {
		if a.percent && b.percent {
			return oneOf(a.share(), b.share())
		}
		return Number{Kind: NumberAmbiguous}
	}
	x, y := a.count(), b.count()
	between := strings.Join(l.between[0], " ")
	switch {
	case isRatioSign(between):
		return ratio(x, y)
	case between == "-" || between == "den" || between == "toi" || between == "~" || between == "hoac" || between == "hay":
		return oneOf(x, y)
	}
	if x.Kind == NumberCount && y.Kind == NumberCount {
		return oneOf(ratioOf(min(x.Count, y.Count), max(x.Count, y.Count)))
	}
	return Number{Kind: NumberAmbiguous}
}

func isRatioSign(between string) bool {
	switch between {
	case "/", "\\", "tren", "tren tong", "tren tong so", "tren tong cong", "/ tong", "/ tong so",
		"trong", "trong tong", "trong tong so", "trong so", "of", "out of", "of total", "over":
		return true
	}
	return false
}

// ratio puts two readings together. "3/2023" may be a month.
func ratio(x, y Number) Number {
	for _, n := range []Number{x, y} {
		switch n.Kind {
		case NumberTooLarge, NumberFraction:
			return n
		default:
		}
	}
	if x.Kind == NumberCount && y.Kind == NumberCount {
		n := ratioOf(x.Count, y.Count)
		if x.Count >= 1 && x.Count <= 12 && isYear(y.Count) {
			return oneOf(n)
		}
		return n
	}
	p, w := firstCount(x), firstCount(y)
	if p < 0 || w < 0 {
		return Number{Kind: NumberAmbiguous}
	}
	return oneOf(ratioOf(p, w))
}

func firstCount(n Number) int64 {
	if n.Kind == NumberCount {
		return n.Count
	}
	for _, c := range n.Could {
		if c.Kind == NumberCount {
			return c.Count
		}
	}
	return -1
}

// checkedRatio is "37/119 (31,1%)": a ratio, if the percentage agrees.
func (l line) checkedRatio() Number {
	last := l.nums[2]
	if !last.percent || l.nums[0].percent || l.nums[1].percent || !isRatioSign(strings.Join(l.between[0], " ")) {
		return Number{Kind: NumberAmbiguous}
	}
	for _, w := range l.between[1] {
		if !strings.Contains("(=,:;->", w) && w != "dat" && w != "tuc" {
			return Number{Kind: NumberAmbiguous}
		}
	}
	r, percent := ratio(l.nums[0].count(), l.nums[1].count()), last.share()
	if r.Kind != NumberRatio || percent.Kind != NumberPercent || !agrees(r, percent.Value) {
		return oneOf(r, percent)
	}
	return r
}

// agrees says whether a percentage is a ratio's, give or take its rounding:
// less than one unit of its last decimal.
func agrees(r Number, percent scoring.Number) bool {
	if r.Whole == 0 {
		return false
	}
	text, err := percent.MarshalJSON()
	if err != nil {
		return false
	}
	given, ok := new(big.Rat).SetString(string(text))
	if !ok {
		return false
	}
	unit := big.NewRat(1, 1)
	if _, decimals, found := strings.Cut(string(text), "."); found {
		unit.SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(len(decimals))), nil))
	}
	diff := new(big.Rat).Sub(big.NewRat(r.Part*100, r.Whole), given)
	return diff.Abs(diff).Cmp(unit) < 0
}

// multiplied is "5 nghìn".
func (l line) multiplied(n Number) Number {
	switch {
	case l.times == 0:
		return n
	case l.times > 0 && n.Kind == NumberCount:
		return countOf(n.Count * l.times) // both are below maxCount: no overflow
	}
	return Number{Kind: NumberAmbiguous}
}
