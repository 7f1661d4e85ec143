package pdf

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

const (
	// wholePages is the longest file that is read whole; of a longer one the
	// first and last few pages are: a document says who, what and when at its
	// two ends.
	wholePages = 12
	firstPages = 3
	lastPages  = 2
	// maxChars is how many characters of a page are read: five times a page of
	// close print.
	maxChars = 20_000
)

// Text is what stands on the pages that were read.
type Text struct {
	Total int // pages that the file says it has
	Pages []Page
}

// Page is one page as a reader sees it: upright, measured in points from its
// upper left corner.
type Page struct {
	Number        int // from 1
	Width, Height float64
	Lines         []Line // from top to bottom, then from left to right
}

// Text reads the pages of a file: all of a short one, of a long one the first
// three and the last two. A page that cannot be read is left out, and so are
// those that the time does not suffice for, if it does for the first. Which
// errors it gives: see with.
func (r *Reader) Text(ctx context.Context, file io.ReadSeeker, size int64) (Text, error) {
	var text Text
	err := r.with(ctx, file, size, func(o opened) error { return o.read(&text) })
	if err != nil && (!errors.Is(err, ErrSlow) || len(text.Pages) == 0) {
		return Text{}, err
	}
	slices.SortFunc(text.Pages, func(a, b Page) int { return cmp.Compare(a.Number, b.Number) })
	return text, nil
}

// read adds the pages to text one by one: it may be stopped at any of them.
func (o opened) read(text *Text) error {
	total, err := o.pageCount()
	if err != nil {
		return err
	}
	text.Total = total
	var failed error
	for _, index := range pagesToRead(total) {
		page, err := o.readPage(index)
		if err != nil {
			failed = err
			continue
		}
		text.Pages = append(text.Pages, page)
	}
	if len(text.Pages) == 0 {
		return failed
	}
	return nil
}

// pagesToRead gives the pages in the order of what they are worth: the first,
// the last ones, the others.
func pagesToRead(total int) []int {
	first, last := max(total, 0), 0
	if total > wholePages {
		first, last = firstPages, lastPages
	} else if total > lastPages {
		first, last = total-lastPages, lastPages
	}
	var indexes []int
	for i := range first {
		indexes = append(indexes, i)
	}
	for i := range last {
		indexes = slices.Insert(indexes, 1+i, total-1-i)
	}
	return indexes
}

// readPage reads a page, and once more with its annotations drawn into it: what
// is new then is what they show. That is where a clerk's signature writes the
// number and the date.
func (o opened) readPage(index int) (Page, error) {
	frame, chars, annotated, err := o.pageChars(index, false)
	if err != nil {
		return Page{}, err
	}
	if annotated {
		if _, all, _, err := o.pageChars(index, true); err == nil {
			chars = append(chars, newChars(chars, all)...)
		}
	}
	return Page{Number: index + 1, Width: frame.width, Height: frame.height, Lines: linesOf(chars)}, nil
}

// pageChars gives the characters of a page, upright; with draw, of what the
// annotations show too. It says whether there are annotations.
func (o opened) pageChars(index int, draw bool) (frame, []char, bool, error) {
	loaded, err := o.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: o.document, Index: index})
	if err != nil {
		return frame{}, nil, false, fmt.Errorf("load page %d: %w", index+1, err)
	}
	page := requests.Page{ByReference: &loaded.Page}
	if draw {
		_, err := o.FPDFPage_Flatten(&requests.FPDFPage_Flatten{Page: page, Usage: requests.FPDFPage_FlattenUsageNormalDisplay})
		if _, closed := o.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page}); err != nil || closed != nil {
			return frame{}, nil, false, fmt.Errorf("draw the annotations of page %d: %w", index+1, err)
		}
		return o.pageChars(index, false)
	}
	defer func() { _, _ = o.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page}) }()
	annotations, err := o.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: page})
	if err != nil {
		return frame{}, nil, false, fmt.Errorf("count the annotations of page %d: %w", index+1, err)
	}
	sheet, err := o.frameOf(page)
	if err != nil {
		return frame{}, nil, false, err
	}
	chars, err := o.chars(loaded.Page, sheet)
	return sheet, chars, annotations.Count > 0, err
}

