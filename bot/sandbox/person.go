package sandbox

import (
	"errors"
	"strings"
)

// ErrNoPerson is returned for an id that nobody has.
var ErrNoPerson = errors.New("no such person in the sandbox")

// Person is somebody who can write to the bot. The id is also that of the private chat.
type Person struct {
	ID       int64  `json:"id"`
	Name     string `json:"name"`
	Title    string `json:"title,omitempty"` // department and role, for whoever looks at the page
	Phone    string `json:"phone,omitempty"` // as Telegram gives it: digits, with the country's
	Start    string `json:"start,omitempty"` // the payload of the link that the START button stands for
	Language string `json:"language,omitempty"`
}

// person gives who has the id, nil for nobody. Server.mu is held.
func (s *Server) person(id int64) *Person {
	return s.state.known[id]
}

func (p *Person) user() *User {
	return &User{ID: p.ID, FirstName: p.Name, LanguageCode: p.Language}
}

// addPeople takes people in; who is known already gets the new particulars.
func (s *Server) addPeople(people []Person) {
	for _, p := range people {
		if known := s.person(p.ID); known != nil {
			*known = p
		} else {
			s.state.people = append(s.state.people, &p)
			s.state.known[p.ID] = &p
		}
		s.journal.put(bucketPeople, idKey(p.ID), p)
	}
}

// AddPerson makes somebody known; an id of 0 is replaced by a free one.
func (s *Server) AddPerson(p Person) (Person, error) {
	if strings.TrimSpace(p.Name) == "" || p.ID < 0 {
		return Person{}, errors.New("a person needs a name")
	}
	err := s.change(func() error {
		if p.ID == 0 {
			p.ID = 900000001
			for _, other := range s.state.people {
				p.ID = max(p.ID, other.ID+1)
			}
		}
		s.addPeople([]Person{p})
		s.emit(0, "people", nil)
		return nil
	})
	return p, err
}

// People lists everybody.
func (s *Server) People() []Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]Person, len(s.state.people))
	for i, p := range s.state.people {
		list[i] = *p
	}
	return list
}
