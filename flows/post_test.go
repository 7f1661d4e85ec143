package flows_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/scoring"
)

// writing is an admin who writes an announcement, up to its preview.
func writing(t *testing.T, text string) (flows.World, flows.Session, []flows.Effect) {
	t.Helper()
	w := province(t)
	w.Me = flows.Me{Person: flows.Person{ID: "admin", Chat: "test:admin", Language: "vi"}, Admin: true}
	s, _ := pressed(t, w, flows.Session{Phase: flows.Idle}, "ann:new::")
	s, effects := typed(t, w, s, text)
	return w, s, effects
}

func typed(t *testing.T, w flows.World, s flows.Session, text string) (flows.Session, []flows.Effect) {
	t.Helper()
	s, effects, err := flows.Step(w, s, flows.Event{Kind: flows.EventText, Text: text, Chat: w.Me.Person.Chat, At: w.Now, Key: text})
	if err != nil {
		t.Fatal(err)
	}
	return s, effects
}

// TestAnnouncementTooLong: a message holds 4,096 units of UTF-16 as it is read,
// with the heading, the number and the request.
func TestAnnouncementTooLong(t *testing.T) {
	units := len([]rune("Sở Thông tin và Truyền thông\n\n"))
	fits := strings.Repeat("ạ", 4096-units)
	w, s, effects := writing(t, fits+"ạ")
	if s.Post.Text != "" || !strings.Contains(said(effects), "chỉ chứa được 4066 ký tự") {
		t.Fatalf("one unit too many is taken: %.200s", said(effects))
	}
	if s, _ = typed(t, w, s, fits); s.Post.Text != fits {
		t.Fatal("what just fits is not taken")
	}
	// Outside of the basic plane a character counts twice, and an escaped one once.
	if _, s, _ = writing(t, strings.Repeat("📣", 2034)); s.Post.Text != "" {
		t.Error("units are not counted as the channel counts them")
	}
	if _, s, _ = writing(t, strings.Repeat("&", 4066)); s.Post.Text == "" {
		t.Error("what is escaped counts as it is written")
	}
	// The number makes what just fitted too long: the text is asked for again.
	w, s, _ = writing(t, fits)
	s, _ = pressed(t, w, s, "ann:all::"+s.Prompt.Token)
	s, _ = pressed(t, w, s, "ann:number::"+s.Prompt.Token)
	s, effects = typed(t, w, s, "12/STTTT-CNTT")
	if s.Prompt.Ask != "text" || !strings.Contains(said(effects), "chỉ chứa được 4050 ký tự") {
		t.Errorf("%s: %.200s", s.Prompt.Ask, said(effects))
	}
}

// TestRecipientsAreThoseShown: who came in or left after the preview gets
// nothing that the admin has not seen.
func TestRecipientsAreThoseShown(t *testing.T) {
	w, s, _ := writing(t, "Họp lúc 8h00.")
	s, effects := pressed(t, w, s, "ann:role:contact:"+s.Prompt.Token)
	if len(s.Post.Shown) != 15 {
		t.Fatalf("%d recipients are shown: %s", len(s.Post.Shown), said(effects))
	}
	stale := s
	if err := w.Directory.Apply(scoring.Stamp{Seq: w.Directory.Seq + 1, At: w.Now},
		directory.RoleRevoked{Person: "contact1", Department: "so-co-ten-dai-nhat-co-the-co-001", Role: directory.Contact}); err != nil {
		t.Fatal(err)
	}
	s, effects = pressed(t, w, s, "ann:send::"+s.Prompt.Token)
	if writes(effects) || len(s.Post.Shown) != 14 {
		t.Fatalf("it is sent to others than were shown: %s", said(effects))
	}
	if _, effects = pressed(t, w, s, "ann:send::"+stale.Prompt.Token); writes(effects) {
		t.Error("the button of the earlier preview sends")
	}
	s, effects = pressed(t, w, s, "ann:send::"+s.Prompt.Token)
	a, ok := appended(effects)[0].(flows.Announced)
	if !ok || len(a.Recipients) != 14 || s.Post.Text != "" {
		t.Fatalf("%+v", effects)
	}
	if _, effects = pressed(t, w, s, "ann:send::"+s.Prompt.Token); writes(effects) {
		t.Error("it is sent twice")
	}
}

