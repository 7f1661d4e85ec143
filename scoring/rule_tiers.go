package scoring

import "math/big"

// tiersRule gives the share of the highest tier that is reached.
//
//	{"count":1}
type tiersRule struct {
	ruleHead `yaml:"-"`
	Counted  counted `yaml:",inline"`
	Tiers    []tier  `yaml:"tiers"`
}

// tier is reached from a count on. Tiers are given from the highest down.
type tier struct {
	At    int64   `yaml:"at"`
	Share decimal `yaml:"share"`
}

func (r *tiersRule) prepare(ctx ruleContext) {
	r.ruleHead.prepare(ctx)
	r.Counted.Words.check("", ctx)
	if len(r.Tiers) == 0 {
		ctx.report(".tiers", "at least one tier is needed")
		return
	}
	if r.Tiers[0].Share.rat().Cmp(big.NewRat(1, 1)) < 0 {
		ctx.report(".tiers", "the first tier is not worth the whole maximum")
	}
	for i, t := range r.Tiers {
		checkShare(at(".tiers", i)+".share", t.Share, ctx)
		if t.At < 1 {
			ctx.report(at(".tiers", i)+".at", "a tier starts at 1 or later")
		}
		if i > 0 && (t.At >= r.Tiers[i-1].At || t.Share.rat().Cmp(r.Tiers[i-1].Share.rat()) >= 0) {
			ctx.report(at(".tiers", i), "tiers go from the highest down")
		}
	}
}

// Inputs asks for the count.
func (r *tiersRule) Inputs() []Input { return r.Counted.inputs() }

// Claim gives the share of the first tier that is reached.
func (r *tiersRule) Claim(a Answer, _ Profile) (Points, error) {
	n, err := countOf(a)
	if err != nil {
		return 0, err
	}
	for _, t := range r.Tiers {
		if n.Cmp(Int(t.At)) >= 0 {
			return r.share(t.Share.rat()), nil
		}
	}
	return 0, nil
}
