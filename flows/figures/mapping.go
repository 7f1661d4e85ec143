package figures

import (
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// Mapping says what the columns of a table mean.
type Mapping struct {
	Department int      // the column that names the departments
	Targets    []Target // by column; the zero value is passed over
}

// Remembered finds what the columns of a table were said to mean before: the
// newest that has the same headers, and nothing that is not allowed.
func Remembered(e *scoring.Edition, allowed Allowed, mapped []scoring.ColumnsMapped, table Table) (Mapping, bool) {
	for _, m := range mapped {
		if mapping, ok := remembered(e, allowed, m, table); ok {
			return mapping, true
		}
	}
	return Mapping{}, false
}

func remembered(e *scoring.Edition, allowed Allowed, m scoring.ColumnsMapped, table Table) (Mapping, bool) {
	left := map[string]string{} // what a header means
	for _, c := range m.Columns {
		left[understand.Fold(c.Header)] = c.Target
	}
	mapping := Mapping{Department: -1, Targets: make([]Target, len(table.Header))}
	known := 0
	for column, header := range table.Header {
		folded := understand.Fold(header)
		if mapping.Department < 0 && folded == understand.Fold(m.Department) {
			mapping.Department = column
			continue
		}
		written, ok := left[folded]
		if !ok {
			return Mapping{}, false
		}
		delete(left, folded)
		if written == "" {
			continue
		}
		target, ok := Find(e, allowed, written)
		if !ok {
			return Mapping{}, false
		}
		mapping.Targets[column] = target
		known++
	}
	return mapping, mapping.Department >= 0 && known > 0 && len(left) == 0
}

// Entry is the mapping as it is remembered.
func (m Mapping) Entry(table Table) scoring.ColumnsMapped {
	mapped := scoring.ColumnsMapped{Department: table.Header[m.Department]}
	for column, header := range table.Header {
		if column != m.Department {
			mapped.Columns = append(mapped.Columns, scoring.ColumnMapped{Header: header, Target: m.Targets[column].String()})
		}
	}
	return mapped
}

// Refs lists the slots that the mapping supplies, in the order of the columns.
func (m Mapping) Refs() []scoring.SlotRef {
	var refs []scoring.SlotRef
	seen := map[scoring.SlotRef]bool{}
	for _, t := range m.Targets {
		if t != (Target{}) && !seen[t.ref()] {
			seen[t.ref()] = true
			refs = append(refs, t.ref())
		}
	}
	return refs
}

// Blank says that a column holds nothing that anyone has to be asked about:
// no header, no content, or only the numbers of the rows.
func Blank(table Table, column int) bool {
	switch understand.Fold(table.Header[column]) {
	case "", "stt", "tt", "so tt", "so thu tu", "no":
		return true
	}
	for _, row := range table.Rows {
		if row.cell(column).Text != "" {
			return false
		}
	}
	return true
}
