package flows

import "minhchung/scoring"

// lineOf scores one criterion of the department's dossier, stateOf only says
// where that stands: what is about one criterion need not score the others.
func (t *turn) lineOf(c *scoring.Criterion) scoring.Line {
	return scoring.LineOf(t.w.Settings, t.dossier(), c)
}

func (t *turn) stateOf(c *scoring.Criterion) scoring.State {
	return scoring.StateOf(t.w.Settings, t.dossier(), c)
}
