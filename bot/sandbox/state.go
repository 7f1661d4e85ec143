package sandbox

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// state is everything that survives a restart. It is guarded by Server.mu.
type state struct {
	counters  counters
	settings  settings
	people    []*Person // in the order in which they are shown
	known     map[int64]*Person
	chats     map[int64]*chat
	files     map[string]*file
	updates   []update // not yet confirmed, oldest first
	callbacks map[string]*callback
}

// counters number what is made.
type counters struct {
	Update   int64         `json:"update"`
	Message  int64         `json:"message"` // one count over all private chats, as Telegram's
	File     int64         `json:"file"`
	Callback int64         `json:"callback"`
	Group    int64         `json:"group"`
	Offset   time.Duration `json:"offset"` // of the clock from real time
	Set      bool          `json:"set"`    // whether Offset was ever chosen
}

// settings is what the bot has told Telegram about itself.
type settings struct {
	Commands     map[string][]Command      `json:"commands"`     // by scope and language
	Descriptions map[string]string         `json:"descriptions"` // by kind and language
	MenuButtons  map[int64]json.RawMessage `json:"menu_buttons"` // by chat, 0 for all
	Allowed      []string                  `json:"allowed"`      // nil: the default kinds
	Webhook      webhook                   `json:"webhook"`
}

// Command is an entry of the bot's menu.
type Command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// chat is a person's chat with the bot, or a group that the bot heard of.
type chat struct {
	ID       int64           `json:"id"`
	Type     string          `json:"type"`
	Title    string          `json:"title,omitempty"`
	Started  bool            `json:"started"`
	Blocked  bool            `json:"blocked"`
	Left     bool            `json:"left"`               // the bot left the group
	Keyboard json.RawMessage `json:"keyboard,omitempty"` // the reply keyboard that is shown
	Read     int64           `json:"read"`               // the last message that the person has seen

	messages []*Message // in order; values are replaced, never changed in place
}

// find gives a message's place, -1 when there is none.
func (c *chat) find(id int64) int {
	i, ok := slices.BinarySearchFunc(c.messages, id, func(m *Message, id int64) int {
		return int(m.MessageID - id)
	})
	if !ok {
		return -1
	}
	return i
}

// callback is a pressed button that waits for its answer.
type callback struct {
	ID       string `json:"id"`
	Person   int64  `json:"person"`
	Message  int64  `json:"message"`
	At       int64  `json:"at"` // Unix seconds on the sandbox's clock
	Answered bool   `json:"answered"`
	Text     string `json:"text,omitempty"`
	Alert    bool   `json:"alert,omitempty"`
	URL      string `json:"url,omitempty"`
}

func newState() state {
	return state{
		counters:  counters{Update: 100000, Message: 0, Group: 1300000000000},
		settings:  settings{Commands: map[string][]Command{}, Descriptions: map[string]string{}, MenuButtons: map[int64]json.RawMessage{}},
		known:     map[int64]*Person{},
		chats:     map[int64]*chat{},
		files:     map[string]*file{},
		callbacks: map[string]*callback{},
	}
}

// load reads what an earlier run has kept.
func (st *state) load(j *journal) error {
	if j == nil {
		return nil
	}
	readers := []struct {
		bucket string
		read   func(key, value []byte) error
	}{
		{bucketMeta, st.loadMeta},
		{bucketPeople, func(_, value []byte) error {
			return decodeInto(value, func(p Person) { st.people = append(st.people, &p) })
		}},
		{bucketChats, func(_, value []byte) error {
			return decodeInto(value, func(c chat) { st.chats[c.ID] = &c })
		}},
		{bucketMessages, st.loadMessage},
		{bucketUpdates, func(_, value []byte) error {
			return decodeInto(value, func(u update) { st.updates = append(st.updates, u) })
		}},
		{bucketFiles, func(_, value []byte) error {
			return decodeInto(value, func(f file) { st.files[f.ID] = &f })
		}},
		{bucketCallbacks, func(_, value []byte) error {
			return decodeInto(value, func(c callback) { st.callbacks[c.ID] = &c })
		}},
	}
	for _, r := range readers {
		if err := j.each(r.bucket, r.read); err != nil {
			return err
		}
	}
	return nil
}

func (st *state) loadMeta(key, value []byte) error {
	switch string(key) {
	case "counters":
		return json.Unmarshal(value, &st.counters)
	case "settings":
		return json.Unmarshal(value, &st.settings)
	default:
		return fmt.Errorf("unknown record %q", key)
	}
}

func (st *state) loadMessage(_, value []byte) error {
	return decodeInto(value, func(m Message) {
		if c := st.chats[m.Chat.ID]; c != nil {
			c.messages = append(c.messages, &m)
		}
	})
}

func decodeInto[T any](value []byte, use func(T)) error {
	var v T
	if err := json.Unmarshal(value, &v); err != nil {
		return fmt.Errorf("decode a %T: %w", v, err)
	}
	use(v)
	return nil
}
