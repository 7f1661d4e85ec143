package telegram

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"minhchung/bot"
	"minhchung/flows"
)

func TestTypesSendErrors(t *testing.T) {
	for _, tc := range []struct {
		name   string
		answer reply
		want   bot.SendError // Detail: a part of it
	}{
		{"flood", tooMany(7), bot.SendError{Kind: bot.SendRetryAfter, RetryAfter: 7 * time.Second, Code: 429, Detail: "Too Many Requests"}},
		{"flood, no time given", refuse(429, "Too Many Requests"), bot.SendError{Kind: bot.SendRetryAfter, RetryAfter: unsaidPause, Code: 429}},
		{"flood, a page", reply{status: 429, body: "<html>"}, bot.SendError{Kind: bot.SendRetryAfter, RetryAfter: unsaidPause, Code: 429}},
		{"blocked", refuse(403, "Forbidden: bot was blocked by the user"), bot.SendError{Kind: bot.SendUnreachable, Code: 403, Detail: "blocked"}},
		{"deactivated", refuse(403, "Forbidden: user is deactivated"), bot.SendError{Kind: bot.SendUnreachable, Code: 403}},
		{"no such chat", refuse(400, "Bad Request: chat not found"), bot.SendError{Kind: bot.SendUnreachable, Code: 400}},
		{"broken HTML", refuse(400, "Bad Request: can't parse entities: unclosed start tag"), bot.SendError{Kind: bot.SendFinal, Code: 400, Detail: "unclosed"}},
		{"too large", refuse(413, "Request Entity Too Large"), bot.SendError{Kind: bot.SendFinal, Code: 413}},
		{"too large, a page", reply{status: 413, body: "<html>"}, bot.SendError{Kind: bot.SendFinal, Code: 413}},
		{"server error", refuse(500, "Internal Server Error"), bot.SendError{Kind: bot.SendUnknown, Code: 500}},
		{"bad gateway, a page", reply{status: 502, body: "<html><h1>502 Bad Gateway</h1>"}, bot.SendError{Kind: bot.SendUnknown, Code: 502}},
		{"an answer cut off", reply{status: 200, body: `{"ok":tr`}, bot.SendError{Kind: bot.SendUnknown}},
		{"a redirect", reply{status: 302, body: "moved", header: http.Header{"Location": {"/elsewhere"}}}, bot.SendError{Kind: bot.SendUnknown}},
	} {
		for name, out := range map[string]bot.Outgoing{
			"text":   {Message: &flows.Message{Text: "a"}},
			"upload": {File: giayMoi("document", "")},
		} {
			t.Run(tc.name+", "+name, func(t *testing.T) {
				s := newStub(t, tc.answer)
				_, err := s.client().Send(t.Context(), lan, out)
				checkSendError(t, err, tc.want)
				if n := len(s.requests()); n != 1 {
					t.Errorf("%d requests", n)
				}
			})
		}
	}
}

func checkSendError(t *testing.T, err error, want bot.SendError) {
	t.Helper()
	var got *bot.SendError
	if !errors.As(err, &got) {
		t.Fatalf("the error is %v", err)
	}
	if got.Kind != want.Kind || got.RetryAfter != want.RetryAfter || got.Code != want.Code || !strings.Contains(got.Detail, want.Detail) {
		t.Errorf("got %+v, want %+v", *got, want)
	}
	if strings.Contains(err.Error(), secret) {
		t.Errorf("the error holds the token: %v", err)
	}
}

