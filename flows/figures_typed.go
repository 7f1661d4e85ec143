package flows

import (
	"strings"

	"minhchung/flows/figures"
	"minhchung/flows/texts"
	"minhchung/flows/understand"
)

// typedImport takes a line while an import is open: a column's letter or
// header, a criterion's number, a department.
func (t *turn) typedImport() {
	if t.s.Import == nil || !t.mayImport() {
		t.settle()
		t.officeHome()
		return
	}
	typed := strings.TrimSpace(t.e.Text)
	switch t.s.Prompt.Ask {
	case importName:
		t.typedNameColumn(typed)
	case importColumn, importCriteria, importField:
		t.typedCriterion(typed)
	case importWho:
		t.typedWho(typed)
	default:
		t.importOn()
	}
}

// typedCriterion takes a criterion's number; of several with that number, the
// ones whose figures the person supplies.
func (t *turn) typedCriterion(typed string) {
	allowed, _ := t.allowed()
	var ids []string
	for _, id := range t.w.Reader.Number(typed, understand.Whole).IDs {
		if len(figures.Of(figures.Targets(t.w.Edition, allowed), id)) > 0 {
			ids = append(ids, id)
		}
	}
	switch len(ids) {
	case 0:
		t.say("figures.not_a_target", texts.Args{"Typed": shorten(typed, 40)})
		t.importOn()
	case 1:
		t.askTarget(ids[0])
	default:
		var rows [][]Button
		for _, id := range ids {
			rows = append(rows, row(t.answer("common.criterion", texts.Args{"Criterion": t.titleOf(t.w.Edition.Criterion(id))}, flowFigures, "criterion", id)))
		}
		t.say("common.which_number", texts.Args{"Typed": shorten(typed, 40)},
			append(rows, row(t.answer("figures.back_to_column", nil, flowFigures, "column", "")))...)
	}
}

func (t *turn) typedNameColumn(typed string) {
	table, ok := t.table()
	if !ok {
		return
	}
	for column, header := range table.Header {
		if strings.EqualFold(typed, columnLetter(column)) || header != "" && understand.Fold(header) == understand.Fold(typed) {
			t.nameColumn(column)
			return
		}
	}
	t.askNameColumn(table)
}
