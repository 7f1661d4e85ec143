package document

import (
	"slices"
	"strings"
	"testing"

	"minhchung/bot/intake/pdf"
)

// sheetText lays text out on an A4 page, in letters half as wide as high.
type sheetText struct{ lines []pdf.Line }

const (
	leftColumn, rightColumn, middle = 170.0, 410.0, 318.0 // of an A4 page with the usual margins
	letterSize                      = 13.0
)

func (s *sheetText) at(left, base float64, text string) *sheetText {
	l := pdf.Line{Base: base, Size: letterSize}
	text, bold := strings.CutPrefix(text, "*")
	text, l.Drawn = strings.CutPrefix(text, "@")
	for word := range strings.FieldsSeq(text) {
		width := letterSize / 2 * float64(len([]rune(word)))
		l.Words = append(l.Words, pdf.Word{Text: word, Left: left, Right: left + width, Bold: bold})
		left += width + letterSize/4
	}
	s.lines = append(s.lines, l)
	return s
}

// mid centres text: "*" before it makes it bold, "@" what a signature shows.
func (s *sheetText) mid(center, base float64, text string) *sheetText {
	plain := strings.TrimLeft(text, "*@")
	width := letterSize/2*float64(len([]rune(strings.ReplaceAll(plain, " ", "")))) + letterSize/4*float64(strings.Count(plain, " "))
	return s.at(center-width/2, base, text)
}

// column centres lines below each other; "" leaves one out.
func (s *sheetText) column(center, base float64, texts ...string) *sheetText {
	for i, text := range texts {
		if text != "" {
			s.mid(center, base+16*float64(i), text)
		}
	}
	return s
}

func (s *sheetText) page(number int) pdf.Page {
	slices.SortStableFunc(s.lines, func(a, b pdf.Line) int {
		switch {
		case a.Base < b.Base || a.Base == b.Base && a.Left() < b.Left():
			return -1
		case a.Base == b.Base && a.Left() == b.Left():
			return 0
		}
		return 1
	})
	return pdf.Page{Number: number, Width: 595, Height: 842, Lines: s.lines}
}

// header is the top of a page, without what is to be tested.
func country() *sheetText {
	return new(sheetText).column(rightColumn, 70, "*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "*Độc lập - Tự do - Hạnh phúc")
}

func usual(number, place string) *sheetText {
	return country().column(leftColumn, 70, "UBND TỈNH THỪA THIÊN HUẾ", "*SỞ Y TẾ", "", number).column(rightColumn, 118, place)
}

func readPage(s *sheetText) Document { return Read([]pdf.Page{s.page(1)}) }

func ended(s *sheetText, base float64, titles ...string) *sheetText {
	return s.at(85, base, "*Nơi nhận:").at(85, base+14, "- Như trên;").column(440, base, titles...)
}

const body = "Thực hiện kế hoạch của tỉnh, Sở Y tế báo cáo kết quả chuyển đổi số như sau."

func mustRead(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}
