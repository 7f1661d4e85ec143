package sandbox

// copyMessage sends a message's content again, as if the bot had written it.
func (s *Server) copyMessage(c *call) (any, error) {
	caption, err := c.caption()
	if err != nil {
		return nil, err
	}
	markup, err := c.replyMarkup()
	if err != nil {
		return nil, err
	}
	var id int64
	err = s.change(func() error {
		to, original, err := s.source(c, "copy")
		if err != nil {
			return err
		}
		m := Message{
			Text: original.Text, Entities: original.Entities,
			Caption: original.Caption, CaptionEntities: original.CaptionEntities,
			Photo: original.Photo, Document: original.Document, Video: original.Video, Contact: original.Contact,
		}
		if _, given := c.values["caption"]; given && m.hasMedia() {
			m.Caption, m.CaptionEntities = caption.text, caption.entities
		}
		id = s.put(to, m, markup).MessageID
		return nil
	})
	return map[string]int64{"message_id": id}, err
}

func (s *Server) forwardMessage(c *call) (any, error) {
	var sent *Message
	err := s.change(func() error {
		to, original, err := s.source(c, "forward")
		if err != nil {
			return err
		}
		m := *original
		m.EditDate, m.MediaGroupID, m.ReplyToMessage = 0, "", nil
		m.ForwardOrigin = originOf(original)
		sent = s.put(to, m, replyMarkup{})
		return nil
	})
	return sent, err
}

// originOf says where a message came from, which a forward of a forward keeps.
func originOf(m *Message) *Origin {
	if m.ForwardOrigin != nil {
		return m.ForwardOrigin
	}
	return &Origin{Type: "user", Date: m.Date, SenderUser: m.From}
}

// source gives the chat to send to and the message to send again. Server.mu is held.
func (s *Server) source(c *call, verb string) (*chat, *Message, error) {
	to, err := s.reach(c)
	if err != nil {
		return nil, nil, err
	}
	fromID, err := c.number("from_chat_id", 0)
	if err != nil {
		return nil, nil, badRequest("chat not found")
	}
	id, err := c.number("message_id", 0)
	if err != nil {
		return nil, nil, err
	}
	from := s.state.chats[fromID]
	if from == nil {
		return nil, nil, badRequest("chat not found")
	}
	at := from.find(id)
	if at < 0 {
		return nil, nil, badRequest("message to %s not found", verb)
	}
	return to, from.messages[at], nil
}
