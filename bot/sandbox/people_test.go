package sandbox

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestAButtonIsPressedAndAnswered(t *testing.T) {
	b := open(t, Options{})
	b.say(lan, "/start")
	b.write(lan, "Anh/chị là Lan?", Button{Text: "Đúng", CallbackData: "yes"}, Button{Text: "Xem", URL: "https://hue.gov.vn"})
	id, err := b.Tap(lan, "Đúng")
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := b.updates(0); !reflect.DeepEqual(got[1:], []string{"callback:101:yes"}) {
		t.Errorf("got %v", got)
	}
	if r := b.call("answerCallbackQuery", map[string]any{"callback_query_id": id, "text": "Cảm ơn", "show_alert": true}); !r.OK {
		t.Fatal(r.Description)
	}
	answer, err := b.WaitAnswered(patience(t), id)
	if err != nil || answer.Text != "Cảm ơn" || !answer.Alert {
		t.Errorf("got %+v %v", answer, err)
	}
	for _, label := range []string{"Không", "Xem"} {
		if _, err := b.Tap(lan, label); !errors.Is(err, ErrNoButton) {
			t.Errorf("[%s]: %v", label, err)
		}
	}
}

func TestAnOldPressCannotBeAnswered(t *testing.T) {
	b := open(t, Options{})
	b.say(lan, "/start")
	m := b.write(lan, "?", Button{Text: "Đúng", CallbackData: "yes"})
	id, err := b.Press(lan, m.MessageID, "yes")
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Advance(11 * 60 * 1e9); err != nil {
		t.Fatal(err)
	}
	if r := b.call("answerCallbackQuery", map[string]any{"callback_query_id": id}); r.Code != 400 || !strings.Contains(r.Description, "query is too old") {
		t.Errorf("got %+v", r)
	}
}

