package understand

import (
	"strings"
	"unicode"
)

// piece is a part of a typed line: a numeral, a folded word or a sign.
type piece struct {
	num   numeral
	isNum bool
	text  string // a word, or a sign
	glued bool   // a word typed right behind a numeral: "12ng"
}

// pieces cuts a line into numerals, words (chat abbreviations written out)
// and signs. A new line is a sign.
func pieces(text string) []piece {
	s := []rune(strings.ToLower(plain(text)))
	var out []piece
	for i := 0; i < len(s); {
		switch r := s[i]; {
		case isDigit(r):
			end := numeralEnd(s, i)
			out = append(out, piece{isNum: true, num: numeral{text: string(s[i:end])}})
			i = end
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			end := i + 1
			for end < len(s) && (unicode.IsLetter(s[end]) || unicode.IsDigit(s[end])) {
				end++
			}
			glued := i > 0 && isDigit(s[i-1])
			for _, w := range strings.Fields(chatWord(string(s[i:end]))) {
				out = append(out, piece{text: w, glued: glued})
			}
			i = end
		case r == ' ':
			i++
		default:
			out = append(out, piece{text: string(r)})
			i++
		}
	}
	return markPercents(out)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// numeralEnd finds where a numeral that starts at i ends. A space belongs to
// it only before exactly three digits, and only among spaces.
func numeralEnd(s []rune, i int) int {
	end, spaced, marked := digitsEnd(s, i), false, false
	first := end - i
	for end+1 < len(s) && isDigit(s[end+1]) {
		switch s[end] {
		case '.', ',', '\'':
			if spaced {
				return end
			}
			marked, end = true, digitsEnd(s, end+1)
		case ' ':
			next := digitsEnd(s, end+1)
			if marked || first > 3 || s[i] == '0' || next-end-1 != 3 || continues(s, next) {
				return end
			}
			spaced, end = true, next
		default:
			return end
		}
	}
	return end
}

// continues says whether a mark and more digits follow: "5 1.234" is no 51,234.
func continues(s []rune, i int) bool {
	return i+1 < len(s) && strings.ContainsRune(".,'", s[i]) && isDigit(s[i+1])
}

func digitsEnd(s []rune, i int) int {
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return i
}

// chatWord writes out an abbreviation where a number or a yes is asked for.
func chatWord(word string) string {
	if word == "kh" {
		return "khong"
	}
	if long := expandChat(word); long != "" {
		return long
	}
	return word
}

// markPercents moves a percent sign or word into the numeral before it.
func markPercents(in []piece) []piece {
	out := in[:0]
	for i := 0; i < len(in); i++ {
		taken := percentWords(in[i:])
		if taken == 0 || len(out) == 0 || !out[len(out)-1].isNum {
			out = append(out, in[i])
			continue
		}
		out[len(out)-1].num.percent = true
		i += taken - 1
	}
	return out
}

// percentWords counts the pieces at the front that mean percent.
func percentWords(in []piece) int {
	switch {
	case in[0].isNum:
		return 0
	case in[0].text == "%", in[0].text == "percent", in[0].text == "phantram":
		return 1
	case len(in) > 1 && (in[0].text == "phan" && in[1].text == "tram" || in[0].text == "per" && in[1].text == "cent"):
		return 2
	}
	return 0
}
