package flows

import (
	"strconv"

	"minhchung/flows/figures"
	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// How many are offered at once: columns that may name the departments, what a
// column may mean, and criteria on a page.
const (
	offeredNames   = 6
	offeredTargets = 4
	criteriaOnPage = 8
)

// columnLetter names a column as a spreadsheet does.
func columnLetter(column int) string {
	if column >= 26 {
		return columnLetter(column/26-1) + columnLetter(column%26)
	}
	return string(rune('A' + column))
}

// columnArgs name a column in a text.
func columnArgs(table figures.Table, column int) texts.Args {
	args := texts.Args{"Letter": columnLetter(column), "Header": "", "Sample": ""}
	if column < len(table.Header) {
		args["Header"] = shorten(table.Header[column], 60)
	}
	for _, r := range table.Rows {
		if column < len(r.Cells) && r.Cells[column].Text != "" {
			args["Sample"] = shorten(r.Cells[column].Text, 30)
			break
		}
	}
	return args
}

// askNameColumn asks which column names the departments, the likeliest first.
func (t *turn) askNameColumn(table figures.Table) {
	t.open(askTable, Prompt{Ask: importName})
	columns := t.departmentsOfFile().Columns(table)
	var buttons []Button
	for _, column := range columns[:min(len(columns), offeredNames)] {
		buttons = append(buttons, t.answer("figures.column", columnArgs(table, column), flowFigures, "name", strconv.Itoa(column)))
	}
	t.show("figures.ask_name", texts.Args{
		"File": t.s.Import.Name, "Rows": len(table.Rows), "Columns": len(table.Header), "Sheet": table.Sheet, "Sheets": table.Sheets,
	}, append(grid(1, buttons), t.toFigures())...)
}

// askColumn asks what the next column means.
func (t *turn) askColumn(table figures.Table) {
	t.s.Import.Asked = true
	t.open(askTable, Prompt{Ask: importColumn})
	column := len(t.s.Import.Targets)
	likeliest := t.likeliest(table, column)
	var rows [][]Button
	for _, target := range likeliest[:min(len(likeliest), offeredTargets)] {
		rows = append(rows, row(t.answer("figures.target", t.targetArgs(target), flowFigures, "to", target.String())))
	}
	if len(likeliest) > offeredTargets {
		rows = append(rows, row(t.answer("figures.other_target", nil, flowFigures, "criteria", "0")))
	}
	rows = append(rows,
		row(t.answer("figures.skip_column", nil, flowFigures, "skip", ""), t.answer("figures.skip_rest", nil, flowFigures, "rest", "")),
		t.toFigures())
	t.show("figures.ask_column", columnArgs(table, column), rows...)
}

func (t *turn) likeliest(table figures.Table, column int) []figures.Target {
	allowed, _ := t.allowed()
	header, before := table.Header[column], figures.Target{}
	if n := len(t.s.Import.Targets); n > 0 {
		before, _ = figures.Find(t.w.Edition, allowed, t.s.Import.Targets[n-1])
	}
	named := t.w.Reader.Number(header, understand.Inside).IDs
	return figures.Likeliest(t.w.Edition, figures.Targets(t.w.Edition, allowed), header, named, before)
}

// targetArgs name in a text what a column may mean.
func (t *turn) targetArgs(target figures.Target) texts.Args {
	c := t.w.Edition.Criterion(target.Criterion)
	input := figures.InputOf(c, target)
	args := texts.Args{"Number": c.OfficialNumber(), "Short": c.ShortIn(t.lang), "Field": string(target.Field), "Label": input.LabelIn(t.lang)}
	switch target.Field {
	case figures.FieldWhole:
		if len(c.Rule.Inputs()) == 1 { // else the parts tell the wholes apart
			args["Label"] = input.WholeLabelIn(t.lang)
		}
	case figures.FieldDone:
		for _, o := range input.Options {
			if o.ID == target.Option {
				args["Label"] = o.LabelIn(t.lang)
			}
		}
	case figures.FieldPart, figures.FieldPercent, figures.FieldCount, figures.FieldYes, figures.FieldChoice:
	}
	args["Label"] = shorten(args["Label"].(string), 60)
	return args
}

// askCriteria offers all criteria whose figures the person supplies.
func (t *turn) askCriteria(page int) {
	allowed, _ := t.allowed()
	var all []*scoring.Criterion
	for _, target := range figures.Targets(t.w.Edition, allowed) {
		if c := t.w.Edition.Criterion(target.Criterion); len(all) == 0 || all[len(all)-1] != c {
			all = append(all, c)
		}
	}
	from, to, page, pages := pageOfOffice(len(all), page, criteriaOnPage)
	var buttons []Button
	for _, c := range all[from:to] {
		buttons = append(buttons, t.answer("common.criterion", texts.Args{"Criterion": t.titleOf(c)}, flowFigures, "criterion", c.ID))
	}
	rows := append(grid(1, buttons), t.answerPageRow(flowFigures, "criteria", page, pages)...)
	t.s.Prompt.Ask = importCriteria
	t.show("figures.ask_criterion", t.openColumn(), append(rows, row(t.answer("figures.back_to_column", nil, flowFigures, "column", "")))...)
}

// askTarget asks which figure of a criterion a column gives; the only one
// needs no question.
func (t *turn) askTarget(criterion string) {
	allowed, _ := t.allowed()
	targets := figures.Of(figures.Targets(t.w.Edition, allowed), criterion)
	switch len(targets) {
	case 0:
		t.say("figures.not_a_target", texts.Args{"Typed": shorten(criterion, 40)}, row(t.answer("figures.back_to_column", nil, flowFigures, "column", "")))
		return
	case 1:
		t.columnMeans(targets[0].String())
		return
	}
	var rows [][]Button
	for _, target := range targets {
		rows = append(rows, row(t.answer("figures.target", t.targetArgs(target), flowFigures, "to", target.String())))
	}
	t.s.Prompt.Ask = importField
	t.show("figures.ask_field", t.openColumn(), append(rows, row(t.answer("figures.back_to_column", nil, flowFigures, "column", "")))...)
}

// openColumn names the column that is asked about.
func (t *turn) openColumn() texts.Args {
	table, ok := t.table()
	if !ok {
		return texts.Args{"Letter": "", "Header": "", "Sample": ""}
	}
	return columnArgs(table, len(t.s.Import.Targets))
}

// columnMeans takes what the open column means; "" passes it over.
func (t *turn) columnMeans(written string) {
	table, ok := t.table()
	if !ok {
		return
	}
	if len(t.s.Import.Targets) < len(table.Header) {
		t.s.Import.Targets = append(t.s.Import.Targets, written)
	}
	t.importOn()
}

// nameColumn takes which column names the departments.
func (t *turn) nameColumn(column int) {
	table, ok := t.table()
	if !ok {
		return
	}
	if column < 0 || column >= len(table.Header) {
		t.oldAnswer()
		return
	}
	t.s.Import.Department, t.s.Import.Targets, t.s.Import.Asked = column, nil, true
	t.importOn()
}

// skipRest passes over all columns that are left.
func (t *turn) skipRest() {
	table, ok := t.table()
	if !ok {
		return
	}
	for len(t.s.Import.Targets) < len(table.Header) {
		t.s.Import.Targets = append(t.s.Import.Targets, "")
	}
	t.importOn()
}
