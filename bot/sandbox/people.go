package sandbox

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"minhchung/bot/sandbox/markup"
)

// ErrNoButton is returned for a press on what is not there.
var ErrNoButton = errors.New("no such button")

// chatOf gives a person's chat, begun if it was not: who writes first makes
// the bot able to answer. Server.mu is held.
func (s *Server) chatOf(p *Person) (*chat, error) {
	c := s.state.chats[p.ID]
	if c == nil {
		c = &chat{ID: p.ID, Type: "private"}
		s.state.chats[p.ID] = c
	}
	if c.Blocked {
		c.Blocked = false
		if err := s.pushMembership(p, "kicked", "member"); err != nil {
			return nil, err
		}
		s.emit(p.ID, "state", nil)
	}
	if !c.Started {
		c.Started = true
		s.emit(p.ID, "state", nil)
	}
	s.keepChat(c)
	return c, nil
}

// as runs f for a person and the person's chat, and returns once all is durable.
func (s *Server) as(person int64, f func(p *Person, c *chat) error) error {
	return s.change(func() error {
		p := s.person(person)
		if p == nil {
			return fmt.Errorf("%d: %w", person, ErrNoPerson)
		}
		c, err := s.chatOf(p)
		if err != nil {
			return err
		}
		return f(p, c)
	})
}

// hear puts a person's message into the chat and queues it for the bot. Server.mu is held.
func (s *Server) hear(p *Person, c *chat, m Message) (Message, error) {
	m.From = p.user()
	placed := s.place(c, m)
	c.Read = placed.MessageID
	s.keepChat(c)
	return *placed, s.push("message", p.ID, placed)
}

// Say writes a text to the bot, as typed. It begins the chat if need be.
func (s *Server) Say(person int64, text string) (Message, error) {
	m, err := typed(text)
	if err != nil {
		return Message{}, err
	}
	return s.tell(person, m)
}

// SayHTML is Say with formatting, given as bots write theirs.
func (s *Server) SayHTML(person int64, source string) (Message, error) {
	text, marked, err := markup.ParseHTML(source)
	if err != nil {
		return Message{}, fmt.Errorf("read what is said: %w", err)
	}
	m, err := typed(text)
	if err != nil {
		return Message{}, err
	}
	_, marked = markup.Trim(text, marked)
	m.Entities = markup.Detect(m.Text, marked)
	return s.tell(person, m)
}

// tell puts a person's text into the chat.
func (s *Server) tell(person int64, m Message) (said Message, err error) {
	err = s.as(person, func(p *Person, c *chat) error {
		s.useUpKeyboard(c, m.Text)
		said, err = s.hear(p, c, m)
		return err
	})
	return said, err
}

// typed makes a message of what a person types; Telegram's apps send at most 4096 units at once.
func typed(text string) (Message, error) {
	text, _ = markup.Trim(text, nil)
	switch {
	case text == "":
		return Message{}, errors.New("an empty text cannot be sent")
	case !utf8.ValidString(text):
		return Message{}, errors.New("the text is not UTF-8")
	case markup.Len(text) > maxText:
		return Message{}, fmt.Errorf("a text has at most %d characters", maxText)
	}
	return Message{Text: text, Entities: markup.Detect(text, nil)}, nil
}

// Begin presses START: it sends /start with the payload, or with the person's own when it is "".
func (s *Server) Begin(person int64, payload string) (Message, error) {
	if payload == "" {
		s.mu.Lock()
		if p := s.person(person); p != nil {
			payload = p.Start
		}
		s.mu.Unlock()
	}
	return s.Say(person, strings.TrimSpace("/start "+payload))
}

// Press presses a button of a message and gives the callback's id.
func (s *Server) Press(person, messageID int64, data string) (string, error) {
	id := ""
	err := s.as(person, func(p *Person, c *chat) error {
		at := c.find(messageID)
		if at < 0 {
			return fmt.Errorf("message %d: %w", messageID, ErrNoButton)
		}
		for _, b := range c.messages[at].Buttons() {
			if b.CallbackData == data && data != "" {
				var err error
				id, err = s.press(p, c.messages[at], data)
				return err
			}
		}
		return fmt.Errorf("%q under message %d: %w", data, messageID, ErrNoButton)
	})
	return id, err
}

// Tap presses the button with that label under the latest message that has one.
func (s *Server) Tap(person int64, label string) (string, error) {
	messages := s.Messages(person)
	for i := len(messages) - 1; i >= 0; i-- {
		if b, ok := messages[i].Button(label); ok && b.CallbackData != "" {
			return s.Press(person, messages[i].MessageID, b.CallbackData)
		}
	}
	return "", fmt.Errorf("[%s] in the chat of %d: %w", label, person, ErrNoButton)
}

// EditMessage changes the text, or the caption, of a person's own message.
func (s *Server) EditMessage(person, messageID int64, text string) (Message, error) {
	fresh, err := typed(text)
	if err != nil {
		return Message{}, err
	}
	var edited Message
	err = s.as(person, func(p *Person, c *chat) error {
		at := c.find(messageID)
		if at < 0 || c.messages[at].FromBot() {
			return fmt.Errorf("message %d is not one of theirs", messageID)
		}
		m := *c.messages[at]
		if m.hasMedia() {
			m.Caption, m.CaptionEntities = fresh.Text, fresh.Entities
		} else {
			m.Text, m.Entities = fresh.Text, fresh.Entities
		}
		m.EditDate = s.clock.Now().Unix()
		edited = *s.replace(c, at, m)
		return s.push("edited_message", p.ID, &edited)
	})
	return edited, err
}

// Forward sends a message of the person's chat to the bot again, as forwarded.
func (s *Server) Forward(person, messageID int64) (Message, error) {
	var sent Message
	err := s.as(person, func(p *Person, c *chat) error {
		at := c.find(messageID)
		if at < 0 {
			return fmt.Errorf("message %d is not in the chat of %d", messageID, person)
		}
		m := *c.messages[at]
		m.EditDate, m.MediaGroupID, m.ReplyToMessage, m.ReplyMarkup = 0, "", nil, nil
		m.ForwardOrigin = originOf(c.messages[at])
		var err error
		sent, err = s.hear(p, c, m)
		return err
	})
	return sent, err
}

// ShareContact shares the person's own number, as the keyboard's button does.
func (s *Server) ShareContact(person int64) (Message, error) {
	s.mu.Lock()
	p := s.person(person)
	var own Contact
	if p != nil {
		own = Contact{PhoneNumber: p.Phone, FirstName: p.Name, UserID: p.ID}
	}
	s.mu.Unlock()
	if p != nil && own.PhoneNumber == "" {
		return Message{}, fmt.Errorf("%s has no phone number in the sandbox", own.FirstName)
	}
	return s.SendContact(person, own)
}

// SendContact sends any contact, as from the address book: it need not be the person's own.
func (s *Server) SendContact(person int64, contact Contact) (Message, error) {
	var sent Message
	err := s.as(person, func(p *Person, c *chat) error {
		s.useUpKeyboard(c, "")
		var err error
		sent, err = s.hear(p, c, Message{Contact: &contact})
		return err
	})
	return sent, err
}

// Messages gives what the person's chat shows, oldest first.
func (s *Server) Messages(person int64) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.state.chats[person]
	if c == nil {
		return nil
	}
	list := make([]Message, len(c.messages))
	for i, m := range c.messages {
		list[i] = *m
	}
	return list
}
