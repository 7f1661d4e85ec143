package understand

import (
	"cmp"
	_ "embed" // for the example phrases
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

//go:embed phrases.yaml
var phrasesFile []byte

// The words that stand for a criterion and a pillar in a phrase.
const (
	aCriterion = "<tc>"
	aPillar    = "<phan>"
)

// phraseIndex holds the example phrases of all intents for comparison.
type phraseIndex struct {
	alike   synonyms
	intents []Intent
	phrases []phrase
	terms   map[string]phraseTerm
	counts  map[string]int // how often each word stands in the phrases
}

type phrase struct {
	intent int
	weight float64 // of all its terms
}

// phraseTerm is a word of the phrases, or two neighbouring ones.
type phraseTerm struct {
	weight float64
	in     []int     // phrases
	share  []float64 // by intent: how much the term speaks for it, summing to 1
}

func newPhraseIndex(alike synonyms) phraseIndex {
	var examples map[Intent][]string
	if err := yaml.UnmarshalWithOptions(phrasesFile, &examples, yaml.Strict()); err != nil {
		panic(fmt.Sprintf("understand: the embedded phrases.yaml: %v", err))
	}
	x := phraseIndex{alike: alike, intents: Intents(), terms: map[string]phraseTerm{}, counts: map[string]int{}}
	in := map[string][]int{} // the phrases that hold a term
	var all [][]string
	for i, intent := range x.intents {
		for _, text := range examples[intent] {
			spoken := phraseWords(text)
			said := alike.apply(spoken)
			for _, g := range distinctGrams(said) {
				in[g] = append(in[g], len(all))
			}
			x.count(spoken)
			all = append(all, said)
			x.phrases = append(x.phrases, phrase{intent: i})
		}
	}
	for text := range alike {
		x.count(strings.Fields(text))
	}
	sizes := x.sizes()
	for g, at := range in {
		x.terms[g] = x.term(g, at, sizes)
	}
	for i, said := range all {
		x.phrases[i].weight = x.weigh(said)
	}
	return x
}

// count notes words as known.
func (x phraseIndex) count(in []string) {
	for _, w := range in {
		x.counts[w]++
	}
}

// distinctGrams gives the words and pairs of a text, each once, sorted.
func distinctGrams(said []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(grams(said))))
}

// phraseWords gives the words of an example phrase.
func phraseWords(text string) []string {
	text = strings.NewReplacer("{tc}", " zzcriterion ", "{phần}", " zzpillar ").Replace(text)
	return placeholders(words(text))
}

// placeholders turns the stand-ins for a criterion and a pillar into terms.
func placeholders(in []string) []string {
	for i, w := range in {
		switch w {
		case "zzcriterion":
			in[i] = aCriterion
		case "zzpillar":
			in[i] = aPillar
		}
	}
	return in
}

// sizes counts the phrases of each intent.
func (x phraseIndex) sizes() []float64 {
	out := make([]float64, len(x.intents))
	for _, p := range x.phrases {
		out[p.intent]++
	}
	return out
}

// term weighs a term: what few intents say tells more.
func (x phraseIndex) term(text string, at []int, sizes []float64) phraseTerm {
	t := phraseTerm{in: at, share: make([]float64, len(x.intents))}
	sum, intents := 0.0, 0.0
	for _, p := range at {
		i := x.phrases[p].intent
		if t.share[i] == 0 {
			intents++
		}
		t.share[i] += 1 / (sizes[i] + 5)
		sum += 1 / (sizes[i] + 5)
	}
	for i := range t.share {
		t.share[i] /= sum
	}
	t.weight = math.Log(1+float64(len(x.intents))/intents) / math.Log(1+float64(len(x.intents)))
	switch {
	case strings.Contains(text, " "):
		t.weight *= 0.35
	case isTalk(text):
		t.weight *= 0.15
	}
	return t
}

// unknownTerm is what a word counts that no phrase has.
const unknownTerm = 0.7

// weigh sums what the words of a text and their known pairs count.
func (x phraseIndex) weigh(said []string) float64 {
	sum := 0.0
	for i, w := range said {
		switch t, ok := x.terms[w]; {
		case ok:
			sum += t.weight
		case !isTalk(w):
			sum += unknownTerm
		default:
			sum += unknownTerm * 0.15
		}
		if i > 0 {
			sum += x.terms[said[i-1]+" "+w].weight
		}
	}
	return sum
}

// guessed is an intent with how well a text fits it, from 0 to 1.
type guessed struct {
	intent Intent
	score  float64
}

// compare ranks the intents for the words of a text, best first. A score is
// mostly the likeness to the intent's nearest phrase, and partly how much the
// single words speak for the intent.
func (x phraseIndex) compare(spoken []string) []guessed {
	said := x.alike.apply(spoken)
	total := x.weigh(said)
	if total == 0 {
		return nil
	}
	shared := make([]float64, len(x.phrases))
	speaks := make([]float64, len(x.intents))
	for _, g := range distinctGrams(said) {
		t, ok := x.terms[g]
		if !ok {
			continue
		}
		for _, p := range t.in {
			shared[p] += t.weight
		}
		for i, s := range t.share {
			speaks[i] += t.weight * s
		}
	}
	best := make([]float64, len(x.intents))
	for p, s := range shared {
		if s == 0 {
			continue
		}
		i := x.phrases[p].intent
		best[i] = max(best[i], 2*s/(total+x.phrases[p].weight))
	}
	var out []guessed
	for i, s := range best {
		if s > 0 {
			out = append(out, guessed{x.intents[i], likeness(s, speaks[i]/total)})
		}
	}
	slices.SortStableFunc(out, func(a, b guessed) int { return cmp.Compare(b.score, a.score) })
	return out
}

// likeness puts together how near the nearest phrase is and how much the
// single words speak for an intent. A phrase itself is certain.
func likeness(nearest, speaks float64) float64 {
	if nearest > 0.99 {
		return 1
	}
	return 0.7*nearest + 0.3*min(1, 1.5*speaks)
}
