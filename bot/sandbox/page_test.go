package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	on "minhchung/bot/sandbox/browsertest"
)

// echo is a small bot: it answers what it hears, shows a menu, counts presses
// in place and sends back what it is sent.
type echo struct {
	b      *bench
	ctx    context.Context
	count  int
	offset int64
}

func startEcho(t *testing.T, b *bench) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	e := &echo{b: b, ctx: ctx}
	go func() {
		defer close(done)
		for ctx.Err() == nil {
			e.poll()
		}
	}()
	t.Cleanup(func() { cancel(); <-done })
}

func (e *echo) api(method string, params map[string]any, result any) {
	body, _ := json.Marshal(params)
	r, err := http.NewRequestWithContext(e.ctx, http.MethodPost, e.b.http.URL+"/bot"+token+"/"+method, bytes.NewReader(body))
	if err != nil {
		return
	}
	r.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return
	}
	defer func() { _ = response.Body.Close() }()
	var a reply
	if json.NewDecoder(response.Body).Decode(&a) == nil && result != nil {
		_ = json.Unmarshal(a.Result, result)
	}
	if !a.OK && e.ctx.Err() == nil {
		e.b.t.Errorf("%s: %s", method, a.Description)
	}
}

func (e *echo) poll() {
	var list []struct {
		ID       int64    `json:"update_id"`
		Message  *Message `json:"message"`
		Callback *struct {
			ID      string  `json:"id"`
			Data    string  `json:"data"`
			Message Message `json:"message"`
		} `json:"callback_query"`
	}
	e.api("getUpdates", map[string]any{"offset": e.offset, "timeout": 20}, &list)
	for _, u := range list {
		e.offset = u.ID + 1
		switch {
		case u.Message != nil:
			e.hear(*u.Message)
		case u.Callback != nil:
			e.count++
			e.api("answerCallbackQuery", map[string]any{"callback_query_id": u.Callback.ID, "text": "Đã nhận"}, nil)
			e.api("editMessageText", e.menu(u.Callback.Message.Chat.ID, map[string]any{"message_id": u.Callback.Message.MessageID}), nil)
		}
	}
}

func (e *echo) menu(chat int64, more map[string]any) map[string]any {
	p := map[string]any{
		"chat_id": chat, "parse_mode": "HTML",
		"text": fmt.Sprintf("<b>Phần I. Nhận thức số</b>\n%d lần bấm\n<blockquote expandable>I.1.1 Người đứng đầu làm trưởng ban\nI.2.1 Họp\nI.2.2 Họp quý I\nI.2.3 Họp quý II\nI.2.4 Họp quý III</blockquote>", e.count),
		"reply_markup": InlineKeyboard{[][]Button{
			{{Text: "I.1.1 Trưởng ban chỉ đạo", CallbackData: "a"}},
			{{Text: "Trước", CallbackData: "b"}, {Text: "Tiếp", CallbackData: "c"}},
			{{Text: "Mở cổng", URL: "https://hue.gov.vn/"}},
		}},
	}
	for k, v := range more {
		p[k] = v
	}
	return p
}

func (e *echo) hear(m Message) {
	chat := m.Chat.ID
	switch {
	case strings.HasPrefix(m.Text, "/start"):
		keyboard := `{"keyboard":[[{"text":"Chia sẻ số điện thoại","request_contact":true}],["Để sau"]],"one_time_keyboard":true,"resize_keyboard":true}`
		e.api("sendMessage", map[string]any{
			"chat_id": chat, "parse_mode": "HTML", "reply_markup": keyboard,
			"text": "Kính chào anh/chị. Liên kết: <code>" + strings.TrimPrefix(m.Text, "/start ") + "</code>\nXin chia sẻ số điện thoại. <tg-spoiler>bí mật</tg-spoiler>",
		}, nil)
	case m.Text == "/menu":
		e.api("sendMessage", e.menu(chat, nil), nil)
	case m.Contact != nil:
		e.api("sendMessage", map[string]any{"chat_id": chat, "text": "Đã nhận số +" + m.Contact.PhoneNumber, "reply_markup": `{"remove_keyboard":true}`}, nil)
	case m.Document != nil:
		e.api("sendDocument", map[string]any{"chat_id": chat, "document": m.Document.FileID, "caption": "Đã nhận " + m.Document.FileName}, nil)
	case len(m.Photo) > 0:
		e.api("sendMessage", map[string]any{"chat_id": chat, "text": "Đã nhận ảnh " + m.Caption}, nil)
	default:
		e.api("sendMessage", map[string]any{"chat_id": chat, "text": "Nhận: " + m.Text}, nil)
	}
}

