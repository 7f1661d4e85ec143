package scoring_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

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

// someEntry draws what may happen to a dossier.
func someEntry(t *rapid.T, e *scoring.Edition) scoring.Entry {
	c := rapid.SampledFrom(e.Criteria()).Draw(t, "criterion")
	id := rapid.SampledFrom([]string{"MC-1", "MC-2", "MC-3", "MC-4"}).Draw(t, "evidence")
	slot := ""
	if s := rapid.SampledFrom(c.Evidence).Draw(t, "slot"); rapid.Bool().Draw(t, "slot named") || s.Kind == scoring.SlotSystem {
		slot = s.ID
	}
	kinds := []scoring.EvidenceKind{scoring.EvidenceDocument, scoring.EvidencePhoto, scoring.EvidenceVideo, scoring.EvidenceLink}
	switch rapid.IntRange(0, 12).Draw(t, "kind") {
	case 0, 1, 2:
		return scoring.AnswerGiven{Criterion: c.ID, Answer: someAnswer(t, c)}
	case 3:
		return scoring.EvidenceKept{Criterion: c.ID, Evidence: scoring.Evidence{ID: id, Slot: slot, Kind: rapid.SampledFrom(kinds).Draw(t, "kind of evidence")}}
	case 4:
		return scoring.EvidenceMoved{ID: id, Criterion: c.ID, Slot: slot}
	case 5:
		return scoring.EvidenceWithdrawn{ID: id}
	case 6:
		return scoring.NotApplicableRequested{Criteria: []string{c.ID}}
	case 7:
		return scoring.NotApplicableDecided{Criterion: c.ID, Granted: rapid.Bool().Draw(t, "granted")}
	case 8:
		return scoring.NotApplicableDropped{Criterion: c.ID}
	case 9:
		return scoring.FigureSupplied{Criterion: c.ID, Slot: slot, Answer: someAnswer(t, c)}
	case 10:
		return scoring.Verified{Criterion: c.ID, Points: c.Max}
	case 11:
		return scoring.Returned{Criterion: c.ID}
	}
	return scoring.NoFigure{Criterion: c.ID}
}

func TestPropertyReportsAddUp(t *testing.T) {
	e, p := open(t), healthProfile(t)
	rapid.Check(t, func(t *rapid.T) {
		d := scoring.NewDossier("so-y-te")
		d.Profile = p
		for i := range rapid.IntRange(0, 60).Draw(t, "entries") {
			stamp := scoring.Stamp{Seq: int64(i + 1), At: time.Unix(int64(i), 0)}
			if err := d.Apply(stamp, someEntry(t, e)); err != nil {
				t.Fatal(err)
			}
		}
		var s scoring.Settings
		for _, c := range e.Criteria() {
			if c.Switchable && rapid.Bool().Draw(t, "off "+c.ID) {
				if err := s.Apply(scoring.Stamp{}, scoring.SwitchSet{Criterion: c.ID}); err != nil {
					t.Fatal(err)
				}
			}
		}
		checkReport(t, e, s, d)
	})
}

func checkReport(t *rapid.T, e *scoring.Edition, s scoring.Settings, d *scoring.Dossier) {
	r := scoring.Score(e, s, d)
	var claimed, documented, max, toWin scoring.Points
	for i, l := range r.Lines {
		if l.Criterion != e.Criteria()[i] || !slices.Contains(scoring.States(), l.State) || l.State != scoring.StateOf(s, d, l.Criterion) {
			t.Fatalf("line %d: %+v", i, l)
		}
		if l.Documented > 0 && (l.Claimed == nil || *l.Claimed != l.Documented) || l.StillToWin() < 0 || l.Reachable > l.Max {
			t.Fatalf("%s: %+v", l.Criterion.ID, l)
		}
		if !l.State.Assessed() && (l.Claimed != nil || l.Max != 0 || l.Documented != 0) {
			t.Fatalf("%s is %s and counts: %+v", l.Criterion.ID, l.State, l)
		}
		if l.Criterion.OnlySystem() && l.State.Missing() && l.State != scoring.StateReturned {
			t.Fatalf("%s is %s, though only a figure of others is open", l.Criterion.ID, l.State)
		}
		if l.Claimed != nil {
			claimed += *l.Claimed
		}
		documented, max, toWin = documented+l.Documented, max+l.Max, toWin+l.StillToWin()
	}
	states := 0
	for _, n := range r.Total.States {
		states += n
	}
	var pillars scoring.Points
	for _, p := range r.Pillars {
		pillars += p.Claimed
	}
	if states != 69 || claimed != r.Total.Claimed || documented != r.Total.Documented || max != r.Total.Max || toWin != r.Total.StillToWin || pillars != claimed {
		t.Fatalf("%d states, total %+v, lines add up to %s", states, r.Total, claimed)
	}
	if documented > claimed || claimed > max || r.Percent != nil && (*r.Percent < 0 || *r.Percent > 10000) {
		t.Fatalf("documented %s, claimed %s of %s", documented, claimed, max)
	}
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

func TestPropertyRanks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var results []scoring.Result
		for i := range rapid.IntRange(0, 12).Draw(t, "departments") {
			r := scoring.Result{Department: string(rune('a' + i))}
			if rapid.IntRange(0, 5).Draw(t, "ranked") > 0 {
				p := scoring.Points(rapid.IntRange(0, 4).Draw(t, "percent"))
				r.Percent = &p
			}
			results = append(results, r)
		}
		for _, r := range scoring.Rank(results) {
			better := 0
			for _, other := range results {
				if r.Percent != nil && other.Percent != nil && *other.Percent > *r.Percent {
					better++
				}
			}
			if r.Percent == nil && r.Rank != 0 || r.Percent != nil && r.Rank != better+1 {
				t.Fatalf("%s has rank %d, %d are better", r.Department, r.Rank, better)
			}
		}
	})
}
