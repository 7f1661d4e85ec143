package scoring

import "sort"

// Result is what one department is ranked by.
type Result struct {
	Department string
	Percent    *Points // hundredths of a percent, as shown; nil is not ranked
}

// Ranked is a result with its place; Rank 0 is unranked.
type Ranked struct {
	Result
	Rank int
}

// Rank orders results by the percentage that is shown: equal ones share a
// rank (1, 2, 2, 4), those without one come last, unranked. Within a rank the
// order is that of the departments' names.
func Rank(results []Result) []Ranked {
	ranked := make([]Ranked, len(results))
	for i, r := range results {
		ranked[i] = Ranked{Result: r}
	}
	sort.SliceStable(ranked, func(i, j int) bool {
		a, b := ranked[i], ranked[j]
		if a.Percent == nil || b.Percent == nil {
			if (a.Percent == nil) != (b.Percent == nil) {
				return b.Percent == nil
			}
			return a.Department < b.Department
		}
		if *a.Percent != *b.Percent {
			return *a.Percent > *b.Percent
		}
		return a.Department < b.Department
	})
	for i := range ranked {
		switch {
		case ranked[i].Percent == nil:
		case i > 0 && *ranked[i].Percent == *ranked[i-1].Percent:
			ranked[i].Rank = ranked[i-1].Rank
		default:
			ranked[i].Rank = i + 1
		}
	}
	return ranked
}
