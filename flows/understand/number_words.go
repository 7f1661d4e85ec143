package understand

// spelled reads a number that is written out, "một trăm linh năm". found says
// whether the words are number words at all; a sequence that is no proper
// number ("hai ba": two, three, or 23) comes back as ambiguous.
func spelled(in []string) (n Number, found bool) {
	if len(in) == 0 {
		return Number{}, false
	}
	for _, w := range in {
		if digit(w) < 0 && scale(w) == 0 && !joins(w) {
			return Number{}, false
		}
	}
	if value, ok := spelledBelow(in, 1_000_000_000); ok {
		return countOf(value), true
	}
	if len(in) == 2 && digit(in[0]) > 0 && digit(in[1]) > 0 {
		a, b := digit(in[0]), digit(in[1])
		return oneOf(countOf(a), countOf(b), countOf(a*10+b)), true
	}
	return Number{Kind: NumberAmbiguous}, true
}

// spelledBelow reads the words as a number whose scales are all below limit.
func spelledBelow(in []string, limit int64) (int64, bool) {
	if len(in) == 0 {
		return 0, false
	}
	at, top := -1, int64(0)
	for i, w := range in {
		if s := scale(w); s > top {
			at, top = i, s
		}
	}
	if at < 0 {
		if len(in) == 1 && digit(in[0]) >= 0 {
			return digit(in[0]), true
		}
		return 0, false
	}
	if top >= limit {
		return 0, false
	}
	head, ok := int64(1), true
	if at > 0 {
		head, ok = spelledBelow(in[:at], top)
	}
	if !ok || (at == 0 && in[0] == "muoi" && len(in) > 2) {
		return 0, false
	}
	rest := in[at+1:]
	if len(rest) > 0 && joins(rest[0]) {
		rest = rest[1:]
	}
	if len(rest) == 0 {
		return head * top, len(in) == at+1
	}
	tail, ok := spelledBelow(rest, top)
	return head*top + tail, ok
}

// digit reads a digit word, -1 when it is none.
func digit(word string) int64 {
	switch word {
	case "mot", "one":
		return 1
	case "hai", "two":
		return 2
	case "ba", "three":
		return 3
	case "bon", "tu", "four":
		return 4
	case "nam", "lam", "nham", "five":
		return 5
	case "sau", "six":
		return 6
	case "bay", "seven":
		return 7
	case "tam", "eight":
		return 8
	case "chin", "nine":
		return 9
	}
	return -1
}

func scale(word string) int64 {
	switch word {
	case "muoi", "chuc", "ten":
		return 10
	case "tram":
		return 100
	case "nghin", "ngan", "thousand":
		return 1000
	case "trieu":
		return 1_000_000
	}
	return 0
}

func joins(word string) bool { return word == "linh" || word == "le" }
