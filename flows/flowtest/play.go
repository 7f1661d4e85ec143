package flowtest

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/flows/figures"
	"minhchung/scoring"
)

// fold reads the streams anew for every event, from what was written.
func (s *Stage) fold(chat string, more flows.Need) (flows.World, error) {
	w := s.world
	w.People = map[string]flows.Person{}
	w.Me = flows.Me{}
	for id, p := range s.people {
		w.People[id] = p
		if p.Chat == chat {
			w.Me.Person = p
		}
	}
	for _, p := range s.cast {
		if s.chat(p.Tag) == chat && p.Admin {
			w.Me.Admin = true
		}
	}
	w.Directory = directory.New()
	if err := foldStream(s.streams[directory.Stream], directory.DecodeEntry, w.Directory.Apply); err != nil {
		return w, err
	}
	w.Settings = scoring.Settings{}
	if err := foldStream(s.streams[flows.EditionStream(w.Edition)], scoring.DecodeEntry, w.Settings.Apply); err != nil {
		return w, err
	}
	w.Figures = scoring.NewFigures()
	if err := foldStream(s.streams[flows.FiguresStream(w.Edition)], scoring.DecodeEntry, w.Figures.Apply); err != nil {
		return w, err
	}
	w.Tables = map[string]*figures.Table{}
	for _, blob := range more.Tables {
		table, err := s.Table(blob)
		if err != nil {
			return w, err
		}
		w.Tables[blob] = &table
	}
	if err := s.foldAnnounced(&w, more); err != nil {
		return w, err
	}
	departments := more.Departments
	for _, g := range w.Directory.GrantsOf(w.Me.Person.ID) {
		departments = append(departments, g.Department)
	}
	w.Dossiers = map[string]*scoring.Dossier{}
	for _, dep := range departments {
		if dep == "" {
			continue
		}
		d := scoring.NewDossier(dep)
		if err := foldStream(s.streams[flows.DossierStream(w.Edition, dep)], scoring.DecodeEntry, d.Apply); err != nil {
			return w, err
		}
		w.Dossiers[dep] = w.Figures.Into(d)
	}
	return w, nil
}

func foldStream(docs []entryDoc, decode func(json.RawMessage) (scoring.Entry, error), apply func(scoring.Stamp, ...scoring.Entry) error) error {
	for _, doc := range docs {
		var entries []scoring.Entry
		for _, raw := range doc.entries {
			e, err := decode(raw)
			if err != nil {
				return err
			}
			entries = append(entries, e)
		}
		if err := apply(doc.stamp, entries...); err != nil {
			return err
		}
	}
	return nil
}

// event makes the frame of an event: its key, nonce and time.
func (s *Stage) event(kind flows.EventKind, chat string) flows.Event {
	s.events++
	key := fmt.Sprintf("e%d", s.events)
	sum := sha256.Sum256([]byte(key))
	e := flows.Event{Kind: kind, Key: key, Chat: chat, At: s.world.Now, Message: fmt.Sprintf("in%d", s.events), Language: "vi"}
	copy(e.Nonce[:], sum[:])
	return e
}

// play takes one event through a step, performs what follows and says what
// was seen of it, line by line.
func (s *Stage) play(e flows.Event) ([]string, error) {
	session, err := s.session(e.Chat)
	if err != nil {
		return nil, err
	}
	var more flows.Need
	for range 4 {
		w, err := s.fold(e.Chat, more)
		if err != nil {
			return nil, err
		}
		if e.Kind == flows.EventUpload && e.Upload.Found != nil {
			if why := flows.Admit(w, session, e); why != flows.RefusedNot {
				e.Upload.Found.Refused = why
			}
		}
		next, effects, err := flows.Step(w, session, e)
		if err != nil {
			return nil, err
		}
		if need := needed(effects); need != nil {
			more.Departments = append(more.Departments, need.Departments...)
			more.Tables = append(more.Tables, need.Tables...)
			more.Announcements = append(more.Announcements, need.Announcements...)
			more.AllAnnouncements = more.AllAnnouncements || need.AllAnnouncements
			more.Outcomes = append(more.Outcomes, need.Outcomes...)
			continue
		}
		if s.sessions[e.Chat], err = json.Marshal(next); err != nil {
			return nil, err
		}
		return s.perform(e, effects)
	}
	return nil, fmt.Errorf("the step of %q asks for more and more", e.Text)
}

func (s *Stage) session(chat string) (flows.Session, error) {
	var session flows.Session
	if raw := s.sessions[chat]; raw != nil {
		if err := json.Unmarshal(raw, &session); err != nil {
			return session, fmt.Errorf("read the session of %s: %w", chat, err)
		}
	}
	return session, nil
}

