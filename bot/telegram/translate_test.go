package telegram

import (
	"strings"
	"testing"
	"time"

	"minhchung/flows"
)

// in puts a message of Lan's into an update, as the server writes it.
func in(kind, fields string) string {
	return `{"update_id":870123456,"` + kind + `":{"message_id":51,` +
		`"from":{"id":42,"is_bot":false,"first_name":"Lan","username":"lan_syt","language_code":"vi"},` +
		`"chat":{"id":42,"first_name":"Lan","username":"lan_syt","type":"private"},"date":1679641200,` + fields + `}}`
}

func message51(e flows.Event) flows.Event {
	e.Key, e.Chat, e.Message, e.Language = "m:42:51", lan, "51", "vi"
	e.At = time.Date(2023, 3, 24, 7, 0, 0, 0, time.UTC)
	return e
}

func edit51(e flows.Event) flows.Event {
	e = message51(e)
	e.Kind, e.Key = flows.EventEdited, "e:42:51:1679641260"
	e.At = e.At.Add(time.Minute)
	return e
}

const (
	photoJSON = `"photo":[{"file_id":"s","file_unique_id":"us","file_size":1431,"width":90,"height":67},` +
		`{"file_id":"x","file_unique_id":"ux","file_size":171543,"width":1280,"height":960},` +
		`{"file_id":"m","file_unique_id":"um","file_size":25612,"width":320,"height":240}]`
	documentJSON = `"document":{"file_name":"giay-moi-q1.pdf","mime_type":"application/pdf","thumbnail":{"file_id":"t","width":226,"height":320},` +
		`"file_id":"d1","file_unique_id":"ud1","file_size":204800}`
)

var arrived = time.Date(2023, 3, 24, 7, 0, 5, 0, time.UTC)

