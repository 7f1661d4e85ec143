package sandbox

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"
)

// ask calls the page's side of the server.
func (b *bench) ask(method, path, body string, headers ...string) (*http.Response, string) {
	b.t.Helper()
	r, err := http.NewRequest(method, b.http.URL+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return response, string(text)
}

func TestThePagesSide(t *testing.T) {
	b := open(t, Options{})
	for _, c := range []struct {
		method, path, body string
		code               int
		want               string
	}{
		{"GET", "/", "", 200, "<title>Minh Chứng"},
		{"GET", "/app.js", "", 200, "import"},
		{"GET", "/page.go", "", 404, ""},
		{"GET", "/sandbox/state", "", 200, `"title":"Đầu mối, Sở Y tế"`},
		{"POST", "/sandbox/people/101/start", `{}`, 200, "/start moi-lan"},
		{"POST", "/sandbox/people/101/say", `{"text":"chào"}`, 200, "chào"},
		{"POST", "/sandbox/people/101/say", `{"text":" "}`, 400, "empty"},
		{"POST", "/sandbox/people/101/say", `{"words":"a"}`, 400, "unknown field"},
		{"POST", "/sandbox/people/101/dance", `{}`, 400, "unknown action"},
		{"POST", "/sandbox/people/999/say", `{"text":"a"}`, 404, "no such person"},
		{"GET", "/sandbox/people/999", "", 404, "no such person"},
		{"GET", "/sandbox/people/101", "", 200, `"text":"chào"`},
		{"POST", "/sandbox/people", `{"name":"An"}`, 200, `"id":900000001`},
		{"POST", "/sandbox/people", `{"name":" "}`, 400, "needs a name"},
		{"POST", "/sandbox/clock", `{"advance":"24h"}`, 200, "2023-03-25T09:00"},
		{"POST", "/sandbox/clock", `{"to":"2023-03-31T08:00:00+07:00"}`, 200, "2023-03-31T08:00"},
		{"POST", "/sandbox/clock", `{"to":"2023-03-01T08:00:00+07:00"}`, 409, "forward only"},
		{"POST", "/sandbox/clock", `{"advance":"soon"}`, 400, "invalid duration"},
		{"POST", "/sandbox/faults", `{"method":"sendMessage","code":429,"times":2}`, 200, `{"id":1}`},
		{"GET", "/sandbox/faults", "", 200, `"code":429`},
		{"DELETE", "/sandbox/faults/1", "", 200, "[]"},
		{"POST", "/sandbox/updates", `{"update_id":1}`, 400, "one field"},
		{"POST", "/sandbox/people/101/upload", "", 400, "multipart"},
		{"GET", "/sandbox/files/none", "", 404, ""},
	} {
		response, text := b.ask(c.method, c.path, c.body)
		if response.StatusCode != c.code || !strings.Contains(text, c.want) {
			t.Errorf("%s %s %s: got %d %.200s, want %d %s", c.method, c.path, c.body, response.StatusCode, text, c.code, c.want)
		}
	}
}

func TestThePageLetsNothingIn(t *testing.T) {
	b := open(t, Options{})
	response, _ := b.ask("GET", "/", "")
	if policy := response.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy: %s", policy)
	}
	if response, _ := b.ask("POST", "/sandbox/people/101/say", `{"text":"a"}`, "Sec-Fetch-Site", "cross-site"); response.StatusCode != http.StatusForbidden {
		t.Errorf("another site's page wrote for Lan: %s", response.Status)
	}
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	f, err := w.CreateFormFile("file", "trang.html")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(f, "<script>alert(1)</script>"); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	b.ask("POST", "/sandbox/people/101/upload", body.String(), "Content-Type", w.FormDataContentType())
	messages := b.Messages(lan)
	if len(messages) != 1 {
		t.Fatalf("got %+v", messages)
	}
	response, _ = b.ask("GET", "/sandbox/files/"+messages[0].Document.FileID, "")
	if response.Header.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(response.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("an uploaded page would run here: %v", response.Header)
	}
}

func TestEventsTellWhatHappened(t *testing.T) {
	b := open(t, Options{})
	response, err := http.Get(b.http.URL + "/sandbox/events?since=0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	b.say(lan, "/start")
	b.write(lan, "Kính chào chị Lan")
	read := make([]byte, 0, 4096)
	buffer := make([]byte, 1024)
	for !strings.Contains(string(read), "Kính chào chị Lan") {
		n, err := response.Body.Read(buffer)
		read = append(read, buffer[:n]...)
		if err != nil {
			t.Fatalf("%v after %s", err, read)
		}
	}
	if late, _ := b.eventsAfter(999); len(late) != 1 || late[0].Kind != "reload" {
		t.Errorf("a page from before a restart: %+v", late)
	}
}

func TestAfterCloseNothingHangs(t *testing.T) {
	s, err := New(Options{Dir: t.TempDir(), Token: token, People: desks(), Start: DefaultStart(2023)})
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Clock().Now().Truncate(time.Minute).Format(time.RFC3339); got != "2023-03-24T09:00:00+07:00" {
		t.Errorf("the clock starts at %s", got)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Say(lan, "chào"); err == nil {
		t.Error("something was said after Close")
	}
	if err := s.Close(); err != nil {
		t.Errorf("a second Close: %v", err)
	}
}
