package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"

	"minhchung/flows/figures"
)

// fromCSV reads a CSV file as systems and Excel write it: UTF-8, or UTF-16
// with its mark; separated by commas, semicolons or tabs.
func fromCSV(content []byte) figures.Table {
	text, ok := decode(content)
	if !ok {
		return figures.Table{Problem: figures.ProblemEncoding}
	}
	in := csv.NewReader(strings.NewReader(text))
	in.FieldsPerRecord, in.LazyQuotes, in.ReuseRecord = -1, true, true
	in.Comma = separator(text)
	var s sheet
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return figures.Table{Problem: figures.ProblemUnreadable}
		}
		line, _ := in.FieldPos(0)
		if !s.add(line, cellsOf(record)) {
			break
		}
	}
	t := s.table()
	t.Sheets = 1
	return t
}

// decode gives the text; ok is false for what is no text of a known encoding.
func decode(content []byte) (text string, ok bool) {
	if bytes.HasPrefix(content, []byte{0xff, 0xfe}) || bytes.HasPrefix(content, []byte{0xfe, 0xff}) {
		decoded, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(content)
		if err != nil {
			return "", false
		}
		content = decoded
	}
	content = bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
	return string(content), utf8.Valid(content) && !bytes.ContainsRune(content, 0)
}

// separator is the one that the first lines have the most of.
func separator(text string) rune {
	head := text[:min(len(text), 4096)]
	best, most := ',', strings.Count(head, ",")
	for _, r := range ";\t" {
		if n := strings.Count(head, string(r)); n > most {
			best, most = r, n
		}
	}
	return best
}

// cellsOf makes cells; in a CSV file all is text, and what Excel would work
// out is a formula.
func cellsOf(record []string) []figures.Cell {
	cells := make([]figures.Cell, min(len(record), maxColumns+1))
	for i := range cells {
		text := clean(record[i])
		cells[i] = figures.Cell{Text: text, Formula: strings.HasPrefix(text, "=")}
	}
	return cells
}
