package telegram

import (
	"io"
	"strings"
	"testing"

	"minhchung/bot"
	"minhchung/flows"
)

const lan = "telegram:42"

func buttons() [][]flows.Button {
	return [][]flows.Button{
		{{Label: "Trả lời", Action: flows.Action{Flow: "card", Verb: "answer", Target: "I.2.2", Token: "7"}}},
		{{Label: "Cổng thông tin", URL: "https://example.org/a"}},
	}
}

const (
	buttonsJSON = `{"inline_keyboard":[[{"text":"Trả lời","callback_data":"card:answer:I.2.2:7"}],[{"text":"Cổng thông tin","url":"https://example.org/a"}]]}`
	phoneJSON   = `{"keyboard":[[{"text":"Gửi số của tôi","request_contact":true}]],"resize_keyboard":true,"one_time_keyboard":true}`
	removeJSON  = `{"remove_keyboard":true}`
)

func text(s string) request {
	return request{Method: "sendMessage", Params: map[string]string{"chat_id": "42", "text": s, "parse_mode": "HTML"}}
}

func (r request) with(pairs ...string) request {
	params := map[string]string{}
	for k, v := range r.Params {
		params[k] = v
	}
	for i := 0; i < len(pairs); i += 2 {
		params[pairs[i]] = pairs[i+1]
	}
	r.Params = params
	return r
}

func edit(id, s string) request {
	r := text(s).with("message_id", id)
	r.Method = "editMessageText"
	return r
}

func caption(id, s string) request {
	return request{Method: "editMessageCaption", Params: map[string]string{"chat_id": "42", "message_id": id, "caption": s, "parse_mode": "HTML"}}
}

func deletion(id string) request {
	return request{Method: "deleteMessage", Params: map[string]string{"chat_id": "42", "message_id": id}}
}

func (r request) file(method, field string) request {
	r.Method, r.File = method, field+" giay-moi.pdf nội dung"
	return r
}

func giayMoi(kind, caption string) *bot.File {
	return &bot.File{Name: "giay-moi.pdf", Kind: kind, Caption: caption, Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader("nội dung")), nil
	}}
}

func upload(method, field string, pairs ...string) request {
	return request{Method: method, Params: map[string]string{"chat_id": "42"}}.with(pairs...).file(method, field)
}

