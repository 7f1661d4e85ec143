package scoring

// resolvedRatioRule gives the share of what occurred that was dealt with, and
// everything when nothing occurred.
//
//	{"part":2,"whole":3}  {"part":0,"whole":0}
type resolvedRatioRule struct{ oneRatio }

func (r *resolvedRatioRule) prepare(ctx ruleContext) {
	r.Ratio.zeroIsFull, r.Ratio.noPercent = true, true // a percentage would hide whether anything occurred
	r.oneRatio.prepare(ctx)
}

// Claim gives the share that was dealt with.
func (r *resolvedRatioRule) Claim(a Answer, p Profile) (Points, error) {
	f, err := r.Ratio.only(a, p)
	if err != nil {
		return 0, err
	}
	return r.share(f), nil
}

// occurred says whether there was anything to deal with.
func occurred(a Answer) bool { return a.Whole == nil || *a.Whole != (Number{}) }
