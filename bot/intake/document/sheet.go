package document

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"minhchung/bot/intake/pdf"
)

// Bounds of what is looked at: a page of close print has 70 lines.
const (
	maxLines    = 2000
	maxLineText = 400 // characters
)

// sheet is a page as this package reads it.
type sheet struct {
	number        int
	width, height float64
	printed       []line // the page's own, from top to bottom
	drawn         []line // what signatures and other annotations show
}

// line is a line of text whose letters are as people type them.
type line struct {
	text        string
	words       []pdf.Word
	left, right float64
	base, size  float64
	bold        bool
}

func (l line) center() float64 { return (l.left + l.right) / 2 }

// beside says that two lines stand next to each other.
func (l line) beside(other line) bool {
	return abs(l.base-other.base) < 0.7*max(l.size, other.size)
}

func sheetsOf(pages []pdf.Page) []sheet {
	sheets := make([]sheet, 0, len(pages))
	for _, p := range pages {
		s := sheet{number: p.Number, width: p.Width, height: p.Height}
		for _, l := range p.Lines[:min(len(p.Lines), maxLines)] {
			for _, words := range columns(cleanWords(l.Words)) {
				if l.Drawn {
					s.drawn = append(s.drawn, newLine(l, words))
				} else {
					s.printed = append(s.printed, newLine(l, words))
				}
			}
		}
		sheets = append(sheets, s)
	}
	return sheets
}

func newLine(l pdf.Line, words []pdf.Word) line {
	l.Words = words
	return line{
		text: shorten(l.Text(), maxLineText), words: words,
		left: l.Left(), right: l.Right(), base: l.Base, size: max(l.Size, 1), bold: l.Bold(),
	}
}

// columns parts a line where the right column of the header begins: a long
// name in the left one leaves hardly a gap.
func columns(words []pdf.Word) [][]pdf.Word {
	if len(words) == 0 {
		return nil
	}
	for i := 1; i < len(words); i++ {
		if startsRightColumn(words, i) {
			return [][]pdf.Word{words[:i], words[i:]}
		}
	}
	return [][]pdf.Word{words}
}

func startsRightColumn(words []pdf.Word, i int) bool {
	rest := make([]string, 0, 4)
	for _, w := range words[i:min(i+4, len(words))] {
		rest = append(rest, w.Text)
	}
	begin := strings.Join(rest, " ")
	if countryLine.MatchString(begin) || mottoLine.MatchString(begin) {
		return true
	}
	return startsPlace(words[i:]) && !startsPlace(words[i-1:])
}

// maxPlace is how many words a place may have.
const maxPlace = 6

// startsPlace says that words begin with a place and a day: "Thừa Thiên Huế,
// ngày …".
func startsPlace(words []pdf.Word) bool {
	for i, w := range words[:min(len(words), maxPlace)] {
		if !unicode.IsUpper(firstRune(w.Text)) || upper(w.Text) {
			return false
		}
		if strings.HasSuffix(w.Text, ",") {
			return i+1 < len(words) && strings.HasPrefix(words[i+1].Text, "ngày")
		}
	}
	return false
}

func cleanWords(words []pdf.Word) []pdf.Word {
	cleaned := make([]pdf.Word, 0, len(words))
	for _, w := range words {
		if w.Text = clean(w.Text); w.Text != "" {
			cleaned = append(cleaned, w)
		}
	}
	return cleaned
}

// clean makes letters comparable: composed, one kind of dash, the Icelandic Ð
// that looks like Đ a Đ, nothing invisible.
func clean(s string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch r {
		case 'Ð':
			return 'Đ'
		case 'ð':
			return 'đ'
		case '‐', '‑', '‒', '–', '—', '―', '−', '\u00ad':
			return '-'
		case utf8.RuneError:
			return -1
		}
		if !unicode.IsPrint(r) || unicode.Is(unicode.Variation_Selector, r) {
			return -1
		}
		return r
	}, s))
}

func shorten(s string, limit int) string {
	if runes := []rune(s); len(runes) > limit {
		return string(runes[:limit])
	}
	return s
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func countLetters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// upper says that s has letters, and capitals only.
func upper(s string) bool {
	return countLetters(s) > 0 && strings.IndexFunc(s, unicode.IsLower) < 0
}

func abs(f float64) float64 { return max(f, -f) }
