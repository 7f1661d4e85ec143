package sandbox

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"sync"
	"testing"
	"time"
)

func TestUpdatesWaitUntilTheyAreConfirmed(t *testing.T) {
	b := open(t, Options{})
	first := b.say(lan, "/start moi")
	b.say(minh, "chào")
	want := []string{"message:101:/start moi", "message:102:chào"}
	for range 2 {
		if got, _ := b.updates(0); !reflect.DeepEqual(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
	_, last := b.updates(0)
	if got, _ := b.updates(last); !reflect.DeepEqual(got, want[1:]) {
		t.Errorf("after confirming one: %v", got)
	}
	if got, _ := b.updates(last + 1); len(got) != 0 || b.Pending() != 0 {
		t.Errorf("after confirming all: %v, %d pending", got, b.Pending())
	}
	if len(first.Entities) != 1 || first.Entities[0].Type != "bot_command" || first.Entities[0].Length != 6 {
		t.Errorf("the command is not marked: %+v", first.Entities)
	}
}

func TestANegativeOffsetForgetsAllButTheLast(t *testing.T) {
	b := open(t, Options{})
	b.say(lan, "một")
	b.say(lan, "hai")
	if got, _ := b.updates(-1); !reflect.DeepEqual(got, []string{"message:101:hai"}) {
		t.Errorf("got %v", got)
	}
}

func TestALongPollEndsWithTheFirstUpdate(t *testing.T) {
	b := open(t, Options{})
	answer := make(chan reply)
	go func() { answer <- b.call("getUpdates", map[string]any{"timeout": 30}) }()
	waitPolling(t, b, nil)
	b.say(lan, "chào")
	var list []json.RawMessage
	(<-answer).into(t, &list)
	if len(list) != 1 {
		t.Errorf("got %d updates", len(list))
	}
}

// waitPolling returns once a getUpdates call other than before waits.
func waitPolling(t *testing.T, b *bench, before *poller) *poller {
	t.Helper()
	ctx := patience(t)
	for {
		b.mu.Lock()
		p := b.poller
		b.mu.Unlock()
		if p != nil && p != before {
			return p
		}
		select {
		case <-ctx.Done():
			t.Fatal("nobody polls")
		case <-time.After(time.Millisecond):
		}
	}
}

func TestASecondPollerEndsTheFirst(t *testing.T) {
	b := open(t, Options{})
	first, second := make(chan reply), make(chan reply)
	go func() { first <- b.call("getUpdates", map[string]any{"timeout": 30}) }()
	p := waitPolling(t, b, nil)
	go func() { second <- b.call("getUpdates", map[string]any{"timeout": 30}) }()
	if r := <-first; r.Code != http.StatusConflict || r.Description != terminated {
		t.Errorf("the first poller got %d %s", r.Code, r.Description)
	}
	waitPolling(t, b, p)
	b.say(lan, "chào")
	if r := <-second; !r.OK {
		t.Errorf("the second poller got %s", r.Description)
	}
}

func TestOnlyTheKindsAskedFor(t *testing.T) {
	b := open(t, Options{})
	b.call("getUpdates", map[string]any{"allowed_updates": []string{"message"}})
	b.say(lan, "chào")
	m := b.write(lan, "?", Button{Text: "Đúng", CallbackData: "yes"})
	if _, err := b.Press(lan, m.MessageID, "yes"); err != nil {
		t.Fatal(err)
	}
	if got, _ := b.updates(0); !reflect.DeepEqual(got, []string{"message:101:chào"}) {
		t.Errorf("got %v", got)
	}
}

func TestInjectedUpdatesReachTheBot(t *testing.T) {
	b := open(t, Options{})
	group := json.RawMessage(`{"update_id":1,"message":{"message_id":5,"date":1,"chat":{"id":-77,"type":"group","title":"CĐS"},"text":"chào"}}`)
	if err := b.Inject(group); err != nil {
		t.Fatal(err)
	}
	if got, last := b.updates(0); !reflect.DeepEqual(got, []string{"message:-77:chào"}) || last == 1 {
		t.Errorf("got %v %d", got, last)
	}
	if r := b.call("leaveChat", map[string]any{"chat_id": -77}); !r.OK {
		t.Fatal(r.Description)
	}
	if r := b.call("sendMessage", map[string]any{"chat_id": -77, "text": "a"}); r.Code != 403 {
		t.Errorf("after leaving: %+v", r)
	}
	for _, broken := range []string{`[]`, `{}`, `{"message":{},"edited_message":{}}`} {
		if err := b.Inject(json.RawMessage(broken)); err == nil {
			t.Errorf("%s was taken", broken)
		}
	}
}

// hook is a bot that takes updates by webhook; it refuses the first few.
type hook struct {
	mu      sync.Mutex
	refuse  int
	secrets map[string]bool
	taken   chan string
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.secrets[r.Header.Get("X-Telegram-Bot-Api-Secret-Token")] = true
	if h.refuse > 0 {
		h.refuse--
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	h.taken <- string(body)
}

func TestTheWebhookGetsEachUpdateAndIsTriedAgain(t *testing.T) {
	b := open(t, Options{})
	h := &hook{refuse: 1, secrets: map[string]bool{}, taken: make(chan string, 10)}
	bot := httptest.NewServer(h)
	defer bot.Close()
	b.say(lan, "trước")
	if r := b.call("setWebhook", map[string]any{"url": bot.URL, "secret_token": "bi-mat"}); !r.OK {
		t.Fatal(r.Description)
	}
	if r := b.call("getUpdates", nil); r.Code != 409 {
		t.Errorf("getUpdates beside a webhook: %+v", r)
	}
	b.say(lan, "sau")
	var texts []string
	for range 2 {
		var u struct{ Message Message }
		if err := json.Unmarshal([]byte(<-h.taken), &u); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, u.Message.Text)
	}
	if !reflect.DeepEqual(texts, []string{"trước", "sau"}) {
		t.Errorf("got %v", texts)
	}
	waitUntil(t, b, func() bool { return len(b.state.updates) == 0 })
	var info struct {
		URL   string `json:"url"`
		Error string `json:"last_error_message"`
	}
	b.call("getWebhookInfo", nil).into(t, &info)
	if info.URL != bot.URL || info.Error != "Wrong response from the webhook: 503 Service Unavailable" {
		t.Errorf("info: %+v", info)
	}
	if r := b.call("deleteWebhook", nil); !r.OK {
		t.Fatal(r.Description)
	}
	b.say(lan, "cuối")
	if got, _ := b.updates(0); !reflect.DeepEqual(got, []string{"message:101:cuối"}) {
		t.Errorf("after deleteWebhook: %v", got)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.secrets) != 1 || !h.secrets["bi-mat"] {
		t.Errorf("secrets: %v", h.secrets)
	}
}

func waitUntil(t *testing.T, b *bench, cond func() bool) {
	t.Helper()
	if err := b.waitFor(patience(t), cond); err != nil {
		t.Fatal(err)
	}
}

func TestWaitQuiet(t *testing.T) {
	b := open(t, Options{})
	b.say(lan, "chào")
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if err := b.WaitQuiet(ctx, 10*time.Millisecond); err == nil {
		t.Error("quiet with an update that nobody took")
	}
	_, last := b.updates(0)
	b.updates(last + 1)
	if err := b.WaitQuiet(patience(t), 10*time.Millisecond); err != nil {
		t.Error(err)
	}
}