// TestAsManyRecipientsAreNotTheSame: one came and another left, so that the
// number is what it was; who it is, is said before anything is sent.
func TestAsManyRecipientsAreNotTheSame(t *testing.T) {
	w, s, _ := writing(t, "Họp lúc 8h00.")
	s, _ = pressed(t, w, s, "ann:role:contact:"+s.Prompt.Token)
	if err := w.Directory.Apply(scoring.Stamp{Seq: w.Directory.Seq + 1, At: w.Now},
		directory.RoleRevoked{Person: "contact1", Department: "so-co-ten-dai-nhat-co-the-co-001", Role: directory.Contact},
		directory.RoleGranted{Person: "supplier", Department: "so-co-ten-dai-nhat-co-the-co-001", Role: directory.Contact}); err != nil {
		t.Fatal(err)
	}
	s, effects := pressed(t, w, s, "ann:send::"+s.Prompt.Token)
	for _, want := range []string{"Thêm 1 người: Người supplier (Sở Văn hóa, Thể thao và Du lịch 1)", "Bớt 1 người: Người contact1."} {
		if writes(effects) || !strings.Contains(said(effects), want) {
			t.Fatalf("nothing says %q: %s", want, said(effects))
		}
	}
	_, effects = pressed(t, w, s, "ann:send::"+s.Prompt.Token)
	a, ok := appended(effects)[0].(flows.Announced)
	if !ok || !slices.Equal(a.Recipients, s.Post.Shown) || !slices.Contains(a.Recipients, "supplier") || slices.Contains(a.Recipients, "contact1") {
		t.Errorf("%+v, shown were %v", effects, s.Post.Shown)
	}
}

// TestUntilIsNotOver: a preview that was left open until after its day is not sent.
func TestUntilIsNotOver(t *testing.T) {
	w, s, _ := writing(t, "Họp lúc 8h00.")
	s, _ = pressed(t, w, s, "ann:all::"+s.Prompt.Token)
	s, _ = pressed(t, w, s, "ann:until::"+s.Prompt.Token)
	s, _ = pressed(t, w, s, "ann:by:2023-03-24:"+s.Prompt.Token)
	if s.Post.Until != "2023-03-24" {
		t.Fatalf("today is not taken: %+v", s.Post)
	}
	w.Now = w.Now.AddDate(0, 0, 1)
	s, effects := pressed(t, w, s, "ann:send::"+s.Prompt.Token)
	if writes(effects) || s.Prompt.Ask != "until" {
		t.Errorf("%v: %s", s.Prompt, said(effects))
	}
	for _, day := range []string{"2023-02-30", "x", ""} {
		if s, effects = pressed(t, w, s, "ann:by:"+day+":"+s.Prompt.Token); writes(effects) || s.Post.Until != "2023-03-24" {
			t.Errorf("%q is taken: %+v", day, s.Post)
		}
	}
	if s, _ = typed(t, w, s, "31/12/2025"); s.Post.Until != "2023-03-24" {
		t.Errorf("a day that far off is taken: %+v", s.Post)
	}
}

// TestDocumentNumbers reads them as people type them.
func TestDocumentNumbers(t *testing.T) {
	w, s, _ := writing(t, "Họp lúc 8h00.")
	s, _ = pressed(t, w, s, "ann:all::"+s.Prompt.Token)
	s, _ = pressed(t, w, s, "ann:number::"+s.Prompt.Token)
	for line, want := range map[string]string{
		"12/STTTT-CNTT": "12/STTTT-CNTT", "Số: 05/2023/TT-BTTTT": "05/2023/TT-BTTTT", "31-CV/TU": "31-CV/TU", "số 7 / QĐ - UBND": "7/QĐ-UBND",
		"12": "", "12/2023": "", "STTTT": "", "12/": "", "12-CV": "", "/STTTT": "", "1234567/CV": "", "12/<b>": "", "12/" + strings.Repeat("A", 40): "",
	} {
		if after, _ := typed(t, w, s, line); after.Post.Number != want {
			t.Errorf("%q is read as %q, want %q", line, after.Post.Number, want)
		}
	}
}

// TestFilesOfAnnouncements: only an admin who is writing one may send a file
// with it, and the text under a file is shorter.
func TestFilesOfAnnouncements(t *testing.T) {
	w, s, _ := writing(t, "Họp lúc 8h00.")
	upload := flows.Event{Kind: flows.EventUpload, Chat: w.Me.Person.Chat, At: w.Now, Text: strings.Repeat("ạ", 994), Upload: &flows.Upload{
		Kind: "document", Name: "ke-hoach.pdf", Size: 100, Found: &flows.Found{Blob: "ab", Size: 100, Name: "ke-hoach.pdf"}}}
	if why := flows.Admit(w, s, upload); why != flows.RefusedNot || !flows.TakesAnnounced(w, s, upload) {
		t.Fatalf("an admin's file is refused: %q", why)
	}
	if why := flows.Admit(w, flows.Session{Phase: flows.Idle}, upload); why != flows.RefusedNoRights {
		t.Errorf("a file out of the blue: %q", why)
	}
	other := w
	other.Me = flows.Me{Person: w.People["leader"]}
	if why := flows.Admit(other, s, upload); why != flows.RefusedNoRights || flows.TakesAnnounced(other, s, upload) {
		t.Errorf("who is no admin any more: %q", why)
	}
	take := func(text string) (flows.Session, string) {
		e := upload
		e.Text = text
		after, effects, err := flows.Step(w, s, e)
		if err != nil {
			t.Fatal(err)
		}
		return after, said(effects)
	}
	if after, _ := take(upload.Text); after.Post.Text != upload.Text || after.Prompt.Ask != "audience" {
		t.Errorf("what just fits under a file is not taken: %+v", after.Prompt)
	}
	after, answer := take(upload.Text + "ạ")
	if after.Prompt.Ask != "text" || !strings.Contains(answer, "chỉ chứa được 994 ký tự") {
		t.Fatalf("%+v: %s", after.Prompt, answer)
	}
	if after, _ = pressed(t, w, after, "ann:nofile::"+after.Prompt.Token); after.Post.File != nil || after.Prompt.Ask != "audience" {
		t.Errorf("without the file it fits: %+v", after)
	}
}