func (o opened) frameOf(page requests.Page) (frame, error) {
	box, err := o.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: page})
	if err != nil {
		return frame{}, fmt.Errorf("measure a page: %w", err)
	}
	turned, err := o.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: page})
	if err != nil {
		return frame{}, fmt.Errorf("see how a page lies: %w", err)
	}
	r := box.Rect
	return newFrame(float64(r.Left), float64(r.Bottom), float64(r.Right), float64(r.Top), quarters(turned.PageRotation)), nil
}

func quarters(rotation enums.FPDF_PAGE_ROTATION) int { return int(rotation) & 3 }

// chars reads the characters one by one, in the order of the content.
func (o opened) chars(page references.FPDF_PAGE, sheet frame) ([]char, error) {
	text, err := o.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: requests.Page{ByReference: &page}})
	if err != nil {
		return nil, fmt.Errorf("read the text of a page: %w", err)
	}
	defer func() { _, _ = o.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage}) }()
	count, err := o.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil {
		return nil, fmt.Errorf("count the characters of a page: %w", err)
	}
	var chars []char
	var before char
	for i := range min(count.Count, maxChars) {
		c, ok, err := o.char(text.TextPage, i, sheet, before)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		chars, before = append(chars, c), c
	}
	return chars, nil
}

// char gives one character, whose font is that of the one before it unless
// something speaks against it. It gives none for what PDFium made up, like the
// ends of lines, nor for what lies askew.
func (o opened) char(text references.FPDF_TEXTPAGE, i int, sheet frame, before char) (char, bool, error) {
	unicode, err := o.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
	if err != nil {
		return char{}, false, fmt.Errorf("read a character: %w", err)
	}
	c := char{r: rune(unicode.Unicode), style: before.style}
	if c.r == 0 || c.r == '\r' || c.r == '\n' {
		return char{}, false, nil
	}
	origin, err := o.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text, Index: i})
	if err != nil {
		return char{}, false, nil //nolint:nilerr // a character without a place was made up by the reader
	}
	loose, err := o.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: i})
	if err != nil {
		return char{}, false, nil //nolint:nilerr // likewise
	}
	if x, y := sheet.upright(origin.X, origin.Y); before.blank() || math.Abs(y-before.base) > 1 || math.Abs(x-before.right) > before.size {
		c.style = o.style(text, i)
	}
	box := loose.Rect
	if !c.place(sheet, origin.X, origin.Y, float64(box.Left), float64(box.Bottom), float64(box.Right), float64(box.Top)) {
		return char{}, false, nil
	}
	if c.mark() { // its own width is 0: where its ink is says which letter it belongs to
		if ink, err := o.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: text, Index: i}); err == nil {
			left, _ := sheet.upright(ink.Left, ink.Bottom)
			right, _ := sheet.upright(ink.Right, ink.Top)
			c.left = (left + right) / 2
			c.right = c.left
		}
	}
	return c, true, nil
}

// style asks for a character's font. What cannot be told is plain and 0 high.
func (o opened) style(text references.FPDF_TEXTPAGE, i int) style {
	var s style
	if font, err := o.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: text, Index: i}); err == nil {
		name := strings.ToLower(font.FontName)
		s.bold = strings.Contains(name, "bold") || strings.Contains(name, "black") || strings.Contains(name, "heavy")
	}
	size, err := o.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: text, Index: i})
	if err != nil {
		return s
	}
	if m, err := o.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: text, Index: i}); err == nil {
		c, d := float64(m.Matrix.C), float64(m.Matrix.D)
		s.size = size.FontSize * math.Hypot(c, d)
		if d != 0 {
			s.slant = c / d
		}
	}
	return s
}
