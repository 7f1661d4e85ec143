package flows

import (
	"errors"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// writeXLSX writes a workbook of one sheet, the first line of which are the
// headings. Every cell is text: nothing in it becomes a formula.
func writeXLSX(sheet string, records [][]string) (content []byte, err error) {
	book := excelize.NewFile()
	defer func() { err = errors.Join(err, book.Close()) }()
	if err := book.SetSheetName(book.GetSheetName(0), sheet); err != nil {
		return nil, fmt.Errorf("name a sheet: %w", err)
	}
	lines, err := book.NewStreamWriter(sheet)
	if err != nil {
		return nil, fmt.Errorf("begin a sheet: %w", err)
	}
	if err := errors.Join(lines.SetColWidth(1, 3, 32), lines.SetColWidth(4, 6, 22)); err != nil {
		return nil, fmt.Errorf("set the widths of columns: %w", err)
	}
	for i, record := range records {
		cells := make([]any, len(record))
		for j, text := range record {
			cells[j] = text
		}
		if err := lines.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			return nil, fmt.Errorf("write line %d: %w", i+1, err)
		}
	}
	if err := lines.Flush(); err != nil {
		return nil, fmt.Errorf("end a sheet: %w", err)
	}
	b, err := book.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("write a workbook: %w", err)
	}
	return b.Bytes(), nil
}
