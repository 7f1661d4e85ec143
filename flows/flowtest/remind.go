package flowtest

import (
	"fmt"
	"slices"

	"minhchung/flows"
	"minhchung/flows/reminders"
	"minhchung/scoring"
)

// remind says what the bot says by itself at this moment, to everyone of the
// cast, each reminder once:
//
//	CLOCK 2023-03-28 08:30
//	REMIND all
func (s *Stage) remind() ([]string, error) {
	if s.worker != nil {
		return nil, fmt.Errorf("REMIND plays with flows alone")
	}
	var seen []string
	for _, p := range Cast() {
		if p.Stranger {
			continue
		}
		lines, err := s.remindOne(s.chat(p.Tag), p)
		if err != nil {
			return nil, err
		}
		seen = append(seen, lines...)
	}
	return seen, nil
}

func (s *Stage) remindOne(chat string, p Persona) ([]string, error) {
	w, err := s.fold(chat, flows.Need{})
	if err != nil {
		return nil, err
	}
	rule := reminders.Office{Edition: w.Edition, Settings: w.Settings, Directory: w.Directory, Calendar: w.Config.Calendar()}
	var need flows.Need
	if p.Admin {
		rule.Admins = []string{w.Me.Person.ID}
		for _, dep := range w.Directory.Departments() {
			need.Departments = append(need.Departments, dep.ID)
		}
	}
	if w, err = s.fold(chat, need); err != nil {
		return nil, err
	}
	rule.Returns = map[string][]scoring.DueDay{}
	for department, d := range w.Dossiers {
		rule.Returns[department] = d.ReturnDays()
	}
	var seen []string
	for _, items := range reminders.Together(s.due(rule, w)) {
		m, said, err := flows.Reminder(w, items)
		if err != nil {
			return nil, err
		}
		if said {
			seen = append(seen, s.shown("TELL "+p.Tag, flows.Event{Kind: flows.EventWake, Chat: chat}, m)...)
		}
	}
	return seen, nil
}

// due lists the person's items whose turn it is, and takes them as said.
func (s *Stage) due(rule reminders.Office, w flows.World) []reminders.Item {
	var due []reminders.Item
	for _, item := range rule.Of(w.Me.Person.ID) {
		known := slices.ContainsFunc(s.reminded, item.Same)
		if at, ok := rule.Calendar.Next(item, w.Now); ok && at.Equal(w.Now) && !known {
			due = append(due, item)
			s.reminded = append(s.reminded, item)
		}
	}
	return due
}
