package flowtest

import (
	"encoding/json"
	"slices"
	"strings"

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

func (s *Stage) showAll(a *flows.Announcement) ([]string, error) {
	var tags []string
	var lines []string
	for _, p := range Cast() {
		chat := s.chat(p.Tag)
		person := s.personOf(chat)
		if !slices.Contains(a.Announced.Recipients, person.ID) {
			continue
		}
		m, err := flows.AnnouncementMessage(a, s.world.Texts, "vi")
		if err != nil {
			return nil, err
		}
		e := flows.Event{Kind: flows.EventButton, Chat: chat, Message: a.ID}
		m.Edit = true // in place of what it said before
		tags = append(tags, p.Tag)
		shown := s.shown("", e, m)
		lines = shown
	}
	if len(tags) == 0 {
		return nil, nil
	}
	lines[0] = "TELL " + strings.Join(tags, ", ") + " " + strings.TrimLeft(lines[0], " ")
	return lines, nil
}

func (s *Stage) personOf(chat string) flows.Person {
	for _, p := range s.people {
		if p.Chat == chat {
			return p
		}
	}
	return flows.Person{}
}
