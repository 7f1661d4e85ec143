package sandbox

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// waitFor returns once cond, which is called with the state locked, holds.
func (s *Server) waitFor(ctx context.Context, cond func() bool) error {
	for {
		s.mu.Lock()
		holds, changed := cond(), s.changed
		s.mu.Unlock()
		if holds {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// WaitMessage waits for a message of the bot in a person's chat that match
// accepts, and gives the latest such. An edited message is looked at as it is now.
func (s *Server) WaitMessage(ctx context.Context, person int64, match func(Message) bool) (Message, error) {
	var found Message
	err := s.waitFor(ctx, func() bool {
		c := s.state.chats[person]
		if c == nil {
			return false
		}
		for i := len(c.messages) - 1; i >= 0; i-- {
			if m := *c.messages[i]; m.FromBot() && match(m) {
				found = m
				return true
			}
		}
		return false
	})
	if err != nil {
		return Message{}, fmt.Errorf("wait for a message to %d: %w; the chat shows:\n%s", person, err, s.Chat(person))
	}
	return found, nil
}

// WaitText waits for a message of the bot after the one with the id that holds the text.
func (s *Server) WaitText(ctx context.Context, person, after int64, text string) (Message, error) {
	m, err := s.WaitMessage(ctx, person, func(m Message) bool {
		return m.MessageID > after && strings.Contains(m.Body(), text)
	})
	if err != nil {
		return m, fmt.Errorf("%q: %w", text, err)
	}
	return m, nil
}

// WaitQuiet waits until the bot has confirmed every update and has neither
// called nor been written to for the given real time.
func (s *Server) WaitQuiet(ctx context.Context, quiet time.Duration) error {
	for {
		s.mu.Lock()
		left := quiet - s.options.Real().Sub(s.active)
		if len(s.state.updates) > 0 {
			left = max(left, quiet)
		}
		changed := s.changed
		s.mu.Unlock()
		if left <= 0 {
			return nil
		}
		timer := time.NewTimer(left)
		select {
		case <-changed:
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return fmt.Errorf("wait for the bot to be quiet: %w", ctx.Err())
		}
		timer.Stop()
	}
}

// touch takes note that the bot is at work.
func (s *Server) touch(method string) {
	if method == "getUpdates" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.active = s.options.Real()
}

// Chat writes the end of a person's chat as plain lines, for the messages of failing tests.
func (s *Server) Chat(person int64) string {
	messages := s.Messages(person)
	messages = messages[max(0, len(messages)-12):]
	var b strings.Builder
	for _, m := range messages {
		who := "     "
		if m.FromBot() {
			who = "BOT  "
		}
		fmt.Fprintf(&b, "%s %d %s", who, m.MessageID, strings.ReplaceAll(m.Body(), "\n", "\n      "))
		switch {
		case m.Document != nil:
			b.WriteString(" FILE " + m.Document.FileName)
		case len(m.Photo) > 0:
			b.WriteString(" PHOTO")
		case m.Contact != nil:
			b.WriteString(" CONTACT " + m.Contact.PhoneNumber)
		}
		b.WriteString("\n")
		for _, button := range m.Buttons() {
			b.WriteString("      [" + button.Text + "]\n")
		}
	}
	return b.String()
}
