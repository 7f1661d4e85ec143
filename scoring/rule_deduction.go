package scoring

import "math/big"

// deductionRule takes points off for each occurrence, down to 0.
//
//	{"count":2}
type deductionRule struct {
	ruleHead `yaml:"-"`
	Counted  counted `yaml:",inline"`
	Each     decimal `yaml:"each"` // points
}

func (r *deductionRule) prepare(ctx ruleContext) {
	r.ruleHead.prepare(ctx)
	r.Counted.Words.check("", ctx)
	if r.Each.rat().Sign() <= 0 {
		ctx.report(".each", "the points of an occurrence must be above 0")
	}
}

// Inputs asks for the count.
func (r *deductionRule) Inputs() []Input { return r.Counted.inputs() }

// Claim gives what is left.
func (r *deductionRule) Claim(a Answer, _ Profile) (Points, error) {
	n, err := countOf(a)
	if err != nil {
		return 0, err
	}
	left := new(big.Rat).Mul(n.rat(), r.Each.rat())
	left.Sub(r.max.rat(), left)
	if left.Sign() < 0 {
		return 0, nil
	}
	return roundPoints(left), nil
}

// Reach is what is left after an answer: what happened cannot be undone.
func (r *deductionRule) Reach(a *Answer) Points {
	if a == nil {
		return r.max
	}
	left, err := r.Claim(*a, Profile{})
	if err != nil {
		return r.max
	}
	return left
}
