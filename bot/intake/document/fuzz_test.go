package document

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"minhchung/bot/intake/pdf"
	"minhchung/bot/intake/pdf/pdftest"
)

// pagesOf makes pages of any bytes: each line of them says where it stands,
// how high it is and what it says.
func pagesOf(data []byte) []pdf.Page {
	pages := []pdf.Page{{Number: 1, Width: 595, Height: 842}}
	for record := range bytes.SplitSeq(data, []byte("\n")) {
		if len(record) < 4 {
			pages = append(pages, pdf.Page{Number: len(pages) + 1, Width: 595, Height: 842})
			continue
		}
		l := pdf.Line{Base: 4 * float64(record[0]), Size: float64(record[2]%32) - 2, Drawn: record[3]&1 != 0}
		left := 3 * float64(record[1])
		for _, text := range strings.Fields(string(record[4:])) {
			right := left + l.Size/2*float64(len(text))
			l.Words = append(l.Words, pdf.Word{Text: text, Left: left, Right: right, Bold: record[3]&2 != 0})
			left = right + 3
		}
		last := &pages[len(pages)-1]
		last.Lines = append(last.Lines, l)
	}
	return pages
}

// bytesOf is the way back, roughly, for seeds.
func bytesOf(pages ...pdf.Page) []byte {
	var b []byte
	for i, p := range pages {
		if i > 0 {
			b = append(b, '\n')
		}
		for _, l := range p.Lines {
			flags := byte('@' &^ 3)
			if l.Drawn {
				flags |= 1
			}
			if l.Bold() {
				flags |= 2
			}
			b = append(b, byte(l.Base/4), byte(l.Left()/3), byte(l.Size)+2, flags)
			b = append(b, l.Text()+"\n"...)
		}
	}
	return b
}

var wholeNumber = regexp.MustCompile(`^\d{1,6}\p{L}?[/-]\S+$`)

func FuzzRead(f *testing.F) {
	f.Add(bytesOf(ended(usual("Số: 412/QĐ-SYT", "Thừa Thiên Huế, ngày 15 tháng 02 năm 2023").
		column(middle, 200, "*QUYẾT ĐỊNH", "*Về việc kiện toàn Ban Chỉ đạo", "*GIÁM ĐỐC SỞ Y TẾ"), 500, "*KT. GIÁM ĐỐC", "*PHÓ GIÁM ĐỐC").mid(440, 600, "*Trần Thị Minh Châu").page(1)))
	f.Add(bytesOf(usual("Số:      /SYT-VP", "Huế, ngày    tháng    năm 2023").at(150, 117, "@57").column(leftColumn, 134, "V/v gửi số liệu", "MẬT").mid(middle, 230, "Kính gửi: Sở Tài chính.").page(1),
		new(sheetText).at(85, 60, "SAO Y").page(2)))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return
		}
		began := time.Now()
		d := Read(pagesOf(data))
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("took %s", took)
		}
		if d.Number != "" && (!wholeNumber.MatchString(d.Number) || !strings.HasSuffix(d.Number, d.Symbol)) {
			t.Errorf("number %q of symbol %q", d.Number, d.Symbol)
		}
		if !d.Date.IsZero() && !validDate(strconv.Itoa(d.Date.Day), strconv.Itoa(int(d.Date.Month)), strconv.Itoa(d.Date.Year)).Start().Equal(d.Date.Start()) {
			t.Errorf("date %s", d.Date)
		}
		if rank(d.Classified) == 0 && d.Classified != NotClassified || d.SignedAs == "" {
			t.Errorf("classified %q, signed as %q", d.Classified, d.SignedAs)
		}
		for _, s := range []string{d.Number, d.Symbol, d.Type, d.Superior, d.Issuer, d.Subject, d.Position, d.Signer, Words(d)} {
			if !utf8.ValidString(s) || utf8.RuneCountInString(s) > 2*maxSubject || !norm.NFC.IsNormalString(s) || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) {
				t.Errorf("not fit to be shown: %q", s)
			}
		}
	})
}

// FuzzFromPDF writes anything anywhere into rendered documents: they are read,
// or an error says why not, whatever comes of them.
func FuzzFromPDF(f *testing.F) {
	files := [][]byte{rendered{File: "27-qd-kiem-toan-tabs"}.content(f), rendered{File: "17-bb-hop-giao-ban"}.content(f)}
	stamped, err := pdftest.Stamp(files[1], pdftest.Mark{X: 145, Y: 140, Text: "147"})
	if err != nil {
		f.Fatal(err)
	}
	files = append(files, stamped)
	for i, file := range files {
		f.Add(uint8(i), uint32(len(file)), true, []byte("4 0 obj\nnull\nendobj\n"))
		for _, at := range []string{"/MediaBox", "/Kids", "stream", "/Rotate", "/ToUnicode", "/W[", "xref", "/AP"} {
			f.Add(uint8(i), uint32(max(0, bytes.Index(file, []byte(at)))), false, []byte("/MediaBox[0 0 9e9 9e9]"))
		}
	}
	// Fuzzing takes an input of ten seconds for one that never ends.
	reader := limitedReader(f, pdf.Limits{Turn: time.Minute, Read: 2 * time.Second})
	if err := reader.Start(f.Context()); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, which uint8, at uint32, insert bool, patch []byte) {
		file := files[int(which)%len(files)]
		from := int(at) % (len(file) + 1)
		to := from
		if !insert {
			to = min(len(file), from+len(patch))
		}
		changed := slices.Concat(file[:from], patch, file[to:])
		d, err := FromPDF(t.Context(), reader, bytes.NewReader(changed), int64(len(changed)))
		if err != nil && !errors.Is(err, pdf.ErrBroken) && !errors.Is(err, pdf.ErrPassword) && !errors.Is(err, pdf.ErrSlow) {
			t.Errorf("%q at %d: %v", patch, from, err)
		}
		if err == nil && (d.SignedAs == "" || d.Classified == "") {
			t.Errorf("%q at %d: %+v", patch, from, d)
		}
	})
}