// TestClassifiedFilesAreShredded: what has a mark of secrecy is deleted, in an
// archive as well, and nothing else is.
func TestClassifiedFilesAreShredded(t *testing.T) {
	w, s, _ := writing(t, "Họp lúc 8h00.")
	for want, found := range map[string]flows.Found{
		"[{aa}]": {Blob: "aa", Classified: flows.ClassifiedMat},
		"[{cc}]": {Members: []flows.Found{{Blob: "bb"}, {Blob: "cc", Classified: flows.ClassifiedTuyetMat}}},
		"[]":     {Members: []flows.Found{{Blob: "bb"}}},
	} {
		after, effects, err := flows.Step(w, s, flows.Event{Kind: flows.EventUpload, Chat: w.Me.Person.Chat, At: w.Now,
			Upload: &flows.Upload{Kind: "document", Name: "a.zip", Found: &found}})
		if err != nil {
			t.Fatal(err)
		}
		purged := []flows.Purge{}
		for _, e := range effects {
			if p, ok := e.(flows.Purge); ok {
				purged = append(purged, p)
			}
		}
		if fmt.Sprint(purged) != want || after.Post.File != nil {
			t.Errorf("%+v: %v is deleted, %+v goes with it", found, purged, after.Post.File)
		}
	}
}

// TestAudienceOfWhatIsMissing: contacts of the departments that lack it at the
// moment, as the whole of a pillar as well.
func TestAudienceOfWhatIsMissing(t *testing.T) {
	w, s, _ := writing(t, "Xin gửi giấy mời.")
	d := w.Dossiers[department].Clone()
	if err := d.Apply(scoring.Stamp{Seq: d.Seq + 1, At: w.Now, By: "verifier"}, scoring.Verified{Criterion: "I.2.2", Points: 200}); err != nil {
		t.Fatal(err)
	}
	w.Dossiers[department] = d
	for line, want := range map[string]int{"I.2.2": 14, "I.4.1": 0, "phần I": 15, "I.2.3": 15} {
		after, effects := typed(t, w, s, line)
		if len(after.Post.Shown) != want || after.Post.Audience.Kind != flows.AudienceMissing {
			t.Errorf("%s: %d recipients, want %d: %s", line, len(after.Post.Shown), want, said(effects))
		}
	}
	// What is not loaded is asked for.
	delete(w.Dossiers, department)
	_, effects := typed(t, w, s, "I.2.2")
	if need, ok := effects[0].(flows.Need); !ok || len(need.Departments) != 23 {
		t.Errorf("%+v", effects)
	}
}

// TestAudienceOfWhoHasNotConfirmed: those who would be reminded, of the last
// announcement that asks for it.
func TestAudienceOfWhoHasNotConfirmed(t *testing.T) {
	w, s, effects := writing(t, "Xin bấm “Đã nhận”.")
	button := "ann:waiting:" + announcement + ":" + s.Prompt.Token
	if !slices.Contains(buttonsOf(effects), button) {
		t.Fatalf("%v", buttonsOf(effects))
	}
	want := w.Announcements[announcement].Reminded(w.Directory)
	s, effects = pressed(t, w, s, button)
	if len(want) == 0 || !slices.Equal(s.Post.Shown, want) {
		t.Fatalf("%v get it, want %v: %s", s.Post.Shown, want, said(effects))
	}
	_, effects = pressed(t, w, s, "ann:send::"+s.Prompt.Token)
	if a := appended(effects)[0].(flows.Announced); !slices.Equal(a.Recipients, want) {
		t.Errorf("%v, want %v", a.Recipients, want)
	}
	// All have confirmed: nothing is offered, and an old button reaches nobody.
	all := w.Announcements[announcement].Clone()
	for _, party := range all.Waiting(w.Directory) {
		if err := all.Apply(scoring.Stamp{Seq: all.Seq + 1, At: w.Now}, flows.AnnouncementReceived{Department: party}); err != nil {
			t.Fatal(err)
		}
	}
	w.Announcements[announcement] = all
	after, effects := pressed(t, w, s, "ann:who::"+s.Prompt.Token)
	for _, button := range buttonsOf(effects) {
		if strings.HasPrefix(button, "ann:waiting:") {
			t.Errorf("%s is offered", button)
		}
	}
	if after, effects = pressed(t, w, after, "ann:waiting:"+announcement+":"+after.Prompt.Token); len(after.Post.Shown) != 0 {
		t.Errorf("%v get it: %s", after.Post.Shown, said(effects))
	}
}
