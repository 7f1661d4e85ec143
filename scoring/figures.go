package scoring

import (
	"fmt"
	"maps"
	"slices"
)

// Figures is what the holders of figures supplied for all departments of an
// edition: the fold of its stream of figures. A nil one holds nothing. It is
// a value to read; only Apply changes it.
type Figures struct {
	Seq int64 // of the last document applied; 0 for none

	imports []Import
	mapped  []ColumnsMapped   // the newest last
	names   map[string]string // department by a name as a file writes it
	of      map[string]map[SlotRef]Figure
}

// SlotRef names a system slot.
type SlotRef struct{ Criterion, Slot string }

// Import is one file that was taken over.
type Import struct {
	FiguresImported
	Stamp     Stamp
	Withdrawn Stamp // Seq 0 while it counts
}

// Counts says that the import was not taken back.
func (i Import) Counts() bool { return i.Withdrawn.Seq == 0 }

// Departments lists the departments that the import has figures of, in its order.
func (i Import) Departments() []string {
	var all []string
	for _, row := range i.Rows {
		if !slices.Contains(all, row.Department) {
			all = append(all, row.Department)
		}
	}
	return all
}

// NewFigures gives an edition's figures before the first import.
func NewFigures() *Figures {
	return &Figures{names: map[string]string{}, of: map[string]map[SlotRef]Figure{}}
}

// Imports lists all imports, the oldest first.
func (f *Figures) Imports() []Import {
	if f == nil {
		return nil
	}
	return f.imports
}

// Import finds an import by its id.
func (f *Figures) Import(id string) (Import, bool) {
	for _, i := range f.Imports() {
		if i.ID == id {
			return i, true
		}
	}
	return Import{}, false
}

// Mapped lists what columns were said to mean, the newest first.
func (f *Figures) Mapped() []ColumnsMapped {
	if f == nil {
		return nil
	}
	newest := slices.Clone(f.mapped)
	slices.Reverse(newest)
	return newest
}

// KnownAs gives the department that a file's name was said to mean; "" for none.
func (f *Figures) KnownAs(name string) string {
	if f == nil {
		return ""
	}
	return f.names[name]
}

// Of gives a department's figures, by slot. The map is not to be changed.
func (f *Figures) Of(department string) map[SlotRef]Figure {
	if f == nil {
		return nil
	}
	return f.of[department]
}

// Into gives the dossier with the figures of its department beside what the
// department filed: what the states and the score are worked out from. d
// stays as it is.
func (f *Figures) Into(d *Dossier) *Dossier {
	own := f.Of(d.Department)
	if len(own) == 0 {
		return d
	}
	c := d.Clone()
	for ref, figure := range own {
		item := *c.Item(ref.Criterion)
		item.Figures = maps.Clone(item.Figures)
		if item.Figures == nil {
			item.Figures = map[string]Figure{}
		}
		item.Figures[ref.Slot] = figure
		c.Items[ref.Criterion] = &item
	}
	return c
}

// Clone gives figures that share nothing with f that Apply changes.
func (f *Figures) Clone() *Figures {
	c := &Figures{
		Seq: f.Seq, imports: slices.Clone(f.imports), mapped: slices.Clone(f.mapped),
		names: maps.Clone(f.names), of: make(map[string]map[SlotRef]Figure, len(f.of)),
	}
	for department, figures := range f.of {
		c.of[department] = maps.Clone(figures)
	}
	return c
}

// Apply folds the entries of one document into f.
func (f *Figures) Apply(s Stamp, entries ...Entry) error {
	for _, e := range entries {
		if err := f.apply(s, e); err != nil {
			return err
		}
	}
	f.Seq = s.Seq
	return nil
}

func (f *Figures) apply(s Stamp, e Entry) error {
	switch e := e.(type) {
	case FiguresImported:
		f.imports = append(f.imports, Import{FiguresImported: e, Stamp: s})
		f.supply(f.imports[len(f.imports)-1])
	case FiguresWithdrawn:
		f.withdraw(s, e.Import)
	case ColumnsMapped:
		f.mapped = append(f.mapped, e)
	case DepartmentKnownAs:
		f.names[e.Name] = e.Department
	default:
		return fmt.Errorf("figures: unknown entry %T", e)
	}
	return nil
}

// supply lets an import's figures take the place of earlier ones.
func (f *Figures) supply(i Import) {
	for _, row := range i.Rows {
		if f.of[row.Department] == nil {
			f.of[row.Department] = map[SlotRef]Figure{}
		}
		f.of[row.Department][SlotRef{row.Criterion, row.Slot}] = Figure{
			Answer: row.Answer, Source: i.File, Row: row.Row, Import: i.ID, Stamp: i.Stamp,
		}
	}
}

// withdraw lets the other imports count as if that one had never been.
func (f *Figures) withdraw(s Stamp, id string) {
	clear(f.of)
	for k := range f.imports {
		if f.imports[k].ID == id && f.imports[k].Counts() {
			f.imports[k].Withdrawn = s
		}
		if f.imports[k].Counts() {
			f.supply(f.imports[k])
		}
	}
}
