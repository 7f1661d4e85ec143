package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
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
