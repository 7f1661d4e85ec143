package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Line is text on one baseline without a wide gap: two columns side by side are
// two lines.
type Line struct {
	Words []Word
	Base  float64 // of the baseline, from the top
	Size  float64 // of the font, the largest there is
	Drawn bool    // by an annotation, like a signature's appearance; not the page's own
}

// Word is letters without a space between them, composed (NFC).
type Word struct {
	Text        string
	Left, Right float64
	Bold        bool
}

// Text is the line's words.
func (l Line) Text() string {
	words := make([]string, len(l.Words))
	for i, w := range l.Words {
		words[i] = w.Text
	}
	return strings.Join(words, " ")
}

// Left is where the line begins; 0 when it is empty.
func (l Line) Left() float64 {
	if len(l.Words) == 0 {
		return 0
	}
	return l.Words[0].Left
}

// Right is where the line ends; 0 when it is empty.
func (l Line) Right() float64 {
	if len(l.Words) == 0 {
		return 0
	}
	return l.Words[len(l.Words)-1].Right
}

// Center is the middle between Left and Right.
func (l Line) Center() float64 { return (l.Left() + l.Right()) / 2 }

// Bold says that most of it is.
func (l Line) Bold() bool {
	bold, all := 0, 0
	for _, w := range l.Words {
		all += len(w.Text)
		if w.Bold {
			bold += len(w.Text)
		}
	}
	return 2*bold > all
}

// In sizes of the font.
const (
	sameLine = 0.3  // baselines that differ by less are one
	newWord  = 0.17 // a wider gap parts words
	thinnest = 0.05 // a gap with a space in it parts words from here
	newLine  = 1.2  // a wider gap parts lines
)

type char struct {
	r           rune
	left, right float64
	base        float64
	drawn       bool
	style
}

// style is what a run of characters has in common.
type style struct {
	size  float64 // of the font as shown, in points
	slant float64 // how far a letter leans to the right, by its height
	bold  bool
}

// blank says that nothing is to be seen: spaces, control characters.
func (c char) blank() bool {
	return c.r == 0 || unicode.IsSpace(c.r) || unicode.In(c.r, unicode.Z, unicode.C) && c.r != pdfiumHyphen
}

// pdfiumHyphen stands for a hyphen at the end of a line.
const pdfiumHyphen = '\x02'

// mark says that the character is drawn over the one before it.
func (c char) mark() bool { return unicode.Is(unicode.Mn, c.r) }

// newChars marks and gives those of all that were not there before.
func newChars(before, all []char) []char {
	type spot struct {
		r    rune
		x, y int
	}
	at := func(c char) spot { return spot{c.r, int(math.Round(c.left)), int(math.Round(c.base))} }
	there := make(map[spot]bool, len(before))
	for _, c := range before {
		there[at(c)] = true
	}
	var fresh []char
	for _, c := range all {
		if s := at(c); !there[s] {
			c.drawn = true
			fresh = append(fresh, c)
		}
	}
	return fresh
}

// linesOf orders characters by where they are: a letter that the font lacks
// comes from another one, and late.
func linesOf(chars []char) []Line {
	var lines []Line
	for _, drawn := range []bool{false, true} {
		var some []char
		for _, c := range chars {
			if c.drawn == drawn {
				some = append(some, c)
			}
		}
		for _, row := range rowsOf(some) {
			lines = append(lines, cut(row)...)
		}
	}
	slices.SortStableFunc(lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.Base, b.Base), cmp.Compare(a.Left(), b.Left()))
	})
	return lines
}

// rowsOf parts characters by their baselines.
func rowsOf(chars []char) [][]char {
	slices.SortStableFunc(chars, func(a, b char) int { return cmp.Compare(a.base, b.base) })
	var rows [][]char
	for _, c := range chars {
		if last := len(rows) - 1; last >= 0 && c.base-rows[last][0].base <= sameLine*max(c.size, rows[last][0].size) {
			rows[last] = append(rows[last], c)
		} else {
			rows = append(rows, []char{c})
		}
	}
	for _, row := range rows {
		slices.SortStableFunc(row, func(a, b char) int {
			return cmp.Or(cmp.Compare(a.left, b.left), cmp.Compare(a.rank(), b.rank()))
		})
	}
	return rows
}

// rank orders what stands at one place: spaces, letters, the marks that make
// another letter of it, tones. Letters do not compose in any other order.
func (c char) rank() int {
	switch {
	case c.blank():
		return 0
	case !c.mark():
		return 1
	case c.r == '\u0302' || c.r == '\u0306' || c.r == '\u031b':
		return 2
	}
	return 3
}

// cut makes lines of a row at its wide gaps.
func cut(row []char) []Line {
	var lines []Line
	var b lineBuilder
	spaced := false
	for _, c := range row {
		if c.blank() {
			spaced = spaced || c.right > c.left
			continue
		}
		gap := c.left - b.right
		switch size := max(c.size, b.line.Size); {
		case b.empty() || c.mark():
		case gap > newLine*size:
			lines = append(lines, b.done(row[0].base))
			b = lineBuilder{}
		case gap > newWord*size || spaced && gap > thinnest*size:
			b.endWord()
		}
		b.add(c)
		spaced = false
	}
	if !b.empty() {
		lines = append(lines, b.done(row[0].base))
	}
	return lines
}

type lineBuilder struct {
	line        Line
	word        []rune
	left, right float64
	bold        bool
}

func (b *lineBuilder) empty() bool { return len(b.word) == 0 && len(b.line.Words) == 0 }

func (b *lineBuilder) add(c char) {
	if b.empty() {
		b.line.Drawn = c.drawn
	}
	if c.r == pdfiumHyphen {
		c.r = '-'
	}
	if len(b.word) == 0 {
		b.left, b.bold = c.left, c.bold
	}
	b.word = append(b.word, c.r)
	b.line.Size = max(b.line.Size, c.size)
	b.right = max(b.right, c.right)
}

func (b *lineBuilder) endWord() {
	if len(b.word) > 0 {
		b.line.Words = append(b.line.Words, Word{norm.NFC.String(string(b.word)), b.left, b.right, b.bold})
		b.word = nil
	}
}

// done ends the line. All lines of a row stand on one base.
func (b *lineBuilder) done(base float64) Line {
	b.endWord()
	b.line.Base = base
	return b.line
}
