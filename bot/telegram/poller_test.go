package telegram

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

func keep(int) error { return nil }

func TestPollConfirmsWhatWasKept(t *testing.T) {
	q := &queue{waiting: []string{said(10, "a"), said(11, "b"), said(12, "c")}}
	took, _, err := run(t, q, func(int) error {
		q.mu.Lock()
		defer q.mu.Unlock()
		if len(q.polls) != 1 || len(q.waiting) != 3 {
			t.Errorf("confirmed before it was kept: %v", q.polls)
		}
		return nil
	})
	if err != nil || pretty(took) != pretty([][]string{{"m:42:110", "m:42:111", "m:42:112"}}) {
		t.Errorf("took %v, %v", took, err)
	}
	if !slices.Equal(q.polls, []string{"", "13"}) {
		t.Errorf("polled with the offsets %q", q.polls)
	}
}

func TestPollAsksAgainForWhatWasNotKept(t *testing.T) {
	q := &queue{waiting: []string{said(10, "a"), said(11, "b")}}
	took, p, err := run(t, q, func(call int) error {
		if call < 3 {
			return errors.New("the store is down")
		}
		return nil
	})
	same := []string{"m:42:110", "m:42:111"}
	if err != nil || pretty(took) != pretty([][]string{same, same, same}) {
		t.Errorf("took %v, %v", took, err)
	}
	if !slices.Equal(q.polls, []string{"", "", "", "12"}) {
		t.Errorf("polled with the offsets %q", q.polls)
	}
	if len(p.all) != 2 || p.all[0] < firstPause/2 || p.all[0] > firstPause || p.all[1] < firstPause || p.all[1] > 2*firstPause {
		t.Errorf("paused %v", p.all)
	}
}

// After a week of silence the server may count from anywhere.
func TestPollFindsLowerNumbers(t *testing.T) {
	q := &queue{waiting: []string{said(900, "a")}}
	s := newStub(t)
	q.serve(s)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	silent := 0
	q.dry = func() {
		if silent++; silent == 1 {
			q.waiting = []string{said(5, "b")}
			return
		}
		cancel()
	}
	var took []string
	err := s.client().Poll(ctx, func(_ context.Context, batch []Update) error {
		took = append(took, batch[0].Key)
		return nil
	})
	if err != nil || !slices.Equal(took, []string{"m:42:1000", "m:42:105"}) {
		t.Errorf("took %v, %v; polled with %q", took, err, q.polls)
	}
}

func TestPollPassesOverWhatItCannotRead(t *testing.T) {
	broken := `{"update_id":11,"message":{"message_id":"eleven"}}`
	group := inGroup(in("message", `"text":"a"`))
	group = strings.Replace(group, "870123456", "12", 1)
	leftAlready := `{"update_id":13,"my_chat_member":{"chat":{"id":-1002,"type":"group"},"from":{"id":7},"date":1,"new_chat_member":{"status":"left"}}}`
	added := `{"update_id":14,"my_chat_member":{"chat":{"id":-1003,"type":"group"},"from":{"id":7},"date":1,"new_chat_member":{"status":"member"}}}`
	q := &queue{waiting: []string{said(10, "a"), broken, group, group, leftAlready, added, said(15, "b")}}
	took, p, err := run(t, q, keep)
	if err != nil || pretty(took) != pretty([][]string{{"m:42:110", "m:42:115"}}) || len(p.all) != 0 {
		t.Errorf("took %v, %v, paused %v", took, err, p.all)
	}
	if !slices.Equal(q.left, []string{"-1001", "-1003"}) {
		t.Errorf("left the groups %v", q.left)
	}
	if !slices.Equal(q.polls, []string{"", "16"}) {
		t.Errorf("polled with the offsets %q", q.polls)
	}
}

func TestPollWaitsForWhatPasses(t *testing.T) {
	q := &queue{
		answers: []reply{
			refuse(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"),
			tooMany(9),
			{status: 502, body: "<html>502 Bad Gateway</html>"},
			ok(`{"not":"a list"}`),
		},
		waiting: []string{said(10, "a")},
	}
	took, p, err := run(t, q, keep)
	if err != nil || len(took) != 1 {
		t.Errorf("took %v, %v", took, err)
	}
	if len(p.all) != 4 || p.all[0] != otherPause || p.all[1] != 9*time.Second {
		t.Errorf("paused %v", p.all)
	}
}

func TestPollEndsWithoutAToken(t *testing.T) {
	for _, a := range []reply{refuse(401, "Unauthorized"), refuse(404, "Not Found")} {
		q := &queue{answers: []reply{a}}
		took, _, err := run(t, q, keep)
		if !errors.Is(err, ErrUnauthorized) || len(took) != 0 || strings.Contains(err.Error(), secret) {
			t.Errorf("Poll ends with %v", err)
		}
	}
}

func TestPollRemovesAWebhook(t *testing.T) {
	s := newStub(t,
		refuse(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"),
		ok("true"), refuse(401, "Unauthorized"))
	p := &pauses{}
	err := s.client(func(o *Options) { o.Wait = p.wait }).Poll(t.Context(), nil)
	var methods []string
	for _, r := range s.requests() {
		methods = append(methods, r.Method)
	}
	if !errors.Is(err, ErrUnauthorized) || !slices.Equal(methods, []string{"getUpdates", "deleteWebhook", "getUpdates"}) {
		t.Errorf("asked %v, ended with %v", methods, err)
	}
}

func TestPollEndsWithItsContext(t *testing.T) {
	s := newStub(t)
	polled := make(chan struct{})
	s.handle = func(_ http.ResponseWriter, r *http.Request) bool {
		_, _ = io.Copy(io.Discard, r.Body)
		close(polled)
		<-r.Context().Done()
		return true
	}
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-polled
		cancel()
	}()
	if err := s.client().Poll(ctx, nil); err != nil {
		t.Errorf("Poll ends with %v", err)
	}
}

func TestMe(t *testing.T) {
	s := newStub(t, ok(`{"id":9,"is_bot":true,"username":"minh_chung_bot"}`), refuse(401, "Unauthorized"))
	c := s.client()
	if name, err := c.Me(t.Context()); name != "minh_chung_bot" || err != nil {
		t.Errorf("Me gives %q, %v", name, err)
	}
	if _, err := c.Me(t.Context()); !errors.Is(err, ErrUnauthorized) {
		t.Errorf("with a wrong token Me gives %v", err)
	}
}
