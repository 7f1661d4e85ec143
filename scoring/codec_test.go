package scoring_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"minhchung/scoring"
)

// everyEntry has each kind once, with all fields set.
func everyEntry(t testing.TB) []scoring.Entry {
	at := time.Date(2023, 11, 15, 17, 0, 0, 0, time.UTC)
	return []scoring.Entry{
		scoring.ProfileSet{Field: "civil_servants", Value: "80"},
		scoring.AnswerGiven{Criterion: "III.1.1", Answer: answer(t, `{"ratios":[{"part":110,"whole":125},{"percent":72.5}]}`)},
		scoring.AnswerGiven{Criterion: "I.2.2", Answer: answer(t, `{"done":[]}`)},
		scoring.NoFigure{Criterion: "V.1.1"},
		scoring.NoteWritten{Criterion: "V.1.1", Text: "Đang rà soát & tổng hợp <chờ>"},
		scoring.EvidenceKept{Criterion: "I.2.2", Evidence: scoring.Evidence{
			ID: "MC-1", Kind: scoring.EvidenceDocument, Slot: "invitation", Name: "giay-moi-q1.pdf", Blob: "ab", Size: 1024,
			Type: "application/pdf", Link: "https://syt.thuathienhue.gov.vn", Caption: "Giấy mời", Group: "g1",
		}},
		scoring.EvidenceMoved{ID: "MC-1", Criterion: "I.2.3", Slot: "conclusion"},
		scoring.EvidenceDescribed{ID: "MC-1", Stated: scoring.Statement{Number: "12/KH-SYT", Date: scoring.Date{Year: 2023, Month: 2, Day: 15}}},
		scoring.EvidenceWithdrawn{ID: "MC-1"},
		scoring.EvidenceQuarantined{ID: "MC-3", Blob: "ab", Level: "mat"},
		scoring.EvidencePurged{ID: "MC-3"},
		scoring.EvidenceScanned{ID: "MC-1", Outcome: scoring.ScanClean},
		scoring.NotApplicableRequested{Criteria: []string{"I.2.1", "II.5.1"}, Reason: "Không có thành viên BCĐ"},
		scoring.NotApplicableDecided{Criterion: "I.2.1", Granted: true, Reason: "Đồng ý"},
		scoring.NotApplicableDropped{Criterion: "I.2.1"},
		scoring.FigureSupplied{Criterion: "VI.3.1", Slot: "figure", Answer: answer(t, `{"part":37,"whole":119}`), Source: "dòng 4"},
		scoring.FigureAsked{Criterion: "VI.3.1", Slot: "figure", Text: "Số 37 tính đến ngày nào?"},
		scoring.FigureAnswered{Criterion: "VI.3.1", Slot: "figure", Text: "Đến hết ngày 28/2"},
		scoring.Verified{Criterion: "I.3.1", Points: 150},
		scoring.Returned{Criterion: "I.3.1", Reason: "Thiếu chữ ký số", Until: at},
		scoring.SwitchSet{Criterion: "VI.15.1", On: true, Reason: "Đã triển khai"},
		scoring.ClosingSet{Date: scoring.Date{Year: 2023, Month: 11, Day: 15}, Department: "so-y-te", Reason: "Gia hạn"},
		scoring.LockSet{On: true, Reason: "Chốt số liệu"},
		scoring.FiguresImported{ID: "a1", File: "hue-s.xlsx", Blob: "ab", Rows: []scoring.FigureRow{
			{Department: "so-y-te", Row: 7, Criterion: "VI.12.1", Slot: "figure", Answer: answer(t, `{"part":100,"whole":119}`)},
		}},
		scoring.FiguresWithdrawn{Import: "a1"},
		scoring.ColumnsMapped{Department: "Tên đơn vị", Columns: []scoring.ColumnMapped{{Header: "Đã cài", Target: "VI.12.1/figure/ratio/part"}, {Header: "STT"}}},
		scoring.DepartmentKnownAs{Name: "so yte", Department: "so-y-te"},
	}
}

