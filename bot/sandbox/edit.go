package sandbox

import "reflect"

func (s *Server) editMessageText(c *call) (any, error) {
	f, err := c.messageText("MESSAGE_TOO_LONG")
	if err != nil {
		return nil, err
	}
	return s.edit(c, func(m *Message) error {
		if m.Text == "" {
			return badRequest("there is no text in the message to edit")
		}
		m.Text, m.Entities = f.text, f.entities
		return nil
	})
}

func (s *Server) editMessageCaption(c *call) (any, error) {
	f, err := c.caption()
	if err != nil {
		return nil, err
	}
	return s.edit(c, func(m *Message) error {
		if !m.hasMedia() {
			return badRequest("there is no caption in the message to edit")
		}
		m.Caption, m.CaptionEntities = f.text, f.entities
		return nil
	})
}

func (s *Server) editMessageReplyMarkup(c *call) (any, error) {
	return s.edit(c, func(*Message) error { return nil })
}

// edit changes one of the bot's messages in place. Buttons that are not given are taken away.
func (s *Server) edit(c *call, apply func(*Message) error) (any, error) {
	markup, err := c.replyMarkup()
	if err != nil {
		return nil, err
	}
	if markup.Keyboard != nil || markup.Remove {
		return nil, badRequest("inline keyboard expected")
	}
	id, err := c.messageToEdit()
	if err != nil {
		return nil, err
	}
	var edited *Message
	err = s.change(func() error {
		in, err := s.reach(c)
		if err != nil {
			return err
		}
		at := in.find(id)
		if at < 0 {
			return badRequest("message to edit not found")
		}
		old := in.messages[at]
		if !old.FromBot() {
			return badRequest("message can't be edited")
		}
		fresh := *old
		if err := apply(&fresh); err != nil {
			return err
		}
		fresh.ReplyMarkup = markup.Inline
		if sameContent(*old, fresh) {
			return badRequest("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
		}
		fresh.EditDate = s.clock.Now().Unix()
		edited = s.replace(in, at, fresh)
		return nil
	})
	return edited, err
}

func (c *call) messageToEdit() (int64, error) {
	if c.values["inline_message_id"] != "" {
		return 0, badRequest("inline messages are not available in the sandbox")
	}
	if c.values["chat_id"] == "" {
		return 0, badRequest("chat_id is empty")
	}
	if c.values["message_id"] == "" {
		return 0, badRequest("message identifier is not specified")
	}
	return c.number("message_id", 0)
}

func sameContent(a, b Message) bool {
	if a.Text != b.Text || a.Caption != b.Caption {
		return false
	}
	if len(a.Entities)+len(b.Entities) > 0 && !reflect.DeepEqual(a.Entities, b.Entities) {
		return false
	}
	if len(a.CaptionEntities)+len(b.CaptionEntities) > 0 && !reflect.DeepEqual(a.CaptionEntities, b.CaptionEntities) {
		return false
	}
	return reflect.DeepEqual(a.ReplyMarkup, b.ReplyMarkup)
}
