package flows

import (
	"errors"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// writeXLSX writes a workbook of one sheet, the first line of which are the
// headings: they stay in sight. Every cell is text: nothing in it becomes a formula.
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
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return nil, fmt.Errorf("make the headings bold: %w", err)
	}
	if err := lines.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, fmt.Errorf("keep the headings in sight: %w", err)
	}
	for i, record := range records {
		cells := make([]any, len(record))
		for j, text := range record {
			cells[j] = text
			if i == 0 {
				cells[j] = excelize.Cell{StyleID: bold, Value: text}
			}
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
