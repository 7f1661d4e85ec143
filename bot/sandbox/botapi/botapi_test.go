package botapi

import (
	"strings"
	"testing"
)

func load(t *testing.T) *API {
	t.Helper()
	api, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return api
}

func TestFindKnowsEveryMethodInAnyCase(t *testing.T) {
	api := load(t)
	for _, name := range []string{"sendMessage", "SENDMESSAGE", "getMe", "getWebhookInfo"} {
		if _, ok := api.Find(name); !ok {
			t.Errorf("%s is not known", name)
		}
	}
	if _, ok := api.Find("sendMesage"); ok {
		t.Error("a misspelt method is known")
	}
	if n := len(api.Names()); n < 180 {
		t.Errorf("only %d methods", n)
	}
}

func TestCheckSaysWhatIsWrong(t *testing.T) {
	api := load(t)
	for _, c := range []struct {
		method string
		values map[string]string
		files  map[string]bool
		want   string // "" for nothing wrong
	}{
		{"sendMessage", map[string]string{"chat_id": "1", "text": "Kính chào"}, nil, ""},
		{"sendMessage", map[string]string{"text": "Kính chào"}, nil, "chat_id is empty"},
		{"sendMessage", map[string]string{"chat_id": "1"}, nil, "message text is empty"},
		{"sendMessage", map[string]string{"chat_id": "1", "text": "a", "parsemode": "HTML"}, nil, `unknown parameter "parsemode"`},
		{"sendMessage", map[string]string{"chat_id": "1", "text": "a", "protect_content": "perhaps"}, nil, "must be a boolean"},
		{"sendMessage", map[string]string{"chat_id": "1", "text": "a", "reply_markup": "{"}, nil, "can't parse reply markup JSON object"},
		{"sendMessage", map[string]string{"chat_id": "1", "text": "a", "reply_markup": "[]"}, nil, "must be an object"},
		{"sendDocument", map[string]string{"chat_id": "1"}, nil, "there is no document in the request"},
		{"sendDocument", map[string]string{"chat_id": "1"}, map[string]bool{"document": true}, ""},
		{"sendDocument", map[string]string{"chat_id": "1", "document": "BQAD"}, nil, ""},
		{"deleteMessage", map[string]string{"chat_id": "1", "message_id": "one"}, nil, "must be a number"},
		{"sendMediaGroup", map[string]string{"chat_id": "1", "media": "{}"}, nil, "must be an array"},
		{"sendChatAction", map[string]string{"chat_id": "1", "action": "typing"}, nil, ""},
		{"sendChatAction", map[string]string{"chat_id": "1"}, nil, `parameter "action" is required`},
		{"getMe", map[string]string{"x": "1"}, nil, "unknown parameter"},
	} {
		method, ok := api.Find(c.method)
		if !ok {
			t.Fatalf("%s is not known", c.method)
		}
		err := method.Check(c.values, c.files)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s %v: got %v, want %q", c.method, c.values, err, c.want)
		}
	}
}
