package understand

import (
	_ "embed" // for the list of synonyms
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
)

// The words for criteria, and those of questions and commands.
var (
	//go:embed synonyms.yaml
	synonymsFile []byte
	//go:embed wordings.yaml
	wordingsFile []byte
)

// maxSynonym is how many words are taken together for one meaning.
const maxSynonym = 4

// synonyms gives one wording for what people say in many, both as words joined
// by spaces.
type synonyms map[string]string

// loadSynonyms reads an embedded list. A broken one is a mistake in the program.
func loadSynonyms(list []byte) synonyms {
	var lines map[string][]string
	if err := yaml.UnmarshalWithOptions(list, &lines, yaml.Strict()); err != nil {
		panic(fmt.Sprintf("understand: an embedded list of synonyms: %v", err))
	}
	s := synonyms{}
	for means, said := range lines {
		to := strings.Join(words(means), " ")
		for _, phrase := range said {
			from := strings.Join(words(phrase), " ")
			if other := s[from]; other != "" && other != to {
				panic(fmt.Sprintf("understand: %q means both %q and %q", phrase, other, to))
			}
			if from != to {
				s[from] = to
			}
		}
	}
	return s
}

// wording is what was said with what it means: one word, or several taken
// together.
type wording struct{ said, means []string }

// read takes words together as far as they have a meaning together, the
// longest first.
func (s synonyms) read(in []string) []wording {
	var out []wording
	for i := 0; i < len(in); {
		n := min(maxSynonym, len(in)-i)
		for ; n > 0; n-- {
			if means, ok := s[strings.Join(in[i:i+n], " ")]; ok {
				out = append(out, wording{said: in[i : i+n], means: strings.Fields(means)})
				break
			}
		}
		if n == 0 {
			n = 1
			out = append(out, wording{said: in[i : i+1], means: in[i : i+1]})
		}
		i += n
	}
	return out
}

// apply replaces what people say by the one wording.
func (s synonyms) apply(in []string) []string {
	var out []string
	for _, w := range s.read(in) {
		out = append(out, w.means...)
	}
	return out
}
