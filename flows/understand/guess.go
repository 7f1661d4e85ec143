package understand

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// maxGuesses is how many criteria are offered for a file.
const maxGuesses = 3

// Guess gives up to three criteria that an uploaded file may belong to, the
// likeliest first: those that the caption or the name gives by number, else
// by words, and then the likely ones (what is still missing, say) in order.
func (r *Reader) Guess(caption, fileName string, likely []string) []string {
	for _, text := range []string{caption, fileName} {
		if hit := r.Number(text, Inside); len(hit.IDs) > 0 {
			return hit.IDs[:min(maxGuesses, len(hit.IDs))]
		}
	}
	scores := r.Fit(caption, FileWords(fileName))
	likely = r.known(likely)
	for i, id := range likely {
		if scores[id] > 0 || i < maxGuesses {
			scores[id] += likelier
		}
	}
	return r.best(scores, likely)
}

// Fit scores each criterion, from 0 to 1, by the text whose words fit it best;
// one that shares no word with any is not in it.
func (r *Reader) Fit(texts ...string) map[string]float64 {
	scores := map[string]float64{}
	for _, text := range texts {
		for _, s := range r.Search(text, len(r.search.ids)) {
			scores[s.ID] = max(scores[s.ID], s.Score)
		}
	}
	return scores
}

// likelier is what being likely adds: what is missing is, whatever the file is called.
const likelier = 0.15

// known leaves out what is no criterion of the edition, and what comes twice.
func (r *Reader) known(ids []string) []string {
	var out []string
	for _, id := range ids {
		if _, ok := r.numbers.position[id]; ok && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// best orders the guesses; equal ones as the likely ones stand, then as the edition.
func (r *Reader) best(scores map[string]float64, likely []string) []string {
	var out []string
	for id, score := range scores {
		if score >= likelier {
			out = append(out, id)
		}
	}
	rank := func(id string) int {
		if i := slices.Index(likely, id); i >= 0 {
			return i
		}
		return len(likely) + r.numbers.position[id]
	}
	slices.SortFunc(out, func(a, b string) int {
		if c := cmp.Compare(scores[b], scores[a]); c != 0 {
			return c
		}
		return rank(a) - rank(b)
	})
	return out[:min(maxGuesses, len(out))]
}

// FileWords spaces out a file name: "GiayMoiHopQ1_(2).pdf" is "Giay Moi Hop Q1".
func FileWords(name string) string {
	if dot := strings.LastIndexByte(name, '.'); dot > 0 && len(name)-dot <= 6 {
		name = name[:dot]
	}
	var b strings.Builder
	before := rune(0)
	for _, r := range name {
		if unicode.IsUpper(r) && unicode.IsLower(before) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}
