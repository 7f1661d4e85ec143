package scoring_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"minhchung/scoring"
)

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
