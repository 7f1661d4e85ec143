package flows

import (
	"slices"
	"strings"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// importsSeen lists the imports of figures that the person may supply, the
// newest first.
func (t *turn) importsSeen() []scoring.Import {
	var seen []scoring.Import
	for _, i := range t.w.Figures.Imports() {
		if t.maySupply(refsOf(i.Rows)...) {
			seen = append(seen, i)
		}
	}
	slices.Reverse(seen)
	return seen
}

// importArgs name an import in a text.
func (t *turn) importArgs(i scoring.Import) texts.Args {
	args := texts.Args{
		"File": i.File, "N": len(i.Rows), "Departments": len(i.Departments()), "Who": t.personName(i.Stamp.By), "At": dayTime(i.Stamp.At),
		"Withdrawn": "", "WithdrawnBy": "", "Criteria": "",
	}
	if !i.Counts() {
		args["Withdrawn"], args["WithdrawnBy"] = dayTime(i.Withdrawn.At), t.personName(i.Withdrawn.By)
	}
	var criteria []string
	for _, ref := range refsOf(i.Rows) {
		criteria = append(criteria, ref.Criterion)
	}
	args["Criteria"] = t.numbers(criteria)
	return args
}

func (t *turn) importList(page int) {
	all := t.importsSeen()
	from, to, page, pages := pageOfOffice(len(all), page, officePage)
	var lines []texts.Args
	var buttons []Button
	for k, i := range all[from:to] {
		args := t.importArgs(i)
		args["I"] = from + k + 1
		lines = append(lines, args)
		buttons = append(buttons, t.button("admin.number", texts.Args{"N": from + k + 1}, flowFigures, "import", i.ID))
	}
	rows := append(grid(6, buttons), t.pageRow(flowFigures, "imports", "", page, pages)...)
	t.show("figures.import_list", texts.Args{"Lines": lines, "Page": page + 1, "Pages": pages}, append(rows, t.toFigures())...)
}

// importsRow leads to the other imports.
func (t *turn) importsRow() []Button {
	return row(t.button("figures.imports", texts.Args{"N": len(t.importsSeen())}, flowFigures, "imports", "0"), t.button("figures.to_home", nil, flowFigures, "home", ""))
}

// ownImport finds an import that the person may take back; ok is false when
// the step has to end here.
func (t *turn) ownImport(id string) (scoring.Import, bool) {
	i, known := t.w.Figures.Import(id)
	switch {
	case !known:
		t.staleButton()
		return i, false
	case !t.maySupply(refsOf(i.Rows)...):
		t.say("figures.not_yours", t.importArgs(i), t.toFigures())
		return i, false
	}
	return i, true
}

// importCard shows an import and asks whether it is to be taken back.
func (t *turn) importCard(id string) {
	i, ok := t.ownImport(id)
	if !ok {
		return
	}
	rows := [][]Button{}
	if i.Counts() {
		rows = append(rows, row(t.button("figures.withdraw", nil, flowFigures, "withdraw", id)))
	}
	t.show("figures.import_card", t.importArgs(i), append(rows, t.importsRow())...)
}

// withdrawImport takes an import back as a whole, and tells the departments
// whose figures are no longer what they were.
func (t *turn) withdrawImport(id string) {
	i, ok := t.ownImport(id)
	switch {
	case !ok:
		return
	case !i.Counts():
		t.show("figures.import_card", t.importArgs(i), t.importsRow())
		return
	}
	before := t.w.Figures
	t.amendFigures(scoring.FiguresWithdrawn{Import: id})
	var changed []scoring.FigureRow
	for _, r := range i.Rows {
		ref := scoring.SlotRef{Criterion: r.Criterion, Slot: r.Slot}
		now, there := t.official(r.Department, ref)
		if was := before.Of(r.Department)[ref]; !there || !now.Answer.Equal(was.Answer) {
			changed = append(changed, r)
		}
	}
	who := t.personName(t.w.Me.Person.ID)
	told := t.tellChanged("figures.withdrawal_news", i.File, changed, func(department string, rows []scoring.FigureRow) Message {
		return t.withdrawalTold(department, i.File, who, rows)
	})
	args := t.importArgs(i)
	args["Told"], args["People"] = told.departments, told.people
	t.show("figures.withdrawn", args, t.followRow(told), t.importsRow())
}

// withdrawalTold says what counts instead.
func (t *turn) withdrawalTold(department, file, who string, rows []scoring.FigureRow) Message {
	var waiting, earlier []string
	m := Message{}
	for _, r := range rows {
		c := t.w.Edition.Criterion(r.Criterion)
		if now, there := t.official(department, scoring.SlotRef{Criterion: r.Criterion, Slot: r.Slot}); there {
			earlier = append(earlier, c.OfficialNumber()+": "+t.inWords(c, now.Answer))
		} else {
			waiting = append(waiting, c.OfficialNumber())
		}
		if len(m.Buttons) < criteriaOpened {
			m.Buttons = append(m.Buttons, t.criterionOf(department, c))
		}
	}
	m.Text = t.text("figures.withdrawal_told", texts.Args{
		"Department": t.departmentName(department), "File": file, "Who": who,
		"Waiting": strings.Join(waiting, ", "), "Earlier": strings.Join(earlier, "; "),
	})
	return m
}
