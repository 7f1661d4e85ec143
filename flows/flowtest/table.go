package flowtest

import (
	"embed"
	"encoding/csv"
	"fmt"
	"strings"

	"minhchung/flows/directory"
	"minhchung/flows/figures"
	"minhchung/scoring"
)

// sheets are the tables that people of the transcripts send. All their cells
// are text; one that begins with "=" is a formula.
//
//go:embed testdata/tables/*.csv
var sheets embed.FS

// Table gives the table that was sent with an event.
func (s *Stage) Table(key string) (figures.Table, error) {
	name, sent := s.tables[strings.TrimLeft(key, "0")] // contents are named after their event
	if !sent {
		return figures.Table{}, fmt.Errorf("no table was sent with %s", key)
	}
	raw, err := sheets.ReadFile("testdata/tables/" + name[:strings.LastIndexByte(name, '.')] + ".csv")
	if err != nil {
		return figures.Table{}, fmt.Errorf("read the table %s: %w", name, err)
	}
	if len(raw) == 0 {
		return figures.Table{Problem: figures.ProblemEmpty}, nil
	}
	records, err := csv.NewReader(strings.NewReader(string(raw))).ReadAll()
	if err != nil {
		return figures.Table{}, fmt.Errorf("read the table %s: %w", name, err)
	}
	table := figures.Table{Sheets: 1, Header: records[0]}
	for i, record := range records[1:] {
		row := figures.Row{N: i + 2}
		for _, text := range record {
			row.Cells = append(row.Cells, figures.Cell{Text: text, Formula: strings.HasPrefix(text, "=")})
		}
		table.Rows = append(table.Rows, row)
	}
	return table, nil
}

// more are departments beside those that every stage has.
func more() []directory.DepartmentSet {
	return []directory.DepartmentSet{
		{ID: "so-tttt", Name: "Sở Thông tin và Truyền thông"}, {ID: "so-noi-vu", Name: "Sở Nội vụ"},
		{ID: "so-khdt", Name: "Sở Kế hoạch và Đầu tư"}, {ID: "so-tu-phap", Name: "Sở Tư pháp"},
		{ID: "so-cong-thuong", Name: "Sở Công Thương"}, {ID: "so-nnptnt", Name: "Sở Nông nghiệp và Phát triển nông thôn"},
		{ID: "so-gtvt", Name: "Sở Giao thông vận tải"}, {ID: "so-xay-dung", Name: "Sở Xây dựng"},
		{ID: "so-tnmt", Name: "Sở Tài nguyên và Môi trường"}, {ID: "so-khcn", Name: "Sở Khoa học và Công nghệ"},
		{ID: "so-ldtbxh", Name: "Sở Lao động - Thương binh và Xã hội"}, {ID: "so-vhtt", Name: "Sở Văn hóa và Thể thao"},
		{ID: "so-du-lich", Name: "Sở Du lịch"}, {ID: "so-ngoai-vu", Name: "Sở Ngoại vụ"},
		{ID: "thanh-tra", Name: "Thanh tra tỉnh"}, {ID: "ban-dan-toc", Name: "Ban Dân tộc"},
		{ID: "ban-kkt", Name: "Ban Quản lý Khu kinh tế, công nghiệp"}, {ID: "vp-ubnd", Name: "Văn phòng UBND tỉnh"},
	}
}

// enlarge adds departments until there are n.
func (s *Stage) enlarge(n int) error {
	const few = 3
	if n < few || n > few+len(more()) {
		return fmt.Errorf("a stage has from %d to %d departments", few, few+len(more()))
	}
	var entries []scoring.Entry
	for _, dep := range more()[:n-few] {
		entries = append(entries, dep)
	}
	s.append("", directory.Stream, "", entries...)
	return nil
}
