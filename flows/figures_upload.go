package flows

import (
	"path"
	"strings"

	"minhchung/flows/directory"
	"minhchung/flows/figures"
	"minhchung/flows/texts"
	"minhchung/scoring"
)

// The steps of an import, as the prompt names them.
const (
	importFile     = "file"     // waits for the file
	importName     = "name"     // which column names the departments?
	importColumn   = "column"   // what does a column mean?
	importCriteria = "criteria" // of all criteria, which?
	importField    = "field"    // which figure of the criterion?
	importPreview  = "preview"  // is this to be taken over?
	importWho      = "who"      // which department is a row about?
)

// takesTable says whether an upload is a table of figures: a spreadsheet of a
// verifier. From who is a department's contact as well it is evidence, unless
// figures were asked for.
func (t *turn) takesTable() bool {
	u := t.e.Upload
	if u == nil || u.Kind != string(scoring.EvidenceDocument) || !t.mayImport() {
		return false
	}
	switch strings.ToLower(path.Ext(u.Name)) {
	case ".xlsx", ".csv":
		return t.s.Phase == Importing || !t.has(directory.Contact)
	}
	return false
}

// tableArrived begins an import.
func (t *turn) tableArrived() {
	t.settle()
	t.s.Import = &Import{Blob: t.e.Upload.Found.Blob, Name: t.fileName(), Department: -1}
	t.open(askTable, Prompt{Ask: importPreview})
	table, ok := t.table()
	if !ok {
		return
	}
	if table.Problem != figures.ProblemNone {
		args := texts.Args{"Name": t.s.Import.Name}
		t.settle()
		t.say("figures.problem_"+string(table.Problem), args, t.toFigures())
		return
	}
	allowed, _ := t.allowed()
	if mapping, known := figures.Remembered(t.w.Edition, allowed, t.w.Figures.Mapped(), table); known {
		t.s.Import.Department = mapping.Department
		for _, target := range mapping.Targets {
			t.s.Import.Targets = append(t.s.Import.Targets, target.String())
		}
	}
	t.importOn()
}

// table is the open import's; ok is false when the step has to end here.
func (t *turn) table() (figures.Table, bool) {
	if table, ok := t.w.Tables[t.s.Import.Blob]; ok {
		return *table, true
	}
	t.do(Need{Tables: []string{t.s.Import.Blob}})
	return figures.Table{}, false
}

// importOn puts the next question of an import: the column of the names, then
// each other column, then the preview.
func (t *turn) importOn() {
	if t.s.Import == nil || !t.mayImport() {
		t.settle()
		t.officeHome()
		return
	}
	table, ok := t.table()
	if !ok {
		return
	}
	in := t.s.Import
	if in.Department < 0 {
		t.askNameColumn(table)
		return
	}
	for len(in.Targets) < len(table.Header) && (len(in.Targets) == in.Department || figures.Blank(table, len(in.Targets))) {
		in.Targets = append(in.Targets, "")
	}
	if len(in.Targets) < len(table.Header) {
		t.askColumn(table)
		return
	}
	t.mapped(table)
}

// mapped goes on once every column is known.
func (t *turn) mapped(table figures.Table) {
	mapping := t.mapping()
	if len(mapping.Refs()) == 0 {
		t.settle()
		t.say("figures.nothing_mapped", nil, t.toFigures())
		return
	}
	if t.s.Import.Asked {
		t.s.Import.Asked = false
		t.amendFigures(mapping.Entry(table))
	}
	t.preview(table)
}

// mapping is what the columns of the open import mean. What the person may no
// longer supply is passed over.
func (t *turn) mapping() figures.Mapping {
	allowed, _ := t.allowed()
	mapping := figures.Mapping{Department: t.s.Import.Department}
	for _, written := range t.s.Import.Targets {
		target, _ := figures.Find(t.w.Edition, allowed, written)
		mapping.Targets = append(mapping.Targets, target)
	}
	return mapping
}

// departmentsOfFile finds departments by what a file calls them.
func (t *turn) departmentsOfFile() figures.Departments {
	d := figures.Departments{KnownAs: t.w.Figures.KnownAs}
	for _, dep := range t.w.Directory.Departments() {
		d.All = append(d.All, figures.Department(dep))
	}
	return d
}
