package table

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"minhchung/flows/figures"
)

func read(t *testing.T, content []byte) figures.Table {
	t.Helper()
	table, err := Read(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// workbook makes an XLSX as the Hue-S system exports it.
func workbook(t *testing.T, fill func(*excelize.File)) []byte {
	t.Helper()
	book := excelize.NewFile()
	fill(book)
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func set(t *testing.T, book *excelize.File, sheet string, cells map[string]any) {
	t.Helper()
	for at, value := range cells {
		if err := book.SetCellValue(sheet, at, value); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAWorkbook(t *testing.T) {
	table := read(t, workbook(t, func(book *excelize.File) {
		set(t, book, "Sheet1", map[string]any{
			"A1": "ỦY BAN NHÂN DÂN TỈNH", "D1": "Biểu số 3",
			"A3": "STT", "B3": "Tên đơn vị", "C3": "Số đã cài", "D3": "Tổng số", "E3": "Tỉ lệ", "F3": "Đã kết nối",
			"A4": 1, "B4": "Sở  Y\u00a0tê\u0301", "C4": 1100, "D4": 1190, "E4": 0.924, "F4": true,
			"A6": 2, "B6": "Sở Tài chính", "C6": "35", "D6": 40.5, "F6": "chưa",
		})
		style, err := book.NewStyle(&excelize.Style{NumFmt: 10})
		if err != nil {
			t.Fatal(err)
		}
		if err := book.SetCellStyle("Sheet1", "E4", "E6", style); err != nil {
			t.Fatal(err)
		}
		if err := book.SetCellFormula("Sheet1", "E6", "C6/D6"); err != nil {
			t.Fatal(err)
		}
		if _, err := book.NewSheet("Ghi chú"); err != nil {
			t.Fatal(err)
		}
	}))
	if table.Problem != "" || table.Sheet != "Sheet1" || table.Sheets != 1 || len(table.Rows) != 2 {
		t.Fatalf("got %+v", table)
	}
	if got := strings.Join(table.Header, "|"); got != "STT|Tên đơn vị|Số đã cài|Tổng số|Tỉ lệ|Đã kết nối" {
		t.Errorf("the header is %s", got)
	}
	if table.Rows[0].N != 4 || table.Rows[1].N != 6 {
		t.Errorf("the rows are %d and %d, as the spreadsheet shows them 4 and 6", table.Rows[0].N, table.Rows[1].N)
	}
	want := [][]figures.Cell{
		{{Text: "1", Number: true}, {Text: "Sở Y tế"}, {Text: "1100", Number: true}, {Text: "1190", Number: true}, {Text: "92.4%", Number: true}, {Text: "TRUE"}},
		{{Text: "2", Number: true}, {Text: "Sở Tài chính"}, {Text: "35"}, {Text: "40.5", Number: true}, {Formula: true}, {Text: "chưa"}},
	}
	for i, row := range want {
		if got := fmt.Sprint(table.Rows[i].Cells); got != fmt.Sprint(row) {
			t.Errorf("row %d is\n%s, want\n%s", i, got, fmt.Sprint(row))
		}
	}
}

func TestCSVFiles(t *testing.T) {
	utf16 := []byte{0xff, 0xfe}
	for _, r := range "Đơn vị\tSố\nSở Y tế\t5\n" {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	for name, content := range map[string][]byte{
		"commas":     []byte("Đơn vị,Số\nSở Y tế,5\n"),
		"semicolons": []byte("\ufeffĐơn vị;Số\r\nSở Y tế;5\r\n"),
		"quoted":     []byte("\"Đơn vị\",\"Số\"\n\"Sở Y tế\",\"5\"\n"),
		"UTF-16":     utf16,
		"a title":    []byte("Thống kê\n\nĐơn vị,Số\nSở Y tế,5\n"),
	} {
		table := read(t, content)
		if table.Problem != "" || strings.Join(table.Header, "|") != "Đơn vị|Số" || len(table.Rows) != 1 ||
			table.Rows[0].Cells[0].Text != "Sở Y tế" || table.Rows[0].Cells[1].Text != "5" {
			t.Errorf("%s: %+v", name, table)
		}
	}
	formula := read(t, []byte("Đơn vị,Số\nSở Y tế,=1+1\n"))
	if !formula.Rows[0].Cells[1].Formula || formula.Rows[0].N != 2 {
		t.Errorf("a formula in a CSV file: %+v", formula.Rows[0])
	}
}

func TestWhatIsNoTable(t *testing.T) {
	for name, test := range map[string]struct {
		content []byte
		want    figures.Problem
	}{
		"nothing":     {nil, figures.ProblemEmpty},
		"only header": {[]byte("Đơn vị,Số\n"), figures.ProblemEmpty},
		"a PDF":       {[]byte("%PDF-1.7\n\x00\xff\xfe"), figures.ProblemEncoding},
		"old letters": {[]byte("\xd0\xf5n v\xf8,S\xe8\nS\xeb Y t\xd5,5\n"), figures.ProblemEncoding},
		"broken":      {[]byte("PK\x03\x04 nothing more"), figures.ProblemUnreadable},
		"an old .xls": {append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 600)...), figures.ProblemUnreadable},
		"too large":   {bytes.Repeat([]byte("Đơn vị,Số\n"), maxBytes/10), figures.ProblemTooLarge},
	} {
		if got := read(t, test.content).Problem; got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// TestABombIsNotUnpacked: a sheet that would unpack to more than it may.
func TestABombIsNotUnpacked(t *testing.T) {
	bomb := workbook(t, func(book *excelize.File) {
		stream, err := book.NewStreamWriter("Sheet1")
		if err != nil {
			t.Fatal(err)
		}
		for n := range 60000 {
			if err := stream.SetRow(fmt.Sprintf("A%d", n+1), []any{strings.Repeat("a", 500)}); err != nil {
				t.Fatal(err)
			}
		}
		if err := stream.Flush(); err != nil {
			t.Fatal(err)
		}
	})
	if len(bomb) > maxBytes {
		t.Fatalf("the bomb itself has %d bytes", len(bomb))
	}
	if got := read(t, bomb).Problem; got != figures.ProblemTooLarge {
		t.Errorf("got %q", got)
	}
}

func TestABookWithAPassword(t *testing.T) {
	book := excelize.NewFile()
	set(t, book, "Sheet1", map[string]any{"A1": "Đơn vị", "B1": "Số", "A2": "Sở Y tế", "B2": 5})
	var b bytes.Buffer
	if err := book.Write(&b, excelize.Options{Password: "mật khẩu"}); err != nil {
		t.Fatal(err)
	}
	if got := read(t, b.Bytes()).Problem; got != figures.ProblemEncrypted {
		t.Errorf("got %q", got)
	}
}

func TestOnlyABoundedPartIsRead(t *testing.T) {
	var b strings.Builder
	b.WriteString("Đơn vị" + strings.Repeat(",Cột", 100) + "\n")
	for n := range 300 {
		fmt.Fprintf(&b, "Đơn vị %d%s\n", n, strings.Repeat(",5", 100))
	}
	table := read(t, []byte(b.String()))
	if !table.Cut || len(table.Rows) != maxRows || len(table.Header) != maxColumns {
		t.Errorf("%d rows, %d columns, cut %v", len(table.Rows), len(table.Header), table.Cut)
	}
}

// FuzzRead: no file stops the program, and none gives more than a table may hold.
func FuzzRead(f *testing.F) {
	f.Add([]byte("Đơn vị,Số\nSở Y tế,5\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, content []byte) {
		table := parse(content)
		if len(table.Rows) > maxRows || len(table.Header) > maxColumns {
			t.Errorf("%d rows, %d columns", len(table.Rows), len(table.Header))
		}
		for _, row := range table.Rows {
			if len(row.Cells) > len(table.Header) {
				t.Errorf("row %d has %d cells under %d headers", row.N, len(row.Cells), len(table.Header))
			}
		}
	})
}
