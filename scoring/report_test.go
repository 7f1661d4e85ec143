package scoring_test

import (
	"fmt"
	"testing"

	"minhchung/scoring"
)

func pointer(p scoring.Points) *scoring.Points { return &p }

func show(p *scoring.Points) string {
	if p == nil {
		return "-"
	}
	return p.String()
}

// scored is the report of a dossier in which a bit of everything happened.
func scored(t *testing.T) scoring.Report {
	t.Helper()
	k := newDesk(t)
	k.answer("I.1.1", `{"choice":"deputy"}`).keep("qd", "I.1.1", "", scoring.EvidenceDocument) // 5, proved
	k.answer("I.2.2", `{"done":["held"]}`)                                                     // 1, not proved
	k.answer("I.5.1", `{"yes":false}`)                                                         // 0
	k.answer("V.5.1", `{"count":2}`)                                                           // 3 of its own estimate
	k.answer("V.2.1", `{"part":9,"whole":8}`)                                                  // wrong
	k.figure("VI.3.1", "figure", `{"part":37,"whole":119}`)                                    // 3,11, nobody had to copy it
	k.answer("VIII.2.1", `{"count":3}`).keep("bc", "VIII.2.1", "", scoring.EvidenceDocument).keep("anh", "VIII.2.1", "", scoring.EvidencePhoto)
	k.answer("I.3.2", `{"choice":"head"}`).file(scoring.Verified{Criterion: "I.3.2", Points: 200})
	k.file(scoring.NotApplicableRequested{Criteria: []string{"I.2.1", "II.5.1"}}, scoring.NotApplicableDecided{Criterion: "I.2.1", Granted: true})
	var s scoring.Settings
	if err := s.Apply(scoring.Stamp{}, scoring.SwitchSet{Criterion: "VI.15.1"}); err != nil {
		t.Fatal(err)
	}
	return scoring.Score(k.edition, s, k.dossier)
}

func TestLinesOfADossier(t *testing.T) {
	r := scored(t)
	for _, want := range []struct{ id, line string }{
		{"I.1.1", "complete claimed 5 documented 5 verified - reach 10 max 10 win 5"},
		{"I.2.1", "not_applicable claimed - documented 0 verified - reach 0 max 0 win 0"},
		{"I.2.2", "evidence_missing claimed 1 documented 0 verified - reach 2 max 2 win 2"},
		{"I.3.2", "verified claimed 4 documented 0 verified 2 reach 4 max 4 win 4"},
		{"I.5.1", "complete claimed 0 documented 0 verified - reach 4 max 4 win 4"},
		{"II.5.1", "na_asked claimed - documented 0 verified - reach 10 max 10 win 10"},
		{"V.2.1", "waiting claimed 0 documented 0 verified - reach 5 max 5 win 5"},
		{"V.5.1", "waiting claimed 3 documented 0 verified - reach 3 max 5 win 3"},
		{"VI.3.1", "complete claimed 3,11 documented 3,11 verified - reach 10 max 10 win 6,89"},
		{"VI.15.1", "off claimed - documented 0 verified - reach 0 max 0 win 0"},
		{"VIII.2.1", "complete claimed 3 documented 3 verified - reach 5 max 10 win 2"},
	} {
		l := r.Line(want.id)
		got := fmt.Sprintf("%s claimed %s documented %s verified %s reach %s max %s win %s",
			l.State, show(l.Claimed), l.Documented, show(l.Verified), l.Reachable, l.Max, l.StillToWin())
		if got != want.line {
			t.Errorf("%s: %s\nwant %s", want.id, got, want.line)
		}
	}
	if err := r.Line("V.2.1").Err; err == nil || err.Code != scoring.PartAboveWhole {
		t.Errorf("V.2.1: %v", err)
	}
}

func TestSumsOfADossier(t *testing.T) {
	r := scored(t)
	total := r.Total
	if total.Claimed != 1911 || total.Documented != 1111 || total.Verified != 200 || total.Decided != 1 ||
		total.Applicable != 67 || total.Max != 48800 || total.StillToWin != 48800-500-200-1111 {
		t.Errorf("total %+v", total)
	}
	if show(r.Percent) != "3,92" || show(r.Scaled) != "19,58" {
		t.Errorf("%s %%, scaled %s", show(r.Percent), show(r.Scaled))
	}
	if p := r.Pillar("I"); p.Claimed != 1000 || p.Max != 5800 || p.Missing() != 9 {
		t.Errorf("pillar I: claimed %s of %s, %d missing", p.Claimed, p.Max, p.Missing())
	}
	if total.Waiting() != 33 { // of the 35 that only systems prove, VI.3.1 has its figure and VI.15.1 is off
		t.Errorf("%d wait for figures", total.Waiting())
	}
}

func TestShareOfTheExample(t *testing.T) {
	s := scoring.Sum{Claimed: 41250, Max: 48000}
	if got := show(s.Percent(s.Claimed)); got != "85,94" {
		t.Errorf("412,5 of 480 is %s %%", got)
	}
	if got := show(s.Scaled(s.Claimed, 50000)); got != "429,69" {
		t.Errorf("412,5 of 480 scales to %s", got)
	}
}

func TestNothingApplicableHasNoPercentage(t *testing.T) {
	k := newDesk(t)
	for _, c := range k.edition.Criteria() {
		k.file(scoring.NotApplicableDecided{Criterion: c.ID, Granted: true})
	}
	r := scoring.Score(k.edition, scoring.Settings{}, k.dossier)
	if r.Percent != nil || r.Scaled != nil || r.Total.Max != 0 || r.Total.Applicable != 0 {
		t.Errorf("%+v", r.Total)
	}
}

func TestTheBestThatCanBeReached(t *testing.T) {
	r := scoring.Score(open(t), scoring.Settings{}, scoring.NewDossier("so-y-te"))
	if r.Total.StillToWin != 49500 || r.Total.Max != 50000 {
		t.Errorf("%s of %s can be reached", r.Total.StillToWin, r.Total.Max)
	}
}

func TestRanksCompareWhatIsShown(t *testing.T) {
	ranked := scoring.Rank([]scoring.Result{
		{"Sở Xây dựng", pointer(8000)}, {"Sở Y tế", pointer(8594)}, {"Ban Dân tộc", nil},
		{"Sở Du lịch", pointer(9000)}, {"Sở Công Thương", pointer(8594)}, {"Thanh tra tỉnh", nil},
	})
	var got string
	for _, r := range ranked {
		got += fmt.Sprintf("%d %s; ", r.Rank, r.Department)
	}
	want := "1 Sở Du lịch; 2 Sở Công Thương; 2 Sở Y tế; 4 Sở Xây dựng; 0 Ban Dân tộc; 0 Thanh tra tỉnh; "
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if len(scoring.Rank(nil)) != 0 {
		t.Error("ranks of nothing")
	}
}

func BenchmarkScore(b *testing.B) {
	k := newDesk(b)
	for _, cl := range readClaims(b) {
		if a, err := scoring.ParseAnswer([]byte(cl.answer)); err == nil {
			k.file(scoring.AnswerGiven{Criterion: cl.id, Answer: a})
		}
	}
	for b.Loop() {
		scoring.Score(k.edition, scoring.Settings{}, k.dossier)
	}
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := scoring.Open("2023", 0); err != nil {
			b.Fatal(err)
		}
	}
}
