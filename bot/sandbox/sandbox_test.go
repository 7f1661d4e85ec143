package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"sort"
	"strings"
	"testing"
	"time"
)

const (
	lan   = int64(101) // contact of Sở Y tế
	minh  = int64(102) // contact of Sở Y tế
	hoa   = int64(103) // contact of Sở Nội vụ
	token = "1000001:sandbox"
)

func desks() []Person {
	return []Person{
		{ID: lan, Name: "Lan", Title: "Đầu mối, Sở Y tế", Phone: "84905000101", Start: "moi-lan", Language: "vi"},
		{ID: minh, Name: "Minh", Title: "Đầu mối, Sở Y tế", Language: "vi"},
		{ID: hoa, Name: "Hoa", Title: "Đầu mối, Sở Nội vụ", Language: "en"},
	}
}

// bench is a sandbox with an HTTP server in front, and a bot's side to call it.
type bench struct {
	*Server
	t    *testing.T
	http *httptest.Server
}

func open(t *testing.T, o Options) *bench {
	t.Helper()
	o.Token, o.BotUsername, o.BotName = token, "minhchung_test_bot", "Minh Chứng"
	if o.People == nil {
		o.People = desks()
	}
	if o.Start.IsZero() {
		o.Start = time.Date(2023, 3, 24, 9, 0, 0, 0, vietnam())
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{Server: s, t: t, http: httptest.NewServer(s.Handler())}
	t.Cleanup(b.shut)
	return b
}

func (b *bench) shut() {
	b.http.CloseClientConnections()
	b.http.Close()
	if err := b.Close(); err != nil {
		b.t.Errorf("close: %v", err)
	}
}

// reply is what the Bot API answers.
type reply struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int `json:"retry_after"`
	} `json:"parameters"`
}

func (r reply) into(t *testing.T, v any) {
	t.Helper()
	if !r.OK {
		t.Fatalf("refused: %d %s", r.Code, r.Description)
	}
	if err := json.Unmarshal(r.Result, v); err != nil {
		t.Fatal(err)
	}
}

// call calls a method with a JSON body.
func (b *bench) call(method string, params map[string]any) reply {
	b.t.Helper()
	body, err := json.Marshal(params)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.post(b.http.URL+"/bot"+token+"/"+method, "application/json", bytes.NewReader(body))
}

func (b *bench) post(url, kind string, body io.Reader) reply {
	b.t.Helper()
	response, err := http.Post(url, kind, body)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.read(response)
}

func (b *bench) read(response *http.Response) reply {
	b.t.Helper()
	defer func() { _ = response.Body.Close() }()
	var r reply
	if err := json.NewDecoder(response.Body).Decode(&r); err != nil {
		b.t.Fatal(err)
	}
	if !r.OK && r.Code != response.StatusCode {
		b.t.Errorf("status %d, error_code %d", response.StatusCode, r.Code)
	}
	return r
}

// part is a file of a multipart call.
type part struct{ field, name, content string }

// send calls a method with a multipart body.
func (b *bench) send(method string, fields map[string]string, parts ...part) reply {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for _, name := range sortedKeys(fields) {
		if err := w.WriteField(name, fields[name]); err != nil {
			b.t.Fatal(err)
		}
	}
	for _, p := range parts {
		f, err := w.CreateFormFile(p.field, p.name)
		if err != nil {
			b.t.Fatal(err)
		}
		if _, err := io.WriteString(f, p.content); err != nil {
			b.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.t.Fatal(err)
	}
	return b.post(b.http.URL+"/bot"+token+"/"+method, w.FormDataContentType(), &body)
}

func sortedKeys(m map[string]string) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// say is Say that must succeed.
func (b *bench) say(person int64, text string) Message {
	b.t.Helper()
	m, err := b.Say(person, text)
	if err != nil {
		b.t.Fatal(err)
	}
	return m
}

// write is sendMessage that must succeed.
func (b *bench) write(person int64, text string, buttons ...Button) Message {
	b.t.Helper()
	params := map[string]any{"chat_id": person, "text": text}
	if len(buttons) > 0 {
		params["reply_markup"] = InlineKeyboard{[][]Button{buttons}}
	}
	var m Message
	b.call("sendMessage", params).into(b.t, &m)
	return m
}

// updates fetches what is queued, as texts "kind:chat:text".
func (b *bench) updates(offset int64) (list []string, last int64) {
	b.t.Helper()
	var raw []struct {
		ID       int64    `json:"update_id"`
		Message  *Message `json:"message"`
		Edited   *Message `json:"edited_message"`
		Callback *struct {
			Data string `json:"data"`
			From User   `json:"from"`
		} `json:"callback_query"`
		Member json.RawMessage `json:"my_chat_member"`
	}
	b.call("getUpdates", map[string]any{"offset": offset}).into(b.t, &raw)
	for _, u := range raw {
		last = u.ID
		switch {
		case u.Message != nil:
			list = append(list, fmt.Sprintf("message:%d:%s", u.Message.Chat.ID, u.Message.Body()))
		case u.Edited != nil:
			list = append(list, fmt.Sprintf("edited:%d:%s", u.Edited.Chat.ID, u.Edited.Body()))
		case u.Callback != nil:
			list = append(list, fmt.Sprintf("callback:%d:%s", u.Callback.From.ID, u.Callback.Data))
		case u.Member != nil:
			list = append(list, "member")
		default:
			list = append(list, "other")
		}
	}
	return list, last
}

func patience(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// picture makes a JPEG of the given size.
func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for x := range width {
		for y := range height {
			img.Set(x, y, color.RGBA{uint8(x), uint8(y), 120, 255})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func long(n int) string { return strings.Repeat("ẹ", n) }

// snapshot copies a folder as it lies on disk.
func snapshot(t *testing.T, dir string) string {
	t.Helper()
	target := t.TempDir()
	if err := os.CopyFS(target, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return target
}
