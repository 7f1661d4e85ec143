package telegram

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"minhchung/bot"
	"minhchung/flows"
)

// serveFile answers downloads of documents/file_5.pdf.
func serveFile(s *stub, body func(w http.ResponseWriter)) {
	s.handle = func(w http.ResponseWriter, r *http.Request) bool {
		if !strings.HasPrefix(r.URL.Path, "/file/") {
			return false
		}
		if r.Method != http.MethodGet || r.URL.Path != "/file/bot"+botToken+"/documents/file_5.pdf" {
			s.t.Errorf("asked for %s %s", r.Method, r.URL)
		}
		body(w)
		return true
	}
}

func found(size int) reply {
	return ok(fmt.Sprintf(`{"file_id":"d1","file_unique_id":"u","file_size":%d,"file_path":"documents/file_5.pdf"}`, size))
}

func TestFetch(t *testing.T) {
	s := newStub(t, found(12))
	serveFile(s, func(w http.ResponseWriter) { _, _ = io.WriteString(w, "%PDF-1.7 abc") })
	r, err := s.client().Fetch(t.Context(), "d1")
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(r)
	if err != nil || string(content) != "%PDF-1.7 abc" {
		t.Errorf("read %q, %v", content, err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	want := []request{{Method: "getFile", Params: map[string]string{"file_id": "d1"}}}
	if got := s.requests(); pretty(got) != pretty(want) {
		t.Errorf("asked %s", pretty(got))
	}
}

// What is fetched passes through: its beginning is there before its end was sent.
func TestFetchStreams(t *testing.T) {
	const size = 1 << 20
	s := newStub(t, found(size))
	goOn := make(chan struct{})
	serveFile(s, func(w http.ResponseWriter) {
		_, _ = io.CopyN(w, rand.Reader, 4096)
		w.(http.Flusher).Flush()
		<-goOn
		_, _ = io.CopyN(w, rand.Reader, size-4096)
	})
	r, err := s.client().Fetch(t.Context(), "d1")
	if err != nil {
		close(goOn)
		t.Fatal(err)
	}
	defer r.Close()
	_, err = io.ReadFull(r, make([]byte, 4096))
	close(goOn)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := io.Copy(io.Discard, r); err != nil || n != size-4096 {
		t.Errorf("then came %d bytes, %v", n, err)
	}
}

func TestFetchTypesItsErrors(t *testing.T) {
	for _, tc := range []struct {
		name     string
		answer   reply
		download int
		refused  flows.Refusal
		kind     bot.SendErrorKind
	}{
		{"too big", refuse(400, "Bad Request: file is too big"), 0, flows.RefusedTooLarge, ""},
		{"unknown id", refuse(400, "Bad Request: wrong file_id or the file is temporarily unavailable"), 0, flows.RefusedGone, ""},
		{"no path", ok(`{"file_id":"d1"}`), 0, flows.RefusedGone, ""},
		{"gone meanwhile", found(5), 404, flows.RefusedGone, ""},
		{"flood", tooMany(3), 0, "", bot.SendRetryAfter},
		{"server error", refuse(500, "Internal Server Error"), 0, "", bot.SendUnknown},
		{"server error at the file", found(5), 502, "", bot.SendUnknown},
		{"broken answer", ok(`7`), 0, "", bot.SendUnknown},
	} {
		s := newStub(t, tc.answer)
		serveFile(s, func(w http.ResponseWriter) { w.WriteHeader(tc.download) })
		_, err := s.client().Fetch(t.Context(), "d1")
		var refused *bot.FetchError
		var failed *bot.SendError
		switch {
		case tc.refused != "" && (!errors.As(err, &refused) || refused.Refused != tc.refused),
			tc.kind != "" && (!errors.As(err, &failed) || failed.Kind != tc.kind),
			err == nil || strings.Contains(err.Error(), secret):
			t.Errorf("%s: %v", tc.name, err)
		}
	}
}

// A file that breaks off must not be kept as a shorter one.
func TestFetchNoticesABrokenDownload(t *testing.T) {
	for name, body := range map[string]func(w http.ResponseWriter){
		"less than announced": func(w http.ResponseWriter) {
			w.(http.Flusher).Flush() // no Content-Length: only getFile's size tells
			_, _ = io.WriteString(w, "half")
		},
		"the connection breaks": func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "8")
			_, _ = io.WriteString(w, "half")
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		},
	} {
		s := newStub(t, found(8))
		serveFile(s, body)
		r, err := s.client().Fetch(t.Context(), "d1")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		content, err := io.ReadAll(r)
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: read %q, %v", name, content, err)
		}
		r.Close()
	}
}

func TestFetchEndsWithItsContext(t *testing.T) {
	s := newStub(t, found(8))
	begun, ended := make(chan struct{}), make(chan struct{})
	serveFile(s, func(w http.ResponseWriter) {
		_, _ = io.WriteString(w, "half")
		w.(http.Flusher).Flush()
		close(begun)
		<-ended
	})
	defer close(ended)
	ctx, cancel := context.WithCancel(t.Context())
	r, err := s.client().Fetch(ctx, "d1")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	<-begun
	cancel()
	if _, err := io.ReadAll(r); !errors.Is(err, context.Canceled) {
		t.Errorf("reading ends with %v", err)
	}
}
