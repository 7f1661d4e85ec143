package pdf

import (
	"bytes"
	"context"
	"image/png"
	"strings"
	"sync"
	"testing"
	"time"

	"minhchung/bot/intake/pdf/pdftest"
)

func linesWith(t *testing.T, r *Reader, content []byte) []Line {
	t.Helper()
	got, err := text(t, r, content)
	if err != nil || len(got.Pages) == 0 {
		t.Fatalf("%+v, %v", got, err)
	}
	return got.Pages[0].Lines
}

func find(lines []Line, text string) (Line, bool) {
	for _, l := range lines {
		if strings.Contains(l.Text(), text) {
			return l, true
		}
	}
	return Line{}, false
}

func TestReadsALineOfLettersOutOfOrder(t *testing.T) {
	// The letters with marks come from another font, at the end of the content.
	lines := linesWith(t, newReader(t), rendered(t, "25-qd-chu-font-thieu"))
	for _, want := range []string{"SỞ KHOA HỌC VÀ CÔNG", "Thừa Thiên Huế, ngày 19 tháng 5 năm 2023", "Về việc phê duyệt nhiệm vụ ứng dụng nền tảng số"} {
		if _, ok := find(lines, want); !ok {
			t.Errorf("no %q in %v", want, lines)
		}
	}
	if l, _ := find(lines, "Về việc"); !l.Bold() || l.Drawn || l.Size != 13 {
		t.Errorf("the subject is %+v", l)
	}
	if l, _ := find(lines, "Căn cứ"); l.Bold() {
		t.Errorf("the body is bold: %+v", l)
	}
}

func TestReadsWhatSignaturesShow(t *testing.T) {
	r := newReader(t)
	content, err := pdftest.Stamp(rendered(t, "12-qd-danh-muc-du-lieu-mo"),
		pdftest.Mark{X: 145, Y: 140, Text: "147"}, pdftest.Mark{X: 300, Y: 60, Size: 8, Text: "Ký bởi: Sở Kế hoạch và Đầu tư"})
	if err != nil {
		t.Fatal(err)
	}
	lines := linesWith(t, r, content)
	number, ok := find(lines, "147")
	if !ok || !number.Drawn || number.Text() != "147" || number.Left() < 144 || number.Left() > 147 || number.Base < 139 || number.Base > 141 {
		t.Errorf("the number is %+v", number)
	}
	if l, ok := find(lines, "Ký bởi: Sở Kế hoạch và Đầu tư"); !ok || !l.Drawn {
		t.Errorf("the signer is %+v", l)
	}
	if l, ok := find(lines, "QUYẾT ĐỊNH"); !ok || l.Drawn {
		t.Errorf("the heading is %+v", l)
	}
	if plain := linesWith(t, r, rendered(t, "12-qd-danh-muc-du-lieu-mo")); len(lines) != len(plain)+2 {
		t.Errorf("%d lines with two marks, %d without", len(lines), len(plain))
	}
}

func TestPagesThatLieOnTheirSide(t *testing.T) {
	r := newReader(t)
	for rotate, matrix := range map[string]string{
		"0":   "1 0 0 1 100 742",
		"90":  "0 1 -1 0 100 100",
		"180": "-1 0 0 -1 495 100",
		"270": "0 -1 1 0 495 742",
	} {
		content := pdftest.OnePage("/Rotate "+rotate+pdftest.Helvetica, pdftest.Stream("", "BT /F 12 Tf "+matrix+" Tm (So 123/QD) Tj ET"))
		l, ok := find(linesWith(t, r, content), "So 123/QD")
		if !ok || l.Left() < 99 || l.Left() > 101 || l.Base < 99 || l.Base > 101 || l.Size < 11.9 || l.Size > 12.1 {
			t.Errorf("turned by %s: %+v", rotate, l)
		}
	}
}

