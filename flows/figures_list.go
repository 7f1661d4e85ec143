package flows

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"

	"minhchung/flows/figures"
	"minhchung/flows/texts"
)

// sayMismatches sends all that does not fit as a file, to be worked through
// beside the one that was sent.
func (t *turn) sayMismatches() {
	table, ok := t.table()
	if !ok {
		return
	}
	got, ok := t.reading(table)
	if !ok {
		return
	}
	records := [][]string{strings.Split(t.label("figures.list_header", nil), "|")}
	for _, m := range got.Mismatches {
		records = append(records, t.mismatchRecord(table, m))
	}
	t.do(Say{Message{
		Text:       t.text("figures.list", texts.Args{"File": t.s.Import.Name, "N": len(got.Mismatches)}),
		Attachment: &Attachment{Name: t.label("figures.list_name", nil), Content: writeCSV(records)},
		Buttons:    [][]Button{row(t.answer("figures.back_to_preview", nil, flowFigures, "preview", ""))},
	}})
}

func (t *turn) mismatchRecord(table figures.Table, m figures.Mismatch) []string {
	criterion, column := "", ""
	if c := t.w.Edition.Criterion(m.Criterion); c != nil {
		criterion = t.titleOf(c)
	}
	if m.Column >= 0 && m.Column < len(table.Header) {
		column = strings.TrimSpace(columnLetter(m.Column) + " " + table.Header[m.Column])
	}
	likeliest := ""
	if len(m.Likeliest) > 0 {
		likeliest = t.departmentName(m.Likeliest[0])
	}
	return []string{strconv.Itoa(m.Row), m.Name, likeliest, criterion, column, m.Text, t.problemOf(m)}
}

// writeCSV writes a file that Excel opens with its letters right. What stands
// in somebody's file must not become a formula in ours.
func writeCSV(records [][]string) []byte {
	b := bytes.NewBufferString("\ufeff")
	out := csv.NewWriter(b)
	for _, record := range records {
		for i, field := range record {
			if strings.HasPrefix(field, "=") || strings.HasPrefix(field, "+") || strings.HasPrefix(field, "-") || strings.HasPrefix(field, "@") {
				record[i] = "'" + field
			}
		}
		_ = out.Write(record) // a buffer takes everything
	}
	out.Flush()
	return b.Bytes()
}
