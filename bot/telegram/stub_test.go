package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	botToken = "123456:AAF-very_secret0token"
	secret   = "AAF-very_secret0token"
)

// request is one call as the server saw it.
type request struct {
	Method string
	Params map[string]string
	File   string // "field name content" of what was uploaded
}

// reply is what the server answers; the zero value is a sent message.
type reply struct {
	status int
	body   string
	header http.Header
}

func ok(result string) reply { return reply{200, `{"ok":true,"result":` + result + `}`, nil} }

func refuse(status int, description string) reply {
	return reply{status, fmt.Sprintf(`{"ok":false,"error_code":%d,"description":%q}`, status, description), nil}
}

func tooMany(seconds int) reply {
	return reply{429, fmt.Sprintf(`{"ok":false,"error_code":429,"description":"Too Many Requests: retry after %d","parameters":{"retry_after":%d}}`, seconds, seconds), nil}
}

// stub is a Bot API server that records what it is asked and answers what it
// is told to, in order; then it sends messages 101, 102 …
type stub struct {
	*httptest.Server
	t       *testing.T
	mu      sync.Mutex
	seen    []request
	replies []reply
	sent    int
	handle  func(w http.ResponseWriter, r *http.Request) bool // first look at a request; true when it is answered
}

func newStub(t *testing.T, replies ...reply) *stub {
	s := &stub{t: t, replies: replies, sent: 100}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *stub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.handle != nil && s.handle(w, r) {
		return
	}
	method, found := strings.CutPrefix(r.URL.Path, "/bot"+botToken+"/")
	if !found || r.Method != http.MethodPost {
		s.t.Errorf("asked for %s %s", r.Method, r.URL)
	}
	seen := s.read(method, r)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen = append(s.seen, seen)
	var answer reply
	if len(s.replies) > 0 {
		answer, s.replies = s.replies[0], s.replies[1:]
	}
	if answer.status == 0 {
		s.sent++
		answer = ok(fmt.Sprintf(`{"message_id":%d,"date":1679640000,"chat":{"id":42,"type":"private"}}`, s.sent))
	}
	for k, v := range answer.header {
		w.Header()[k] = v
	}
	w.WriteHeader(answer.status)
	_, _ = io.WriteString(w, answer.body)
}

func (s *stub) read(method string, r *http.Request) request {
	seen := request{Method: method, Params: map[string]string{}}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") {
		if err := r.ParseMultipartForm(1 << 20); err != nil {
			return seen // cut off in the middle
		}
		for field, files := range r.MultipartForm.File {
			f, err := files[0].Open()
			if err != nil {
				s.t.Error(err)
				continue
			}
			content, _ := io.ReadAll(f)
			seen.File = field + " " + files[0].Filename + " " + string(content)
		}
	} else if err := r.ParseForm(); err != nil {
		s.t.Error(err)
	}
	for k, v := range r.PostForm {
		seen.Params[k] = v[0]
	}
	return seen
}

func (s *stub) requests() []request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]request(nil), s.seen...)
}

// client is a client of the stub that reaches no other machine and whose log
// is read for the token when the test ends.
func (s *stub) client(change ...func(*Options)) *Client {
	s.t.Helper()
	var log lockedBuffer
	o := Options{
		Token: botToken, APIURL: s.URL, PollTimeout: time.Second,
		HTTP: &http.Client{Transport: localOnly(s.t)},
		Log:  slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	for _, f := range change {
		f(&o)
	}
	c, err := New(o)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() {
		if strings.Contains(log.String(), secret) {
			s.t.Errorf("the log holds the token: %s", log.String())
		}
	})
	return c
}

func localOnly(t *testing.T) *http.Transport {
	transport := &http.Transport{
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			host, _, err := net.SplitHostPort(address)
			if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
				return nil, fmt.Errorf("a test dialled %s", address)
			}
			return (&net.Dialer{}).DialContext(ctx, network, address)
		},
	}
	t.Cleanup(transport.CloseIdleConnections)
	return transport
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// pretty writes a value so that two of them can be compared by eye.
func pretty(v any) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err.Error()
	}
	return b.String()
}
