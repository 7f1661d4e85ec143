package flows

import (
	"strconv"

	"minhchung/flows/figures"
	"minhchung/flows/texts"
	"minhchung/scoring"
)

// How much of what does not fit stands in the preview; all of it is in the list.
const (
	mismatchesShown = 6
	rowsToPlace     = 2
)

// reading is what the open import's table comes to; ok is false when the step
// has to end here.
func (t *turn) reading(table figures.Table) (figures.Reading, bool) {
	if !t.loadedAll() {
		return figures.Reading{}, false
	}
	reader := figures.Reader{
		Edition: t.w.Edition, Mapping: t.mapping(), Departments: t.departmentsOfFile(), Placed: t.s.Import.Placed,
		Profile: func(department string) scoring.Profile { return t.w.Dossiers[department].Profile },
	}
	return reader.Read(table), true
}

// changes counts what taking the figures over would do.
type changes struct{ fresh, changed, same int }

func (t *turn) changes(rows []scoring.FigureRow) (c changes) {
	for _, r := range rows {
		known, there := t.official(r.Department, scoring.SlotRef{Criterion: r.Criterion, Slot: r.Slot})
		switch {
		case !there:
			c.fresh++
		case known.Answer.Equal(r.Answer):
			c.same++
		default:
			c.changed++
		}
	}
	return c
}

// preview shows what will change and what does not fit, and asks whether it
// is to be taken over.
func (t *turn) preview(table figures.Table) {
	got, ok := t.reading(table)
	if !ok {
		return
	}
	t.open(askTable, Prompt{Ask: importPreview})
	c := t.changes(got.Figures)
	var lines []string
	for _, m := range got.Mismatches[:min(len(got.Mismatches), mismatchesShown)] {
		lines = append(lines, t.mismatch(m))
	}
	var criteria []string
	for _, ref := range t.mapping().Refs() {
		criteria = append(criteria, ref.Criterion)
	}
	rows := t.placingRows(got.Mismatches)
	if c.fresh+c.changed > 0 {
		rows = append(rows, row(t.answer("figures.take", texts.Args{"N": len(got.Figures)}, flowFigures, "take", "")))
	}
	if n := len(got.Mismatches); n > 0 {
		rows = append(rows, row(t.answer("figures.all_mismatches", texts.Args{"N": n}, flowFigures, "all", "")))
	}
	rows = append(rows, row(t.answer("figures.columns_again", nil, flowFigures, "columns", ""), t.answer("figures.cancel", nil, flowFigures, "cancel", "")))
	t.show("figures.preview", texts.Args{
		"File": t.s.Import.Name, "Sheet": table.Sheet, "Sheets": table.Sheets, "Cut": table.Cut, "Rows": len(table.Rows),
		"Criteria": t.numbers(criteria), "N": len(got.Figures), "Departments": got.Departments(),
		"Fresh": c.fresh, "Changed": c.changed, "Same": c.same,
		"Mismatches": len(got.Mismatches), "Lines": lines, "More": len(got.Mismatches) - len(lines),
	}, rows...)
}

// placingRows offer a way out for the first rows whose department is not clear.
func (t *turn) placingRows(mismatches []figures.Mismatch) [][]Button {
	var rows [][]Button
	offered := 0
	for _, m := range mismatches {
		at := strconv.Itoa(m.Row)
		switch {
		case offered == rowsToPlace:
			return rows
		case m.Code == figures.UnknownDepartment:
			for _, id := range m.Likeliest[:min(len(m.Likeliest), 1)] {
				rows = append(rows, row(t.answer("figures.row_is", texts.Args{"Row": m.Row, "Department": t.departmentName(id)}, flowFigures, "place", at+"/"+id)))
			}
			rows = append(rows, row(
				t.answer("figures.row_other", texts.Args{"Row": m.Row}, flowFigures, "who", at),
				t.answer("figures.row_drop", texts.Args{"Row": m.Row}, flowFigures, "place", at+"/"+figures.Dropped)))
		case m.Code == figures.TwiceDepartment && m.Row < m.Other:
			other := strconv.Itoa(m.Other)
			rows = append(rows, row(
				t.answer("figures.row_drop", texts.Args{"Row": m.Row}, flowFigures, "place", at+"/"+figures.Dropped),
				t.answer("figures.row_drop", texts.Args{"Row": m.Other}, flowFigures, "place", other+"/"+figures.Dropped)))
		default:
			continue
		}
		offered++
	}
	return rows
}

// mismatch says what does not fit, as a line of its own without HTML.
func (t *turn) mismatch(m figures.Mismatch) string {
	name := m.Name
	if m.Department != "" {
		name = t.departmentName(m.Department)
	}
	return t.label("figures.at", texts.Args{"Row": m.Row, "Name": shorten(name, 40), "Problem": t.problemOf(m)})
}

// problemOf says why something is not taken over.
func (t *turn) problemOf(m figures.Mismatch) string {
	args := texts.Args{"Criterion": "", "Letter": "", "Text": shorten(m.Text, 30), "Other": m.Other, "Reason": ""}
	if c := t.w.Edition.Criterion(m.Criterion); c != nil {
		args["Criterion"] = c.OfficialNumber()
	}
	if m.Column >= 0 {
		args["Letter"] = columnLetter(m.Column)
	}
	if m.Err != nil {
		args["Reason"] = t.label("figures.bad_"+string(m.Err.Code), texts.Args{
			"Part": m.Err.Part, "Whole": m.Err.Whole, "Got": m.Err.Got, "Want": m.Err.Want, "Option": m.Err.Option, "Needs": m.Err.Needs,
		})
	}
	return t.label("figures.mismatch_"+string(m.Code), args)
}
