package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sync"
	"time"
)

// firstID is the id of the first person; the others follow.
const firstID = 100_001

// chat is one person and what they are at. Only one update of it is under way
// at a time.
type chat struct {
	id        int64
	criterion string // a question of their own: nobody else of the department answers it

	mu       sync.Mutex
	place    int    // in the script
	round    int    // how often the script was gone through
	messages int    // numbers messages and callbacks
	receipt  string // of the last link that was kept
	waiting  bool
	since    time.Time // when the update was due
}

// next makes the chat's next update and waits for its reply from now on. since
// is the moment from which the person waits.
func (c *chat) next(s script, number int64, since time.Time) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.messages++
	c.waiting, c.since = true, since
	from := fmt.Sprintf(`{"id":%d,"is_bot":false,"first_name":"Lan","language_code":"vi"}`, c.id)
	room := fmt.Sprintf(`{"id":%d,"type":"private","first_name":"Lan"}`, c.id)
	date := time.Now().Unix()
	if m := s[c.place]; m.button != nil {
		return fmt.Appendf(nil, `{"update_id":%d,"callback_query":{"id":"%d-%d","chat_instance":"1","from":%s,"data":%q,`+
			`"message":{"message_id":%d,"date":%d,"chat":%s}}}`, number, c.id, c.messages, from, m.button(c), c.messages, date, room)
	}
	text, _ := json.Marshal(s[c.place].text(c)) // a string always can be
	return fmt.Appendf(nil, `{"update_id":%d,"message":{"message_id":%d,"from":%s,"chat":%s,"date":%d,"text":%s}}`,
		number, c.messages, from, room, date, text)
}

// reply takes in what the bot answered. ok is false for a message that nothing
// waits for.
func (c *chat) reply(s script, body []byte, now time.Time) (waited time.Duration, counts, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.waiting {
		return 0, false, false
	}
	c.waiting = false
	if code := receiptIn(body); code != "" {
		c.receipt = code
	}
	counts = s[c.place].counts
	if c.place++; c.place == len(s) {
		c.place, c.round = 0, c.round+1
	}
	return now.Sub(c.since), counts, true
}

// receiptIn finds the receipt code on the button that withdraws what was kept,
// in a body of form fields.
func receiptIn(body []byte) string {
	_, rest, ok := bytes.Cut(body, []byte("ev%3Adrop%3A"))
	if !ok {
		return ""
	}
	code, _, _ := bytes.Cut(rest, []byte("%3A"))
	return string(code)
}