func TestThePageIsAPhonesChat(t *testing.T) {
	ctx := on.Start(t)
	b := open(t, Options{Dir: t.TempDir()})
	startEcho(t, b)
	b.call("setMyCommands", map[string]any{"commands": []Command{{"start", "Bắt đầu"}, {"menu", "Các phần của bộ chỉ số"}}})
	b.call("setMyDescription", map[string]any{"description": "Nhận minh chứng và chấm điểm."})
	folder := t.TempDir()
	files := map[string][]byte{"Giấy mời quý I.pdf": []byte("%PDF-1.7"), "hop1.jpg": picture(t, 900, 600), "hop2.jpg": picture(t, 600, 900)}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}

	step := func(name string, actions ...on.Action) {
		t.Helper()
		on.Step(ctx, t, name, actions...)
	}
	step("01-people", on.Go(b.http.URL), on.Shows("Đầu mối, Sở Y tế"), on.Shows("24/3/2023"))
	step("02-start", on.Click("person-101"), on.Shows("Nhận minh chứng và chấm điểm."), on.Shows("BẮT ĐẦU"))
	step("03-keyboard", on.Click("start"), on.Shows("Kính chào anh/chị"), on.Shows("moi-lan"), on.Appears("reply-key"))
	step("04-contact", on.Click("reply-key"), on.Shows("Chia sẻ số điện thoại +84905000101"))
	step("05-shared", on.Click("ask-yes"), on.Shows("Đã nhận số +84905000101"), on.Vanishes("keyboard"))
	step("06-commands", on.Click("slash"), on.Shows("Các phần của bộ chỉ số"))
	step("07-menu", on.Click("command-menu"), on.Shows("0 lần bấm"), on.Appears("buttons"))
	step("08-pressed", on.ClickKey("Tiếp"), on.Shows("1 lần bấm"), on.Shows("đã sửa"), on.Shows("Đã nhận"))
	step("09-typed", on.Write("text", "37/119\n"), on.Shows("Nhận: 37/119"))
	step("10-preview", on.Files("file-input", filepath.Join(folder, "Giấy mời quý I.pdf")), on.Shows("Gửi tệp"), on.Write("caption", "I.2.2"))
	step("11-document", on.Click("preview-send"), on.Shows("Đã nhận Giấy mời quý I.pdf"))
	step("12-photos", on.Files("photo-input", filepath.Join(folder, "hop1.jpg"), filepath.Join(folder, "hop2.jpg")), on.Shows("Gửi 2 ảnh"))
	step("13-album", on.Click("preview-send"), on.Shows("Đã nhận ảnh"), on.Holds(`document.querySelectorAll(".messages .photos").length === 1`),
		on.Holds(`[...document.querySelectorAll('[data-testid="photo"]')].filter((i) => i.naturalWidth > 0).length === 2`))
	step("14-editing", on.Holds(`!document.querySelector("dialog[open]")`), on.Write("text", "118/119\n"), on.Shows("Nhận: 118/119"), on.Write("text", kb.ArrowUp), on.Shows("Sửa tin nhắn"),
		on.Holds(`document.querySelector('[data-testid="text"]').value === "118/119"`))
	step("15-edited", on.Replace("text", "119/119\n"), on.Holds(`[...document.querySelectorAll('[data-testid="body"]')].some((b) => b.textContent === "119/119")`))
	step("16-back", on.Click("back"), on.Shows("Chọn một người"))
	if _, err := b.Say(minh, "/menu"); err != nil {
		t.Fatal(err)
	}
	step("17-unread", on.Appears("unread-102"))
	step("18-clock", on.Click("clock-day"), on.Shows("25/3/2023"))
	checkChat(t, b)
}

// checkChat compares what the page was told to do with what the sandbox has.
func checkChat(t *testing.T, b *bench) {
	t.Helper()
	var got []string
	for _, m := range b.Messages(lan) {
		if !m.FromBot() {
			got = append(got, strings.TrimSpace(m.Body()))
		}
	}
	want := "/start moi-lan||/menu|37/119|I.2.2|||119/119"
	if strings.Join(got, "|") != want {
		t.Errorf("Lan has said %q, want %q", strings.Join(got, "|"), want)
	}
}
