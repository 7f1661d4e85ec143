package scoring

import "math/big"

// RuleKind names how a criterion's points follow from its answer.
type RuleKind string

// The kinds of rules.
const (
	RuleChoice        RuleKind = "choice"
	RuleYesNo         RuleKind = "yes_no"
	RuleChecklist     RuleKind = "checklist"
	RuleRatio         RuleKind = "ratio"
	RuleInverseRatio  RuleKind = "inverse_ratio"
	RuleTwoRatios     RuleKind = "two_ratios"
	RuleResolvedRatio RuleKind = "resolved_ratio"
	RulePerUnit       RuleKind = "per_unit"
	RuleThreshold     RuleKind = "threshold"
	RuleTiers         RuleKind = "tiers"
	RuleDeduction     RuleKind = "deduction"
)

// RuleKinds lists every kind.
func RuleKinds() []RuleKind {
	return []RuleKind{
		RuleChoice, RuleYesNo, RuleChecklist, RuleRatio, RuleInverseRatio, RuleTwoRatios,
		RuleResolvedRatio, RulePerUnit, RuleThreshold, RuleTiers, RuleDeduction,
	}
}

// Rule turns answers into points. There is one kind a file.
type Rule interface {
	Kind() RuleKind
	// Inputs are what is asked for, in order.
	Inputs() []Input
	// Claim gives the points of an answer, from 0 to the criterion's maximum.
	// The error is an *AnswerError.
	Claim(a Answer, p Profile) (Points, error)
	// Reach is the most that can still be reached: after a when it is not
	// nil, which matters where what happened cannot be undone.
	Reach(a *Answer) Points
}

// newRule gives the empty rule of a kind, to be read from an edition. It is
// the one list of kinds that the loader has.
func newRule(kind RuleKind) editionRule {
	switch kind {
	case RuleChoice:
		return &choiceRule{}
	case RuleYesNo:
		return &yesNoRule{}
	case RuleChecklist:
		return &checklistRule{}
	case RuleRatio:
		return &ratioRule{}
	case RuleInverseRatio:
		return &inverseRatioRule{}
	case RuleTwoRatios:
		return &twoRatiosRule{}
	case RuleResolvedRatio:
		return &resolvedRatioRule{}
	case RulePerUnit:
		return &perUnitRule{}
	case RuleThreshold:
		return &thresholdRule{}
	case RuleTiers:
		return &tiersRule{}
	case RuleDeduction:
		return &deductionRule{}
	}
	return nil
}

// editionRule is a rule that was read from an edition and still has to be
// checked and told its maximum.
type editionRule interface {
	Rule
	prepare(ruleContext)
}

// ruleContext is what a rule needs of its edition. report takes the place
// inside the rule, as a YAML path (".options[1].share"), and the reason.
type ruleContext struct {
	kind   RuleKind
	max    Points
	wholes map[string]*WholeSource
	report func(place, reason string, args ...any)
}

// ruleHead is what every rule has.
type ruleHead struct {
	kind RuleKind
	max  Points
}

// Kind names the rule.
func (h *ruleHead) Kind() RuleKind { return h.kind }

// Reach is the maximum unless a rule says otherwise.
func (h *ruleHead) Reach(*Answer) Points { return h.max }

func (h *ruleHead) prepare(ctx ruleContext) { h.kind, h.max = ctx.kind, ctx.max }

// share gives a share of the maximum, rounded.
func (h *ruleHead) share(s *big.Rat) Points { return h.max.share(s) }

// words are a label in both languages.
type words struct {
	Label   string `yaml:"label"`
	LabelEN string `yaml:"label_en"`
}

func (w words) check(place string, ctx ruleContext) {
	if w.Label == "" {
		ctx.report(place, "a label is missing")
	}
	if w.LabelEN == "" {
		ctx.report(place, "an English label is missing")
	}
}

// wrongShape is the error of an answer that the rule does not take.
func wrongShape(form string) *AnswerError { return &AnswerError{Code: WrongShape, Form: form} }
