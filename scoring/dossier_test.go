package scoring_test

import (
	"reflect"
	"testing"
	"time"

	"minhchung/scoring"
)

// desk writes the dossier of Sở Y tế, one document an entry.
type desk struct {
	t       testing.TB
	edition *scoring.Edition
	dossier *scoring.Dossier
	now     time.Time
}

func newDesk(t testing.TB) *desk {
	return &desk{
		t: t, edition: open(t), dossier: scoring.NewDossier("so-y-te"),
		now: time.Date(2023, 3, 24, 9, 0, 0, 0, scoring.Zone),
	}
}

// file applies entries of Lan's, each a minute after the one before.
func (k *desk) file(entries ...scoring.Entry) *desk {
	k.t.Helper()
	for _, e := range entries {
		k.now = k.now.Add(time.Minute)
		if err := k.dossier.Apply(k.stamp(), e); err != nil {
			k.t.Fatal(err)
		}
	}
	return k
}

func (k *desk) stamp() scoring.Stamp {
	return scoring.Stamp{Seq: k.dossier.Seq + 1, At: k.now, By: "lan"}
}

func (k *desk) answer(id, text string) *desk {
	k.t.Helper()
	return k.file(scoring.AnswerGiven{Criterion: id, Answer: answer(k.t, text)})
}

func (k *desk) keep(id, criterion, slot string, kind scoring.EvidenceKind) *desk {
	k.t.Helper()
	return k.file(scoring.EvidenceKept{Criterion: criterion, Evidence: scoring.Evidence{ID: id, Slot: slot, Kind: kind, Name: id}})
}

func (k *desk) figure(criterion, slot, text string) *desk {
	k.t.Helper()
	return k.file(scoring.FigureSupplied{Criterion: criterion, Slot: slot, Answer: answer(k.t, text), Source: "số liệu tháng 10, dòng 4"})
}

func (k *desk) state(id string) scoring.State {
	return scoring.StateOf(scoring.Settings{}, k.dossier, k.edition.Criterion(id))
}

func (k *desk) wantState(id string, want scoring.State) {
	k.t.Helper()
	if got := k.state(id); got != want {
		k.t.Errorf("%s is %s, want %s", id, got, want)
	}
}

func TestWhoTouchedACriterionLast(t *testing.T) {
	k := newDesk(t).answer("I.2.2", `{"done":["held"]}`).keep("MC-1", "I.2.2", "", scoring.EvidenceDocument)
	before := k.dossier.Item("I.2.2").Last
	k.file(scoring.EvidenceMoved{ID: "MC-1", Criterion: "I.2.3", Slot: "invitation"})
	for _, id := range []string{"I.2.2", "I.2.3"} {
		if got := k.dossier.Item(id).Last; got.Seq != 3 || got.By != "lan" || !got.At.After(before.At) {
			t.Errorf("%s was touched last by %+v", id, got)
		}
	}
	k.file(scoring.NotApplicableRequested{Criteria: []string{"I.2.1", "II.5.1"}, Reason: "không có"})
	if k.dossier.Item("II.5.1").Last.Seq != 4 || k.dossier.Item("I.2.2").Last.Seq != 3 || k.dossier.Seq != 4 {
		t.Error("a request touches its criteria and no other")
	}
	if k.dossier.Item("IX.1.1").Last.Seq != 0 {
		t.Error("an untouched criterion was touched")
	}
}