func sends() []sendCase {
	line := strings.TrimSpace(strings.Repeat("Họp Ban chỉ đạo. ", 50)) // 849 units
	page := strings.TrimSpace(strings.Repeat(line+"\n", 4))
	attachment := &flows.Attachment{Name: "giay-moi.pdf", Content: []byte("nội dung")}
	return []sendCase{
		{"a text", bot.Outgoing{Message: &flows.Message{Text: "<b>Phần I</b>"}}, nil,
			[]request{text("<b>Phần I</b>")}, "101"},
		{"buttons, no preview", bot.Outgoing{Message: &flows.Message{Text: "a", Buttons: buttons(), NoPreview: true}}, nil,
			[]request{text("a").with("reply_markup", buttonsJSON, "link_preview_options", `{"is_disabled":true}`)}, "101"},
		{"a menu in place", bot.Outgoing{Message: &flows.Message{Text: "a", Buttons: buttons()}, Edit: "77"}, nil,
			[]request{edit("77", "a").with("reply_markup", buttonsJSON)}, "77"},
		{"nothing new in place", bot.Outgoing{Message: &flows.Message{Text: "a"}, Edit: "77"},
			[]reply{refuse(400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same")},
			[]request{edit("77", "a")}, "77"},
		{"in place of what is gone", bot.Outgoing{Message: &flows.Message{Text: "a"}, Edit: "77"},
			[]reply{refuse(400, "Bad Request: message to edit not found")}, []request{edit("77", "a"), text("a")}, "101"},
		{"in place of what is too old", bot.Outgoing{Message: &flows.Message{Text: "a"}, Edit: "77"},
			[]reply{refuse(400, "Bad Request: message can't be edited")}, []request{edit("77", "a"), text("a")}, "101"},
		{"in place of a file", bot.Outgoing{Message: &flows.Message{Text: "a"}, Edit: "77"},
			[]reply{refuse(400, "Bad Request: there is no text in the message to edit")}, []request{edit("77", "a"), text("a")}, "101"},

		{"asking for the phone", bot.Outgoing{Message: &flows.Message{Text: "a", AskPhone: "Gửi số của tôi"}, Edit: "77"}, nil,
			[]request{text("a").with("reply_markup", phoneJSON)}, "101"},
		{"asking for the phone, with buttons", bot.Outgoing{Message: &flows.Message{Text: "a", AskPhone: "Gửi số của tôi", Buttons: buttons()}}, nil,
			[]request{text("a").with("reply_markup", buttonsJSON), text("Gửi số của tôi").with("reply_markup", phoneJSON)}, "101"},
		{"taking the key away", bot.Outgoing{Message: &flows.Message{Text: "a", DropKeys: true}, Edit: "77"}, nil,
			[]request{text("a").with("reply_markup", removeJSON)}, "101"},
		{"taking the key away, with buttons", bot.Outgoing{Message: &flows.Message{Text: "a", DropKeys: true, Buttons: buttons()}}, nil,
			[]request{text("✓").with("reply_markup", removeJSON), text("a").with("reply_markup", buttonsJSON)}, "102"},

		{"a long text", bot.Outgoing{Message: &flows.Message{Text: page + "\n" + page, Buttons: buttons()}}, nil,
			[]request{text(page), text(page).with("reply_markup", buttonsJSON)}, "102"},
		{"a long text in place", bot.Outgoing{Message: &flows.Message{Text: page + "\n" + page, Buttons: buttons()}, Edit: "77"}, nil,
			[]request{edit("77", page), text(page).with("reply_markup", buttonsJSON)}, "102"},

		{"a file made by the bot", bot.Outgoing{Message: &flows.Message{Text: "a", Attachment: attachment, Buttons: buttons()}}, nil,
			[]request{upload("sendDocument", "document", "caption", "a", "parse_mode", "HTML", "reply_markup", buttonsJSON)}, "101"},
		{"a kept document", bot.Outgoing{File: giayMoi("document", "")}, nil, []request{upload("sendDocument", "document")}, "101"},
		{"a kept photo", bot.Outgoing{File: giayMoi("photo", "Sở TT&TT <1>")}, nil,
			[]request{upload("sendPhoto", "photo", "caption", "Sở TT&amp;TT &lt;1&gt;", "parse_mode", "HTML")}, "101"},
		{"a kept video", bot.Outgoing{File: giayMoi("video", "")}, nil, []request{upload("sendVideo", "video", "supports_streaming", "true")}, "101"},
		{"a photo that is too wide", bot.Outgoing{File: giayMoi("photo", "")}, []reply{refuse(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")},
			[]request{upload("sendPhoto", "photo"), upload("sendDocument", "document")}, "101"},
		{"a long caption", bot.Outgoing{File: giayMoi("document", line+"\n"+line)}, nil,
			[]request{upload("sendDocument", "document", "caption", line, "parse_mode", "HTML"),
				text(line).with("link_preview_options", `{"is_disabled":true}`)}, "102"},

		{"a corrected caption", bot.Outgoing{Message: &flows.Message{Text: "a", Buttons: buttons()}, File: giayMoi("document", ""), Edit: "77"}, nil,
			[]request{caption("77", "a").with("reply_markup", buttonsJSON)}, "77"},
		{"a corrected caption of what is gone", bot.Outgoing{Message: &flows.Message{Text: "a"}, File: giayMoi("document", ""), Edit: "77"},
			[]reply{refuse(400, "Bad Request: message to edit not found")},
			[]request{caption("77", "a"), upload("sendDocument", "document", "caption", "a", "parse_mode", "HTML")}, "101"},

		{"taken back", bot.Outgoing{Remove: "77", Message: &flows.Message{Text: "a"}}, []reply{ok("true")}, []request{deletion("77")}, ""},
		{"taken back where it is gone", bot.Outgoing{Remove: "77", Message: &flows.Message{Text: "a"}},
			[]reply{refuse(400, "Bad Request: message to delete not found")}, []request{deletion("77")}, ""},
		{"taken back too late", bot.Outgoing{Remove: "77", Message: &flows.Message{Text: "a"}},
			[]reply{refuse(400, "Bad Request: message can't be deleted for everyone")}, []request{deletion("77"), edit("77", "a")}, "77"},
		{"a file taken back too late", bot.Outgoing{Remove: "77", Message: &flows.Message{Text: "a"}},
			[]reply{refuse(400, "Bad Request: message can't be deleted for everyone"), refuse(400, "Bad Request: there is no text in the message to edit")},
			[]request{deletion("77"), edit("77", "a"), caption("77", "a")}, "77"},

		{"a toast", bot.Outgoing{Answer: "c:998877", Toast: &flows.Toast{Text: "Đã nhận"}}, []reply{ok("true")},
			[]request{{Method: "answerCallbackQuery", Params: map[string]string{"callback_query_id": "998877", "text": "Đã nhận"}}}, ""},
		{"an alert", bot.Outgoing{Answer: "998877", Toast: &flows.Toast{Text: strings.Repeat("ế", 201), Alert: true}}, []reply{ok("true")},
			[]request{{Method: "answerCallbackQuery", Params: map[string]string{"callback_query_id": "998877", "text": strings.Repeat("ế", 199) + "…", "show_alert": "true"}}}, ""},
		{"an answer without words", bot.Outgoing{Answer: "998877"}, []reply{ok("true")},
			[]request{{Method: "answerCallbackQuery", Params: map[string]string{"callback_query_id": "998877"}}}, ""},
		{"an answer that comes too late", bot.Outgoing{Answer: "998877"},
			[]reply{refuse(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")},
			[]request{{Method: "answerCallbackQuery", Params: map[string]string{"callback_query_id": "998877"}}}, ""},
		{"a chat action", bot.Outgoing{Typing: "upload_document"}, []reply{ok("true")},
			[]request{{Method: "sendChatAction", Params: map[string]string{"chat_id": "42", "action": "upload_document"}}}, ""},
	}
}

type sendCase struct {
	name    string
	out     bot.Outgoing
	replies []reply
	want    []request
	ref     string
}

func TestSend(t *testing.T) {
	for _, tc := range sends() {
		t.Run(tc.name, func(t *testing.T) {
			s := newStub(t, tc.replies...)
			ref, err := s.client().Send(t.Context(), lan, tc.out)
			if err != nil || ref != tc.ref {
				t.Errorf("Send gives %q, %v; want %q", ref, err, tc.ref)
			}
			if got := s.requests(); pretty(got) != pretty(tc.want) {
				t.Errorf("got %s\nwant %s", pretty(got), pretty(tc.want))
			}
		})
	}
}

func TestRegisterCommands(t *testing.T) {
	s := newStub(t, ok("true"), ok("true"))
	if err := s.client().RegisterCommands(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := s.requests()
	if len(got) != 2 || got[0].Method != "setMyCommands" || got[1].Method != "setMyCommands" {
		t.Fatalf("got %s", pretty(got))
	}
	vi, en := got[0].Params, got[1].Params
	if len(vi) != 1 || !strings.Contains(vi["commands"], `{"command":"thieu","description":"Tiêu chí còn thiếu"}`) {
		t.Errorf("for everybody: %v", vi)
	}
	if len(en) != 2 || en["language_code"] != "en" || !strings.Contains(en["commands"], `"missing"`) {
		t.Errorf("in English: %v", en)
	}
	if !strings.Contains(vi["commands"], `"nhacviec"`) || !strings.Contains(en["commands"], `"reminders"`) {
		t.Errorf("the hour of reminders is not in the menus: %v %v", vi["commands"], en["commands"])
	}
	for _, language := range []string{"vi", "en"} {
		for _, c := range Commands(language) {
			if strings.Trim(c.Name, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" || len(c.Name) > 32 || units(c.Description) > 256 || c.Description == "" {
				t.Errorf("%s: no command of Telegram: %+v", language, c)
			}
		}
	}
}