func TestTransportErrorsHideTheToken(t *testing.T) {
	s := newStub(t)
	c := s.client()
	s.Close() // nobody listens any more
	for _, out := range []bot.Outgoing{
		{Message: &flows.Message{Text: "a"}}, {File: giayMoi("photo", "")}, {Answer: "1"}, {Typing: "typing"},
	} {
		_, err := c.Send(t.Context(), lan, out)
		checkSendError(t, err, bot.SendError{Kind: bot.SendUnknown, Detail: "<token>"})
	}
	_, err := c.Fetch(t.Context(), "f1")
	checkSendError(t, err, bot.SendError{Kind: bot.SendUnknown, Detail: "<token>"})
	if _, err = c.Me(t.Context()); err == nil || strings.Contains(err.Error(), secret) {
		t.Errorf("Me: %v", err)
	}
	if err = c.RegisterCommands(t.Context()); err == nil || strings.Contains(err.Error(), secret) {
		t.Errorf("RegisterCommands: %v", err)
	}
	for e := err; e != nil; e = errors.Unwrap(e) {
		if strings.Contains(e.Error(), secret) {
			t.Errorf("an error underneath holds the token: %v", e)
		}
	}
}

func TestSendEndsWithItsContext(t *testing.T) {
	s := newStub(t)
	asked := make(chan struct{})
	s.handle = func(_ http.ResponseWriter, r *http.Request) bool {
		_, _ = io.Copy(io.Discard, r.Body)
		close(asked)
		<-r.Context().Done()
		return true
	}
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-asked
		cancel()
	}()
	_, err := s.client().Send(ctx, lan, bot.Outgoing{Message: &flows.Message{Text: "a"}})
	checkSendError(t, err, bot.SendError{Kind: bot.SendUnknown})
}

func TestSendRefusesWhatCannotBeSent(t *testing.T) {
	s := newStub(t)
	for chat, out := range map[string]bot.Outgoing{
		lan:           {},
		"zalo:42":     {Message: &flows.Message{Text: "a"}},
		"telegram:@x": {Message: &flows.Message{Text: "a"}},
	} {
		_, err := s.client().Send(t.Context(), chat, out)
		checkSendError(t, err, bot.SendError{Kind: bot.SendFinal})
	}
	if n := len(s.requests()); n != 0 {
		t.Errorf("%d requests", n)
	}
}

// brokenFile fails in the middle and remembers whether it was closed.
type brokenFile struct {
	io.Reader
	closed chan struct{}
}

func (f *brokenFile) Close() error { close(f.closed); return nil }

func TestAFileThatCannotBeReadIsClosed(t *testing.T) {
	broken := errors.New("the store is down")
	f := &brokenFile{io.MultiReader(strings.NewReader("nửa"), errReader{broken}), make(chan struct{})}
	file := giayMoi("document", "")
	file.Open = func() (io.ReadCloser, error) { return f, nil }
	_, err := newStub(t).client().Send(t.Context(), lan, bot.Outgoing{File: file})
	checkSendError(t, err, bot.SendError{Kind: bot.SendUnknown, Detail: "the store is down"})
	select {
	case <-f.closed:
	default:
		t.Error("the file is still open")
	}
	file.Open = func() (io.ReadCloser, error) { return nil, broken }
	_, err = newStub(t).client().Send(t.Context(), lan, bot.Outgoing{File: file})
	checkSendError(t, err, bot.SendError{Kind: bot.SendUnknown, Detail: "the store is down"})
}

type errReader struct{ err error }

func (r errReader) Read([]byte) (int, error) { return 0, r.err }

func TestNewChecksItsOptions(t *testing.T) {
	for _, o := range []Options{
		{}, {Token: "12 34:x"}, {Token: "1:a/b"}, {Token: botToken, APIURL: "localhost:8081"},
		{Token: botToken, APIURL: "ftp://localhost"}, {Token: botToken, APIURL: "http://localhost?a=b"}, {Token: botToken, APIURL: "http://%zz"},
	} {
		if _, err := New(o); err == nil {
			t.Errorf("%+v is accepted", o)
		} else if strings.Contains(err.Error(), secret) {
			t.Errorf("the error holds the token: %v", err)
		}
	}
	c, err := New(Options{Token: botToken})
	if err != nil || c.base != PublicServer {
		t.Errorf("the public server is not the default: %v", err)
	}
}
