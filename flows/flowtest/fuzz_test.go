package flowtest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/scoring"
)

// FuzzStep feeds arbitrary events of everybody of the cast to Step: it never
// panics, leaves no unknown phase, and makes no entry without the right to it.
func FuzzStep(f *testing.F) {
	for _, seed := range []string{
		"LAN\x00I.2.2", "LAN\x01\x00\x00", "LAN\x00/diem\nLAN\x0037/119\nMINH\x00V.5.1", "KHACH\x00/start AAAAAAAAAAAAAAAAAAAAAA",
		"QUAN\x02adm:menu::", "THAO\x02na:grant:so-y-te/I.2.1:", "LAN\x03I.2.2 giay moi.pdf", "LAN\x04a.jpg",
		"LAN\x02ans:begin:I.2.2:\nMINH\x02ans:begin:I.2.2:\nLAN\x01\x00\x00\nMINH\x01\x00\x00", "BINH\x02ans:begin:I.1.1:",
		"LAN\x02na:begin:I.2.1:\nLAN\x00Không có lãnh đạo là thành viên", "LAN\x05sửa lại",
	} {
		f.Add(seed)
	}
	edition, err := scoring.Open("2023", 0)
	if err != nil {
		f.Fatal(err)
	}
	now := time.Date(2023, 3, 24, 9, 0, 0, 0, scoring.Zone)
	theatre, err := NewStage(edition, now)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, program string) {
		stage := theatre.Anew(now)
		lines := strings.Split(program, "\n")
		for _, line := range lines[:min(len(lines), 12)] {
			stage.feed(t, line)
		}
	})
}

// feed plays one line of a program: a persona's tag, a byte that says what
// kind of event, and its content.
func (s *Stage) feed(t *testing.T, line string) {
	tag, rest := "LAN", line
	for _, p := range Cast() {
		if strings.HasPrefix(line, p.Tag) {
			tag, rest = p.Tag, line[len(p.Tag):]
		}
	}
	if rest == "" {
		return
	}
	e := s.arbitrary(s.chat(tag), rest[0]%8, rest[1:])
	before := s.counts()
	if _, err := s.play(e); err != nil {
		t.Fatalf("%s %q: %v", tag, line, err)
	}
	if _, err := s.settle(); err != nil {
		t.Fatalf("after %s %q: %v", tag, line, err)
	}
	session, err := s.session(e.Chat)
	if err != nil {
		t.Fatal(err)
	}
	if !session.Phase.Known() {
		t.Fatalf("%s %q leaves the phase %q", tag, line, session.Phase)
	}
	s.checkRights(t, s.cast[tag], before)
}

func (s *Stage) arbitrary(chat string, kind byte, content string) flows.Event {
	switch kind {
	case 1: // a button that is on the screen
		e := s.event(flows.EventButton, chat)
		var all []flows.Button
		for _, m := range s.screen(chat).messages {
			for _, row := range m.buttons {
				all = append(all, row...)
			}
		}
		if len(all) > 0 {
			n := 0
			for _, b := range []byte(content) {
				n = n*256%len(all) + int(b)
			}
			e.Data = all[n%len(all)].Action.String()
		}
		return e
	case 2:
		e := s.event(flows.EventButton, chat)
		e.Data = content
		return e
	case 3, 4:
		e := s.event(flows.EventUpload, chat)
		e.Text = content
		e.Upload = upload([]string{"FILE", "PHOTO"}[kind-3], "I.2.2 tep.pdf", "", e.Key)
		if strings.Contains(content, "album") {
			e.Upload.Group = "g"
		}
		return e
	case 5:
		e := s.event(flows.EventEdited, chat)
		e.Text = content
		return e
	case 6:
		e := s.event(flows.EventPhone, chat)
		e.Phone, e.OwnPhone = content, true
		return e
	case 7:
		return s.event(flows.EventOther, chat)
	}
	e := s.event(flows.EventText, chat)
	e.Text = content
	return e
}

func (s *Stage) counts() map[string]int {
	counts := map[string]int{}
	for stream, docs := range s.streams {
		counts[stream] = len(docs)
	}
	return counts
}

// checkRights looks at what was appended since: whose is it, and may they?
func (s *Stage) checkRights(t *testing.T, p Persona, before map[string]int) {
	t.Helper()
	for stream, docs := range s.streams {
		for _, doc := range docs[before[stream]:] {
			for _, raw := range doc.entries {
				if err := mayAppend(p, stream, raw); err != nil {
					t.Fatalf("%s appended %s to %s: %v", p.Tag, raw, stream, err)
				}
			}
		}
	}
}

func mayAppend(p Persona, stream string, raw json.RawMessage) error {
	kind, err := scoring.EntryKind(raw)
	if err != nil {
		return err
	}
	office := p.Admin || p.Role == directory.Verifier
	switch {
	case strings.HasPrefix(stream, "dossier/") && kind == scoring.NotApplicableDecided{}.Kind():
		if office {
			return nil
		}
	case strings.HasPrefix(stream, "dossier/"):
		if p.Role == directory.Contact && strings.HasSuffix(stream, "/"+p.Department) {
			return nil
		}
	case p.Admin:
		return nil
	}
	return fmt.Errorf("%s has no right to a %s", p.Tag, kind)
}
