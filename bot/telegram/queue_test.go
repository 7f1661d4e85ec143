package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// queue is a server's queue of updates: a poll confirms everything below its
// offset, and gives the rest.
type queue struct {
	mu      sync.Mutex
	waiting []string // raw updates
	polls   []string // the offsets asked with
	left    []string // groups left
	answers []reply  // given instead, first
	dry     func()   // called when a poll finds nothing
}

func (q *queue) serve(s *stub) {
	s.handle = func(w http.ResponseWriter, r *http.Request) bool {
		seen := s.read(r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:], r)
		q.mu.Lock()
		defer q.mu.Unlock()
		switch seen.Method {
		case "leaveChat":
			q.left = append(q.left, seen.Params["chat_id"])
			_, _ = io.WriteString(w, `{"ok":true,"result":true}`)
		case "getUpdates":
			if seen.Params["timeout"] != "1" || seen.Params["allowed_updates"] != allowedUpdates {
				s.t.Errorf("polled with %v", seen.Params)
			}
			a := q.poll(seen.Params["offset"])
			w.WriteHeader(a.status)
			_, _ = io.WriteString(w, a.body)
		default:
			s.t.Errorf("asked %s", seen.Method)
		}
		return true
	}
}

func (q *queue) poll(offset string) reply {
	q.polls = append(q.polls, offset)
	if len(q.answers) > 0 {
		a := q.answers[0]
		q.answers = q.answers[1:]
		return a
	}
	if n, err := strconv.Atoi(offset); err == nil {
		q.waiting = slices.DeleteFunc(q.waiting, func(raw string) bool {
			var u struct {
				ID int `json:"update_id"`
			}
			return json.Unmarshal([]byte(raw), &u) == nil && u.ID < n
		})
	}
	if len(q.waiting) == 0 {
		q.dry()
		return ok("[]")
	}
	return ok("[" + strings.Join(q.waiting, ",") + "]")
}

func said(number int, what string) string {
	return fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"from":{"id":42},"chat":{"id":42,"type":"private"},"date":1679641200,"text":%q}}`, number, number+100, what)
}

// pauses records what the poller waits for, and waits for none of it.
type pauses struct {
	mu  sync.Mutex
	all []time.Duration
}

func (p *pauses) wait(ctx context.Context, d time.Duration) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.all = append(p.all, d)
	return ctx.Err()
}

// run polls q until it is dry and gives the keys that sink took, by call.
func run(t *testing.T, q *queue, sink func(call int) error) (took [][]string, p *pauses, err error) {
	t.Helper()
	s := newStub(t)
	q.serve(s)
	p = &pauses{}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	q.dry = cancel
	err = s.client(func(o *Options) { o.Wait = p.wait }).Poll(ctx, func(_ context.Context, batch []Update) error {
		var keys []string
		for _, u := range batch {
			keys = append(keys, u.Key)
			if u.Chat != lan || !json.Valid(u.Raw) {
				t.Errorf("an update of %q: %s", u.Chat, u.Raw)
			}
		}
		took = append(took, keys)
		return sink(len(took))
	})
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		t.Error("the queue never ran dry")
	}
	return took, p, err
}
