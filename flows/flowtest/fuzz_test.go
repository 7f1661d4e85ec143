package flowtest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
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
		"QUAN\x02adm:menu::", "THAO\x02na:grant:so-y-te/I.2.1:", "LAN\x03I.2.2 giay moi.pdf", "LAN\x04a.jpg", "LAN\x03I.2.2/giay moi.pdf|zip|b.exe!program|c.pdf!mat|III.2.1.pdf",
		"LAN\x02ans:begin:I.2.2:\nMINH\x02ans:begin:I.2.2:\nLAN\x01\x00\x00\nMINH\x01\x00\x00", "BINH\x02ans:begin:I.1.1:",
		"THAO\x08\nTHAO\x01\x00\nTHAO\x01\x00\nTHAO\x01\x00\nTHAO\x01\x05\nTHAO\x01\x03\nLAN\x02fig:ask:VI.12.1:\nLAN\x00Tính đến ngày nào?\nDUC\x01\x00",
		"DUC\x08x\nDUC\x01\x00\nDUC\x00vi.12.1\nDUC\x01\x00\nDUC\x01\x00", "QUAN\x08\nQUAN\x00B\nQUAN\x00vi.12.1\nTHAO\x02fig:withdraw:0000000000000000:",
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
	e := s.arbitrary(s.chat(tag), rest[0]%9, rest[1:])
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

// faults are what a program says to be wrong with the files of an archive.
var faults = regexp.MustCompile(`![^|]*`)

// withFaults leaves of them what intake may find.
func withFaults(members string) string {
	return faults.ReplaceAllStringFunc(members, func(said string) string {
		if strings.HasPrefix(said, "!mat") {
			return "!mat"
		}
		return "!program"
	})
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
		if strings.Contains(content, "zip") {
			addMembers(e.Upload.Found, withFaults(content))
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
	case 8: // a table of figures
		e := s.event(flows.EventUpload, chat)
		names := []string{"hue-s.xlsx", "mang.csv", "hue-s-thang-4.xlsx", "rong.csv"}
		name := names[len(content)%len(names)]
		e.Upload = upload("TABLE", name, "", e.Key)
		s.tables[e.Key] = name
		return e
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
				if err := s.mayAppend(p, stream, raw); err != nil {
					t.Fatalf("%s appended %s to %s: %v", p.Tag, raw, stream, err)
				}
			}
		}
	}
}

func (s *Stage) mayAppend(p Persona, stream string, raw json.RawMessage) error {
	kind, err := scoring.EntryKind(raw)
	if err != nil {
		return err
	}
	office := p.Admin || p.Role == directory.Verifier && len(p.Owners) == 0
	switch {
	case kind == scoring.FigureAnswered{}.Kind(), strings.HasPrefix(stream, "figures/"):
		if refs, err := s.supplied(raw); err != nil || office || p.Role == directory.Verifier && s.allOf(p.Owners, refs) {
			return err
		}
	case strings.HasPrefix(stream, "dossier/") && kind == scoring.NotApplicableDecided{}.Kind():
		if office {
			return nil
		}
	case strings.HasPrefix(stream, "dossier/"):
		if p.Role == directory.Contact && strings.HasSuffix(stream, "/"+p.Department) {
			return nil
		}
	case kind == flows.AnnouncementReceived{}.Kind(), kind == flows.AnnouncementAsked{}.Kind():
		a := s.announced[strings.TrimPrefix(stream, flows.AnnouncementStream(""))]
		if a != nil && slices.Contains(a.Announced.Recipients, s.personOf(s.chat(p.Tag)).ID) {
			return nil
		}
	case p.Admin:
		return nil
	case kind == flows.Announced{}.Kind(): // what figures led to
		if p.Role == directory.Verifier {
			return nil
		}
	case kind == flows.AnnouncementStopped{}.Kind():
		a := s.announced[strings.TrimPrefix(stream, flows.AnnouncementStream(""))]
		if a != nil && a.Announced.Own != nil && a.Stamp.By == s.personOf(s.chat(p.Tag)).ID {
			return nil
		}
	}
	return fmt.Errorf("%s has no right to a %s", p.Tag, kind)
}

// supplied lists the slots whose figures an entry is about.
func (s *Stage) supplied(raw json.RawMessage) (refs []scoring.SlotRef, err error) {
	entry, err := scoring.DecodeEntry(raw)
	if err != nil {
		return nil, err
	}
	switch e := entry.(type) {
	case scoring.FigureAnswered:
		refs = append(refs, scoring.SlotRef{Criterion: e.Criterion, Slot: e.Slot})
	case scoring.FiguresImported:
		for _, row := range e.Rows {
			refs = append(refs, scoring.SlotRef{Criterion: row.Criterion, Slot: row.Slot})
		}
	case scoring.FiguresWithdrawn:
		for _, doc := range s.streams[flows.FiguresStream(s.world.Edition)] {
			for _, earlier := range doc.entries {
				if i, err := scoring.DecodeEntry(earlier); err == nil {
					if i, ok := i.(scoring.FiguresImported); ok && i.ID == e.Import {
						return s.supplied(earlier)
					}
				}
			}
		}
		return nil, fmt.Errorf("an import %s that never was is withdrawn", e.Import)
	case scoring.ColumnsMapped:
		for _, column := range e.Columns {
			if parts := strings.Split(column.Target, "/"); len(parts) > 1 {
				refs = append(refs, scoring.SlotRef{Criterion: parts[0], Slot: parts[1]})
			}
		}
	case scoring.DepartmentKnownAs:
	default:
		return nil, fmt.Errorf("%T is none of the figures' entries", e)
	}
	return refs, nil
}

// allOf says whether the slots are all those owners'.
func (s *Stage) allOf(owners []string, refs []scoring.SlotRef) bool {
	for _, ref := range refs {
		slot, ok := s.world.Edition.Criterion(ref.Criterion).Slot(ref.Slot)
		if !ok || !slices.Contains(owners, slot.Owner) {
			return false
		}
	}
	return true
}
