package scoring_test

import (
	"strings"
	"testing"

	"minhchung/scoring"
)

func TestStatesInTheirOrder(t *testing.T) {
	k := newDesk(t)
	c := k.edition.Criterion("III.3.4")
	off := scoring.Settings{}
	if err := off.Apply(scoring.Stamp{}, scoring.SwitchSet{Criterion: c.ID}); err != nil {
		t.Fatal(err)
	}
	k.wantState(c.ID, scoring.StateWaiting)
	k.file(scoring.NotApplicableRequested{Criteria: []string{c.ID}}).wantState(c.ID, scoring.StateNAAsked)
	k.file(scoring.Verified{Criterion: c.ID, Points: 1000}).wantState(c.ID, scoring.StateVerified)
	k.file(scoring.Returned{Criterion: c.ID}).wantState(c.ID, scoring.StateReturned)
	k.file(scoring.NotApplicableDecided{Criterion: c.ID, Granted: true}).wantState(c.ID, scoring.StateNotApplicable)
	if got := scoring.StateOf(off, k.dossier, c); got != scoring.StateOff {
		t.Errorf("switched off, it is %s", got)
	}
	k.file(scoring.NotApplicableDropped{Criterion: c.ID}).wantState(c.ID, scoring.StateReturned)
}

func TestARefusedRequestLeavesTheCriterionToBeDone(t *testing.T) {
	k := newDesk(t).file(scoring.NotApplicableRequested{Criteria: []string{"I.2.1"}, Reason: "không có thành viên"})
	k.wantState("I.2.1", scoring.StateNAAsked)
	k.file(scoring.NotApplicableDecided{Criterion: "I.2.1", Reason: "có thành viên"}).wantState("I.2.1", scoring.StateUnanswered)
	if na := k.dossier.Item("I.2.1").NotApplicable; na.State != scoring.NotApplicableRefused || na.Reason != "không có thành viên" || na.Answer != "có thành viên" {
		t.Errorf("%+v", na)
	}
}

func TestAMeetingNeedsInvitationConclusionAndPhoto(t *testing.T) {
	k := newDesk(t)
	k.wantState("I.2.2", scoring.StateUnanswered)
	k.answer("I.2.2", `{"done":["held","chaired"]}`).wantState("I.2.2", scoring.StateEvidenceMissing)
	k.keep("giay-moi", "I.2.2", "", scoring.EvidenceDocument).keep("ket-luan", "I.2.2", "", scoring.EvidenceDocument)
	missing := scoring.MissingSlots(k.edition.Criterion("I.2.2"), k.dossier)
	if len(missing) != 1 || missing[0].Label != "ảnh họp" {
		t.Errorf("missing %+v", missing)
	}
	k.wantState("I.2.2", scoring.StateEvidenceMissing)
	k.keep("anh", "I.2.2", "", scoring.EvidencePhoto).wantState("I.2.2", scoring.StateComplete)
}

func TestAnHonestNoLacksNothing(t *testing.T) {
	k := newDesk(t).answer("I.2.2", `{"done":[]}`).answer("I.5.1", `{"yes":false}`).answer("III.3.1", `{"count":0}`).answer("IX.1.1", `{"count":0}`)
	k.wantState("I.2.2", scoring.StateComplete)
	k.wantState("I.5.1", scoring.StateComplete)
	k.wantState("IX.1.1", scoring.StateComplete)
	k.wantState("III.3.1", scoring.StateWaiting) // it is its system's figure that counts
}

func TestIncidentsNeedEvidenceOnlyIfThereWereAny(t *testing.T) {
	newDesk(t).answer("V.6.1", `{"part":0,"whole":0}`).wantState("V.6.1", scoring.StateComplete)
	newDesk(t).answer("V.6.1", `{"part":0,"whole":2}`).wantState("V.6.1", scoring.StateComplete)
	k := newDesk(t).answer("V.6.1", `{"part":2,"whole":2}`)
	k.wantState("V.6.1", scoring.StateEvidenceMissing)
	k.keep("ho-so", "V.6.1", "", scoring.EvidenceDocument).keep("anh", "V.6.1", "", scoring.EvidencePhoto).wantState("V.6.1", scoring.StateComplete)
}

func TestWaitingForSomebodyElsesFigures(t *testing.T) {
	k := newDesk(t)
	k.wantState("VI.3.1", scoring.StateWaiting)
	k.answer("VI.3.1", `{"part":37,"whole":119}`).wantState("VI.3.1", scoring.StateWaiting)
	k.figure("VI.3.1", "figure", `{"part":36,"whole":119}`).wantState("VI.3.1", scoring.StateComplete)
	k.figure("VI.3.2", "figure", `{"percent":90}`).wantState("VI.3.2", scoring.StateComplete)

	// a document of its own first, then the figure
	k.wantState("I.6.1", scoring.StateUnanswered)
	k.answer("I.6.1", `{"part":100,"whole":125}`).wantState("I.6.1", scoring.StateEvidenceMissing)
	k.keep("van-ban", "I.6.1", "", scoring.EvidenceDocument).wantState("I.6.1", scoring.StateWaiting)
	k.figure("I.6.1", "figure", `{"part":100,"whole":125}`).wantState("I.6.1", scoring.StateComplete)
}

