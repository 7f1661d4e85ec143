package telegram

import (
	"sync"
	"testing"

	"minhchung/bot"
	"minhchung/flows"
)

// plan is an announcement's message with a file that goes to many.
func plan() bot.Outgoing {
	f := giayMoi("document", "")
	f.Content = "5a1e"
	return bot.Outgoing{Message: &flows.Message{Text: "Kế hoạch"}, File: f}
}

func sentDocument(id string) reply {
	return ok(`{"message_id":7,"date":1679640000,"chat":{"id":42,"type":"private"},"document":{"file_id":"` + id + `"}}`)
}

func byID(id string) request {
	return request{Method: "sendDocument", Params: map[string]string{"chat_id": "42", "caption": "Kế hoạch", "parse_mode": "HTML", "document": id}}
}

func TestFileThatGoesToManyIsUploadedOnce(t *testing.T) {
	s := newStub(t, sentDocument("F1"))
	c := s.client()
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			if _, err := c.Send(t.Context(), lan, plan()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	got := s.requests()
	uploads := 0
	for _, r := range got {
		switch {
		case r.File != "":
			uploads++
		case pretty(r) != pretty(byID("F1")):
			t.Errorf("got %s", pretty(r))
		}
	}
	if len(got) != 16 || uploads != 1 {
		t.Errorf("%d calls, %d uploads", len(got), uploads)
	}
}

func TestFileThatTheServerForgotIsUploadedAgain(t *testing.T) {
	s := newStub(t, sentDocument("F1"), refuse(400, "Bad Request: wrong file identifier/HTTP URL specified"), sentDocument("F2"), sentDocument("F2"))
	c := s.client()
	for range 3 {
		if ref, err := c.Send(t.Context(), lan, plan()); err != nil || ref != "7" {
			t.Errorf("%q, %v", ref, err)
		}
	}
	upload := upload("sendDocument", "document", "caption", "Kế hoạch", "parse_mode", "HTML")
	if want := []request{upload, byID("F1"), upload, byID("F2")}; pretty(s.requests()) != pretty(want) {
		t.Errorf("got %s\nwant %s", pretty(s.requests()), pretty(want))
	}
}

func TestUploadThatFailsIsTheNextOnes(t *testing.T) {
	s := newStub(t, refuse(500, "Internal Server Error"), sentDocument("F1"))
	c := s.client()
	if _, err := c.Send(t.Context(), lan, plan()); err == nil {
		t.Error("a failed upload is no error")
	}
	if _, err := c.Send(t.Context(), lan, plan()); err != nil {
		t.Error(err)
	}
	for _, r := range s.requests() {
		if r.File == "" {
			t.Errorf("got %s", pretty(r))
		}
	}
}
