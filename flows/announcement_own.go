package flows

import (
	"encoding/hex"
	"slices"
	"strings"
)

// OwnText is what some recipients of an announcement read in place of its text
// and its buttons: in their language, about what is theirs.
type OwnText struct {
	Text    string        `json:"text"` // HTML
	Buttons [][]OwnButton `json:"buttons,omitempty"`
	For     []string      `json:"for"` // persons' ids
}

// OwnButton is a button under an OwnText.
type OwnButton struct {
	Label string `json:"label"`
	Data  string `json:"data"` // as Action.String writes it
}

// Follows names the document of another stream of which an announcement tells.
type Follows struct {
	Stream string `json:"stream"`
	Seq    int64  `json:"seq"`
	About  string `json:"about,omitempty"` // of two about the same, everybody reads the earlier one first
}

// Own gives what a recipient reads in place of the announcement's text.
func (a *Announcement) Own(person string) (own OwnText, ok bool) {
	for _, own := range a.Announced.Own {
		if slices.Contains(own.For, person) {
			return own, true
		}
	}
	return OwnText{}, false
}

func (o OwnText) message() Message {
	m := Message{Text: o.Text, NoPreview: true}
	for _, buttons := range o.Buttons {
		var line []Button
		for _, b := range buttons {
			if action, ok := ParseAction(b.Data); ok { // it was written from one
				line = append(line, Button{Label: b.Label, Action: action})
			}
		}
		m.Buttons = append(m.Buttons, line)
	}
	return m
}

// news is what many people are to be told of what a step records.
type news struct {
	about       string
	text        string // what stands for all that they read
	departments []string
	whom        func(department string) []string
	message     func(department string) Message
}

// hearers lists the people of departments, each once, with those of which they
// are; but not whose step it is.
func (t *turn) hearers(departments []string, whom func(department string) []string) (persons []string, of map[string][]string) {
	of = map[string][]string{}
	for _, department := range departments {
		for _, person := range whom(department) {
			if person == t.w.Me.Person.ID {
				continue
			}
			if of[person] == nil {
				persons = append(persons, person)
			}
			of[person] = append(of[person], department)
		}
	}
	return persons, of
}

// inform has people told in the way of announcements: frozen now, each in their
// language, once; who works for two of the departments reads of both in one
// message. It gives the announcement's id and how many people it goes to; where
// there is nobody, there is none.
func (t *turn) inform(n news) (id string, told int) {
	persons, of := t.hearers(n.departments, n.whom)
	if len(persons) == 0 {
		return "", 0
	}
	var own []OwnText
	for _, person := range persons {
		one := t.ownText(n, person, of[person])
		at := slices.IndexFunc(own, one.reads)
		if at < 0 {
			at = len(own)
			own = append(own, one)
		}
		own[at].For = append(own[at].For, person)
	}
	id = hex.EncodeToString(t.e.Nonce[:8])
	t.do(Announce{ID: id, News: Announced{Text: n.text, Recipients: persons, Own: own, Follows: t.appending(n.about)}})
	return id, len(persons)
}

// ownText is what one person reads of their departments.
func (t *turn) ownText(n news, person string, departments []string) OwnText {
	var said []string
	var own OwnText
	for _, department := range departments {
		m := t.spokenTo(t.w.People[person], func() Message { return n.message(department) })
		said = append(said, m.Text)
		for _, buttons := range m.Buttons {
			var line []OwnButton
			for _, b := range buttons {
				line = append(line, OwnButton{b.Label, b.Action.String()})
			}
			own.Buttons = append(own.Buttons, line)
		}
	}
	own.Text = strings.Join(said, "\n\n")
	return own
}

// reads says whether both are the same to those who read them.
func (o OwnText) reads(other OwnText) bool {
	return o.Text == other.Text && slices.EqualFunc(o.Buttons, other.Buttons, slices.Equal[[]OwnButton])
}

// appending names the document that this step appends.
func (t *turn) appending(about string) *Follows {
	for _, effect := range t.effects {
		if a, ok := effect.(Append); ok {
			return &Follows{Stream: a.Stream, Seq: a.After + 1, About: about}
		}
	}
	return nil
}