// The box of a slanted letter reaches over the space behind it.
func TestSlantedLettersHaveSpacesBetween(t *testing.T) {
	content := pdftest.OnePage(pdftest.Helvetica, pdftest.Stream("", "BT /F 12 Tf 1 0 0.33 1 100 742 Tm (So 123/QD ngay) Tj ET"))
	if lines := linesWith(t, newReader(t), content); textOf(lines) != "So 123/QD ngay" {
		t.Errorf("%q", textOf(lines))
	}
}

// A mark whose origin is that of the next letter, and which comes last, still
// belongs to the letter that it is drawn over.
func TestMarkBelongsToTheLetterUnderIt(t *testing.T) {
	letter := pdftest.Stream("", "600 0 0 0 600 500 d1 0 0 600 500 re f")
	mark := pdftest.Stream("", "0 0 -450 600 -150 800 d1 -450 600 300 200 re f")
	toUnicode := pdftest.Stream("", "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /U def\n/CMapType 2 def\n"+
		"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n3 beginbfchar\n<61> <0065>\n<62> <0302>\n<63> <0078>\nendbfchar\nendcmap\nend\nend")
	content := pdftest.OnePage("/Resources<</Font<</F 5 0 R>>>>", pdftest.Stream("", "BT /F 10 Tf 100 742 Td (ac) Tj ET BT /F 10 Tf 106 742 Td (b) Tj ET"),
		"<</Type/Font/Subtype/Type3/FontBBox[-500 0 600 800]/FontMatrix[0.001 0 0 0.001 0 0]/CharProcs<</a 6 0 R/b 7 0 R/c 6 0 R>>"+
			"/Encoding<</Type/Encoding/Differences[97/a/b/c]>>/FirstChar 97/LastChar 99/Widths[600 0 600]/ToUnicode 8 0 R>>",
		letter, mark, toUnicode)
	if lines := linesWith(t, newReader(t), content); textOf(lines) != "êx" {
		t.Errorf("%q: %+v", textOf(lines), lines)
	}
}

func TestScanHasNoText(t *testing.T) {
	content := pdftest.OnePage("/Resources<</XObject<</I 5 0 R>>>>", pdftest.Stream("", "595 0 0 842 0 0 cm /I Do"),
		pdftest.Stream("/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8", "\x10\x80\x80\xff"))
	if lines := linesWith(t, newReader(t), content); len(lines) != 0 {
		t.Errorf("a scan says %v", lines)
	}
}

func TestLongFilesAreReadAtTheirEnds(t *testing.T) {
	for total, want := range map[int][]int{
		-1: nil, 0: nil, 1: {0}, 2: {0, 1}, 3: {0, 2, 1}, 4: {0, 3, 2, 1}, 12: {0, 11, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9},
		13: {0, 12, 11, 1, 2}, 1_000_000_000: {0, 999_999_999, 999_999_998, 1, 2},
	} {
		got := pagesToRead(total)
		if len(got) != len(want) {
			t.Errorf("of %d pages: %v", total, got)
			continue
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("of %d pages: %v, want %v", total, got, want)
			}
		}
	}
}

func TestPictureOfTheFirstPage(t *testing.T) {
	r := newReader(t)
	draw := func(content []byte) []byte {
		picture, err := r.Picture(t.Context(), bytes.NewReader(content), int64(len(content)))
		if err != nil {
			t.Fatal(err)
		}
		return picture
	}
	plain := rendered(t, "13-cv-ho-so-cap-do")
	first := draw(plain)
	decoded, err := png.Decode(bytes.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	if size := decoded.Bounds().Size(); size.X != 1000 || size.Y < 1410 || size.Y > 1414 {
		t.Errorf("the picture is %v", size)
	}
	stamped, err := pdftest.Stamp(plain, pdftest.Mark{X: 130, Y: 128, Text: "2215"})
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(first, draw(stamped)) {
		t.Error("the picture does not show what a signature shows")
	}
}

func TestManyAtOnce(t *testing.T) {
	r := newReader(t)
	content := rendered(t, "27-qd-kiem-toan-tabs")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			got, err := r.Text(ctx, bytes.NewReader(content), int64(len(content)))
			if err != nil || got.Total != 1 || len(got.Pages) != 1 {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
	all.Wait()
}
