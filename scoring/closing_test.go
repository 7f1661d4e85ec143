package scoring_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"minhchung/scoring"
)

// TestLate looks at each second around the closing, as the edition says it, as
// it was moved for one department, and as a return opens one criterion.
func TestLate(t *testing.T) {
	e, s := open(t), scoring.Settings{}
	d := scoring.NewDossier("so-y-te")
	check := func(what, criterion string, closes scoring.Date) {
		t.Helper()
		midnight := closes.End()
		for _, at := range []time.Time{midnight.Add(-time.Second), midnight.Add(-time.Millisecond), midnight, midnight.Add(time.Second)} {
			for _, zone := range []*time.Location{time.UTC, scoring.Zone} {
				if late := s.Late(e, d, criterion, at.In(zone)); late == at.Before(midnight) {
					t.Errorf("%s: %s is late: %t", what, at.In(zone), late)
				}
			}
		}
	}
	day := func(month time.Month, n int) scoring.Date { return scoring.Date{Year: 2023, Month: month, Day: n} }
	apply := func(entries ...scoring.Entry) {
		t.Helper()
		if err := s.Apply(scoring.Stamp{}, entries...); err != nil {
			t.Fatal(err)
		}
	}
	check("as the file says", "I.2.2", e.Closes)
	apply(scoring.ClosingSet{Date: day(11, 10)})
	check("moved for all", "I.2.2", day(11, 10))
	apply(scoring.ClosingSet{Date: day(11, 15), Department: "so-y-te"})
	check("moved for the department", "I.2.2", day(11, 15))
	returned := scoring.Returned{Criterion: "I.2.2", Reason: "Thiếu kết luận", Until: day(11, 20).Start().Add(9 * time.Hour)}
	if err := d.Apply(scoring.Stamp{Seq: 1, At: day(11, 16).Start()}, returned); err != nil {
		t.Fatal(err)
	}
	check("returned", "I.2.2", day(11, 20))
	check("another criterion", "I.1.1", day(11, 15))
	check("no criterion", "", day(11, 15))
	late := day(11, 18).Start()
	if err := d.Apply(scoring.Stamp{Seq: 2, At: late},
		scoring.AnswerGiven{Criterion: "I.2.2", Answer: scoring.DoneAnswer("held")},
		scoring.AnswerGiven{Criterion: "I.5.1", Answer: scoring.YesAnswer(true)},
		scoring.EvidenceKept{Criterion: "I.2.2", Evidence: scoring.Evidence{ID: "A"}},
		scoring.EvidenceKept{Evidence: scoring.Evidence{ID: "B"}}); err != nil {
		t.Fatal(err)
	}
	check("returned, and something was filed", "I.2.2", day(11, 20))
	if answers, evidence := s.CountLate(e, d); answers != 1 || evidence != 1 {
		t.Errorf("%d answers and %d pieces are late", answers, evidence)
	}
	if err := d.Apply(scoring.Stamp{Seq: 3, At: late.AddDate(0, 1, 0)}, scoring.EvidenceMoved{ID: "A", Criterion: "I.5.1"}); err != nil {
		t.Fatal(err)
	}
	if _, evidence := s.CountLate(e, d); evidence != 2 {
		t.Errorf("moved out of what was returned, %d pieces are late", evidence)
	}
	apply(scoring.ClosingSet{Date: day(11, 18), Department: "so-y-te"})
	if answers, evidence := s.CountLate(e, d); answers != 0 || evidence != 0 {
		t.Errorf("the closing was moved to later, and %d answers and %d pieces are late", answers, evidence)
	}
}

// TestLocks: the edition's file says whether filing locks, the settings say otherwise.
func TestLocks(t *testing.T) {
	content, err := os.ReadFile("editions/2023.yaml")
	if err != nil {
		t.Fatal(err)
	}
	locked, err := scoring.Load([]byte(strings.Replace(string(content), "year: 2023\n", "year: 2023\nlocks: true\n", 1)))
	if err != nil {
		t.Fatal(err)
	}
	var s scoring.Settings
	d, after := scoring.NewDossier("so-y-te"), locked.Closes.End()
	if s.Locks(open(t)) || !s.Locks(locked) || !s.Shut(locked, d, "I.1.1", after) || s.Shut(locked, d, "I.1.1", after.Add(-time.Second)) || s.Shut(open(t), d, "I.1.1", after) {
		t.Error("the file's locks is not what holds")
	}
	if err := s.Apply(scoring.Stamp{}, scoring.LockSet{On: false}); err != nil || s.Locks(locked) {
		t.Error("the settings do not go before the file", err)
	}
	if err := s.Apply(scoring.Stamp{}, scoring.LockSet{On: true}); err != nil || !s.Locks(open(t)) {
		t.Error("the settings do not go before the file", err)
	}
}