func translations() []translation {
	upload := func(kind, file, name string, size int64) *flows.Upload {
		return &flows.Upload{File: file, Kind: kind, Name: name, Size: size}
	}
	album := upload("photo", "x", "", 171543)
	album.Group = "13457812345"
	return []translation{
		{"a text", in("message", `"text":"37/119"`), message51(flows.Event{Kind: flows.EventText, Text: "37/119"})},
		{"a command", in("message", `"text":"/start abc_DEF-1","entities":[{"offset":0,"length":6,"type":"bot_command"}]`),
			message51(flows.Event{Kind: flows.EventText, Text: "/start abc_DEF-1"})},
		{"a command that names the bot", in("message", `"text":"/start@minh_chung_bot abc@d"`),
			message51(flows.Event{Kind: flows.EventText, Text: "/start abc@d"})},
		{"a forwarded link behind words", in("message", `"forward_origin":{"type":"hidden_user","sender_user_name":"Zalo","date":1679641000},"text":"Chuyên mục CĐS",`+
			`"entities":[{"offset":0,"length":14,"type":"text_link","url":"https://syt.example.vn/cds"},{"offset":0,"length":6,"type":"bold"}]`),
			message51(flows.Event{Kind: flows.EventText, Text: "Chuyên mục CĐS\nhttps://syt.example.vn/cds", HTML: `<a href="https://syt.example.vn/cds"><b>Chuyên</b> mục CĐS</a>`, Forward: true})},
		{"a link that says itself", in("message", `"forward_date":1679641000,"text":"https://a.vn/b","entities":[{"offset":0,"length":14,"type":"text_link","url":"https://a.vn/b"},{"offset":0,"length":3,"type":"text_link","url":"tg://user?id=7"}]`),
			message51(flows.Event{Kind: flows.EventText, Text: "https://a.vn/b", HTML: `<a href="https://a.vn/b">https://a.vn/b</a>`, Forward: true})},
		{"a photo", in("message", photoJSON+`,"caption":"I.2.2 ảnh họp"`),
			message51(flows.Event{Kind: flows.EventUpload, Text: "I.2.2 ảnh họp", Upload: upload("photo", "x", "", 171543)})},
		{"a formatted caption", in("message", photoJSON+`,"caption":"Họp gấp","caption_entities":[{"offset":4,"length":3,"type":"bold"}]`),
			message51(flows.Event{Kind: flows.EventUpload, Text: "Họp gấp", HTML: "Họp <b>gấp</b>", Upload: upload("photo", "x", "", 171543)})},
		{"a part of an album", in("message", `"media_group_id":"13457812345",`+photoJSON), message51(flows.Event{Kind: flows.EventUpload, Upload: album})},
		{"a document", in("message", documentJSON), message51(flows.Event{Kind: flows.EventUpload, Upload: upload("document", "d1", "giay-moi-q1.pdf", 204800)})},
		{"a video", in("message", `"video":{"duration":12,"width":640,"height":360,"file_name":"le.mp4","mime_type":"video/mp4","file_id":"v1","file_unique_id":"uv1","file_size":99}`),
			message51(flows.Event{Kind: flows.EventUpload, Upload: upload("video", "v1", "le.mp4", 99)})},
		{"the own number", in("message", `"reply_to_message":{"message_id":50},"contact":{"phone_number":"+84 905 123 456","first_name":"Lan","user_id":42}`),
			message51(flows.Event{Kind: flows.EventPhone, Phone: "84905123456", OwnPhone: true})},
		{"another's number", in("message", `"contact":{"phone_number":"0905123456","first_name":"Minh","user_id":43}`),
			message51(flows.Event{Kind: flows.EventPhone, Phone: "84905123456"})},
		{"a number of nobody's", in("message", `"contact":{"phone_number":"84905123456","first_name":"Sở"}`),
			message51(flows.Event{Kind: flows.EventPhone, Phone: "84905123456"})},
		{"a sticker", in("message", `"sticker":{"width":512,"height":512,"emoji":"👍","file_id":"st"}`), message51(flows.Event{Kind: flows.EventOther})},
		{"what Telegram has not thought of yet", in("message", `"hologram":{"file_id":"h"}`), message51(flows.Event{Kind: flows.EventOther})},
		{"an edit", in("edited_message", `"edit_date":1679641260,"text":"38/119"`), edit51(flows.Event{Text: "38/119"})},
		{"an edited caption", in("edited_message", `"edit_date":1679641260,`+documentJSON+`,"caption":"I.2.3"`), edit51(flows.Event{Text: "I.2.3"})},
		{"a button", `{"update_id":1,"callback_query":{"id":"180388626433","from":{"id":42,"language_code":"en-GB"},"chat_instance":"-3","data":"card:open:I.2.2:",` +
			`"message":{"message_id":40,"from":{"id":9,"is_bot":true},"chat":{"id":42,"type":"private"},"date":1679000000,"text":"x"}}}`,
			flows.Event{Kind: flows.EventButton, Key: "c:180388626433", Chat: lan, At: arrived, Data: "card:open:I.2.2:", Message: "40", Language: "en"}},
		{"a button under what is long gone", `{"update_id":1,"callback_query":{"id":"7","from":{"id":42},"data":"x"}}`,
			flows.Event{Kind: flows.EventButton, Key: "c:7", Chat: lan, At: arrived, Data: "x"}},
		{"the bot is blocked", `{"update_id":1,"my_chat_member":{"chat":{"id":42,"type":"private"},"from":{"id":42,"language_code":"vi"},"date":1679641200,` +
			`"old_chat_member":{"status":"member"},"new_chat_member":{"user":{"id":9,"is_bot":true},"status":"kicked","until_date":0}}}`,
			flows.Event{Kind: flows.EventBlocked, Key: "k:42:1679641200:kicked", Chat: lan, At: time.Unix(1679641200, 0).UTC(), Language: "vi"}},
	}
}

type translation struct {
	name string
	raw  string
	want flows.Event
}

