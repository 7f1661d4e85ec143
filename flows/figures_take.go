package flows

import (
	"encoding/hex"
	"maps"
	"slices"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// criteriaTold is how many criteria a message about new figures lists, and
// how many of them it opens.
const (
	criteriaTold   = 8
	criteriaOpened = 3
)

// takeFigures takes the open import over: one entry, so that it counts for all
// departments at once or not at all.
func (t *turn) takeFigures() {
	table, ok := t.table()
	if !ok {
		return
	}
	mapping := t.mapping()
	got, ok := t.reading(table)
	if !ok {
		return
	}
	c := t.changes(got.Figures)
	if c.fresh+c.changed == 0 || !t.maySupply(mapping.Refs()...) {
		t.importOn() // another import was first, or a right has ended: look again
		return
	}
	changed := t.changedRows(got.Figures)
	in := t.s.Import
	id := hex.EncodeToString(t.e.Nonce[:8])
	var entries []scoring.Entry
	for _, name := range slices.Sorted(maps.Keys(got.Known)) {
		if known, _ := t.departmentsOfFile().Find(name); name != "" && known != got.Known[name] {
			entries = append(entries, scoring.DepartmentKnownAs{Name: name, Department: got.Known[name]})
		}
	}
	t.amendFigures(append(entries, scoring.FiguresImported{ID: id, File: in.Name, Blob: in.Blob, Rows: got.Figures})...)
	told := t.tellChanged("figures.news", in.Name, changed, func(department string, rows []scoring.FigureRow) Message {
		return t.figuresTold(department, in.Name, rows)
	})
	t.settle()
	t.show("figures.taken", texts.Args{
		"File": in.Name, "N": len(got.Figures), "Departments": got.Departments(), "Told": told.departments, "People": told.people, "Left": len(got.Mismatches),
	}, row(t.button("figures.take_back", nil, flowFigures, "import", id)), t.followRow(told), t.toFigures())
}

// changedRows are those that are not what counts already.
func (t *turn) changedRows(rows []scoring.FigureRow) []scoring.FigureRow {
	var changed []scoring.FigureRow
	for _, r := range rows {
		known, there := t.official(r.Department, scoring.SlotRef{Criterion: r.Criterion, Slot: r.Slot})
		if !there || !known.Answer.Equal(r.Answer) {
			changed = append(changed, r)
		}
	}
	return changed
}

// informed is who is being told of something.
type informed struct {
	announcement        string // its id; "" where it is nobody
	people, departments int
}

// tellChanged has the contacts of each department told about its rows; key is
// the text that stands for all of it.
func (t *turn) tellChanged(key, file string, rows []scoring.FigureRow, message func(department string, rows []scoring.FigureRow) Message) informed {
	of := map[string][]scoring.FigureRow{}
	var departments []string
	told := informed{}
	for _, r := range rows {
		if _, known := of[r.Department]; !known {
			departments = append(departments, r.Department)
			if len(t.reachable(r.Department)) > 0 {
				told.departments++
			}
		}
		of[r.Department] = append(of[r.Department], r)
	}
	told.announcement, told.people = t.inform(news{
		about: "figures", text: t.text(key, texts.Args{"File": file, "N": len(rows), "Departments": len(departments)}),
		departments: departments, whom: t.reachable,
		message: func(department string) Message { return message(department, of[department]) },
	})
	return told
}

// followRow leads to how far the telling has come; none, no button.
func (t *turn) followRow(told informed) []Button {
	if told.announcement == "" {
		return nil
	}
	return row(t.button("dates.follow", nil, flowAnnounce, "one", told.announcement))
}

// figuresTold shows the official figures beside the department's own.
func (t *turn) figuresTold(department, file string, rows []scoring.FigureRow) Message {
	var lines []texts.Args
	var owners []string
	m := Message{}
	for _, r := range rows {
		c := t.w.Edition.Criterion(r.Criterion)
		slot, _ := c.Slot(r.Slot)
		if !slices.Contains(owners, slot.Owner) {
			owners = append(owners, slot.Owner)
		}
		if len(lines) == criteriaTold {
			continue
		}
		own := ""
		if answer := t.w.Dossiers[department].Item(c.ID).Answer; answer != nil {
			own = t.inWords(c, *answer)
		}
		lines = append(lines, texts.Args{"Title": t.titleOf(c), "Official": t.inWords(c, r.Answer), "Own": own})
		if len(m.Buttons) < criteriaOpened {
			m.Buttons = append(m.Buttons, t.criterionOf(department, c))
		}
	}
	m.Text = t.text("figures.told", texts.Args{
		"Department": t.departmentName(department), "Owners": t.ownerNames(owners), "File": file, "Lines": lines, "More": len(rows) - len(lines),
	})
	return m
}

// criterionOf opens a criterion of a department, whichever the chat is at.
func (t *turn) criterionOf(department string, c *scoring.Criterion) []Button {
	return row(t.button("common.criterion", texts.Args{"Criterion": t.titleOf(c)}, flowReminder, "open", department+"/"+c.ID))
}

// refsOf lists the slots of an import.
func refsOf(rows []scoring.FigureRow) []scoring.SlotRef {
	var refs []scoring.SlotRef
	for _, r := range rows {
		if ref := (scoring.SlotRef{Criterion: r.Criterion, Slot: r.Slot}); !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	return refs
}
