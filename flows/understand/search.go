package understand

import (
	"cmp"
	"math"
	"slices"

	"minhchung/scoring"
)

// From these scores on a criterion found by its words is surely meant (the
// conversation opens it), or may be (it is offered).
const (
	SearchSure  = 0.65
	SearchMaybe = 0.35
)

// Scored is a criterion with how well it fits, from 0 to 1.
type Scored struct {
	ID    string
	Score float64
}

// How much a word counts by where it stands in a criterion.
const (
	inShort    = 1.0 // the short name, and the edition's search words
	inName     = 0.9
	inGroup    = 0.55
	inGuidance = 0.25 // and in the evidence text
)

// searchIndex finds criteria by their words.
type searchIndex struct {
	synonyms synonyms
	ids      []string
	terms    map[string]term
	short    [][]string     // each criterion's short name
	counts   map[string]int // how often each word stands in the criteria
}

// term is a word, or two neighbouring ones.
type term struct {
	weight float64 // rare ones count more: 0 to 1
	in     []place
}

type place struct {
	criterion int
	weight    float64
}

func newSearchIndex(criteria []*scoring.Criterion, synonyms synonyms) searchIndex {
	x := searchIndex{synonyms: synonyms, terms: map[string]term{}, counts: map[string]int{}}
	found := map[string]map[int]float64{}
	for i, c := range criteria {
		x.ids = append(x.ids, c.ID)
		x.short = append(x.short, x.fold(c.Short))
		note := func(text string, weight float64) {
			in := x.fold(text)
			for _, t := range grams(in) {
				if found[t] == nil {
					found[t] = map[int]float64{}
				}
				found[t][i] = max(found[t][i], weight)
			}
			for _, w := range in {
				x.counts[w]++
			}
		}
		note(c.Short, inShort)
		for _, w := range c.Words {
			note(w, inShort)
		}
		note(c.Name, inName)
		note(c.GroupName, inGroup)
		note(c.Guidance, inGuidance)
		note(c.EvidenceText, inGuidance)
	}
	for text, in := range found {
		x.terms[text] = newTerm(in, len(criteria))
	}
	for said := range synonyms {
		for _, w := range words(said) {
			x.counts[w]++
		}
	}
	return x
}

// newTerm weighs a term by how few criteria name it.
func newTerm(in map[int]float64, criteria int) term {
	t := term{}
	for i, w := range in {
		t.in = append(t.in, place{i, w})
	}
	slices.SortFunc(t.in, func(a, b place) int { return a.criterion - b.criterion })
	named := 0.0 // summed in a fixed order: the same edition gives the same scores
	for _, p := range t.in {
		named += p.weight
	}
	t.weight = math.Log(1+float64(criteria)/max(named, 0.5)) / math.Log(1+2*float64(criteria))
	return t
}

// fold gives the words of a text in the index's own terms.
func (x searchIndex) fold(text string) []string { return x.synonyms.apply(words(text)) }

// grams gives the words and the pairs of neighbours.
func grams(in []string) []string {
	out := slices.Clone(in)
	for i := 1; i < len(in); i++ {
		out = append(out, in[i-1]+" "+in[i])
	}
	return out
}

// Search finds up to n criteria by their words, the best first. Its scores
// compare within one query and with SearchSure and SearchMaybe.
func (r *Reader) Search(text string, n int) []Scored {
	found := r.search.find(r.search.query(r.vocab.mended(words(text)), r.phrases))
	return found[:min(max(n, 0), len(found))]
}

// askedWord is a word of a search.
type askedWord struct {
	text   string
	asking bool // says that something is asked, not what
}

// query gives mended words in the index's own terms. What no criterion is
// called, but questions say, is a word of asking.
func (x searchIndex) query(mended []string, phrases phraseIndex) []askedWord {
	var out []askedWord
	for _, w := range x.synonyms.apply(mended) {
		_, names := x.terms[w]
		out = append(out, askedWord{text: w, asking: isAsking(w) || isTalk(w) || !names && phrases.counts[w] > 0})
	}
	return out
}

// unknownWeight is what a word counts that no criterion has: it makes every
// criterion less likely.
const unknownWeight = 0.8

// enoughWeight is what a query's words have to count together for a full
// score: a common word alone makes no criterion sure.
const enoughWeight = 0.6

// find scores all criteria that share a word with the query.
func (x searchIndex) find(query []askedWord) []Scored {
	scores := make([]float64, len(x.ids))
	total := 0.0
	for i, w := range query {
		factor := 1.0
		if w.asking {
			factor = 0.05
		}
		t, ok := x.terms[w.text]
		if !ok {
			total += unknownWeight * factor
			continue
		}
		total += t.weight * factor
		add(scores, t, factor)
		if i > 0 {
			if pair, ok := x.terms[query[i-1].text+" "+w.text]; ok {
				total += pair.weight * 0.6
				add(scores, pair, 0.6)
			}
		}
	}
	return x.ranked(scores, total, query)
}

func add(scores []float64, t term, factor float64) {
	for _, p := range t.in {
		scores[p.criterion] += t.weight * p.weight * factor
	}
}

// ranked turns sums into scores from 0 to 1, best first, in the edition's
// order where equal.
func (x searchIndex) ranked(scores []float64, total float64, query []askedWord) []Scored {
	if total == 0 {
		return nil
	}
	enough := min(1, total/enoughWeight)
	asked := map[string]bool{}
	for _, w := range query {
		asked[w.text] = true
	}
	var out []Scored
	for i, s := range scores {
		if s > 0 {
			out = append(out, Scored{ID: x.ids[i], Score: enough * min(1, 0.9*s/total+0.1*x.named(i, asked))})
		}
	}
	slices.SortStableFunc(out, func(a, b Scored) int { return cmp.Compare(b.Score, a.Score) })
	return out
}

// named is the share of a criterion's short name that was asked for.
func (x searchIndex) named(i int, asked map[string]bool) float64 {
	got, all := 0.0, 0.0
	for _, w := range x.short[i] {
		weight := x.terms[w].weight
		all += weight
		if asked[w] {
			got += weight
		}
	}
	if all == 0 {
		return 0
	}
	return got / all
}
