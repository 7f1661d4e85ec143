package scoring

import (
	"math/big"
	"slices"
)

// checklistRule adds the shares of the parts that are done. A part that
// depends on another does not count without it.
//
//	{"done":["held","chaired"]}
type checklistRule struct {
	ruleHead `yaml:"-"`
	Words    words         `yaml:",inline"`
	Parts    []shareOption `yaml:"parts"`
}

func (r *checklistRule) prepare(ctx ruleContext) {
	r.ruleHead.prepare(ctx)
	r.Words.check("", ctx)
	checkOptions(".parts", r.Parts, ctx)
	sum := new(big.Rat)
	for _, part := range r.Parts {
		sum.Add(sum, part.Share.rat())
	}
	if sum.Cmp(big.NewRat(1, 1)) != 0 {
		ctx.report(".parts", "the shares add up to %s, not to 1", sum.FloatString(2))
	}
}

// Inputs asks which parts are done.
func (r *checklistRule) Inputs() []Input {
	return []Input{{
		ID: "done", Kind: InputChecklist, Label: r.Words.Label, LabelEN: r.Words.LabelEN,
		Options: r.options(r.Parts),
	}}
}

// Claim adds the parts; what is ticked twice counts once.
func (r *checklistRule) Claim(a Answer, _ Profile) (Points, error) {
	if a.shape() != hasDone {
		return 0, wrongShape(`{"done":[…]}`)
	}
	for _, id := range a.Done {
		if r.part(id) == nil {
			return 0, &AnswerError{Code: UnknownOption, Option: id}
		}
	}
	sum := new(big.Rat)
	for _, part := range r.Parts {
		if !slices.Contains(a.Done, part.ID) {
			continue
		}
		if part.Requires != "" && !slices.Contains(a.Done, part.Requires) {
			return 0, &AnswerError{Code: Depends, Option: part.Words.Label, Needs: r.part(part.Requires).Words.Label}
		}
		sum.Add(sum, part.Share.rat())
	}
	return r.share(sum), nil
}

func (r *checklistRule) part(id string) *shareOption {
	for i := range r.Parts {
		if r.Parts[i].ID == id {
			return &r.Parts[i]
		}
	}
	return nil
}
