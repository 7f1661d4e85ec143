package sandbox

import (
	"encoding/json"
	"fmt"
	"slices"
)

// update is something that the bot has yet to hear of.
type update struct {
	ID   int64           `json:"id"`
	Kind string          `json:"kind"` // message, edited_message, callback_query, …
	Chat int64           `json:"chat"` // 0 when it belongs to none
	Raw  json.RawMessage `json:"raw"`  // as the bot will read it
}

// push queues an update for the bot, unless the bot does not want that kind. Server.mu is held.
func (s *Server) push(kind string, chatID int64, content any) error {
	if !s.wants(kind) {
		return nil
	}
	id := s.state.counters.Update + 1
	raw, err := json.Marshal(map[string]any{"update_id": id, kind: content})
	if err != nil {
		return fmt.Errorf("encode a %s: %w", kind, err)
	}
	s.state.counters.Update = id
	s.keepCounters()
	u := update{ID: id, Kind: kind, Chat: chatID, Raw: raw}
	s.state.updates = append(s.state.updates, u)
	s.journal.put(bucketUpdates, idKey(id), u)
	s.active = s.options.Real()
	s.wakeWebhook()
	s.notify()
	return nil
}

// wants says whether the bot asked for that kind; without a wish, for all but three.
func (s *Server) wants(kind string) bool {
	if allowed := s.state.settings.Allowed; len(allowed) > 0 {
		return slices.Contains(allowed, kind)
	}
	return kind != "chat_member" && kind != "message_reaction" && kind != "message_reaction_count"
}

// confirm forgets the updates below offset: the bot has them. Server.mu is held.
func (s *Server) confirm(offset int64) {
	n := 0
	for n < len(s.state.updates) && s.state.updates[n].ID < offset {
		s.journal.put(bucketUpdates, idKey(s.state.updates[n].ID), nil)
		n++
	}
	if n > 0 {
		s.state.updates = slices.Delete(s.state.updates, 0, n)
		s.active = s.options.Real()
		s.notify()
	}
}

// Pending gives how many updates the bot has not confirmed.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.state.updates)
}

// Inject queues an update as it is (a group's message, a channel's post, a
// kind that people here cannot make). Its update_id is replaced; a chat that it
// brings along becomes known to the bot.
func (s *Server) Inject(raw json.RawMessage) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return fmt.Errorf("read the update: %w", err)
	}
	delete(fields, "update_id")
	if len(fields) != 1 {
		return fmt.Errorf("an update has one field beside update_id, this has %d", len(fields))
	}
	return s.change(func() error {
		for kind, content := range fields {
			var inner struct {
				Chat *Chat `json:"chat"`
			}
			_ = json.Unmarshal(content, &inner) // not every kind has a chat
			var chatID int64
			if inner.Chat != nil {
				chatID = inner.Chat.ID
				s.meet(*inner.Chat)
			}
			if err := s.push(kind, chatID, content); err != nil {
				return err
			}
		}
		return nil
	})
}

// meet makes a group or channel known. Server.mu is held.
func (s *Server) meet(c Chat) {
	if c.Type == "private" || c.ID == 0 {
		return
	}
	if known := s.state.chats[c.ID]; known == nil {
		fresh := &chat{ID: c.ID, Type: c.Type, Title: c.Title, Started: true}
		s.state.chats[c.ID] = fresh
		s.keepChat(fresh)
	}
}
