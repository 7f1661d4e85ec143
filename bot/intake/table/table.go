// Package table reads the rows of an XLSX or CSV file into cells: a bounded
// part of a file that is hostile until shown otherwise.
//
// It must not know what the cells mean, who sent the file or what for.
package table

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"minhchung/flows/figures"
)

// What is read of a file: a province has fewer departments, and no export
// more columns that anyone would look at.
const (
	maxRows    = 200
	maxColumns = 60
	maxText    = 200     // characters of a cell
	maxBytes   = 4 << 20 // of a file; an honest one has some kilobytes
	headerRows = 20      // among which the header is looked for
)

// Read reads the table in r, which has size bytes. What is wrong with the file
// is the table's Problem; an error means that r could not be read, and says
// nothing of the file.
func Read(r io.ReadSeeker, size int64) (figures.Table, error) {
	if size > maxBytes {
		return figures.Table{Problem: figures.ProblemTooLarge}, nil
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return figures.Table{}, fmt.Errorf("go to a table's beginning: %w", err)
	}
	content, err := io.ReadAll(io.LimitReader(r, maxBytes))
	if err != nil {
		return figures.Table{}, fmt.Errorf("read a table: %w", err)
	}
	return guarded(func() figures.Table { return parse(content) }), nil
}

// guarded makes a panic in a library's parser the file's fault.
func guarded(parse func() figures.Table) (t figures.Table) {
	defer func() {
		if recover() != nil {
			t = figures.Table{Problem: figures.ProblemUnreadable}
		}
	}()
	return parse()
}

func parse(content []byte) figures.Table {
	switch {
	case bytes.HasPrefix(content, []byte("PK\x03\x04")):
		return fromXLSX(content)
	case bytes.HasPrefix(content, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return fromOLE(content)
	}
	return fromCSV(content)
}

// sheet is what was read of a sheet before its header is found.
type sheet struct {
	rows []figures.Row
	cut  bool
}

// add keeps a row that holds anything; it says whether more are wanted.
func (s *sheet) add(n int, cells []figures.Cell) bool {
	if len(cells) > maxColumns {
		cells, s.cut = cells[:maxColumns], true
	}
	for len(cells) > 0 && cells[len(cells)-1] == (figures.Cell{}) {
		cells = cells[:len(cells)-1]
	}
	if len(cells) == 0 {
		return true
	}
	if len(s.rows) >= maxRows+headerRows {
		s.cut = true
		return false
	}
	s.rows = append(s.rows, figures.Row{N: n, Cells: cells})
	return true
}

// table finds the header: of the first rows, the first that has the most
// cells with words. Titles above it have fewer; rows below it have numbers.
func (s *sheet) table() figures.Table {
	header, most := 0, 0
	for i, row := range s.rows[:min(len(s.rows), headerRows)] {
		if n := wordCells(row); n > most {
			header, most = i, n
		}
	}
	if most < 2 || header+1 >= len(s.rows) {
		return figures.Table{Problem: figures.ProblemEmpty}
	}
	t := figures.Table{Cut: s.cut, Rows: s.rows[header+1:]}
	if len(t.Rows) > maxRows {
		t.Rows, t.Cut = t.Rows[:maxRows], true
	}
	width := len(s.rows[header].Cells)
	for _, row := range t.Rows {
		width = max(width, len(row.Cells))
	}
	t.Header = make([]string, width)
	for i, cell := range s.rows[header].Cells {
		t.Header[i] = cell.Text
	}
	return t
}

func wordCells(row figures.Row) int {
	n := 0
	for _, cell := range row.Cells {
		if !cell.Number && !cell.Formula && strings.ContainsFunc(cell.Text, unicode.IsLetter) {
			n++
		}
	}
	return n
}

// clean brings a cell's text into the one form that is compared and shown.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
	runes := []rune(strings.Join(strings.Fields(norm.NFC.String(text)), " "))
	return string(runes[:min(len(runes), maxText)])
}
