// Package pdftest adds to PDF files, in tests, what signing programs add: a
// field of the page whose appearance shows text.
//
// It must not be used outside tests: what stamps understands the files of one office
// program only, and signs nothing.
package pdftest

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

// Mark is text at a place of the first page, in points from its upper left
// corner to the beginning of the baseline.
type Mark struct {
	X, Y float64
	Size float64 // 13 when 0
	Text string
}

var (
	pageObject = regexp.MustCompile(`(?s)(\d+) 0 obj\s*<<(/Type/Page/.*?)>>\s*endobj`)
	mediaBox   = regexp.MustCompile(`/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]`)
	trailerOf  = regexp.MustCompile(`(?s)trailer\s*<<.*?/Size (\d+).*?startxref\s+(\d+)\s+%%EOF\s*$`)
	rootOf     = regexp.MustCompile(`/Root (\d+ 0 R)`)
)

// Stamp appends the marks to a file as an update, each in a signature field of
// its own. The file is one that LibreOffice wrote, without annotations.
func Stamp(file []byte, marks ...Mark) ([]byte, error) {
	page := pageObject.FindSubmatch(file)
	trailer := trailerOf.FindSubmatch(file)
	root := rootOf.FindSubmatch(file)
	if page == nil || trailer == nil || root == nil || bytes.Contains(page[2], []byte("/Annots")) {
		return nil, fmt.Errorf("this is not a plain file of LibreOffice")
	}
	box := mediaBox.FindSubmatch(page[2])
	if box == nil {
		return nil, fmt.Errorf("the page has no size")
	}
	height, err := strconv.ParseFloat(string(box[2]), 64)
	if err != nil {
		return nil, fmt.Errorf("read the height of the page: %w", err)
	}
	next, err := strconv.Atoi(string(trailer[1]))
	if err != nil {
		return nil, fmt.Errorf("read the trailer: %w", err)
	}
	u := update{file: bytes.Clone(file), next: next}
	var fields strings.Builder
	for _, m := range marks {
		fmt.Fprintf(&fields, "%d 0 R ", u.field(m, height))
	}
	number, err := strconv.Atoi(string(page[1]))
	if err != nil {
		return nil, fmt.Errorf("read the number of the page: %w", err)
	}
	u.put(number, fmt.Sprintf("<<%s/Annots[%s]>>", page[2], fields.String()))
	return u.end(string(root[1]), string(trailer[2])), nil
}

// update is what is appended to a file.
type update struct {
	file  []byte
	next  int
	table strings.Builder
}

func (u *update) add(body string) int {
	u.next++
	u.put(u.next-1, body)
	return u.next - 1
}

func (u *update) put(number int, body string) {
	fmt.Fprintf(&u.table, "%d 1\n%010d 00000 n \n", number, len(u.file))
	u.file = fmt.Appendf(u.file, "%d 0 obj\n%s\nendobj\n", number, body)
}

func (u *update) end(root, before string) []byte {
	at := len(u.file)
	return fmt.Appendf(u.file, "xref\n%strailer\n<</Size %d/Root %s/Prev %s>>\nstartxref\n%d\n%%%%EOF\n", u.table.String(), u.next, root, before, at)
}

// field adds a signature field and gives its number.
func (u *update) field(m Mark, pageHeight float64) int {
	size := m.Size
	if size == 0 {
		size = 13
	}
	codes := utf16.Encode([]rune(m.Text))
	font := u.font(codes)
	var hex strings.Builder
	for _, c := range codes {
		fmt.Fprintf(&hex, "%04X", c)
	}
	content := fmt.Sprintf("q BT /F0 %g Tf 0 4 Td <%s> Tj ET Q", size, hex.String())
	width, height := size*float64(len(codes))*letterWidth/1000+2, size+8
	appearance := u.add(fmt.Sprintf("<</Type/XObject/Subtype/Form/BBox[0 0 %g %g]/Resources<</Font<</F0 %d 0 R>>>>/Length %d>>\nstream\n%s\nendstream",
		width, height, font, len(content), content))
	bottom := pageHeight - m.Y - 4
	return u.add(fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Sig/T(sig%d)/F 132/Rect[%g %g %g %g]/AP<</N %d 0 R>>>>",
		u.next, m.X, bottom, m.X+width, bottom+height, appearance))
}

const letterWidth = 500 // thousandths of the size

// font adds a font in which each letter's code is its own, as UTF-16.
func (u *update) font(codes []uint16) int {
	var letters strings.Builder
	for _, c := range codes {
		fmt.Fprintf(&letters, "<%04X> <%04X>\n", c, c)
	}
	cmap := fmt.Sprintf("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /U def\n/CMapType 2 def\n"+
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n%d beginbfchar\n%sendbfchar\nendcmap\nend\nend", len(codes), letters.String())
	toUnicode := u.add(fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(cmap), cmap))
	descriptor := u.add("<</Type/FontDescriptor/FontName/Stamp/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80>>")
	descendant := u.add(fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/Stamp/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW %d/FontDescriptor %d 0 R>>", letterWidth, descriptor))
	return u.add(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/Stamp/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", descendant, toUnicode))
}
