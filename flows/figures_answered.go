package flows

import (
	"strconv"
	"strings"

	"minhchung/flows/figures"
	"minhchung/flows/texts"
	"minhchung/flows/understand"
)

// answeredImport takes the answer buttons of an open import.
func (t *turn) answeredImport(a Action) {
	if t.s.Phase != Importing || t.s.Import == nil || a.Token != t.s.Prompt.Token {
		t.oldAnswer()
		return
	}
	n, _ := strconv.Atoi(a.Target) // what is no number is no column and no row
	step := t.s.Prompt.Ask
	asksColumn := step == importColumn || step == importCriteria || step == importField
	switch {
	case a.Verb == "name" && step == importName:
		t.nameColumn(n)
	case asksColumn && a.Verb == "to":
		t.chosenTarget(a.Target)
	case asksColumn && a.Verb == "criteria":
		t.askCriteria(n)
	case asksColumn && a.Verb == "criterion":
		t.askTarget(a.Target)
	case asksColumn && a.Verb == "column":
		t.importOn()
	case asksColumn && a.Verb == "skip":
		t.columnMeans("")
	case asksColumn && a.Verb == "rest":
		t.skipRest()
	case step == importPreview || step == importWho:
		t.answeredPreview(a, n)
	default:
		t.oldAnswer()
	}
}

func (t *turn) chosenTarget(written string) {
	allowed, _ := t.allowed()
	if _, ok := figures.Find(t.w.Edition, allowed, written); !ok {
		t.oldAnswer()
		return
	}
	t.columnMeans(written)
}

func (t *turn) answeredPreview(a Action, n int) {
	switch a.Verb {
	case "place":
		written, department, _ := strings.Cut(a.Target, "/")
		line, _ := strconv.Atoi(written)
		t.placeRow(line, department)
	case "who":
		t.askWho(n, 0)
	case "whos":
		written, page, _ := strings.Cut(a.Target, "/")
		line, _ := strconv.Atoi(written)
		at, _ := strconv.Atoi(page)
		t.askWho(line, at)
	case "preview":
		t.importOn()
	case "columns":
		t.s.Import.Department, t.s.Import.Targets = -1, nil
		t.importOn()
	case "all":
		t.sayMismatches()
	case "take":
		t.takeFigures()
	case "cancel":
		t.settle()
		t.say("figures.cancelled", nil, t.toFigures())
	default:
		t.oldAnswer()
	}
}

// placeRow says which department a row is about, or that it is left out.
func (t *turn) placeRow(line int, department string) {
	if _, known := t.w.Directory.Department(department); !known && department != figures.Dropped {
		t.oldAnswer()
		return
	}
	placed := map[int]string{line: department}
	for row, other := range t.s.Import.Placed {
		if row != line {
			placed[row] = other
		}
	}
	t.s.Import.Placed = placed
	t.importOn()
}

// askWho offers all departments for a row.
func (t *turn) askWho(line, page int) {
	all := t.w.Directory.Departments()
	from, to, page, pages := pageOfOffice(len(all), page, departmentsPage)
	at := strconv.Itoa(line)
	var buttons []Button
	for _, dep := range all[from:to] {
		buttons = append(buttons, t.answer("admin.name", texts.Args{"Name": dep.Name}, flowFigures, "place", at+"/"+dep.ID))
	}
	rows := grid(2, buttons)
	var turning []Button
	if page > 0 {
		turning = append(turning, t.answer("walk.page_before", nil, flowFigures, "whos", at+"/"+strconv.Itoa(page-1)))
	}
	if page < pages-1 {
		turning = append(turning, t.answer("walk.page_after", nil, flowFigures, "whos", at+"/"+strconv.Itoa(page+1)))
	}
	if len(turning) > 0 {
		rows = append(rows, turning)
	}
	t.s.Prompt.Ask, t.s.Prompt.Was = importWho, at
	t.show("figures.ask_who", texts.Args{"Row": line, "Name": t.nameInRow(line)},
		append(rows, row(t.answer("figures.back_to_preview", nil, flowFigures, "preview", "")))...)
}

// nameInRow is what the file calls the department of a row.
func (t *turn) nameInRow(line int) string {
	table, ok := t.table()
	if !ok {
		return ""
	}
	for _, r := range table.Rows {
		if r.N == line && t.s.Import.Department < len(r.Cells) && t.s.Import.Department >= 0 {
			return shorten(r.Cells[t.s.Import.Department].Text, 60)
		}
	}
	return ""
}

// typedWho takes a department that was typed for a row.
func (t *turn) typedWho(typed string) {
	line, _ := strconv.Atoi(t.s.Prompt.Was)
	var found []string
	for _, dep := range t.w.Directory.Departments() {
		if understand.Fold(typed) == understand.Fold(dep.Name) || typed == dep.ID {
			found = []string{dep.ID}
			break
		}
		if matches(typed, dep.Name) || matches(typed, dep.ID) {
			found = append(found, dep.ID)
		}
	}
	if len(found) == 1 {
		t.placeRow(line, found[0])
		return
	}
	t.say("admin.no_department", texts.Args{"Typed": shorten(typed, 40)})
	t.askWho(line, 0)
}
