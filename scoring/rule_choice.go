package scoring

import "math/big"

// choiceRule gives the share that the chosen option is worth.
//
//	{"choice":"head"}
type choiceRule struct {
	ruleHead `yaml:"-"`
	Words    words         `yaml:",inline"`
	Options  []shareOption `yaml:"options"`
}

// shareOption is an option or part with its share of the maximum.
type shareOption struct {
	ID       string  `yaml:"id"`
	Words    words   `yaml:",inline"`
	Share    decimal `yaml:"share"`
	Requires string  `yaml:"requires"`
}

func (r *choiceRule) prepare(ctx ruleContext) {
	r.ruleHead.prepare(ctx)
	r.Words.check("", ctx)
	checkOptions(".options", r.Options, ctx)
	best := new(big.Rat)
	for i, o := range r.Options {
		if o.Requires != "" {
			ctx.report(at(".options", i), "an option of a choice cannot depend on another")
		}
		if s := o.Share.rat(); s.Cmp(best) > 0 {
			best = s
		}
	}
	if best.Cmp(big.NewRat(1, 1)) != 0 {
		ctx.report(".options", "no option is worth the whole maximum")
	}
}

// Inputs asks for the option.
func (r *choiceRule) Inputs() []Input {
	return []Input{{
		ID: "choice", Kind: InputChoice, Label: r.Words.Label, LabelEN: r.Words.LabelEN,
		Options: r.options(r.Options),
	}}
}

// Claim gives the option's share.
func (r *choiceRule) Claim(a Answer, _ Profile) (Points, error) {
	if a.shape() != hasChoice {
		return 0, wrongShape(`{"choice":…}`)
	}
	for _, o := range r.Options {
		if o.ID == *a.Choice {
			return r.share(o.Share.rat()), nil
		}
	}
	return 0, &AnswerError{Code: UnknownOption, Option: *a.Choice}
}

func (h *ruleHead) options(from []shareOption) []Option {
	options := make([]Option, len(from))
	for i, o := range from {
		options[i] = Option{
			ID: o.ID, Label: o.Words.Label, LabelEN: o.Words.LabelEN,
			Points: h.share(o.Share.rat()), Requires: o.Requires,
		}
	}
	return options
}

// checkOptions reports what is wrong with any list of options.
func checkOptions(place string, options []shareOption, ctx ruleContext) {
	if len(options) < 2 {
		ctx.report(place, "at least two are needed")
	}
	ids := map[string]bool{}
	for i, o := range options {
		here := at(place, i)
		o.Words.check(here, ctx)
		switch {
		case o.ID == "":
			ctx.report(here, "an id is missing")
		case ids[o.ID]:
			ctx.report(here+".id", "the id %q is there twice", o.ID)
		}
		ids[o.ID] = true
		checkShare(here+".share", o.Share, ctx)
	}
	for i, o := range options {
		if o.Requires != "" && (!ids[o.Requires] || o.Requires == o.ID) {
			ctx.report(at(place, i)+".requires", "depends on %q, which does not exist", o.Requires)
		}
	}
}

func checkShare(place string, share decimal, ctx ruleContext) {
	if s := share.rat(); s.Sign() < 0 || s.Cmp(big.NewRat(1, 1)) > 0 {
		ctx.report(place, "the share %s is not between 0 and 1", share.decimal())
	}
}
