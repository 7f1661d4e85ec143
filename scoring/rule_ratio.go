package scoring

// ratioRule gives part / whole of the maximum.
//
//	{"part":37,"whole":119}  {"percent":95.5}
type ratioRule struct{ oneRatio }

// oneRatio is what the rules with a single ratio share.
type oneRatio struct {
	ruleHead `yaml:"-"`
	Ratio    ratioInput `yaml:",inline"`
}

// target is what the fields of an edition's file are read into.
func (r *oneRatio) target() any { return r }

func (r *oneRatio) prepare(ctx ruleContext) {
	r.ruleHead.prepare(ctx)
	if r.Ratio.ID != "" {
		ctx.report(".id", "a single ratio has no id of its own")
	}
	r.Ratio.ID = "ratio"
	r.Ratio.prepare("", ctx)
}

// Inputs asks for the ratio.
func (r *oneRatio) Inputs() []Input { return []Input{r.Ratio.input()} }

// Claim gives the ratio's share.
func (r *ratioRule) Claim(a Answer, p Profile) (Points, error) {
	f, err := r.Ratio.only(a, p)
	if err != nil {
		return 0, err
	}
	return r.share(f), nil
}
