package scoring_test

import (
	"testing"

	"minhchung/scoring"
)

func TestSettings(t *testing.T) {
	e, s := open(t), scoring.Settings{}
	day := func(text string) scoring.Date {
		d, err := scoring.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	if s.Off("VI.15.1") || s.Locks(e) || s.Closes(e, "so-y-te") != e.Closes {
		t.Error("the zero settings are not those of the file")
	}
	if err := s.Apply(scoring.Stamp{Seq: 4}, scoring.SwitchSet{Criterion: "VI.15.1", Reason: "chưa triển khai"},
		scoring.ClosingSet{Date: day("2023-11-15")}, scoring.ClosingSet{Date: day("2023-11-20"), Department: "so-y-te"}, scoring.LockSet{On: true}); err != nil {
		t.Fatal(err)
	}
	before := s.Clone()
	if !s.Off("VI.15.1") || s.OffReason("VI.15.1") != "chưa triển khai" || !s.Locks(e) || s.Seq != 4 ||
		s.Closes(e, "so-y-te") != day("2023-11-20") || s.Closes(e, "so-xay-dung") != day("2023-11-15") || s.Closes(e, "") != day("2023-11-15") {
		t.Errorf("settings are %+v", s)
	}
	if err := s.Apply(scoring.Stamp{Seq: 5}, scoring.SwitchSet{Criterion: "VI.15.1", On: true}, scoring.ClosingSet{Department: "so-y-te"}, scoring.ClosingSet{}, scoring.LockSet{}); err != nil {
		t.Fatal(err)
	}
	if s.Off("VI.15.1") || s.Locks(e) || s.Closes(e, "so-y-te") != e.Closes {
		t.Errorf("taken back, settings are %+v", s)
	}
	if !before.Off("VI.15.1") || before.Closes(e, "so-y-te") != day("2023-11-20") {
		t.Error("the clone changed with the original")
	}
}
