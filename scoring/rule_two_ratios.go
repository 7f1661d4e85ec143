package scoring

import "math/big"

// twoRatiosRule gives each of two ratios half of the maximum, rounded once.
//
//	{"ratios":[{"part":110,"whole":119},{"part":90,"whole":119}]}
type twoRatiosRule struct {
	ruleHead `yaml:"-"`
	Ratios   []ratioInput `yaml:"ratios"`
}

func (r *twoRatiosRule) prepare(ctx ruleContext) {
	r.ruleHead.prepare(ctx)
	if len(r.Ratios) != 2 {
		ctx.report(".ratios", "there must be two ratios, not %d", len(r.Ratios))
	}
	ids := map[string]bool{}
	for i := range r.Ratios {
		in := &r.Ratios[i]
		if in.ID == "" || ids[in.ID] {
			ctx.report(at(".ratios", i), "each ratio needs an id of its own")
		}
		ids[in.ID] = true
		in.prepare(at(".ratios", i), ctx)
	}
}

// Inputs asks for both ratios.
func (r *twoRatiosRule) Inputs() []Input {
	inputs := make([]Input, len(r.Ratios))
	for i := range r.Ratios {
		inputs[i] = r.Ratios[i].input()
	}
	return inputs
}

// Claim gives the mean of both.
func (r *twoRatiosRule) Claim(a Answer, p Profile) (Points, error) {
	if a.shape() != hasRatios || len(a.Ratios) != len(r.Ratios) {
		return 0, wrongShape(`{"ratios":[…,…]}, mỗi phần là ` + ratioForm)
	}
	sum := new(big.Rat)
	for i := range r.Ratios {
		f, err := r.Ratios[i].fraction(a.Ratios[i], p)
		if err != nil {
			return 0, err
		}
		sum.Add(sum, f)
	}
	return r.share(sum.Quo(sum, big.NewRat(2, 1))), nil
}
