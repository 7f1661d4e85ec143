package sandbox

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestFaultsMeetTheirCalls(t *testing.T) {
	b := open(t, Options{})
	b.say(lan, "/start")
	b.say(minh, "/start")
	send := func(person int64) reply {
		return b.call("sendMessage", map[string]any{"chat_id": person, "text": "a"})
	}
	b.Fail(Fault{Method: "sendMessage", ChatID: lan, Code: 429, RetryAfter: 7, Times: 1})
	if r := send(minh); !r.OK {
		t.Errorf("another chat was met: %+v", r)
	}
	if r := send(lan); r.Code != 429 || r.Parameters.RetryAfter != 7 || r.Description != "Too Many Requests: retry after 7" {
		t.Errorf("got %+v", r)
	}
	if r := send(lan); !r.OK {
		t.Errorf("the fault was to come once: %+v", r)
	}
	id := b.Fail(Fault{Code: 403})
	if r := b.call("getUpdates", nil); !r.OK {
		t.Errorf("getUpdates was met: %+v", r)
	}
	if r := send(lan); r.Code != 403 || r.Description != "Forbidden: bot was blocked by the user" {
		t.Errorf("got %+v", r)
	}
	b.Heal(id)
	if r := send(lan); !r.OK || len(b.Faults()) != 0 {
		t.Errorf("after healing: %+v", r)
	}
}

func TestAFaultAfterTheEffectLosesOnlyTheAnswer(t *testing.T) {
	b := open(t, Options{})
	b.say(lan, "/start")
	b.Fail(Fault{Method: "sendMessage", Code: 500, After: true, Times: 1})
	if r := b.call("sendMessage", map[string]any{"chat_id": lan, "text": "đã gửi"}); r.Code != 500 {
		t.Errorf("got %+v", r)
	}
	if messages := b.Messages(lan); messages[len(messages)-1].Text != "đã gửi" {
		t.Error("the message was not sent")
	}
	b.Fail(Fault{Method: "sendMessage", Cut: true, Times: 1})
	if _, err := http.Post(b.http.URL+"/bot"+token+"/sendMessage", "application/json", strings.NewReader(`{"chat_id":101,"text":"a"}`)); err == nil {
		t.Error("the connection was not cut")
	}
	b.Fail(Fault{Method: "getMe", Code: 502, Times: 1})
	response, err := http.Get(b.http.URL + "/bot" + token + "/getMe")
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	if response.StatusCode != 502 || response.Header.Get("Content-Type") != "text/html" {
		t.Errorf("a gateway's page: %s %s", response.Status, response.Header.Get("Content-Type"))
	}
}

func TestFaultsOfDownloadsAndByChance(t *testing.T) {
	b := open(t, Options{})
	m, err := b.Upload(lan, Upload{Name: "a.txt", Content: strings.NewReader("x")})
	if err != nil {
		t.Fatal(err)
	}
	b.Fail(Fault{Method: FileDownload, Code: 500, Times: 1})
	var f struct {
		Path string `json:"file_path"`
	}
	b.call("getFile", map[string]any{"file_id": m.Document.FileID}).into(t, &f)
	response, err := http.Get(b.http.URL + "/file/bot" + token + "/" + f.Path)
	if err != nil {
		t.Fatal(err)
	}
	if r := b.read(response); r.Code != 500 {
		t.Errorf("got %+v", r)
	}
	b.Fail(Fault{Method: "getMe", ProbabilityPermille: 500})
	failed := 0
	for range 200 {
		if !b.call("getMe", nil).OK {
			failed++
		}
	}
	if failed < 50 || failed > 150 {
		t.Errorf("%d of 200 failed, about half were to", failed)
	}
}

func TestLimitsAreTelegrams(t *testing.T) {
	now := time.Date(2023, 3, 24, 2, 0, 0, 0, time.UTC)
	b := open(t, Options{Limits: TelegramLimits(), Real: func() time.Time { return now }})
	b.say(lan, "/start")
	for i := range 4 {
		r := b.call("sendMessage", map[string]any{"chat_id": lan, "text": "a"})
		if i < 3 && !r.OK || i == 3 && (r.Code != 429 || r.Parameters.RetryAfter != 1) {
			t.Errorf("message %d: %+v", i+1, r)
		}
	}
	if r := b.call("sendChatAction", map[string]any{"chat_id": lan, "action": "typing"}); !r.OK {
		t.Errorf("a chat action was limited: %+v", r)
	}
	limited := newLimiter(TelegramLimits(), func() time.Time { return now })
	passed := 0
	for chat := range int64(40) {
		if limited.wait("sendMessage", chat+1) == 0 {
			passed++
		}
	}
	if passed != 30 {
		t.Errorf("%d of 40 chats passed at once, want 30", passed)
	}
	now = now.Add(time.Second)
	if limited.wait("sendMessage", 40) != 0 {
		t.Error("a second later nothing passes")
	}
}
