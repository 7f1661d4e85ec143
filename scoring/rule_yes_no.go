package scoring

// yesNoRule gives everything or nothing.
//
//	{"yes":true}
type yesNoRule struct {
	ruleHead `yaml:"-"`
	Words    words `yaml:",inline"`
}

func (r *yesNoRule) prepare(ctx ruleContext) {
	r.ruleHead.prepare(ctx)
	r.Words.check("", ctx)
}

// Inputs asks yes or no.
func (r *yesNoRule) Inputs() []Input {
	return []Input{{ID: "yes", Kind: InputYesNo, Label: r.Words.Label, LabelEN: r.Words.LabelEN}}
}

// Claim gives the maximum for a yes.
func (r *yesNoRule) Claim(a Answer, _ Profile) (Points, error) {
	if a.shape() != hasYes {
		return 0, wrongShape(`{"yes":true} hoặc {"yes":false}`)
	}
	if *a.Yes {
		return r.max, nil
	}
	return 0, nil
}
