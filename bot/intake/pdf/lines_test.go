package pdf

import (
	"slices"
	"strings"
	"testing"
)

// set puts letters on a line, one em of 10 points each half as wide.
func set(left, base float64, text string) []char {
	var chars []char
	for _, r := range text {
		chars = append(chars, char{r: r, left: left, right: left + 5, base: base, style: style{size: 10}})
		left += 5
	}
	return chars
}

func textOf(lines []Line) string {
	var texts []string
	for _, l := range lines {
		texts = append(texts, l.Text())
	}
	return strings.Join(texts, "|")
}

func TestLinesOf(t *testing.T) {
	mark := func(r rune, middle, base float64) char {
		return char{r: r, left: middle, right: middle, base: base, style: style{size: 10}}
	}
	for name, tc := range map[string]struct {
		chars []char
		want  string
	}{
		"two columns":         {append(set(200, 50, "Độc lập"), set(20, 50, "SỞ Y TẾ")...), "SỞ Y TẾ|Độc lập"},
		"from top to bottom":  {append(set(20, 70, "dưới"), set(20, 50, "trên")...), "trên|dưới"},
		"words without space": {append(set(20, 50, "Sở"), set(33, 50, "Y")...), "Sở Y"},
		"a thin space": {
			slices.Concat(set(20, 50, "Sở"), []char{{r: ' ', left: 30, right: 31, base: 50, style: style{size: 10}}}, set(31, 50, "Y")), "Sở Y"},
		"letters a little apart": {append(set(20, 50, "S"), set(26, 50, "ở")...), "Sở"},
		"baselines that waver": {
			append(set(20, 50, "Số"), set(34, 51.5, "123")...), "Số 123"},
		"letters that come late": {
			append(append(set(20, 50, "Thi"), set(40, 50, "n")...), set(35, 50, "ê")...), "Thiên"},
		"marks of their own, late and in the wrong order": {
			append(set(20, 50, "Hue"), mark('\u0301', 32.5, 50), mark('\u0302', 32.5, 50)), "Huế"},
		"marks before the next letter": {
			append(set(20, 50, "ae"), mark('\u0323', 22.5, 50)), "ạe"},
		"a hyphen of PDFium's": {set(20, 50, "QĐ\x02"), "QĐ-"},
		"blanks only":          {set(20, 50, " \u00a0\u200b"), ""},
	} {
		if got := textOf(linesOf(tc.chars)); got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

func TestDrawnLettersStayApart(t *testing.T) {
	page := set(20, 50, "Số:")
	all := append(set(20, 50, "Số:"), set(36, 50.5, "12")...)
	lines := linesOf(append(page, newChars(page, all)...))
	if got := textOf(lines); got != "Số:|12" || lines[0].Drawn || !lines[1].Drawn {
		t.Errorf("%q: %+v", got, lines)
	}
}
