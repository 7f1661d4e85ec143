package understand

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxWords is how much of a text is looked at: a question is short, and what
// follows would only cost time.
const maxWords = 60

// words gives the folded words of a text with abbreviations written out and
// what belongs together joined: "Họp BCĐ Q1" is hop ban chi dao quy_1.
func words(text string) []string {
	var out []string
	for _, marked := range strings.FieldsFunc(strings.ToLower(norm.NFC.String(firstPart(text, maxText))), splitsWords) {
		if len(out) >= maxWords {
			break
		}
		if keepsMarks(marked) {
			out = append(out, marked)
			continue
		}
		for _, word := range strings.Fields(Fold(local(marked))) {
			out = append(out, strings.Fields(expand(word))...)
		}
	}
	return join(out)
}

// splitsWords separates at what is no part of a word. A mark that stands
// alone, or a zero-width character, is inside one.
func splitsWords(r rune) bool {
	return isSeparator(r) && !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf)
}

// keepsMarks names words that would mean their opposite without their marks:
// right, don't. (What remains as "dung" may then be dừng, stop, or dùng.)
func keepsMarks(word string) bool {
	switch word {
	case "đúng", "đừng", "dừng":
		return true
	}
	return false
}

// local gives the standard word for one of Huế's own, which without its marks
// would be another: mô (where) and mở (open), chừ (now) and chữ (letter).
func local(word string) string {
	switch word {
	case "mô":
		return "đâu"
	case "răng":
		return "sao"
	case "rứa":
		return "vậy"
	case "ni":
		return "này"
	case "nớ", "tê":
		return "đó"
	case "chừ":
		return "giờ"
	case "mần":
		return "làm"
	case "tui":
		return "tôi"
	}
	return word
}

// join makes one word of neighbours that mean something only together.
func join(in []string) []string {
	out := in[:0]
	for i := 0; i < len(in); i++ {
		word, next := in[i], ""
		if i+1 < len(in) {
			next = in[i+1]
		}
		switch {
		case (word == "quy" || word == "quarter") && quarter(next) != "":
			word, i = "quy_"+quarter(next), i+1
		case next == "quarter" && ordinalQuarter(word) != "":
			word, i = "quy_"+ordinalQuarter(word), i+1
		case len(word) == 2 && word[0] == 'q' && quarter(word[1:]) != "":
			word = "quy_" + quarter(word[1:])
		case len(word) == 4 && strings.HasPrefix(word, "quy") && quarter(word[3:]) != "":
			word = "quy_" + quarter(word[3:])
		case word == "hue" && next == "s", word == "e" && next == "form", word == "wi" && next == "fi":
			word, i = word+next, i+1
		case word == "smart" && next == "phone":
			word, i = "smartphone", i+1
		}
		out = append(out, word)
	}
	return out
}

// quarter reads the number of a quarter, "" when it is none.
func quarter(word string) string {
	switch word {
	case "1", "i", "01", "mot", "dau", "one":
		return "1"
	case "2", "ii", "02", "hai", "two":
		return "2"
	case "3", "iii", "03", "ba", "three":
		return "3"
	case "4", "iv", "04", "tu", "bon", "cuoi", "four":
		return "4"
	}
	return ""
}

func ordinalQuarter(word string) string {
	switch word {
	case "first", "1st":
		return "1"
	case "second", "2nd":
		return "2"
	case "third", "3rd":
		return "3"
	case "fourth", "4th", "last":
		return "4"
	}
	return ""
}
