package figures

import (
	"cmp"
	"slices"
	"strings"

	"minhchung/flows/understand"
	"minhchung/scoring"
)

// Likeliest orders what a column may mean by how well its header fits. named
// are the criteria whose number the header holds, before is what the column
// before it means.
func Likeliest(e *scoring.Edition, targets []Target, header string, named []string, before Target) []Target {
	words := wordsOf(header)
	score := map[Target]float64{}
	for _, t := range targets {
		score[t] = fit(e.Criterion(t.Criterion), t, header, words)
		if slices.Contains(named, t.Criterion) {
			score[t]++
		}
		if before.Criterion == t.Criterion && before.Field == FieldPart && before.Input == t.Input && t.Field == FieldWhole {
			score[t] += 0.3 // a whole stands beside its part
		}
		if before == t {
			score[t]--
		}
	}
	ordered := slices.Clone(targets)
	slices.SortStableFunc(ordered, func(a, b Target) int { return cmp.Compare(score[b], score[a]) })
	return ordered
}

// fit says how well a header goes with a target; higher is better.
func fit(c *scoring.Criterion, t Target, header string, words wording) float64 {
	input := InputOf(c, t)
	about := overlap(words, wordsOf(c.Short+" "+c.Name+" "+strings.Join(c.Words, " ")))
	isRate := strings.Contains(header, "%") || containsAny(words.words, "ti", "ty")
	isTotal := strings.HasPrefix(understand.Fold(header), "tong")
	switch t.Field {
	case FieldWhole:
		s := about/4 + overlap(words, wordsOf(input.WholeLabel))
		if isTotal {
			s += 0.2
		}
		return s - penalty(isRate)
	case FieldPercent:
		return about/2 + overlap(words, wordsOf(input.Label)) - 0.2 + 0.8*penalty(isRate)
	case FieldDone:
		for _, o := range input.Options {
			if o.ID == t.Option {
				return about/2 + overlap(words, wordsOf(o.Label))
			}
		}
		return about / 2
	default: // a part, a count, yes or no, a choice
		return about/2 + overlap(words, wordsOf(input.Label)) - penalty(isRate || isTotal)
	}
}

func penalty(on bool) float64 {
	if on {
		return 0.4
	}
	return 0
}

// wording is a text as it is compared: single syllables say little in
// Vietnamese, two beside each other say much.
type wording struct{ words, pairs []string }

func wordsOf(text string) wording {
	all := strings.Fields(understand.Fold(text))
	var w wording
	for i, word := range all {
		if i > 0 {
			w.pairs = append(w.pairs, all[i-1]+" "+word)
		}
		switch word {
		case "so", "luong", "cac", "cua", "va", "tren", "co", "la", "duoc", "theo", "ve", "trong":
		default:
			w.words = append(w.words, word)
		}
	}
	return w
}

// overlap is how much of one text stands in another, from 0 to 1.
func overlap(a, b wording) float64 {
	return 0.4*common(a.words, b.words) + 0.6*common(a.pairs, b.pairs)
}

func common(a, b []string) float64 {
	if len(a) == 0 {
		return 0
	}
	n := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			n++
		}
	}
	return float64(n) / float64(len(a))
}

func containsAny(words []string, any ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(any, w) })
}