func TestEvidenceIsKeptMovedAndWithdrawn(t *testing.T) {
	k := newDesk(t).keep("MC-1", "", "", scoring.EvidenceDocument)
	if len(k.dossier.Unfiled) != 1 || k.dossier.Unfiled[0].Stamp.By != "lan" {
		t.Fatalf("unfiled: %+v", k.dossier.Unfiled)
	}
	k.file(scoring.EvidenceMoved{ID: "MC-1", Criterion: "I.2.2", Slot: "invitation"})
	e, criterion, ok := k.dossier.Find("MC-1")
	if !ok || criterion != "I.2.2" || e.Slot != "invitation" || len(k.dossier.Unfiled) != 0 || e.Stamp.Seq != 1 {
		t.Errorf("found %+v under %s", e, criterion)
	}
	k.file(scoring.EvidenceMoved{ID: "MC-1", Criterion: "I.2.2", Slot: "conclusion"})
	k.keep("MC-1", "I.2.4", "", scoring.EvidencePhoto) // the same receipt again: passed over
	if e, criterion, _ := k.dossier.Find("MC-1"); criterion != "I.2.2" || e.Slot != "conclusion" || e.Kind != scoring.EvidenceDocument {
		t.Errorf("found %+v under %s", e, criterion)
	}
	k.file(scoring.EvidenceWithdrawn{ID: "MC-1"}, scoring.EvidenceWithdrawn{ID: "MC-1"}, scoring.EvidenceMoved{ID: "MC-1", Criterion: "I.2.3"})
	if _, _, ok := k.dossier.Find("MC-1"); ok {
		t.Error("withdrawn evidence is still there")
	}
}

func TestADocumentIsDescribedWhereverItLies(t *testing.T) {
	read := scoring.Evidence{ID: "MC-1", Kind: scoring.EvidenceDocument, Document: &scoring.DocumentFacts{Type: "QUYẾT ĐỊNH", Number: "1/QĐ", Signer: "Bình"}}
	k := newDesk(t).file(scoring.EvidenceKept{Evidence: read}, scoring.EvidenceDescribed{ID: "MC-2", Stated: scoring.Statement{Number: "of nothing"}})
	k.file(scoring.EvidenceDescribed{ID: "MC-1", Stated: scoring.Statement{Number: "7/QĐ"}})
	if facts := k.dossier.Unfiled[0].Facts(); facts.Number != "7/QĐ" || facts.Type != "QUYẾT ĐỊNH" || facts.Signer != "Bình" || read.Document.Number != "1/QĐ" {
		t.Errorf("unfiled it is %+v, read as %+v", facts, read.Document)
	}
	k.file(scoring.EvidenceMoved{ID: "MC-1", Criterion: "I.3.1", Slot: "directive"}, scoring.Verified{Criterion: "I.3.1", Points: 300})
	k.answer("I.3.1", `{"choice":"head"}`).file(scoring.Verified{Criterion: "I.3.1", Points: 300})
	before := k.dossier.Clone()
	k.file(scoring.EvidenceDescribed{ID: "MC-1", Stated: scoring.Statement{Number: "8/QĐ", Date: scoring.Date{Year: 2023, Month: 2, Day: 1}}})
	if e, _, _ := k.dossier.Find("MC-1"); e.Facts().Number != "8/QĐ" || e.Facts().Date.Month != 2 {
		t.Errorf("under its criterion it is %+v", e.Facts())
	}
	if e, _, _ := before.Find("MC-1"); e.Facts().Number != "7/QĐ" {
		t.Errorf("a copy of the dossier has changed: %+v", e.Facts())
	}
	k.wantState("I.3.1", scoring.StateVerified) // nothing new to verify
}

func TestANewAnswerOrFileSupersedesAVerdict(t *testing.T) {
	verified := func() *desk {
		return newDesk(t).answer("I.3.1", `{"choice":"head"}`).keep("MC-1", "I.3.1", "", scoring.EvidenceDocument).
			file(scoring.Verified{Criterion: "I.3.1", Points: 300})
	}
	verified().wantState("I.3.1", scoring.StateVerified)
	for name, entry := range map[string]scoring.Entry{
		"an answer":     scoring.AnswerGiven{Criterion: "I.3.1", Answer: scoring.ChoiceAnswer("deputy")},
		"a file":        scoring.EvidenceKept{Criterion: "I.3.1", Evidence: scoring.Evidence{ID: "MC-2", Kind: scoring.EvidenceDocument}},
		"a file's loss": scoring.EvidenceWithdrawn{ID: "MC-1"},
	} {
		k := verified().file(entry)
		if got := k.state("I.3.1"); got == scoring.StateVerified {
			t.Errorf("%s leaves it verified", name)
		}
	}
	verified().file(scoring.NoteWritten{Criterion: "I.3.1", Text: "xin xem trang 2"}).wantState("I.3.1", scoring.StateVerified)

	returned := verified().file(scoring.Returned{Criterion: "I.3.1", Reason: "sai tệp"})
	returned.file(scoring.EvidenceWithdrawn{ID: "MC-1"}).wantState("I.3.1", scoring.StateReturned)
	returned.keep("MC-3", "I.3.1", "", scoring.EvidenceDocument).wantState("I.3.1", scoring.StateComplete)
}

