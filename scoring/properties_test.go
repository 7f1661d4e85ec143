package scoring_test

import (
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"minhchung/scoring"
)

// someAnswer draws an answer of the criterion's shape, right or wrong.
func someAnswer(t *rapid.T, c *scoring.Criterion) scoring.Answer {
	inputs := c.Rule.Inputs()
	if len(inputs) > 1 {
		a := scoring.Answer{Ratios: []scoring.Ratio{}}
		for range inputs {
			a.Ratios = append(a.Ratios, someRatio(t))
		}
		return a
	}
	switch in := inputs[0]; in.Kind {
	case scoring.InputChoice:
		return scoring.ChoiceAnswer(rapid.SampledFrom(in.Options).Draw(t, "option").ID)
	case scoring.InputYesNo:
		return scoring.YesAnswer(rapid.Bool().Draw(t, "yes"))
	case scoring.InputChecklist:
		var done []string
		for _, o := range in.Options {
			if rapid.Bool().Draw(t, o.ID) {
				done = append(done, o.ID)
			}
		}
		return scoring.DoneAnswer(done...)
	case scoring.InputRatio:
		return someRatio(t).Answer()
	case scoring.InputCount:
		return scoring.CountAnswer(rapid.Int64Range(-1, 20).Draw(t, "count"))
	}
	return scoring.Answer{}
}

func someRatio(t *rapid.T) scoring.Ratio {
	if rapid.IntRange(0, 4).Draw(t, "percent instead") == 0 {
		return scoring.Ratio{Percent: scoring.Int(rapid.Int64Range(-1, 101).Draw(t, "percent")).Ref()}
	}
	r := scoring.Ratio{Part: scoring.Int(rapid.Int64Range(0, 130).Draw(t, "part")).Ref()}
	if rapid.Bool().Draw(t, "whole given") {
		r.Whole = scoring.Int(rapid.Int64Range(0, 130).Draw(t, "whole")).Ref()
	}
	return r
}

func TestPropertyPointsStayBetween0AndTheMaximum(t *testing.T) {
	e, p := open(t), healthProfile(t)
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(e.Criteria()).Draw(t, "criterion")
		a := someAnswer(t, c)
		got, err := c.Rule.Claim(a, p)
		if got < 0 || got > c.Max || err != nil && got != 0 {
			t.Fatalf("%s of %s (%v)", got, c.Max, err)
		}
		if reach := c.Rule.Reach(&a); err == nil && got > reach || reach > c.Max {
			t.Fatalf("claimed %s, though only %s can be reached", got, reach)
		}
	})
}

// direction says whether more is better (1), worse (-1) or beside the point (0).
func direction(kind scoring.RuleKind) int {
	switch kind {
	case scoring.RuleInverseRatio, scoring.RuleDeduction:
		return -1
	case scoring.RuleRatio, scoring.RuleResolvedRatio, scoring.RulePerUnit, scoring.RuleThreshold, scoring.RuleTiers, scoring.RuleTwoRatios:
		return 1
	case scoring.RuleChoice, scoring.RuleYesNo, scoring.RuleChecklist:
		return 0
	}
	return 0
}

func TestPropertyRulesAreMonotonic(t *testing.T) {
	e := open(t)
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(e.Criteria()).Draw(t, "criterion")
		way := direction(c.Rule.Kind())
		whole := rapid.Int64Range(1, 300).Draw(t, "whole")
		if c.ID == "I.5.2" {
			whole = 10
		}
		less := rapid.Int64Range(0, whole-1).Draw(t, "less")
		more := rapid.Int64Range(less+1, whole).Draw(t, "more")
		make := func(n int64) scoring.Answer {
			switch in := c.Rule.Inputs(); {
			case len(in) > 1:
				return scoring.Answer{Ratios: []scoring.Ratio{scoring.PartOf(n, whole), scoring.PartOf(less, whole)}}
			case in[0].Kind == scoring.InputRatio:
				return scoring.RatioAnswer(n, whole)
			default:
				return scoring.CountAnswer(n)
			}
		}
		if way == 0 {
			return
		}
		a, errA := c.Rule.Claim(make(less), scoring.Profile{})
		b, errB := c.Rule.Claim(make(more), scoring.Profile{})
		if errA != nil || errB != nil {
			t.Fatalf("%v, %v", errA, errB)
		}
		if way > 0 && a > b || way < 0 && a < b {
			t.Fatalf("%s: %d gives %s, %d gives %s", c.ID, less, a, more, b)
		}
	})
}

func TestPropertyChecklistsGrowWithWhatIsDone(t *testing.T) {
	e := open(t)
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(e.Criteria()).Draw(t, "criterion")
		if c.Rule.Kind() != scoring.RuleChecklist {
			return
		}
		fewer := someAnswer(t, c)
		more := scoring.DoneAnswer(fewer.Done...)
		for _, o := range c.Rule.Inputs()[0].Options {
			if !slices.Contains(more.Done, o.ID) && (o.Requires == "" || slices.Contains(more.Done, o.Requires)) {
				more.Done = append(more.Done, o.ID)
				break
			}
		}
		a, errA := c.Rule.Claim(fewer, scoring.Profile{})
		b, errB := c.Rule.Claim(more, scoring.Profile{})
		if errA == nil && errB == nil && a > b {
			t.Fatalf("%s: %v gives %s, %v gives %s", c.ID, fewer.Done, a, more.Done, b)
		}
	})
}

func TestPropertyAnswersComeBack(t *testing.T) {
	e := open(t)
	rapid.Check(t, func(t *rapid.T) {
		a := someAnswer(t, rapid.SampledFrom(e.Criteria()).Draw(t, "criterion"))
		raw, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		strict, err := scoring.ParseAnswer(raw)
		if err != nil || !strict.Equal(a) {
			t.Fatalf("%s is read as %+v (%v)", raw, strict, err)
		}
		var plain scoring.Answer
		if err := json.Unmarshal(raw, &plain); err != nil || !plain.Equal(a) {
			t.Fatalf("%s comes back as %+v (%v)", raw, plain, err)
		}
	})
}
