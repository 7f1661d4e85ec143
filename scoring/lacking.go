package scoring

// Lacking says how many more would reach the most that the criterion gives.
// ok is false for rules that do not count up, or for an answer that is wrong.
func Lacking(c *Criterion, a Answer) (more int64, ok bool) {
	switch r := c.Rule.(type) {
	case *perUnitRule:
		return countLacking(a, r.Cap)
	case *thresholdRule:
		return countLacking(a, r.Minimum)
	case *tiersRule:
		return countLacking(a, r.Tiers[0].At)
	}
	return 0, false
}

func countLacking(a Answer, want int64) (int64, bool) {
	n, err := countOf(a)
	if err != nil {
		return 0, false
	}
	return lacking(n, want), true
}

// MaxReachable is the most that a criterion can give at all: VIII.2.1 is
// worth 10, but its own text gives at most 5.
func MaxReachable(c *Criterion) Points { return c.Rule.Reach(nil) }
