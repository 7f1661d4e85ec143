package document

import (
	"regexp"
	"strings"
)

const (
	markArea  = 0.5  // the part of the first page where a mark is printed
	markStrip = 0.12 // at the top and the bottom of every page, where it is repeated
)

var (
	degreeOf = regexp.MustCompile(`^(?:(?i:độ mật)\s*:\s*)?\(?(MẬT|TỐI MẬT|TUYỆT MẬT)\)?$`)
	// "… BẢO / MẬT": the end of a heading in capitals, not a mark.
	splitWord = regexp.MustCompile(`(?i)(bảo|bí|cơ|nội dung|thông tin)$`)
)

// classified finds the mark of a degree of secrecy: alone on its line, in
// capitals, where Decree 30/2020 puts it. The highest one counts.
func classified(sheets []sheet) Classification {
	highest := NotClassified
	for _, s := range sheets {
		for i, l := range s.printed {
			if marksSheet(s, l) && !continues(s.printed[:i], l) {
				highest = higher(highest, degree(l.text))
			}
		}
		for _, l := range s.drawn {
			highest = higher(highest, degree(l.text))
		}
	}
	return highest
}

func marksSheet(s sheet, l line) bool {
	at := l.base / max(s.height, 1)
	return s.number == 1 && at < markArea || at < markStrip || at > 1-markStrip
}

// degree is the degree of secrecy that a line is the mark of. Stamps have
// frames of signs, and letters spaced out.
func degree(text string) Classification {
	text = strings.Trim(text, "|*[]-_=.: ")
	if squeezed := squeeze(text); squeezed == "MẬT" || squeezed == "TỐIMẬT" || squeezed == "TUYỆTMẬT" {
		text = strings.TrimSpace(strings.TrimSuffix(squeezed, "MẬT") + " MẬT")
	}
	m := degreeOf.FindStringSubmatch(text)
	if m == nil {
		return NotClassified
	}
	switch m[1] {
	case "TUYỆT MẬT":
		return TopSecret
	case "TỐI MẬT":
		return HighlySecret
	}
	return Secret
}

func higher(a, b Classification) Classification {
	if rank(b) > rank(a) {
		return b
	}
	return a
}

func rank(c Classification) int {
	switch c {
	case TopSecret:
		return 3
	case HighlySecret:
		return 2
	case Secret:
		return 1
	case NotClassified:
	}
	return 0
}

// continues says that a line is the rest of the one above it.
func continues(above []line, l line) bool {
	for i := len(above) - 1; i >= 0; i-- {
		if gap := l.base - above[i].base; gap > 0.5*l.size {
			return gap < 1.9*l.size && abs(above[i].center()-l.center()) < above[i].right-above[i].left && splitWord.MatchString(above[i].text)
		}
	}
	return false
}
