package scoring

// counted is a count, as the four counting rules ask for it.
type counted struct {
	Words   words  `yaml:",inline"`
	Example string `yaml:"example"`
}

func (in *counted) inputs() []Input {
	return []Input{{
		ID: "count", Kind: InputCount, Label: in.Words.Label, LabelEN: in.Words.LabelEN, Example: in.Example,
	}}
}

// countOf gives an answer's count, checked.
func countOf(a Answer) (Number, error) {
	if a.shape() != hasCount {
		return Number{}, wrongShape(`{"count":…}`)
	}
	if err := checkCount(*a.Count); err != nil {
		return Number{}, err
	}
	return *a.Count, nil
}

// lacking says how many more than n reach want.
func lacking(n Number, want int64) int64 {
	if n.Cmp(Int(want)) >= 0 {
		return 0
	}
	have, _ := n.Int64()
	return want - have
}