func TestEditsHappenInPlace(t *testing.T) {
	b := open(t, Options{})
	said := b.say(lan, "37/119")
	m := b.write(lan, "<b>0/60</b>", Button{Text: "Tiếp", CallbackData: "next"})
	if m.Text != "<b>0/60</b>" {
		t.Errorf("without a parse mode the text stays: %q", m.Text)
	}
	r := b.call("editMessageText", map[string]any{"chat_id": lan, "message_id": m.MessageID, "text": "<b>10/60</b>", "parse_mode": "HTML"})
	var edited Message
	r.into(t, &edited)
	if edited.Text != "10/60" || edited.ReplyMarkup != nil || edited.EditDate == 0 || edited.MessageID != m.MessageID {
		t.Errorf("got %+v", edited)
	}
	if _, err := b.EditMessage(lan, said.MessageID, "38/119"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.EditMessage(lan, m.MessageID, "x"); err == nil {
		t.Error("a person edited the bot's message")
	}
	if got, _ := b.updates(0); !reflect.DeepEqual(got, []string{"message:101:37/119", "edited:101:38/119"}) {
		t.Errorf("got %v", got)
	}
	if got := b.Messages(lan); len(got) != 2 || got[0].Text != "38/119" || got[1].Text != "10/60" {
		t.Errorf("the chat shows %+v", got)
	}
	if r := b.call("deleteMessage", map[string]any{"chat_id": lan, "message_id": m.MessageID}); !r.OK || len(b.Messages(lan)) != 1 {
		t.Errorf("delete: %+v", r)
	}
}

func TestBlockAndComeBack(t *testing.T) {
	b := open(t, Options{})
	b.say(lan, "/start")
	if err := b.Block(lan); err != nil {
		t.Fatal(err)
	}
	if r := b.call("sendMessage", map[string]any{"chat_id": lan, "text": "a"}); r.Code != 403 {
		t.Errorf("got %+v", r)
	}
	if _, err := b.Begin(lan, ""); err != nil {
		t.Fatal(err)
	}
	b.write(lan, "Kính chào")
	want := []string{"message:101:/start", "member", "member", "message:101:/start moi-lan"}
	if got, _ := b.updates(0); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
	if _, err := b.Say(4711, "a"); !errors.Is(err, ErrNoPerson) {
		t.Errorf("nobody spoke: %v", err)
	}
}

func TestTheReplyKeyboardAsksForTheContact(t *testing.T) {
	b := open(t, Options{})
	b.say(lan, "/start")
	keyboard := `{"keyboard":[[{"text":"Chia sẻ số điện thoại","request_contact":true}],["Để sau"]],"one_time_keyboard":true}`
	b.call("sendMessage", map[string]any{"chat_id": lan, "text": "Xin chia sẻ số", "reply_markup": keyboard})
	k, ok := b.ReplyKeyboard(lan)
	if !ok || len(k.Rows) != 2 || !k.Rows[0][0].RequestContact || k.Rows[1][0].Text != "Để sau" {
		t.Fatalf("got %+v %v", k, ok)
	}
	m, err := b.ShareContact(lan)
	if err != nil || m.Contact == nil || m.Contact.UserID != lan || m.Contact.PhoneNumber != "84905000101" {
		t.Errorf("got %+v %v", m, err)
	}
	if _, ok := b.ReplyKeyboard(lan); ok {
		t.Error("a keyboard for one use is still there")
	}
	if _, err := b.ShareContact(minh); err == nil {
		t.Error("Minh has no number to share")
	}
	b.call("sendMessage", map[string]any{"chat_id": lan, "text": "a", "reply_markup": keyboard})
	b.call("sendMessage", map[string]any{"chat_id": lan, "text": "b", "reply_markup": `{"remove_keyboard":true}`})
	if _, ok := b.ReplyKeyboard(lan); ok {
		t.Error("remove_keyboard left it there")
	}
}

func TestTheMenuGoesByScopeAndLanguage(t *testing.T) {
	b := open(t, Options{})
	set := func(scope, language, name string) {
		t.Helper()
		p := map[string]any{"commands": []Command{{Command: name, Description: "d"}}, "language_code": language}
		if scope != "" {
			p["scope"] = scope
		}
		if r := b.call("setMyCommands", p); !r.OK {
			t.Fatal(r.Description)
		}
	}
	set("", "", "all")
	set("", "en", "english")
	set(`{"type":"chat","chat_id":102}`, "", "admin")
	for person, want := range map[int64]string{lan: "all", hoa: "english", minh: "admin"} {
		if got := b.Commands(person); len(got) != 1 || got[0].Command != want {
			t.Errorf("%d sees %v, want %s", person, got, want)
		}
	}
	if r := b.call("deleteMyCommands", map[string]any{"scope": `{"type":"chat","chat_id":102}`}); !r.OK || b.Commands(minh)[0].Command != "all" {
		t.Error("the deleted menu is still shown")
	}
}

func TestForwardAndCopy(t *testing.T) {
	b := open(t, Options{})
	said := b.say(lan, "https://t.me/x?start=abc")
	b.say(minh, "/start")
	var m Message
	b.call("forwardMessage", map[string]any{"chat_id": minh, "from_chat_id": lan, "message_id": said.MessageID}).into(t, &m)
	if m.ForwardOrigin == nil || m.ForwardOrigin.SenderUser.ID != lan || !m.FromBot() {
		t.Errorf("forward: %+v", m)
	}
	var id struct {
		MessageID int64 `json:"message_id"`
	}
	b.call("copyMessage", map[string]any{"chat_id": minh, "from_chat_id": lan, "message_id": said.MessageID}).into(t, &id)
	messages := b.Messages(minh)
	if last := messages[len(messages)-1]; last.MessageID != id.MessageID || last.ForwardOrigin != nil || last.Text != said.Text {
		t.Errorf("copy: %+v", last)
	}
	back, err := b.Forward(minh, id.MessageID)
	if err != nil || back.ForwardOrigin == nil || back.From.ID != minh {
		t.Errorf("a person's forward: %+v %v", back, err)
	}
}

func TestWaitTextShowsTheChatWhenItFails(t *testing.T) {
	b := open(t, Options{})
	said := b.say(lan, "/start")
	b.write(lan, "Kính chào chị Lan")
	if m, err := b.WaitText(patience(t), lan, said.MessageID, "Kính chào"); err != nil || m.Text != "Kính chào chị Lan" {
		t.Errorf("got %+v %v", m, err)
	}
	ctx, cancel := contextWithin(20)
	defer cancel()
	if _, err := b.WaitText(ctx, lan, 0, "tạm biệt"); err == nil || !strings.Contains(err.Error(), "Kính chào chị Lan") {
		t.Errorf("got %v", err)
	}
}
