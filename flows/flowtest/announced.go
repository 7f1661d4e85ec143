package flowtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"minhchung/flows"
	"minhchung/scoring"
)

// Announced puts what a document says of an announcement on the screens of the
// recipients, as the announcer does on its own time, and writes it once for
// all who read the same. Documents of other streams say nothing of one.
func (s *Stage) Announced(stream string, stamp scoring.Stamp, entries []json.RawMessage) ([]string, error) {
	id, ok := strings.CutPrefix(stream, flows.AnnouncementStream(""))
	if !ok {
		return nil, nil
	}
	a := s.announced[id]
	if a == nil {
		a = &flows.Announcement{ID: id}
		s.announced[id] = a
	}
	sent := false
	for _, raw := range entries {
		entry, err := flows.DecodeAnnouncement(raw)
		if err != nil {
			return nil, err
		}
		if err := a.Apply(stamp, entry); err != nil {
			return nil, err
		}
		switch entry.(type) {
		case flows.Announced, flows.AnnouncementCorrected, flows.AnnouncementDeleted:
			sent = true
		}
	}
	if !sent {
		return nil, nil
	}
	return s.showAll(a)
}

// foldAnnounced reads the announcements that a step asks for.
func (s *Stage) foldAnnounced(w *flows.World, more flows.Need) error {
	ids := more.Announcements
	if w.AllAnnounced = more.AllAnnouncements; w.AllAnnounced {
		for stream := range s.streams {
			if id, ok := strings.CutPrefix(stream, flows.AnnouncementStream("")); ok {
				ids = append(ids, id)
			}
		}
	}
	w.Announcements, w.Outcomes = map[string]*flows.Announcement{}, map[string]flows.Outcomes{}
	for _, id := range ids {
		w.Announcements[id] = nil
		if docs := s.streams[flows.AnnouncementStream(id)]; docs != nil {
			w.Announcements[id] = &flows.Announcement{ID: id}
			if err := foldStream(docs, flows.DecodeAnnouncement, w.Announcements[id].Apply); err != nil {
				return err
			}
		}
	}
	for _, id := range more.Outcomes {
		w.Outcomes[id] = s.outcomesOf(id)
	}
	return nil
}

// outcomesOf tells that everybody got an announcement, but for whom a line
// SENDING says something else.
func (s *Stage) outcomesOf(id string) flows.Outcomes {
	all := flows.Outcomes{}
	a := s.announced[id]
	if a == nil {
		return all
	}
	for _, person := range a.Announced.Recipients {
		o := flows.Outcome{Sending: flows.SendingDone, At: a.Stamp.At}
		if said, ok := s.sending[person]; ok {
			o.Sending = said
		}
		switch o.Sending {
		case flows.SendingOpen:
			o.At = time.Time{}
		case flows.SendingDone:
			o.Corrected, o.Removed = a.Corrected, a.Deleted
		case flows.SendingUnreachable, flows.SendingFailed:
		}
		all[person] = o
	}
	return all
}

// setSending says what becomes of announcements at some of the cast:
//
//	SENDING LAN=open MINH=unreachable HOA=failed
func (s *Stage) setSending(what string) error {
	if s.worker != nil {
		return fmt.Errorf("SENDING plays with flows alone")
	}
	s.sending = map[string]flows.Sending{}
	for _, one := range strings.Fields(what) {
		tag, said, _ := strings.Cut(one, "=")
		if said == "open" {
			said = ""
		}
		s.sending[s.personOf(s.chat(tag)).ID] = flows.Sending(said)
	}
	return nil
}

// sent shows what the last document of a stream says of an announcement.
func (s *Stage) sent(stream string) ([]string, error) {
	docs := s.streams[stream]
	last := docs[len(docs)-1]
	return s.Announced(stream, last.stamp, last.entries)
}

// showAll shows an announcement to those of the cast who get it, and writes it
// once for all who read the same.
func (s *Stage) showAll(a *flows.Announcement) ([]string, error) {
	var all []string
	tags, shown := map[string][]string{}, map[string][]string{}
	for _, p := range Cast() {
		chat := s.chat(p.Tag)
		person := s.personOf(chat)
		if !slices.Contains(a.Announced.Recipients, person.ID) {
			continue
		}
		m, err := flows.AnnouncementMessage(a, person.ID, s.world.Texts, "vi")
		if err != nil {
			return nil, err
		}
		e := flows.Event{Kind: flows.EventButton, Chat: chat, Message: a.ID}
		m.Edit = true // in place of what it said before
		lines := s.shown("", e, m)
		key := strings.Join(lines, "\n")
		if shown[key] == nil {
			all = append(all, key)
		}
		tags[key], shown[key] = append(tags[key], p.Tag), lines
	}
	var seen []string
	for _, key := range all {
		lines := shown[key]
		lines[0] = "TELL " + strings.Join(tags[key], ", ") + " " + strings.TrimLeft(lines[0], " ")
		seen = append(seen, lines...)
	}
	return seen, nil
}

func (s *Stage) personOf(chat string) flows.Person {
	for _, p := range s.people {
		if p.Chat == chat {
			return p
		}
	}
	return flows.Person{}
}
