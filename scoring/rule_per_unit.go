package scoring

import "math/big"

// perUnitRule gives points for each unit, up to a number of units.
//
//	{"count":3}
type perUnitRule struct {
	ruleHead `yaml:"-"`
	Counted  counted `yaml:",inline"`
	Each     decimal `yaml:"each"` // points
	Cap      int64   `yaml:"cap"`  // units that count
}

func (r *perUnitRule) prepare(ctx ruleContext) {
	r.ruleHead.prepare(ctx)
	r.Counted.Words.check("", ctx)
	if r.Each.rat().Sign() <= 0 {
		ctx.report(".each", "the points of a unit must be above 0")
	}
	if r.Cap < 1 {
		ctx.report(".cap", "at least one unit must count")
	}
	if r.worth(r.Cap).Cmp(r.max.rat()) > 0 {
		ctx.report(".cap", "%d units are worth more than the maximum of %s", r.Cap, r.max)
	}
}

func (r *perUnitRule) worth(units int64) *big.Rat {
	return new(big.Rat).Mul(r.Each.rat(), big.NewRat(units, 1))
}

// Inputs asks for the count.
func (r *perUnitRule) Inputs() []Input { return r.Counted.inputs() }

// Claim gives the units' points.
func (r *perUnitRule) Claim(a Answer, _ Profile) (Points, error) {
	n, err := countOf(a)
	if err != nil {
		return 0, err
	}
	return roundPoints(r.worth(r.Cap - lacking(n, r.Cap))), nil
}

// Reach is what the units that count are worth: less than the maximum where
// the source's own text says so.
func (r *perUnitRule) Reach(*Answer) Points { return roundPoints(r.worth(r.Cap)) }
