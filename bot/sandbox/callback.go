package sandbox

import (
	"context"
	"fmt"
	"strconv"

	"minhchung/bot/sandbox/markup"
)

// callbackLife is for how long a pressed button can be answered, in seconds on
// the sandbox's clock. Telegram says only "some minutes".
const callbackLife = 10 * 60

const maxAnswer = 200 // UTF-16 code units

// Answer is what the bot answered to a pressed button.
type Answer struct {
	ID    string `json:"id"`
	Text  string `json:"text"`
	Alert bool   `json:"alert"` // a window to close, instead of a toast
	URL   string `json:"url,omitempty"`
}

func (s *Server) answerCallbackQuery(c *call) (any, error) {
	if markup.Len(c.values["text"]) > maxAnswer {
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	return true, s.change(func() error {
		cb := s.state.callbacks[c.values["callback_query_id"]]
		if cb == nil || s.clock.Now().Unix()-cb.At > callbackLife {
			return badRequest("query is too old and response timeout expired or query ID is invalid")
		}
		fresh := *cb
		fresh.Answered, fresh.Text, fresh.Alert, fresh.URL = true, c.values["text"], c.flag("show_alert"), c.values["url"]
		s.state.callbacks[fresh.ID] = &fresh
		s.journal.put(bucketCallbacks, []byte(fresh.ID), fresh)
		s.emit(fresh.Person, "answer", fresh.answer())
		return nil
	})
}

func (cb callback) answer() Answer {
	return Answer{ID: cb.ID, Text: cb.Text, Alert: cb.Alert, URL: cb.URL}
}

// press queues a callback query for a button of a message. Server.mu is held.
func (s *Server) press(p *Person, m *Message, data string) (string, error) {
	s.dropOldCallbacks()
	s.state.counters.Callback++
	cb := &callback{
		ID:     strconv.FormatInt(p.ID<<20+s.state.counters.Callback, 10),
		Person: p.ID, Message: m.MessageID, At: s.clock.Now().Unix(),
	}
	s.state.callbacks[cb.ID] = cb
	s.journal.put(bucketCallbacks, []byte(cb.ID), cb)
	s.keepCounters()
	err := s.push("callback_query", p.ID, map[string]any{
		"id": cb.ID, "from": p.user(), "message": m, "data": data,
		"chat_instance": strconv.FormatInt(p.ID*7919, 10),
	})
	return cb.ID, err
}

// dropOldCallbacks forgets what can no longer be answered, so that a long soak does not grow.
func (s *Server) dropOldCallbacks() {
	if len(s.state.callbacks) < max(s.sweepAt, 1000) {
		return
	}
	now := s.clock.Now().Unix()
	for id, cb := range s.state.callbacks {
		// An answer is kept a while for whoever waits for it.
		if age := now - cb.At; age > callbackLife || cb.Answered && age > 60 {
			delete(s.state.callbacks, id)
			s.journal.put(bucketCallbacks, []byte(id), nil)
		}
	}
	s.sweepAt = 2 * len(s.state.callbacks)
}

// WaitAnswered waits for the bot's answer to a pressed button.
func (s *Server) WaitAnswered(ctx context.Context, callbackID string) (Answer, error) {
	var got Answer
	err := s.waitFor(ctx, func() bool {
		cb := s.state.callbacks[callbackID]
		if cb == nil || !cb.Answered {
			return false
		}
		got = cb.answer()
		return true
	})
	if err != nil {
		return Answer{}, fmt.Errorf("wait for the answer to button press %s: %w", callbackID, err)
	}
	return got, nil
}