func TestAnAnswerWithoutItsWholeIsUnanswered(t *testing.T) {
	k := newDesk(t).answer("V.1.1", `{"part":6}`)
	k.wantState("V.1.1", scoring.StateUnanswered)
	k.file(scoring.ProfileSet{Field: "information_systems", Value: "7"}).wantState("V.1.1", scoring.StateEvidenceMissing)
}

func TestMissingIsWhatTheDepartmentHasToDo(t *testing.T) {
	var missing []string
	for _, s := range scoring.States() {
		if s.Missing() {
			missing = append(missing, string(s))
		}
	}
	if got := strings.Join(missing, " "); got != "returned unanswered evidence_missing" {
		t.Errorf("missing are %s", got)
	}
}

func TestWhatFillsASlot(t *testing.T) {
	scan := scoring.Evidence{Kind: scoring.EvidenceDocument, Type: "image/jpeg"}
	film := scoring.Evidence{Kind: scoring.EvidenceDocument, Type: "video/mp4"}
	pdf := scoring.Evidence{Kind: scoring.EvidenceDocument, Type: "application/pdf"}
	photo, video, link := scoring.Evidence{Kind: scoring.EvidencePhoto}, scoring.Evidence{Kind: scoring.EvidenceVideo}, scoring.Evidence{Kind: scoring.EvidenceLink}
	all := map[string]scoring.Evidence{"scan": scan, "film": film, "pdf": pdf, "photo": photo, "video": video, "link": link}
	for _, test := range []struct {
		slot scoring.Slot
		want string
	}{
		{scoring.Slot{Kind: scoring.SlotSigned}, "pdf"},
		{scoring.Slot{Kind: scoring.SlotDocument}, "pdf photo scan"},
		{scoring.Slot{Kind: scoring.SlotPhoto}, "photo scan"},
		{scoring.Slot{Kind: scoring.SlotVideo}, "film video"},
		{scoring.Slot{Kind: scoring.SlotLink}, "link"},
		{scoring.Slot{Kind: scoring.SlotSystem}, ""},
		{scoring.Slot{Kind: scoring.SlotPhoto, Or: []scoring.SlotKind{scoring.SlotVideo}}, "film photo scan video"},
		{scoring.Slot{Kind: scoring.SlotSigned, Or: []scoring.SlotKind{scoring.SlotPhoto}}, "pdf photo scan"},
	} {
		var got []string
		for _, name := range []string{"film", "link", "pdf", "photo", "scan", "video"} {
			if test.slot.Accepts(all[name]) {
				got = append(got, name)
			}
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s %v takes %v, want %s", test.slot.Kind, test.slot.Or, got, test.want)
		}
	}
}

// filled writes which evidence fills which slot: "invitation=a,b photo=c".
func filled(k *desk, id string) string {
	c := k.edition.Criterion(id)
	by := scoring.Filled(c, k.dossier.Item(id))
	var parts []string
	for _, slot := range c.Evidence {
		var ids []string
		for _, e := range by[slot.ID] {
			ids = append(ids, e.ID)
		}
		if len(ids) > 0 {
			parts = append(parts, slot.ID+"="+strings.Join(ids, ","))
		}
	}
	return strings.Join(parts, " ")
}

func TestEvidenceFindsItsSlot(t *testing.T) {
	doc, photo := scoring.EvidenceDocument, scoring.EvidencePhoto
	type piece struct {
		id, slot string
		kind     scoring.EvidenceKind
	}
	for _, test := range []struct {
		criterion string
		pieces    []piece
		want      string
	}{
		{"I.2.2", []piece{{"a", "", doc}, {"b", "", doc}, {"c", "", photo}}, "invitation=a conclusion=b photo=c"},
		{"I.2.2", []piece{{"a", "", doc}, {"b", "invitation", doc}}, "invitation=b conclusion=a"},
		{"I.2.2", []piece{{"a", "", photo}, {"b", "", photo}}, "photo=a"},                        // photos of a meeting are no invitation
		{"I.2.2", []piece{{"a", "invitation", photo}, {"b", "", photo}}, "invitation=a photo=b"}, // unless somebody says so
		{"I.2.2", []piece{{"a", "photo", doc}}, ""},                                              // a file is no photo, whatever was said
		{"I.2.2", []piece{{"a", "gone", doc}}, "invitation=a"},
		{"I.2.2", []piece{{"a", "photo", photo}, {"b", "photo", photo}}, "photo=a,b"},
		{"I.4.1", []piece{{"a", "", photo}}, "list=a"}, // a scan, where no photo is asked for
		{"IV.3.2", []piece{{"a", "", photo}}, "proof=a"},
		{"IV.3.3", []piece{{"a", "", doc}}, "assignment=a"},
		{"IV.3.3", []piece{{"a", "", doc}, {"b", "", doc}}, "assignment=a decision=b"},
		{"I.5.1", []piece{{"a", "", doc}, {"b", "", scoring.EvidenceLink}}, "link=b"},
		{"VI.6.2", []piece{{"a", "", scoring.EvidenceVideo}}, "proof=a"},
		{"I.1.1", []piece{{"a", "", photo}}, ""},
	} {
		k := newDesk(t)
		for _, p := range test.pieces {
			k.keep(p.id, test.criterion, p.slot, p.kind)
		}
		if got := filled(k, test.criterion); got != test.want {
			t.Errorf("%s with %v: %s, want %s", test.criterion, test.pieces, got, test.want)
		}
	}
}
