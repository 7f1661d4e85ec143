package telegram

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

func hook() Webhook { return Webhook{URL: "https://minhchung.example.org/updates", Secret: "s3cret_-"} }

// received posts to the webhook and gives the status and the keys that sink
// took, which fails as it is told.
func received(t *testing.T, s *stub, failure error, change func(*http.Request), body string) (status int, took []string) {
	t.Helper()
	web := httptest.NewServer(s.client().Receive(hook(), func(_ context.Context, batch []Update) error {
		for _, u := range batch {
			took = append(took, u.Key)
			if u.Chat != lan || string(u.Raw) != body {
				t.Errorf("an update of %q: %s", u.Chat, u.Raw)
			}
		}
		return failure
	}))
	defer web.Close()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, web.URL+"/updates", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(secretHeader, hook().Secret)
	if change != nil {
		change(r)
	}
	transport := localOnly(t)
	response, err := transport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, took
}

func TestWebhookConfirmsWhatWasKept(t *testing.T) {
	group := inGroup(in("message", `"text":"a"`))
	long := said(10, strings.Repeat("ă", maxUpdate))
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	for _, c := range []struct {
		name    string
		body    string
		change  func(*http.Request)
		failure error
		status  int
		took    []string
		left    bool
	}{
		{name: "an update", body: said(10, "a"), status: 200, took: []string{"m:42:110"}},
		{name: "with a charset", body: said(10, "a"), change: header("Content-Type", "application/json; charset=utf-8"), status: 200, took: []string{"m:42:110"}},
		{name: "an inbox that is away", body: said(10, "a"), failure: errors.New("the store is down"), status: 503, took: []string{"m:42:110"}},
		{name: "a group is left and confirmed", body: group, status: 200, left: true},
		{name: "a kind that is not read", body: `{"update_id":7,"poll":{}}`, status: 200},
		{name: "what cannot be read is passed over", body: `{"update_id":11,"message":{"message_id":"eleven"}}`, status: 200},
		{name: "no update", body: `{"hello":1}`, status: 400},
		{name: "no JSON", body: `{"update_id":11`, status: 400},
		{name: "too large", body: long, status: 413},
		{name: "another secret", body: said(10, "a"), change: header(secretHeader, "s3cret_"), status: 401},
		{name: "no secret", body: said(10, "a"), change: func(r *http.Request) { r.Header.Del(secretHeader) }, status: 401},
		{name: "another method", body: said(10, "a"), change: func(r *http.Request) { r.Method = http.MethodPut }, status: 405},
		{name: "another content", body: said(10, "a"), change: header("Content-Type", "text/plain"), status: 415},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newStub(t)
			status, took := received(t, s, c.failure, c.change, c.body)
			if status != c.status || !slices.Equal(took, c.took) {
				t.Errorf("answered %d and took %v, want %d and %v", status, took, c.status, c.took)
			}
			asked := s.requests()
			if c.left != (len(asked) == 1 && asked[0].Method == "leaveChat") {
				t.Errorf("asked %v", asked)
			}
		})
	}
}

func TestSetWebhook(t *testing.T) {
	s := newStub(t, ok("true"), refuse(400, "Bad Request: bad webhook: HTTPS url must be provided for webhook"), refuse(401, "Unauthorized"))
	c := s.client()
	if err := c.SetWebhook(t.Context(), hook()); err != nil {
		t.Error(err)
	}
	want := map[string]string{
		"url": hook().URL, "secret_token": hook().Secret, "allowed_updates": allowedUpdates,
		"max_connections": "40", "drop_pending_updates": "false",
	}
	if asked := s.requests(); len(asked) != 1 || asked[0].Method != "setWebhook" || pretty(asked[0].Params) != pretty(want) {
		t.Errorf("asked %v", asked)
	}
	if err := c.SetWebhook(t.Context(), hook()); !errors.Is(err, ErrWebhook) || !strings.Contains(err.Error(), "HTTPS url") {
		t.Errorf("of an address that is not taken: %v", err)
	}
	if err := c.SetWebhook(t.Context(), hook()); !errors.Is(err, ErrUnauthorized) {
		t.Errorf("of a wrong token: %v", err)
	}
}

func TestWebhookIsValidated(t *testing.T) {
	for _, c := range []struct {
		url, secret string
		path        string // "" when it is refused
	}{
		{"https://minhchung.example.org/updates", "s", "/updates"},
		{"https://minhchung.example.org", strings.Repeat("A", 256), "/"},
		{"http://127.0.0.1:8443/a", "s", "/a"},
		{"http://localhost:8443/", "s", "/"},
		{"http://minhchung.example.org/updates", "s", ""},
		{"https://user:word@minhchung.example.org/updates", "s", ""},
		{"https://minhchung.example.org/updates?x=1", "s", ""},
		{"ftp://127.0.0.1/", "s", ""},
		{"minhchung.example.org", "s", ""},
		{"https://minhchung.example.org/updates", "", ""},
		{"https://minhchung.example.org/updates", strings.Repeat("A", 257), ""},
		{"https://minhchung.example.org/updates", "a:b", ""},
		{"https://minhchung.example.org/updates", "bí mật", ""},
	} {
		w := Webhook{URL: c.url, Secret: c.secret}
		err := w.Validate()
		if (err == nil) != (c.path != "") || err == nil && w.Path() != c.path {
			t.Errorf("%s with %q: %v, path %s", c.url, c.secret, err, w.Path())
		}
	}
}
