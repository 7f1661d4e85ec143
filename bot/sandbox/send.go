package sandbox

import "strings"

// deletable is for how long a message can be deleted, in seconds.
const deletable = 48 * 60 * 60

// reach gives the chat that a call names, if the bot may write there. Server.mu is held.
func (s *Server) reach(c *call) (*chat, error) {
	id, err := c.number("chat_id", 0)
	if err != nil {
		return nil, badRequest("chat not found") // a @name: the sandbox has no public chats
	}
	known, person := s.state.chats[id], s.person(id)
	switch {
	case known == nil && person == nil:
		return nil, badRequest("chat not found")
	case known == nil || !known.Started:
		return nil, forbidden("bot can't initiate conversation with a user")
	case known.Blocked:
		return nil, forbidden("bot was blocked by the user")
	case known.Left:
		return nil, forbidden("bot is not a member of the " + known.Type + " chat")
	}
	return known, nil
}

// describe gives a chat in the Bot API's shape. Server.mu is held.
func (s *Server) describe(c *chat) Chat {
	if p := s.person(c.ID); p != nil {
		return Chat{ID: c.ID, Type: "private", FirstName: p.Name}
	}
	return Chat{ID: c.ID, Type: c.Type, Title: c.Title}
}

// put adds the bot's message to a chat and gives it as it stands there. Server.mu is held.
func (s *Server) put(to *chat, m Message, markup replyMarkup) *Message {
	m.From, m.ReplyMarkup = s.bot(), markup.Inline
	if markup.Keyboard != nil || markup.Remove {
		to.Keyboard = markup.Keyboard
		s.keepChat(to)
		s.emit(to.ID, "keyboard", to.Keyboard)
	}
	return s.place(to, m)
}

// place numbers and dates a message of anybody and appends it. Server.mu is held.
func (s *Server) place(to *chat, m Message) *Message {
	s.state.counters.Message++
	m.MessageID = s.state.counters.Message
	m.Date = s.clock.Now().Unix()
	m.Chat = s.describe(to)
	to.messages = append(to.messages, &m)
	s.keepMessage(&m)
	s.keepCounters()
	s.emit(to.ID, "message", &m)
	return &m
}

// replace puts a changed message in the place of the old one. Server.mu is held.
func (s *Server) replace(in *chat, at int, m Message) *Message {
	in.messages[at] = &m
	s.keepMessage(&m)
	s.emit(in.ID, "message", &m)
	return &m
}

func (s *Server) keepMessage(m *Message) {
	s.journal.put(bucketMessages, idKey(m.Chat.ID, m.MessageID), m)
}

func (s *Server) sendMessage(c *call) (any, error) {
	f, err := c.messageText("message is too long")
	if err != nil {
		return nil, err
	}
	markup, err := c.replyMarkup()
	if err != nil {
		return nil, err
	}
	var sent *Message
	err = s.change(func() error {
		to, err := s.reach(c)
		if err != nil {
			return err
		}
		m := Message{Text: f.text, Entities: f.entities}
		if err := s.answerTo(c, to, &m); err != nil {
			return err
		}
		sent = s.put(to, m, markup)
		return nil
	})
	return sent, err
}

// answerTo fills in the message that this one replies to. Server.mu is held.
func (s *Server) answerTo(c *call, in *chat, m *Message) error {
	var reply struct {
		MessageID int64 `json:"message_id"`
		Anyway    bool  `json:"allow_sending_without_reply"`
	}
	if err := c.decode("reply_parameters", &reply); err != nil {
		return badRequest("%s", err)
	}
	if reply.MessageID == 0 {
		return nil
	}
	at := in.find(reply.MessageID)
	if at < 0 {
		if reply.Anyway {
			return nil
		}
		return badRequest("message to be replied not found")
	}
	quoted := *in.messages[at]
	quoted.ReplyToMessage = nil
	m.ReplyToMessage = &quoted
	return nil
}

func (s *Server) sendChatAction(c *call) (any, error) {
	action := c.values["action"]
	if !strings.Contains(" typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker find_location record_video_note upload_video_note ", " "+action+" ") {
		return nil, badRequest("wrong parameter action in request")
	}
	return true, s.change(func() error {
		to, err := s.reach(c)
		if err != nil {
			return err
		}
		s.emit(to.ID, "action", action)
		return nil
	})
}

func (s *Server) deleteMessage(c *call) (any, error) {
	id, err := c.number("message_id", 0)
	if err != nil {
		return nil, err
	}
	return true, s.change(func() error {
		in, err := s.reach(c)
		if err != nil {
			return err
		}
		at := in.find(id)
		if at < 0 {
			return badRequest("message to delete not found")
		}
		if s.clock.Now().Unix()-in.messages[at].Date > deletable {
			return badRequest("message can't be deleted for everyone")
		}
		in.messages = append(in.messages[:at:at], in.messages[at+1:]...)
		s.journal.put(bucketMessages, idKey(in.ID, id), nil)
		s.emit(in.ID, "deleted", id)
		return nil
	})
}
