package figures

import (
	"cmp"
	"slices"
	"strings"

	"minhchung/flows/understand"
)

// Department is one that a row may be about.
type Department struct{ ID, Name string }

// Departments finds the department that a name in a file means.
type Departments struct {
	All     []Department
	KnownAs func(name string) string // what a folded name was said to mean before; "" for nothing
}

// likely is from where on a name is offered as the one that may be meant.
const likely = 0.45

// Find gives the department of that id or name. When none is, or several
// are, id is "" and likeliest lists those that may be meant, the best first.
func (d Departments) Find(name string) (id string, likeliest []string) {
	folded := understand.Fold(name)
	if folded == "" {
		return "", nil
	}
	var same []string
	for _, dep := range d.All {
		if dep.ID == strings.TrimSpace(name) {
			return dep.ID, nil
		}
		if understand.Fold(dep.Name) == folded {
			same = append(same, dep.ID)
		}
	}
	switch {
	case len(same) == 1:
		return same[0], nil
	case len(same) > 1:
		return "", same
	}
	if known := d.KnownAs(folded); known != "" && d.has(known) {
		return known, nil
	}
	return "", d.likeliest(folded)
}

func (d Departments) has(id string) bool {
	return slices.ContainsFunc(d.All, func(dep Department) bool { return dep.ID == id })
}

func (d Departments) likeliest(folded string) []string {
	score := map[string]float64{}
	var ids []string
	for _, dep := range d.All {
		name := understand.Fold(dep.Name)
		score[dep.ID] = max(similar(folded, name), similar(strings.TrimPrefix(folded, "so "), strings.TrimPrefix(name, "so ")))
		if abbreviates(folded, name) {
			score[dep.ID] = 1
		}
		if score[dep.ID] >= likely {
			ids = append(ids, dep.ID)
		}
	}
	slices.SortStableFunc(ids, func(a, b string) int { return cmp.Compare(score[b], score[a]) })
	return ids[:min(len(ids), 3)]
}

// abbreviates says whether a folded text is a name's initials: "stttt", "so gd dt".
func abbreviates(folded, name string) bool {
	initials := ""
	for _, word := range strings.Fields(name) {
		if word != "va" {
			initials += word[:1]
		}
	}
	short := strings.ReplaceAll(folded, " ", "")
	return len(initials) > 1 && (short == initials || strings.HasPrefix(short, "so") && "s"+short[2:] == initials)
}

// similar is the share of neighbouring letters that two texts have in common,
// from 0 to 1: slips and left-out blanks change few of them.
func similar(a, b string) float64 {
	x, y := pairs(a), pairs(b)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	left := map[string]int{}
	for _, p := range x {
		left[p]++
	}
	common := 0
	for _, p := range y {
		if left[p] > 0 {
			left[p]--
			common++
		}
	}
	return 2 * float64(common) / float64(len(x)+len(y))
}

func pairs(s string) []string {
	r := []rune(strings.ReplaceAll(s, " ", ""))
	var all []string
	for i := 0; i+1 < len(r); i++ {
		all = append(all, string(r[i:i+2]))
	}
	return all
}

// Columns orders a table's columns by how many of their cells name a
// department, or nearly do.
func (d Departments) Columns(table Table) []int {
	score := make([]int, len(table.Header))
	var columns []int
	for column := range table.Header {
		for _, row := range table.Rows {
			cell := row.cell(column)
			if cell.Number {
				continue
			}
			switch id, likeliest := d.Find(cell.Text); {
			case id != "":
				score[column] += 2
			case len(likeliest) > 0:
				score[column]++
			}
		}
		columns = append(columns, column)
	}
	slices.SortStableFunc(columns, func(a, b int) int { return cmp.Compare(score[b], score[a]) })
	return columns
}
