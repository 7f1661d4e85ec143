package sandbox

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

// TestRefused is the table of what Telegram refuses, with its words.
func TestRefused(t *testing.T) {
	b := open(t, Options{})
	theirs := b.say(lan, "Kính chào")
	mine := b.write(lan, "Chào chị Lan", Button{Text: "Đúng", CallbackData: "yes"})
	if err := func() error { b.say(minh, "/start"); return b.Block(minh) }(); err != nil {
		t.Fatal(err)
	}
	inline := func(buttons string) string { return `{"inline_keyboard":[[` + buttons + `]]}` }
	type params = map[string]any
	for _, c := range []struct {
		method string
		params params
		want   string
	}{
		{"sendMesage", params{"chat_id": lan, "text": "a"}, "404 Not Found: method not found"},
		{"sendDice", params{"chat_id": lan}, "400 Bad Request: method not available in the sandbox"},
		{"sendMessage", params{"text": "a"}, "400 Bad Request: chat_id is empty"},
		{"sendMessage", params{"chat_id": lan}, "400 Bad Request: message text is empty"},
		{"sendMessage", params{"chat_id": lan, "text": ""}, "400 Bad Request: message text is empty"},
		{"sendMessage", params{"chat_id": lan, "text": " \n "}, "400 Bad Request: text must be non-empty"},
		{"sendMessage", params{"chat_id": lan, "text": "<b> </b>", "parse_mode": "HTML"}, "400 Bad Request: text must be non-empty"},
		{"sendMessage", params{"chat_id": lan, "text": long(4097)}, "400 Bad Request: message is too long"},
		{"sendMessage", params{"chat_id": lan, "text": strings.Repeat("📎", 2049)}, "400 Bad Request: message is too long"},
		{"sendMessage", params{"chat_id": lan, "text": "a", "colour": "red"}, `400 Bad Request: unknown parameter "colour" of sendMessage`},
		{"sendMessage", params{"chat_id": 999, "text": "a"}, "400 Bad Request: chat not found"},
		{"sendMessage", params{"chat_id": "@hue", "text": "a"}, "400 Bad Request: chat not found"},
		{"sendMessage", params{"chat_id": hoa, "text": "a"}, "403 Forbidden: bot can't initiate conversation with a user"},
		{"sendMessage", params{"chat_id": minh, "text": "a"}, "403 Forbidden: bot was blocked by the user"},
		{"sendMessage", params{"chat_id": lan, "text": "<b>a", "parse_mode": "HTML"}, `400 Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"`},
		{"sendMessage", params{"chat_id": lan, "text": "5 < 6", "parse_mode": "HTML"}, `400 Bad Request: can't parse entities: Unsupported start tag "" at byte offset 2`},
		{"sendMessage", params{"chat_id": lan, "text": "A & B", "parse_mode": "HTML"}, `400 Bad Request: can't parse entities: Unescaped "&" or unsupported entity at byte offset 2`},
		{"sendMessage", params{"chat_id": lan, "text": "a", "parse_mode": "BBCode"}, "400 Bad Request: unsupported parse_mode"},
		{"sendMessage", params{"chat_id": lan, "text": "a", "reply_parameters": params{"message_id": 99}}, "400 Bad Request: message to be replied not found"},
		{"sendMessage", params{"chat_id": lan, "text": "a", "reply_markup": inline(`{"text":"a"}`)}, "400 Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		{"sendMessage", params{"chat_id": lan, "text": "a", "reply_markup": inline(`{"text":"a","callback_data":"a","url":"https://hue.gov.vn"}`)}, "400 Bad Request: can't parse inline keyboard button: exactly one of the optional fields must be used"},
		{"sendMessage", params{"chat_id": lan, "text": "a", "reply_markup": inline(`{"text":"","callback_data":"a"}`)}, `400 Bad Request: can't parse inline keyboard button: field "text" must be a non-empty String`},
		{"sendMessage", params{"chat_id": lan, "text": "a", "reply_markup": inline(`{"text":"a","callback_data":"` + strings.Repeat("x", 65) + `"}`)}, "400 Bad Request: BUTTON_DATA_INVALID"},
		{"sendMessage", params{"chat_id": lan, "text": "a", "reply_markup": inline(`{"text":"a","callback_data":"` + long(22) + `"}`)}, "400 Bad Request: BUTTON_DATA_INVALID"},
		{"sendMessage", params{"chat_id": lan, "text": "a", "reply_markup": inline(`{"text":"a","callback_date":"a"}`)}, `400 Bad Request: can't parse inline keyboard button: unknown field "callback_date"`},
		{"sendMessage", params{"chat_id": lan, "text": "a", "reply_markup": `{"inline_keyboard":[{"text":"a"}]}`}, `400 Bad Request: field "inline_keyboard" must be an Array of Arrays`},
		{"sendMessage", params{"chat_id": lan, "text": "a", "reply_markup": inline(strings.Repeat(`{"text":"a","callback_data":"a"},`, 8) + `{"text":"a","callback_data":"a"}`)}, "400 Bad Request: reply markup is too long"},
		{"sendMessage", params{"chat_id": lan, "text": "a", "reply_markup": `{"keyboard":[[{}]]}`}, "400 Bad Request: can't parse keyboard button: KeyboardButton must be a String or an Object"},
		{"editMessageText", params{"chat_id": lan, "message_id": mine.MessageID, "text": "Chào chị Lan", "reply_markup": InlineKeyboard{[][]Button{{{Text: "Đúng", CallbackData: "yes"}}}}}, "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"},
		{"editMessageText", params{"chat_id": lan, "message_id": 999, "text": "a"}, "400 Bad Request: message to edit not found"},
		{"editMessageText", params{"chat_id": lan, "message_id": theirs.MessageID, "text": "a"}, "400 Bad Request: message can't be edited"},
		{"editMessageText", params{"chat_id": lan, "message_id": mine.MessageID, "text": long(4097)}, "400 Bad Request: MESSAGE_TOO_LONG"},
		{"editMessageText", params{"chat_id": lan, "text": "a"}, "400 Bad Request: message identifier is not specified"},
		{"editMessageCaption", params{"chat_id": lan, "message_id": mine.MessageID, "caption": "a"}, "400 Bad Request: there is no caption in the message to edit"},
		{"deleteMessage", params{"chat_id": lan, "message_id": 999}, "400 Bad Request: message to delete not found"},
		{"answerCallbackQuery", params{"callback_query_id": "1"}, "400 Bad Request: query is too old and response timeout expired or query ID is invalid"},
		{"answerCallbackQuery", params{"callback_query_id": "1", "text": long(201)}, "400 Bad Request: MESSAGE_TOO_LONG"},
		{"sendChatAction", params{"chat_id": lan, "action": "dancing"}, "400 Bad Request: wrong parameter action in request"},
		{"getFile", params{"file_id": "x"}, "400 Bad Request: invalid file_id"},
		{"sendDocument", params{"chat_id": lan}, "400 Bad Request: there is no document in the request"},
		{"sendDocument", params{"chat_id": lan, "document": "x"}, "400 Bad Request: wrong file identifier/HTTP URL specified"},
		{"sendDocument", params{"chat_id": lan, "document": "x", "caption": long(1025)}, "400 Bad Request: message caption is too long"},
		{"copyMessage", params{"chat_id": lan, "from_chat_id": lan, "message_id": 999}, "400 Bad Request: message to copy not found"},
		{"forwardMessage", params{"chat_id": lan, "from_chat_id": lan, "message_id": 999}, "400 Bad Request: message to forward not found"},
		{"setMyCommands", params{"commands": []params{{"command": "Start", "description": "a"}}}, "400 Bad Request: BOT_COMMAND_INVALID"},
		{"setMyCommands", params{"commands": []params{{"command": "start", "description": ""}}}, "400 Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"},
		{"setWebhook", params{"url": "http://hue.gov.vn/hook"}, "400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook"},
		{"setWebhook", params{"url": "https://hue.gov.vn/hook", "secret_token": "a b"}, "400 Bad Request: secret token contains unallowed characters"},
		{"leaveChat", params{"chat_id": lan}, "400 Bad Request: chat member status can't be changed in private chats"},
		{"getChat", params{"chat_id": 999}, "400 Bad Request: chat not found"},
	} {
		r := b.call(c.method, c.params)
		if got := http.StatusText(r.Code); r.OK || got == "" {
			t.Errorf("%s %v was taken", c.method, c.params)
			continue
		}
		code, words, _ := strings.Cut(c.want, " ")
		if got := strings.TrimSpace(r.Description); got != words || code != strconv.Itoa(r.Code) {
			t.Errorf("%s %v:\n got %d %s\nwant %s", c.method, c.params, r.Code, got, c.want)
		}
	}
	if n := len(b.Messages(lan)); n != 2 {
		t.Errorf("refused calls left %d messages behind", n-2)
	}
}

func TestAtTheLimitIsTaken(t *testing.T) {
	b := open(t, Options{})
	b.say(lan, "/start")
	type params = map[string]any
	for name, p := range map[string]params{
		"4096 letters after the tags": {"chat_id": lan, "text": "<b>" + long(4096) + "</b>", "parse_mode": "HTML"},
		"2048 pairs":                  {"chat_id": lan, "text": strings.Repeat("📎", 2048)},
		"64 bytes of data":            {"chat_id": lan, "text": "a", "reply_markup": InlineKeyboard{[][]Button{{{Text: "a", CallbackData: strings.Repeat("x", 64)}}}}},
	} {
		if r := b.call("sendMessage", p); !r.OK {
			t.Errorf("%s: %s", name, r.Description)
		}
	}
}

func TestParametersComeInEveryWay(t *testing.T) {
	b := open(t, Options{})
	b.say(lan, "/start")
	address := b.http.URL + "/bot" + token + "/sendMessage"
	values := url.Values{"chat_id": {"101"}, "text": {"Kính chào"}}
	response, err := http.Get(address + "?" + values.Encode())
	if err != nil {
		t.Fatal(err)
	}
	for way, r := range map[string]reply{
		"get":       b.read(response),
		"form":      b.post(address, "application/x-www-form-urlencoded", strings.NewReader(values.Encode())),
		"json":      b.call("sendMessage", map[string]any{"chat_id": 101, "text": "Kính chào"}),
		"multipart": b.send("sendMessage", map[string]string{"chat_id": "101", "text": "Kính chào"}),
		"any case":  b.call("SENDMESSAGE", map[string]any{"chat_id": 101, "text": "Kính chào"}),
	} {
		if !r.OK {
			t.Errorf("%s: %s", way, r.Description)
		}
	}
	if r := b.post(address, "application/json", strings.NewReader("{")); r.Code != 400 {
		t.Errorf("broken JSON: %+v", r)
	}
}

func TestWrongTokens(t *testing.T) {
	b := open(t, Options{})
	for path, code := range map[string]int{
		"/bot1000001:wrong/getMe": 401,
		"/botnothing/getMe":       404,
		"/bot" + token:            404,
		"/file/bot1:x/a":          401,
	} {
		response, err := http.Get(b.http.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		if r := b.read(response); r.Code != code {
			t.Errorf("%s: got %d %s, want %d", path, r.Code, r.Description, code)
		}
	}
}