func TestTranslate(t *testing.T) {
	c := newStub(t).client()
	for _, tc := range translations() {
		got, ok, err := c.Translate([]byte(tc.raw), arrived)
		if err != nil || !ok {
			t.Errorf("%s: %v, %v", tc.name, ok, err)
			continue
		}
		if pretty(got) != pretty(tc.want) {
			t.Errorf("%s:\n got %s\nwant %s", tc.name, pretty(got), pretty(tc.want))
		}
		if key, chat, ok := KeyOf([]byte(tc.raw)); !ok || key != got.Key || chat != got.Chat {
			t.Errorf("%s: KeyOf gives %q, %q, %v", tc.name, key, chat, ok)
		}
	}
}

func inGroup(raw string) string {
	return strings.NewReplacer(`"chat":{"id":42,`, `"chat":{"id":-1001,"title":"Hội CĐS",`, `"type":"private"`, `"type":"supergroup"`).Replace(raw)
}

func TestWhatConcernsNoFlow(t *testing.T) {
	c := newStub(t).client()
	for name, raw := range map[string]string{
		"a group":        inGroup(in("message", `"text":"a"`)),
		"a channel post": `{"update_id":1,"channel_post":{"message_id":1,"chat":{"id":-100,"type":"channel"},"date":1,"text":"a"}}`,
		"a poll":         `{"update_id":1,"poll":{"id":"1"}}`,
		"no update":      `{"update_id":1}`,
	} {
		if e, ok, err := c.Translate([]byte(raw), arrived); ok || err != nil {
			t.Errorf("%s becomes %+v, %v", name, e, err)
		}
		if key, chat, ok := KeyOf([]byte(raw)); ok {
			t.Errorf("%s has the key %q in %q", name, key, chat)
		}
	}
	for name, raw := range map[string]string{
		"a pinned message":     in("message", `"pinned_message":{"message_id":3}`),
		"a timer":              in("message", `"message_auto_delete_timer_changed":{"message_auto_delete_time":86400}`),
		"a live location":      in("edited_message", `"edit_date":1679641260,"location":{"latitude":16.46,"longitude":107.59,"live_period":900}`),
		"the person came back": `{"update_id":1,"my_chat_member":{"chat":{"id":42,"type":"private"},"from":{"id":42},"date":1,"new_chat_member":{"status":"member"}}}`,
	} {
		if e, ok, err := c.Translate([]byte(raw), arrived); ok || err != nil {
			t.Errorf("%s becomes %+v, %v", name, e, err)
		}
	}
	for _, raw := range []string{``, `7`, `{"message":7}`, `{"update_id":1,"message":{"message_id":"x"}}`} {
		if _, ok, err := c.Translate([]byte(raw), arrived); ok || err == nil {
			t.Errorf("%q is translated", raw)
		}
	}
}

func TestKeysDiffer(t *testing.T) {
	seen := map[string]string{}
	for name, raw := range map[string]string{
		"message":     in("message", `"text":"a"`),
		"edit":        in("edited_message", `"edit_date":1679641260,"text":"b"`),
		"second edit": in("edited_message", `"edit_date":1679641261,"text":"c"`),
		"other chat":  strings.ReplaceAll(in("message", `"text":"a"`), `"id":42`, `"id":43`),
		"blocked":     `{"update_id":1,"my_chat_member":{"chat":{"id":42,"type":"private"},"from":{"id":42},"date":1,"new_chat_member":{"status":"kicked"}}}`,
		"back":        `{"update_id":1,"my_chat_member":{"chat":{"id":42,"type":"private"},"from":{"id":42},"date":1,"new_chat_member":{"status":"member"}}}`,
	} {
		key, _, ok := KeyOf([]byte(raw))
		if other, taken := seen[key]; !ok || taken {
			t.Errorf("%s has the key %q (%v), as %s", name, key, ok, other)
		}
		seen[key] = name
	}
	again := strings.Replace(in("message", `"text":"a"`), "870123456", "5", 1)
	if key, _, _ := KeyOf([]byte(again)); seen[key] != "message" {
		t.Errorf("the same message under another number has the key %q", key)
	}
}
