package bot_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"minhchung/bot"
	"minhchung/flows"
)

// channel is a Channel whose updates are events as JSON. It keeps what was
// sent to each chat.
type channel struct {
	mu      sync.Mutex
	sent    map[string][]string // by chat; see the forms in line
	calls   int
	fetched []string

	fail  func(chat string, m bot.Outgoing) error          // why a send fails; nil for not
	fetch func(context.Context, string) (io.Reader, error) // the content of a file
}

func newChannel() *channel {
	return &channel{
		sent: map[string][]string{},
		fail: func(string, bot.Outgoing) error { return nil },
		fetch: func(_ context.Context, file string) (io.Reader, error) {
			return strings.NewReader("content of " + file), nil
		},
	}
}

func (c *channel) Translate(update []byte, _ time.Time) (flows.Event, bool, error) {
	var e flows.Event
	if err := json.Unmarshal(update, &e); err != nil {
		return e, false, err
	}
	return e, e.Kind != "nothing", nil
}

func (c *channel) Send(_ context.Context, chat string, m bot.Outgoing) (string, error) {
	c.mu.Lock()
	fail := c.fail
	c.mu.Unlock()
	if err := fail(chat, m); err != nil {
		return "", err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls++
	ref := fmt.Sprint(c.calls)
	if m.Edit != "" {
		ref = m.Edit
	}
	line, err := line(m)
	if err != nil {
		return "", err
	}
	c.sent[chat] = append(c.sent[chat], line)
	return ref, nil
}

func line(m bot.Outgoing) (string, error) {
	switch {
	case m.Typing != "":
		return "(" + m.Typing + ")", nil
	case m.Answer != "":
		return "TOAST " + m.Toast.Text, nil
	case m.Remove != "":
		return "REMOVE " + m.Remove, nil
	case m.File != nil:
		content, err := m.File.Open()
		if err != nil {
			return "", err
		}
		defer content.Close()
		raw, err := io.ReadAll(content)
		return "FILE " + m.File.Name + ": " + string(raw), err
	case m.Edit != "":
		return "EDIT " + m.Edit + " " + m.Message.Text, nil
	}
	return m.Message.Text, nil
}

func (c *channel) Fetch(ctx context.Context, file string) (io.ReadCloser, error) {
	c.mu.Lock()
	c.fetched = append(c.fetched, file)
	fetch := c.fetch
	c.mu.Unlock()
	r, err := fetch(ctx, file)
	if err != nil {
		return nil, err
	}
	return io.NopCloser(r), nil
}

// to gives what a chat was sent, in order.
func (c *channel) to(chat string) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]string(nil), c.sent[chat]...)
}

func (c *channel) files() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]string(nil), c.fetched...)
}

// failing lets sends fail from now on as f says.
func (c *channel) failing(f func(chat string, m bot.Outgoing) error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fail = f
}
