package bot

import (
	"context"
	"fmt"
	"slices"

	"minhchung/flows/directory"
	"minhchung/scoring"
)

// DirectoryRow is one line of a directory file: a department and, where there
// is one, a contact of it.
type DirectoryRow struct {
	Line    int    `json:"line"` // in the file, for what is said about it
	ID      string `json:"id"`   // a short word: "so-y-te"
	Name    string `json:"name"`
	Contact string `json:"contact,omitempty"`
	Phone   string `json:"phone,omitempty"`
}

// RowProblem says why a line was left out, in Vietnamese.
type RowProblem struct {
	Line int    `json:"line"`
	Text string `json:"text"`
}

// ImportReport is what an import came to. The same file again: everything
// unchanged.
type ImportReport struct {
	Departments Tally        `json:"departments"`
	Contacts    Tally        `json:"contacts"`
	Problems    []RowProblem `json:"problems,omitempty"`
}

// Tally counts what became of the records.
type Tally struct {
	Added     int `json:"added"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
}

// change is what became of one record.
type change int

const (
	unchanged change = iota
	changed
	added
)

func (t *Tally) count(c change) {
	switch c {
	case added:
		t.Added++
	case changed:
		t.Changed++
	case unchanged:
		t.Unchanged++
	}
}

// ImportDirectory takes in departments and their contacts. Lines that are
// wrong are left out and named; the others count all the same. A contact has
// the role from then on, but comes in by invitation only. Nobody is removed.
func (o *Office) ImportDirectory(ctx context.Context, rows []DirectoryRow) (ImportReport, error) {
	good, problems := checkRows(rows)
	report := ImportReport{Problems: problems}
	grants, tally, err := o.contacts(ctx, good)
	if err != nil {
		return report, err
	}
	report.Contacts = tally
	err = o.amend(ctx, func(d *directory.Directory) ([]scoring.Entry, error) {
		var entries []scoring.Entry
		entries, report.Departments = departmentChanges(d, good)
		return append(entries, missingGrants(d, grants)...), nil
	})
	if err != nil {
		return report, fmt.Errorf("import the directory: %w", err)
	}
	return report, nil
}

// contacts finds or makes the records of the contacts, and gives the roles
// that they are to have.
func (o *Office) contacts(ctx context.Context, rows []DirectoryRow) (grants []directory.RoleGranted, tally Tally, err error) {
	f, err := o.directory.read(ctx)
	if err != nil {
		return nil, tally, err
	}
	for _, row := range rows {
		if row.Contact == "" && row.Phone == "" {
			continue
		}
		person, change, err := o.enlist(ctx, f.value, Invite{
			Department: row.ID, Role: directory.Contact, Name: row.Contact, Phone: row.Phone,
		})
		if err != nil {
			return nil, tally, fmt.Errorf("import the contact of line %d: %w", row.Line, err)
		}
		tally.count(change)
		grants = append(grants, directory.RoleGranted{Person: person.ID, Department: row.ID, Role: directory.Contact})
	}
	return grants, tally, nil
}

func missingGrants(d *directory.Directory, grants []directory.RoleGranted) (entries []scoring.Entry) {
	for _, g := range grants {
		has := slices.ContainsFunc(d.InDepartment(g.Department, g.Role), func(there directory.Grant) bool {
			return there.Person == g.Person
		})
		if !has && !slices.ContainsFunc(entries, func(e scoring.Entry) bool { return sameGrant(e, g) }) {
			entries = append(entries, g)
		}
	}
	return entries
}

func sameGrant(e scoring.Entry, g directory.RoleGranted) bool {
	there, ok := e.(directory.RoleGranted)
	return ok && there.Person == g.Person && there.Department == g.Department && there.Role == g.Role
}

func departmentChanges(d *directory.Directory, rows []DirectoryRow) (entries []scoring.Entry, tally Tally) {
	seen := map[string]bool{}
	for _, row := range rows {
		if seen[row.ID] {
			continue
		}
		seen[row.ID] = true
		known, ok := d.Department(row.ID)
		became := unchanged
		switch {
		case !ok:
			became = added
		case known.Name != row.Name:
			became = changed
		}
		if became != unchanged {
			entries = append(entries, directory.DepartmentSet{ID: row.ID, Name: row.Name})
		}
		tally.count(became)
	}
	return entries, tally
}