func TestEntriesComeBackFromTheLedger(t *testing.T) {
	for _, e := range everyEntry(t) {
		raw, err := scoring.EncodeEntry(e)
		if err != nil {
			t.Fatal(err)
		}
		back, err := scoring.DecodeEntry(raw)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(back, e) {
			t.Errorf("%s comes back as %+v, was %+v", raw, back, e)
		}
	}
}

func TestEntriesAsTheyStandInTheLedger(t *testing.T) {
	for want, e := range map[string]scoring.Entry{
		`{"kind":"answer-given","criterion":"I.1.1","answer":{"choice":"head"}}`: scoring.AnswerGiven{Criterion: "I.1.1", Answer: scoring.ChoiceAnswer("head")},
		`{"kind":"evidence-kept","evidence":{"id":"MC-1","kind":"photo"}}`:       scoring.EvidenceKept{Evidence: scoring.Evidence{ID: "MC-1", Kind: scoring.EvidencePhoto}},
		`{"kind":"switch-set","criterion":"VI.15.1","on":false}`:                 scoring.SwitchSet{Criterion: "VI.15.1"},
	} {
		if raw, err := scoring.EncodeEntry(e); err != nil || string(raw) != want {
			t.Errorf("got %s (%v), want %s", raw, err, want)
		}
	}
	for _, text := range []string{`{"kind":"gossip"}`, `{}`, `[]`, `{"kind":"answer-given","answer":{"part":"x"}}`} {
		if e, err := scoring.DecodeEntry(json.RawMessage(text)); err == nil {
			t.Errorf("%s was taken for %+v", text, e)
		}
	}
}

// bell is an entry of somebody else's that has no fields.
type bell struct{}

func (bell) Kind() string { return "bell" }

func TestEntriesOfOtherStreams(t *testing.T) {
	raw, err := scoring.EncodeEntry(bell{})
	if err != nil || string(raw) != `{"kind":"bell"}` {
		t.Fatalf("%s, %v", raw, err)
	}
	if kind, err := scoring.EntryKind(raw); err != nil || kind != "bell" {
		t.Errorf("%s, %v", kind, err)
	}
	if e, err := scoring.DecodeAs[bell](raw); err != nil || e != (bell{}) {
		t.Errorf("%v, %v", e, err)
	}
}

func TestADossierKnowsOnlyItsOwnEntries(t *testing.T) {
	d, s := scoring.NewDossier("so-y-te"), scoring.Settings{}
	for _, e := range everyEntry(t) {
		switch e.(type) {
		case scoring.SwitchSet, scoring.ClosingSet, scoring.LockSet:
			if err := d.Apply(scoring.Stamp{Seq: 1}, e); err == nil {
				t.Errorf("a dossier took %T", e)
			}
			if err := s.Apply(scoring.Stamp{Seq: 1}, e); err != nil {
				t.Error(err)
			}
		case scoring.FiguresImported, scoring.FiguresWithdrawn, scoring.ColumnsMapped, scoring.DepartmentKnownAs:
			if err := d.Apply(scoring.Stamp{Seq: 1}, e); err == nil {
				t.Errorf("a dossier took %T", e)
			}
			if err := scoring.NewFigures().Apply(scoring.Stamp{Seq: 1}, e); err != nil {
				t.Error(err)
			}
		default:
			if err := d.Apply(scoring.Stamp{Seq: 1}, e); err != nil {
				t.Error(err)
			}
			if err := s.Apply(scoring.Stamp{Seq: 1}, e); err == nil {
				t.Errorf("an edition's settings took %T", e)
			}
			if err := scoring.NewFigures().Apply(scoring.Stamp{Seq: 1}, e); err == nil {
				t.Errorf("an edition's figures took %T", e)
			}
		}
	}
}
