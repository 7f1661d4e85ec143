package sandbox

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

// TestNothingIsLost opens the same folder twice without closing it properly in
// between: a copy of it is what a killed process leaves behind.
func TestNothingIsLost(t *testing.T) {
	dir := t.TempDir()
	first := open(t, Options{Dir: dir})
	first.say(lan, "/start")
	m := first.write(lan, "Anh/chị là Lan?", Button{Text: "Đúng", CallbackData: "yes"})
	sent, err := first.Upload(lan, Upload{Name: "a.pdf", Content: strings.NewReader("%PDF")})
	if err != nil {
		t.Fatal(err)
	}
	press, err := first.Press(lan, m.MessageID, "yes")
	if err != nil {
		t.Fatal(err)
	}
	_, last := first.updates(0)
	first.updates(last - 1) // the text and the file's update are one and two: two are left
	added, err := first.AddPerson(Person{Name: "Người lạ"})
	if err != nil {
		t.Fatal(err)
	}
	first.call("setMyCommands", map[string]any{"commands": []Command{{"help", "Trợ giúp"}}})
	first.call("sendMessage", map[string]any{"chat_id": lan, "text": "a", "reply_markup": `{"keyboard":[["Để sau"]]}`})
	if err := first.Advance(48 * time.Hour); err != nil {
		t.Fatal(err)
	}
	before := first.Messages(lan)
	copied := snapshot(t, dir)

	second := open(t, Options{Dir: copied, Start: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)})
	if got := second.Messages(lan); !reflect.DeepEqual(got, before) {
		t.Errorf("messages:\n got %+v\nwant %+v", got, before)
	}
	if second.Pending() != 2 {
		t.Errorf("%d updates are left, want 2", second.Pending())
	}
	if got := second.Clock().Now().Format("2006-01-02"); got != "2023-03-26" {
		t.Errorf("the clock shows %s", got)
	}
	if content, _ := second.fetch(sent.Document.FileID); string(content) != "%PDF" {
		t.Errorf("the file holds %q", content)
	}
	if people := second.People(); len(people) != 4 || people[0].ID != lan || people[3].ID != added.ID {
		t.Errorf("people: %+v", people)
	}
	if got := second.Commands(lan); len(got) != 1 || got[0].Description != "Trợ giúp" {
		t.Errorf("commands: %+v", got)
	}
	if _, ok := second.ReplyKeyboard(lan); !ok {
		t.Error("the reply keyboard is gone")
	}
	if r := second.call("answerCallbackQuery", map[string]any{"callback_query_id": press}); !strings.Contains(r.Description, "query is too old") {
		t.Errorf("a press of two days ago: %+v", r)
	}
	next := second.say(lan, "tiếp")
	if next.MessageID <= before[len(before)-1].MessageID {
		t.Errorf("message %d is numbered anew", next.MessageID)
	}
	if _, again := second.updates(0); again <= last {
		t.Errorf("update %d is numbered anew", again)
	}
}

func TestAFolderInUseIsRefused(t *testing.T) {
	dir := t.TempDir()
	open(t, Options{Dir: dir})
	if _, err := New(Options{Dir: dir, Token: token}); err == nil || !strings.Contains(err.Error(), "is another sandbox running") {
		t.Errorf("got %v", err)
	}
}

func TestOptionsAreChecked(t *testing.T) {
	for _, o := range []Options{{}, {Token: "x"}, {Token: ":x"}, {Token: "1:"}, {Token: token, People: []Person{{ID: 1}}}, {Token: token, People: []Person{{Name: "Lan"}}}} {
		if _, err := New(o); err == nil {
			t.Errorf("%+v was taken", o)
		}
	}
}
