package replicas

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path"
	"strconv"
	"sync"
	"testing"
	"time"
)

// token is the bot's; it protects nothing.
const token = "1000001:replicas"

// stub is a Bot API that answers at once, counts what each chat is told, and
// remembers the buttons that a chat saw last.
type stub struct {
	web *httptest.Server

	mu      sync.Mutex
	said    map[int64]int
	buttons map[int64][]string // the callback data of each
}

func newStub(t *testing.T) *stub {
	s := &stub{said: map[int64]int{}, buttons: map[int64][]string{}}
	s.web = httptest.NewServer(s)
	t.Cleanup(s.web.Close)
	return s
}

// ServeHTTP answers the methods that the bot uses.
func (s *stub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	switch path.Base(r.URL.Path) {
	case "sendMessage", "editMessageText":
		chat, _ := strconv.ParseInt(r.PostFormValue("chat_id"), 10, 64) // no number is nobody's
		fmt.Fprintf(w, `{"ok":true,"result":{"message_id":%d,"date":%d,"chat":{"id":%d,"type":"private"}}}`,
			s.note(chat, r.PostFormValue("reply_markup")), time.Now().Unix(), chat)
	default:
		fmt.Fprint(w, `{"ok":true,"result":true}`)
	}
}

func (s *stub) note(chat int64, markup string) (message int) {
	var keyboard struct {
		Rows [][]struct {
			Data string `json:"callback_data"`
		} `json:"inline_keyboard"`
	}
	_ = json.Unmarshal([]byte(markup), &keyboard) // none has no buttons
	var buttons []string
	for _, row := range keyboard.Rows {
		for _, b := range row {
			buttons = append(buttons, b.Data)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.said[chat]++
	s.buttons[chat] = buttons
	return 1_000_000 + s.said[chat]
}

// sees gives the buttons under what a chat was told last.
func (s *stub) sees(chat int64) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buttons[chat]
}

// toldIn says how often one chat was told something.
func (s *stub) toldIn(chat int64) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.said[chat]
}

// told says how often each chat was told something.
func (s *stub) told() map[int64]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.said
}
