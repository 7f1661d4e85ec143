package figures

import (
	"slices"
	"strings"

	"minhchung/flows/understand"
	"minhchung/scoring"
)

// Code names what does not fit, for machines.
type Code string

// The codes. BadAnswer's reason is in Err.
const (
	UnknownDepartment Code = "unknown_department"
	TwiceDepartment   Code = "twice_department" // named in another row as well: Other
	NoDepartment      Code = "no_department"    // figures without a name
	NotANumber        Code = "not_a_number"
	Formula           Code = "formula"
	Missing           Code = "missing"
	Unclear           Code = "unclear"
	BadAnswer         Code = "bad_answer"
)

// Mismatch is something of the file that is not taken over, and why.
type Mismatch struct {
	Code       Code
	Row        int
	Name       string   // of the department, as the file writes it
	Department string   // its id, when it is known
	Likeliest  []string // those that an unknown name may mean
	Other      int      // the other row that names the department

	Criterion string // "" when it is about the whole row
	Column    int    // -1 when it is about no single cell
	Text      string // what the cell holds
	Err       *scoring.AnswerError
}

// Reading is what a table comes to.
type Reading struct {
	Figures    []scoring.FigureRow // what can be taken over, in the file's order
	Mismatches []Mismatch          // in the file's order
	Known      map[string]string   // department by folded name, of the rows that a person placed
}

// Reader is what a table is read with.
type Reader struct {
	Edition     *scoring.Edition
	Mapping     Mapping
	Departments Departments
	Profile     func(department string) scoring.Profile
	Placed      map[int]string // by row: the department that a person named, or Dropped
}

// Dropped is what a row is placed at that a person left out.
const Dropped = "-"

// Read reads the whole table.
func (r Reader) Read(table Table) Reading {
	var got Reading
	got.Known = map[string]string{}
	rows := r.place(table, &got)
	named := map[string][]int{}
	for _, p := range rows {
		if p.department != "" {
			named[p.department] = append(named[p.department], p.row.N)
		}
	}
	for _, p := range rows {
		twice := named[p.department]
		switch {
		case p.mismatch != nil:
			got.Mismatches = append(got.Mismatches, *p.mismatch)
		case len(twice) > 1:
			other := twice[0]
			if other == p.row.N {
				other = twice[1]
			}
			got.Mismatches = append(got.Mismatches, Mismatch{
				Code: TwiceDepartment, Row: p.row.N, Name: p.name, Department: p.department, Other: other, Column: r.Mapping.Department,
			})
		default:
			r.row(p, &got)
		}
	}
	return got
}

// placed is a row with the department that it is about.
type placed struct {
	row        Row
	name       string
	department string
	mismatch   *Mismatch
}

// place finds the departments of the rows; sums and empty rows are no rows.
func (r Reader) place(table Table, got *Reading) []placed {
	var all []placed
	for _, row := range table.Rows {
		name := strings.Join(strings.Fields(row.cell(r.Mapping.Department).Text), " ")
		chosen := r.Placed[row.N]
		switch {
		case chosen == Dropped, isSum(name), name == "" && r.empty(row):
		case chosen != "":
			got.Known[understand.Fold(name)] = chosen
			all = append(all, placed{row: row, name: name, department: chosen})
		case name == "":
			all = append(all, placed{row: row, mismatch: &Mismatch{Code: NoDepartment, Row: row.N, Column: r.Mapping.Department}})
		default:
			id, likeliest := r.Departments.Find(name)
			p := placed{row: row, name: name, department: id}
			if id == "" {
				p.mismatch = &Mismatch{Code: UnknownDepartment, Row: row.N, Name: name, Likeliest: likeliest, Column: r.Mapping.Department, Text: name}
			}
			all = append(all, p)
		}
	}
	return all
}

// isSum recognises the row under a table.
func isSum(name string) bool {
	switch understand.Fold(name) {
	case "tong", "tong cong", "cong", "tong so", "total":
		return true
	}
	return false
}

// empty says that a row holds nothing in the columns that count.
func (r Reader) empty(row Row) bool {
	for column, t := range r.Mapping.Targets {
		if t != (Target{}) && !isEmpty(strings.TrimSpace(row.cell(column).Text)) {
			return false
		}
	}
	return true
}

// row reads the figures of one department.
func (r Reader) row(p placed, got *Reading) {
	base := Mismatch{Row: p.row.N, Name: p.name, Department: p.department, Column: -1}
	if r.empty(p.row) && !r.formulas(p.row) {
		base.Code = Missing
		got.Mismatches = append(got.Mismatches, base)
		return
	}
	for _, ref := range r.Mapping.Refs() {
		c := r.Edition.Criterion(ref.Criterion)
		answer, problem := r.answer(c, ref, p)
		if problem != nil {
			m := base
			m.Criterion, m.Code, m.Column, m.Err = c.ID, problem.code, problem.column, problem.err
			m.Text = p.row.cell(problem.column).Text
			got.Mismatches = append(got.Mismatches, m)
			continue
		}
		got.Figures = append(got.Figures, scoring.FigureRow{
			Department: p.department, Row: p.row.N, Criterion: ref.Criterion, Slot: ref.Slot, Answer: answer,
		})
	}
}

func (r Reader) formulas(row Row) bool {
	for column, t := range r.Mapping.Targets {
		if t != (Target{}) && row.cell(column).Formula {
			return true
		}
	}
	return false
}

// Departments counts those that figures can be taken over of.
func (g Reading) Departments() int {
	var seen []string
	for _, f := range g.Figures {
		if !slices.Contains(seen, f.Department) {
			seen = append(seen, f.Department)
		}
	}
	return len(seen)
}