func TestNoFigureYetEndsWithAnAnswer(t *testing.T) {
	k := newDesk(t).file(scoring.NoFigure{Criterion: "V.1.1"})
	if got := k.dossier.Item("V.1.1").NoFigureAt; !got.Equal(k.now) {
		t.Errorf("said at %s", got)
	}
	if k.answer("V.1.1", `{"part":6,"whole":7}`); !k.dossier.Item("V.1.1").NoFigureAt.IsZero() {
		t.Error("an answer does not end it")
	}
}

func TestACloneIsItsOwn(t *testing.T) {
	k := newDesk(t).answer("I.2.2", `{"done":["held"]}`).keep("MC-1", "I.2.2", "", scoring.EvidenceDocument).
		keep("MC-2", "", "", scoring.EvidencePhoto).figure("VI.3.1", "figure", `{"percent":90}`).
		file(scoring.ProfileSet{Field: "civil_servants", Value: "80"})
	clone := k.dossier.Clone()
	if !reflect.DeepEqual(clone, k.dossier) {
		t.Fatal("the clone differs")
	}
	kept := k.dossier
	k.dossier = clone
	k.answer("I.2.2", `{"done":[]}`).figure("VI.3.1", "figure", `{"percent":10}`).
		file(scoring.EvidenceMoved{ID: "MC-1", Criterion: "I.2.2", Slot: "conclusion"}, scoring.EvidenceWithdrawn{ID: "MC-2"},
			scoring.ProfileSet{Field: "civil_servants", Value: "81"})
	n, _ := kept.Profile.Count("civil_servants")
	item := kept.Items["I.2.2"]
	if len(item.Answer.Done) != 1 || item.Evidence[0].Slot != "" || len(kept.Unfiled) != 1 || kept.Unfiled[0].ID != "MC-2" || n != 80 ||
		kept.Items["VI.3.1"].Figures["figure"].Answer.Percent.String() != "90" {
		t.Errorf("changing the clone changed the original: %+v", item)
	}
}

func TestDossierAsOf(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2023, 3, 24, 9, minute, 0, 0, scoring.Zone) }
	documents := []scoring.Filed{
		{Stamp: scoring.Stamp{Seq: 1, At: at(1)}, Entries: []scoring.Entry{scoring.AnswerGiven{Criterion: "I.1.1", Answer: scoring.ChoiceAnswer("head")}}},
		// filed third minute, but its upload counts from the fifth
		{Stamp: scoring.Stamp{Seq: 2, At: at(5)}, Entries: []scoring.Entry{scoring.EvidenceKept{Criterion: "I.1.1", Evidence: scoring.Evidence{ID: "MC-1", Kind: scoring.EvidenceDocument}}}},
		{Stamp: scoring.Stamp{Seq: 3, At: at(4)}, Entries: []scoring.Entry{scoring.EvidenceMoved{ID: "MC-1", Criterion: "I.1.1", Slot: "decision"}}},
	}
	for minute, want := range map[int]struct {
		seq      int64
		evidence int
	}{0: {0, 0}, 1: {1, 0}, 4: {3, 0}, 5: {3, 1}} {
		d, err := scoring.DossierAsOf("so-y-te", at(minute), documents)
		if err != nil || d.Seq != want.seq || len(d.Item("I.1.1").Evidence) != want.evidence {
			t.Errorf("as of 9:0%d: document %d, %d files (%v)", minute, d.Seq, len(d.Item("I.1.1").Evidence), err)
		}
	}
}
