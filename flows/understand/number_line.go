package understand

import "strings"

// line is a typed line, sifted: its numerals with what stands between them,
// and what the other words do to them.
type line struct {
	nums     []numeral
	between  [][]string // between[i] stands before nums[i+1]: signs and words that are no fillers or units
	words    []string   // all words
	doubtful bool       // about, more than, a word that is not known
	negated  bool       // no, not, not yet
	negative bool       // a minus before the number
	broken   bool       // letters and digits mixed
	times    int64      // "5 nghìn": what the numeral is multiplied by; 0 for nothing
}

func sift(all []piece) line {
	var l line
	var gap []string
	for i, p := range all {
		if p.isNum {
			if len(l.nums) > 0 {
				l.between = append(l.between, gap)
			} else {
				l.before(gap)
			}
			gap = nil
			l.nums = append(l.nums, p.num)
			continue
		}
		if p.glued && !isUnit(p.text) && !isFiller(p.text) && !isMultiplier(p.text) {
			l.broken = l.broken || len(p.text) > 3
			l.doubtful = true
		}
		if isWord(p.text) {
			l.words = append(l.words, p.text)
		}
		l.scaled(all, i)
		if ordinal(p.text) && i+1 < len(all) && all[i+1].isNum {
			l.doubtful = true
		}
		l.note(p.text)
		if !isFiller(p.text) && !isUnit(p.text) {
			gap = append(gap, p.text)
		}
	}
	if len(l.nums) > 0 {
		l.after(gap)
	}
	return l
}

// note takes from a word or sign what it does wherever it stands.
func (l *line) note(word string) {
	switch {
	case word == "khong", word == "chua", word == "no", word == "not", word == "chang":
		l.negated = true
	case isRoman(word):
		l.broken = true
	case strings.IndexFunc(word, func(r rune) bool { return isDigit(r) }) >= 0:
		l.broken = true
	}
}

// before judges what stands before the first numeral.
func (l *line) before(gap []string) {
	for i, w := range gap {
		switch {
		case w == "-" && i == len(gap)-1, w == "am":
			l.negative = true
		case w == ":", w == "=", w == "(", w == "\"", w == "toi":
		default:
			l.doubtful = true
		}
	}
}

// after judges what stands after the last numeral.
func (l *line) after(gap []string) {
	for _, w := range gap {
		if !strings.Contains(".,)!;\"\n", w) && !isMultiplier(w) {
			l.doubtful = true
		}
	}
	if len(l.nums) == 1 && l.nums[0].text == "0" && len(l.words) == 1 && l.words[0] == "co" {
		l.negated = true // "0 có" is "không có", typed with a digit
	}
}

// scaled notes a multiplier right behind a numeral. "trăm" and "chục" without
// their marks are trạm and chức, so they are asked back.
func (l *line) scaled(all []piece, i int) {
	if i == 0 || !all[i-1].isNum {
		return
	}
	switch all[i].text {
	case "nghin", "ngan", "thousand":
		l.times = 1000
	case "trieu", "tr", "million":
		l.times = 1_000_000
	case "tram", "chuc":
		l.times = -1
	}
}

func isMultiplier(word string) bool {
	switch word {
	case "nghin", "ngan", "thousand", "trieu", "tr", "million":
		return true
	}
	return false
}

func isWord(text string) bool { return !isSeparator([]rune(text)[0]) }

func isRoman(word string) bool { return strings.Trim(word, "ivx") == "" }
