package sandbox

import (
	"encoding/json"
	"fmt"
)

// Block stops the bot: it cannot write to the person any more.
func (s *Server) Block(person int64) error {
	return s.change(func() error {
		p, c := s.person(person), s.state.chats[person]
		if p == nil {
			return fmt.Errorf("%d: %w", person, ErrNoPerson)
		}
		if c == nil || !c.Started || c.Blocked {
			return nil
		}
		c.Blocked = true
		s.keepChat(c)
		s.emit(person, "state", nil)
		return s.pushMembership(p, "member", "kicked")
	})
}

// Unblock lets the bot write again.
func (s *Server) Unblock(person int64) error {
	return s.change(func() error {
		p, c := s.person(person), s.state.chats[person]
		if p == nil {
			return fmt.Errorf("%d: %w", person, ErrNoPerson)
		}
		if c == nil || !c.Blocked {
			return nil
		}
		_, err := s.chatOf(p)
		return err
	})
}

// pushMembership tells the bot that it was blocked or let in again. Server.mu is held.
func (s *Server) pushMembership(p *Person, from, to string) error {
	member := func(status string) map[string]any {
		m := map[string]any{"user": s.bot(), "status": status}
		if status == "kicked" {
			m["until_date"] = 0
		}
		return m
	}
	return s.push("my_chat_member", p.ID, map[string]any{
		"chat":            Chat{ID: p.ID, Type: "private", FirstName: p.Name},
		"from":            p.user(),
		"date":            s.clock.Now().Unix(),
		"old_chat_member": member(from),
		"new_chat_member": member(to),
	})
}

// Keyboard is the reply keyboard that a person sees.
type Keyboard struct {
	Rows        [][]KeyboardButton `json:"keyboard"`
	OneTime     bool               `json:"one_time_keyboard"`
	Placeholder string             `json:"input_field_placeholder"`
	ForceReply  bool               `json:"force_reply"`
}

// KeyboardButton sends its text when it is pressed, or the person's contact.
type KeyboardButton struct {
	Text           string `json:"text"`
	RequestContact bool   `json:"request_contact"`
}

// UnmarshalJSON also takes a plain string, as Telegram does.
func (b *KeyboardButton) UnmarshalJSON(raw []byte) error {
	if json.Unmarshal(raw, &b.Text) == nil {
		return nil
	}
	type plain KeyboardButton
	return json.Unmarshal(raw, (*plain)(b))
}

// ReplyKeyboard gives the keyboard below the person's chat; ok is false for none.
func (s *Server) ReplyKeyboard(person int64) (k Keyboard, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.state.chats[person]
	if c == nil || c.Keyboard == nil {
		return Keyboard{}, false
	}
	return k, json.Unmarshal(c.Keyboard, &k) == nil
}

// useUpKeyboard takes a keyboard away that is shown once, when it was used. Server.mu is held.
func (s *Server) useUpKeyboard(c *chat, text string) {
	var k Keyboard
	if c.Keyboard == nil || json.Unmarshal(c.Keyboard, &k) != nil {
		return
	}
	used := k.ForceReply || text == ""
	for _, row := range k.Rows {
		for _, b := range row {
			used = used || b.Text == text
		}
	}
	if !used || !k.OneTime && !k.ForceReply {
		return
	}
	c.Keyboard = nil
	s.keepChat(c)
	s.emit(c.ID, "keyboard", nil)
}