func needed(effects []flows.Effect) *flows.Need {
	for _, e := range effects {
		if need, ok := e.(flows.Need); ok {
			return &need
		}
	}
	return nil
}

func (s *Stage) perform(e flows.Event, effects []flows.Effect) ([]string, error) {
	var seen []string
	appends := 0
	for _, effect := range effects {
		switch effect := effect.(type) {
		case flows.Say:
			seen = append(seen, s.shown("BOT", e, effect.Message)...)
		case flows.Toast:
			seen = append(seen, block("TOAST", effect.Text)...)
		case flows.Show:
			seen = append(seen, block("SENDS", effect.Evidence.Name+" · "+effect.Caption)...)
		case flows.Picture:
			seen = append(seen, block("SENDS", effect.Evidence.Name+".png · "+effect.Caption)...)
		case flows.Tell:
			seen = append(seen, s.tell(effect)...)
		case flows.Append:
			if appends++; appends > 1 {
				return nil, fmt.Errorf("one step appends more than once")
			}
			if have := int64(len(s.streams[effect.Stream])); have != effect.After {
				return nil, fmt.Errorf("append to %s after %d, which has %d", effect.Stream, effect.After, have)
			}
			for _, raw := range s.append(e.Key, effect.Stream, effect.By, effect.Entries...) {
				seen = append(seen, block("LEDGER", string(raw))...)
			}
			lines, err := s.sent(effect.Stream)
			if err != nil {
				return nil, err
			}
			seen = append(seen, lines...)
		case flows.Announce:
			stream := flows.AnnouncementStream(effect.ID)
			for _, raw := range s.append(e.Key, stream, s.personOf(e.Chat).ID, effect.News) {
				seen = append(seen, block("LEDGER", string(raw))...)
			}
			lines, err := s.sent(stream)
			if err != nil {
				return nil, err
			}
			seen = append(seen, lines...)
		case flows.Know:
			s.people[effect.Person.ID] = effect.Person
		case flows.Purge: // the ledger says so; what is deleted shows nowhere
		case flows.Wake:
			s.woken = append(s.woken, wake{chat: e.Chat, due: s.world.Now.Add(effect.After), what: effect.What})
		default:
			return nil, fmt.Errorf("flowtest: unknown effect %T", effect)
		}
	}
	return seen, nil
}

func (s *Stage) shown(tag string, e flows.Event, m flows.Message) []string {
	screen := s.screen(e.Chat)
	id := fmt.Sprintf("out%d.%d", s.events, len(screen.messages))
	if m.Edit && e.Kind == flows.EventButton {
		id = e.Message
		for i := range screen.messages {
			if screen.messages[i].id == id {
				screen.messages = append(screen.messages[:i], screen.messages[i+1:]...)
				break
			}
		}
	}
	screen.messages = append(screen.messages, shown{id: id, buttons: m.Buttons})
	lines := block(tag, m.Text)
	if m.File != nil {
		kind := "FILE "
		if m.File.Photo {
			kind = "PHOTO "
		}
		lines = append(lines, indent+kind+m.File.Name)
	}
	if m.AskPhone != "" {
		lines = append(lines, indent+"["+m.AskPhone+"]")
	}
	for _, row := range m.Buttons {
		var labels []string
		for _, b := range row {
			labels = append(labels, "["+b.Label+"]")
		}
		lines = append(lines, indent+strings.Join(labels, " "))
	}
	if m.Attachment != nil {
		lines = append(lines, indent+"FILE "+m.Attachment.Name)
	}
	return lines
}

func (s *Stage) screen(chat string) *screen {
	if s.screens[chat] == nil {
		s.screens[chat] = &screen{}
	}
	return s.screens[chat]
}

// tell shows the message in the chats of those told.
func (s *Stage) tell(tell flows.Tell) []string {
	var seen []string
	for _, p := range Cast() {
		chat := s.chat(p.Tag)
		if tell.Person == flows.AllAdmins && p.Admin || s.people[tell.Person].Chat == chat {
			seen = append(seen, s.shown("TELL "+p.Tag, flows.Event{Kind: flows.EventWake, Chat: chat}, tell.Message)...)
		}
	}
	return seen
}

// settle lets the clock run until nothing waits any more.
func (s *Stage) settle() ([]string, error) {
	var seen []string
	for len(s.woken) > 0 {
		next := s.woken[0]
		s.woken = s.woken[1:]
		if next.due.After(s.world.Now) {
			s.world.Now = next.due.Truncate(time.Millisecond)
		}
		e := s.event(flows.EventWake, next.chat)
		e.Wake = &next.what
		lines, err := s.play(e)
		if err != nil {
			return nil, err
		}
		seen = append(seen, lines...)
	}
	return seen, nil
}
