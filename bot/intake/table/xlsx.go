package table

import (
	"archive/zip"
	"bytes"
	"errors"
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"minhchung/flows/figures"
)

// What an XLSX may unpack to, in bytes and files, before it is opened.
const (
	maxUnpacked = 24 << 20
	maxParts    = 500
)

// fromXLSX reads the first sheet that is shown and holds a table.
func fromXLSX(content []byte) figures.Table {
	if problem := unpacks(content); problem != figures.ProblemNone {
		return figures.Table{Problem: problem}
	}
	book, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked,
	})
	if err != nil {
		return figures.Table{Problem: problemOf(err)}
	}
	defer func() { _ = book.Close() }()
	found := figures.Table{Problem: figures.ProblemEmpty}
	sheets := 0
	for _, name := range book.GetSheetList() {
		if visible, err := book.GetSheetVisible(name); err != nil || !visible {
			continue
		}
		t, err := readSheet(book, name)
		switch {
		case err != nil:
			return figures.Table{Problem: figures.ProblemUnreadable}
		case t.Problem != figures.ProblemNone:
			continue
		}
		if sheets++; sheets == 1 {
			found = t
		}
	}
	found.Sheets = sheets
	return found
}

func problemOf(err error) figures.Problem {
	if errors.Is(err, excelize.ErrWorkbookPassword) || errors.Is(err, excelize.ErrWorkbookFileFormat) {
		return figures.ProblemEncrypted
	}
	return figures.ProblemUnreadable
}

// fromOLE is what stands in an old container: a workbook with a password, or
// one of the old format, which nobody reads here.
func fromOLE(content []byte) figures.Table {
	encrypted := []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e")
	if bytes.Contains(content, encrypted) {
		return figures.Table{Problem: figures.ProblemEncrypted}
	}
	return figures.Table{Problem: figures.ProblemUnreadable}
}

// unpacks looks at the archive's directory before anything is unpacked.
func unpacks(content []byte) figures.Problem {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return figures.ProblemUnreadable
	}
	var total uint64
	for _, f := range archive.File {
		total += f.UncompressedSize64
		if f.UncompressedSize64 > maxUnpacked || total > maxUnpacked {
			return figures.ProblemTooLarge
		}
	}
	if len(archive.File) > maxParts {
		return figures.ProblemTooLarge
	}
	return figures.ProblemNone
}

func readSheet(book *excelize.File, name string) (figures.Table, error) {
	rows, err := book.Rows(name)
	if err != nil {
		return figures.Table{}, err
	}
	defer func() { _ = rows.Close() }()
	var s sheet
	for n := 1; rows.Next(); n++ {
		texts, err := rows.Columns()
		if err != nil {
			return figures.Table{}, err
		}
		cells := make([]figures.Cell, min(len(texts), maxColumns+1))
		for i := range cells {
			if cells[i], err = readCell(book, name, i+1, n, texts[i]); err != nil {
				return figures.Table{}, err
			}
		}
		if !s.add(n, cells) {
			break
		}
	}
	if err := rows.Error(); err != nil {
		return figures.Table{}, err
	}
	t := s.table()
	t.Sheet = clean(name)
	return t, nil
}

func readCell(book *excelize.File, sheet string, column, row int, text string) (figures.Cell, error) {
	at, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return figures.Cell{}, err
	}
	formula, err := book.GetCellFormula(sheet, at)
	if err != nil {
		return figures.Cell{}, err
	}
	cell := figures.Cell{Text: clean(text), Formula: formula != "" || strings.HasPrefix(text, "=")}
	if text == "" {
		return cell, nil
	}
	kind, err := book.GetCellType(sheet, at)
	if err != nil {
		return figures.Cell{}, err
	}
	switch kind {
	case excelize.CellTypeUnset, excelize.CellTypeNumber, excelize.CellTypeFormula:
		if value, err := strconv.ParseFloat(text, 64); err == nil && !math.IsInf(value, 0) && !math.IsNaN(value) {
			cell.Number = true
			cell.Text = numeral(value, isPercent(book, sheet, at))
		}
	case excelize.CellTypeBool:
		cell.Text = map[bool]string{true: "TRUE", false: "FALSE"}[text == "1" || strings.EqualFold(text, "true")]
	default: // texts, errors, dates
	}
	return cell, nil
}

// numeral writes a number without the noise of binary fractions, and a share
// that is shown as a percentage as one.
func numeral(value float64, percent bool) string {
	if percent {
		return strconv.FormatFloat(math.Round(value*100*1e8)/1e8, 'f', -1, 64) + "%"
	}
	return strconv.FormatFloat(value, 'f', -1, 64)
}

// isPercent says whether a cell is shown as a percentage.
func isPercent(book *excelize.File, sheet, at string) bool {
	id, err := book.GetCellStyle(sheet, at)
	if err != nil || id == 0 {
		return false
	}
	style, err := book.GetStyle(id)
	if err != nil {
		return false
	}
	const percent, percentWithDecimals = 9, 10 // of the built-in number formats
	if style.NumFmt == percent || style.NumFmt == percentWithDecimals {
		return true
	}
	return style.CustomNumFmt != nil && strings.Contains(*style.CustomNumFmt, "%")
}
