package scoring_test

import (
	"testing"
	"time"

	"minhchung/scoring"
)

// A piece that takes another's place leaves the other kept and found, and
// counting no more; as of a day before, the other still counts.
func TestReplacedEvidence(t *testing.T) {
	day := time.Date(2023, 3, 24, 9, 0, 0, 0, time.UTC)
	filed := []scoring.Filed{
		{scoring.Stamp{Seq: 1, At: day}, []scoring.Entry{scoring.EvidenceKept{Criterion: "I.3.1", Evidence: scoring.Evidence{ID: "OLD", Kind: scoring.EvidenceDocument, Slot: "directive"}}}},
		{scoring.Stamp{Seq: 2, At: day.Add(time.Hour)}, []scoring.Entry{scoring.EvidenceKept{Criterion: "I.3.1", Evidence: scoring.Evidence{ID: "NEW", Kind: scoring.EvidenceDocument, Slot: "directive", Replaces: "OLD"}}}},
	}
	now, err := scoring.DossierAsOf("so-y-te", day.Add(2*time.Hour), filed)
	if err != nil {
		t.Fatal(err)
	}
	if kept := now.Item("I.3.1").Evidence; len(kept) != 1 || kept[0].ID != "NEW" {
		t.Errorf("under the criterion lies %v, want NEW alone", kept)
	}
	if old, ok := now.Earlier("OLD"); !ok || old.By != "NEW" || old.Slot != "directive" {
		t.Errorf("the earlier version is %+v, %v", old, ok)
	}
	before, err := scoring.DossierAsOf("so-y-te", day.Add(30*time.Minute), filed)
	if err != nil {
		t.Fatal(err)
	}
	if kept := before.Item("I.3.1").Evidence; len(kept) != 1 || kept[0].ID != "OLD" {
		t.Errorf("before, there lay %v, want OLD alone", kept)
	}
	if _, ok := before.Earlier("OLD"); ok {
		t.Error("before, OLD had been replaced already")
	}
}
