package scoring

// thresholdRule gives everything from a minimum on, and nothing below it.
//
//	{"count":5}
type thresholdRule struct {
	ruleHead `yaml:"-"`
	Counted  counted `yaml:",inline"`
	Minimum  int64   `yaml:"minimum"`
}

func (r *thresholdRule) prepare(ctx ruleContext) {
	r.ruleHead.prepare(ctx)
	r.Counted.Words.check("", ctx)
	if r.Minimum < 1 {
		ctx.report(".minimum", "a minimum is at least 1")
	}
}

// Inputs asks for the count.
func (r *thresholdRule) Inputs() []Input { return r.Counted.inputs() }

// Claim compares with the minimum.
func (r *thresholdRule) Claim(a Answer, _ Profile) (Points, error) {
	n, err := countOf(a)
	if err != nil || n.Cmp(Int(r.Minimum)) < 0 {
		return 0, err
	}
	return r.max, nil
}
