package flows_test

import (
	"strings"
	"testing"
	"time"

	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/flows/texts"
	"minhchung/scoring"
)

// filedBy lists what a step would record as a department's filing: all but a
// question about a figure, a secret file that is shut away, the place of a
// file that had come in time, and how the person wants to be reminded.
func filedBy(effects []flows.Effect) (filed []string) {
	for _, entry := range appended(effects) {
		switch e := entry.(type) {
		case scoring.FigureAsked, scoring.EvidenceQuarantined:
		case directory.ReminderHourSet, directory.RemindersPaused, directory.RemindersResumed, directory.ReminderSnoozed:
		case scoring.EvidenceMoved:
			if e.ID != "0A1B2C3E" { // the unfiled one: see filed
				filed = append(filed, e.Kind())
			}
		default:
			filed = append(filed, e.Kind())
		}
	}
	return filed
}

// uploads are files as they come: one, a part of an album, an archive, a
// picture, a link, a secret one.
func uploads() []flows.Event {
	file := func(u flows.Upload, f flows.Found, caption string) flows.Event {
		f.Blob, f.Size = strings.Repeat("e", 64), 100
		u.Found, u.Size = &f, 100
		return flows.Event{Kind: flows.EventUpload, Text: caption, Upload: &u}
	}
	pdf := flows.Found{Name: "ket-luan.pdf", Type: "application/pdf"}
	return []flows.Event{
		file(flows.Upload{Kind: "document", Name: "ket-luan.pdf"}, pdf, ""),
		file(flows.Upload{Kind: "document", Name: "ket-luan.pdf"}, pdf, "I.2.2"),
		file(flows.Upload{Kind: "photo", Group: "7"}, flows.Found{Type: "image/jpeg", Image: true}, ""),
		file(flows.Upload{Kind: "photo", Group: "8"}, flows.Found{Type: "image/jpeg", Image: true}, "I.2.2"),
		file(flows.Upload{Kind: "document", Name: "tat-ca.zip"}, flows.Found{Name: "tat-ca.zip", Members: []flows.Found{
			{Name: "I.2.2 ket luan.pdf", Type: "application/pdf", Blob: strings.Repeat("f", 64), Size: 9}, {Name: "x.pdf", Type: "application/pdf", Blob: strings.Repeat("d", 64), Size: 9}}}, ""),
		file(flows.Upload{Kind: "document", Name: "mat.pdf"}, flows.Found{Name: "mat.pdf", Type: "application/pdf", Classified: flows.ClassifiedMat}, ""),
		{Kind: flows.EventText, Text: "https://soyte.thuathienhue.gov.vn/chuyen-doi-so"},
		{Kind: flows.EventEdited, Text: "37/119"},
	}
}

// TestNothingIsFiledOnceLocked walks through the whole conversation of a
// contact, and takes every step a second time at the first moment after filing
// has locked: whatever was open, nothing is filed, and the person is told. One
// millisecond earlier the same steps file what they file.
func TestNothingIsFiledOnceLocked(t *testing.T) {
	w := province(t)
	w.Me = flows.Me{Person: w.People["contact1"]}
	w.Me.Person.Language = texts.Languages()[0]
	if err := w.Settings.Apply(scoring.Stamp{Seq: 1, At: w.Now}, scoring.LockSet{On: true}); err != nil {
		t.Fatal(err)
	}
	closed := w.Settings.Closes(w.Edition, department).End()
	kinds, late := map[string]int{}, 0
	c := &crawler{t: t, w: w, seen: map[string]bool{}}
	try := func(s flows.Session, e flows.Event) {
		t.Helper()
		for _, at := range []time.Time{closed.Add(-time.Millisecond), closed} {
			now := w
			now.Now, e.At, e.Chat = at, at, w.Me.Person.Chat
			next, effects, err := flows.Step(now, s, e)
			if err != nil {
				t.Fatalf("%s %q %q: %v", e.Kind, e.Text, e.Data, err)
			}
			filed := filedBy(effects)
			if at.Before(closed) {
				for _, kind := range filed {
					kinds[kind]++
				}
				continue
			}
			late++
			if len(filed) > 0 {
				t.Errorf("%s %q %q in %s files %v after filing has locked", e.Kind, e.Text, e.Data, s.Phase, filed)
			}
			if said(effects) == "" && e.Kind == flows.EventUpload {
				t.Errorf("an upload %q in %s is not answered", e.Text, s.Phase)
			}
			if !next.Phase.Known() {
				t.Errorf("%s %q %q leads to %q", e.Kind, e.Text, e.Data, next.Phase)
			}
		}
	}
	c.also = func(s flows.Session, e flows.Event) {
		try(s, e)
		if c.first("uploads:" + string(s.Phase) + s.Prompt.Ask + s.Criterion) {
			for _, upload := range uploads() {
				try(s, upload)
			}
		}
	}
	c.queue = []visit{{[]byte("{}"), flows.Event{Kind: flows.EventText, Text: "/menu"}}, {[]byte("{}"), flows.Event{Kind: flows.EventText, Text: "VI.12.1"}},
		{[]byte("{}"), flows.Event{Kind: flows.EventText, Text: "I.2.2"}}}
	for len(c.queue) > 0 && c.steps < 3000 {
		v := c.queue[0]
		c.queue = c.queue[1:]
		c.step(v)
	}
	for _, kind := range []string{
		"answer-given", "no-figure", "note-written", "not-applicable-requested", "not-applicable-dropped",
		"evidence-kept", "evidence-moved", "evidence-withdrawn", "profile-set",
	} {
		if kinds[kind] == 0 {
			t.Errorf("no step files %s even in time: the test does not reach it", kind)
		}
	}
	if late < 300 {
		t.Errorf("only %d steps were taken after the closing", late)
	}
	t.Logf("%d steps after the closing; before it %v", late, kinds)
}
