package understand

import (
	_ "embed" // for the list of synonyms
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
)

//go:embed synonyms.yaml
var synonymsFile []byte

// maxSynonym is how many words are taken together for one meaning.
const maxSynonym = 4

// synonyms gives the index's words for what people say, both as words joined
// by spaces.
type synonyms map[string]string

func loadSynonyms() synonyms {
	var lines map[string][]string
	if err := yaml.UnmarshalWithOptions(synonymsFile, &lines, yaml.Strict()); err != nil {
		panic(fmt.Sprintf("understand: the embedded synonyms.yaml: %v", err))
	}
	s := synonyms{}
	for means, said := range lines {
		to := strings.Join(words(means), " ")
		for _, phrase := range said {
			if from := strings.Join(words(phrase), " "); from != to {
				s[from] = to
			}
		}
	}
	return s
}

// apply replaces what people say by the index's words, the longest first.
func (s synonyms) apply(in []string) []string {
	var out []string
	for i := 0; i < len(in); {
		n := min(maxSynonym, len(in)-i)
		for ; n > 0; n-- {
			if to, ok := s[strings.Join(in[i:i+n], " ")]; ok {
				out = append(out, strings.Fields(to)...)
				break
			}
		}
		if n == 0 {
			out = append(out, in[i])
			n = 1
		}
		i += n
	}
	return out
}
