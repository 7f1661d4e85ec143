// Package botapi knows which methods the Bot API has and which parameters each
// of them takes, so that the sandbox can refuse a misspelt or missing one. It
// knows nothing of HTTP, of chats or of what a method does.
//
// NOTICE: botapi.json holds facts (names, types, limits) of Bot API 10.3 that
// were read out of @gramio/types 10.3.1, published under the MIT licence.
package botapi

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

//go:embed botapi.json
var facts []byte

// Param is what is known of one parameter.
type Param struct {
	Type     string `json:"type"` // as TypeScript writes it: "number | string", "BotCommand[]"
	Required bool   `json:"required"`
	Limit    *Limit `json:"limit"`
}

// Limit is a length that a parameter's value must have.
type Limit struct {
	Min  int    `json:"min"`
	Max  int    `json:"max"`
	Unit string `json:"unit"`
}

// Method is one method of the Bot API.
type Method struct {
	Name   string // in its documented spelling
	Params map[string]Param
}

// API is the table of all methods.
type API struct{ methods map[string]Method }

// bare lists the methods that take no parameter: the data names only the others.
func bare() []string {
	return []string{
		"getMe", "logOut", "close", "getWebhookInfo", "getForumTopicIconStickers",
		"getAvailableGifts", "getMyStarBalance", "removeMyProfilePhoto",
	}
}

// Load reads the built-in table.
func Load() (*API, error) {
	var data map[string]map[string]Param
	decoder := json.NewDecoder(bytes.NewReader(facts))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&data); err != nil {
		return nil, fmt.Errorf("read the Bot API's methods: %w", err)
	}
	api := &API{methods: make(map[string]Method, len(data)+8)}
	for name, params := range data {
		api.methods[strings.ToLower(name)] = Method{Name: name, Params: params}
	}
	for _, name := range bare() {
		api.methods[strings.ToLower(name)] = Method{Name: name}
	}
	return api, nil
}

// Find gives a method by its name, in any case, as Telegram does.
func (a *API) Find(name string) (Method, bool) {
	m, ok := a.methods[strings.ToLower(name)]
	return m, ok
}

// Names gives every method's documented name, sorted.
func (a *API) Names() []string {
	var names []string
	for _, m := range a.methods {
		names = append(names, m.Name)
	}
	slices.Sort(names)
	return names
}

// Check says what is wrong with a call's parameters, in the words that follow
// "Bad Request: ". The values are as they came: JSON values other than strings
// stay JSON. A name in files came as an uploaded part.
//
// Telegram itself passes over what it does not know; here that is an error,
// because a misspelt parameter is a mistake that nobody would see.
func (m Method) Check(values map[string]string, files map[string]bool) error {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		param, ok := m.Params[name]
		if !ok {
			return fmt.Errorf("unknown parameter %q of %s", name, m.Name)
		}
		if err := param.check(name, values[name]); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.Params)) {
		if m.Params[name].Required && values[name] == "" && !files[name] {
			return missing(name)
		}
	}
	return nil
}

// missing words the absence of a parameter as Telegram does where it is known how.
func missing(name string) error {
	switch name {
	case "chat_id", "from_chat_id":
		return fmt.Errorf("%s is empty", name)
	case "text":
		return fmt.Errorf("message text is empty")
	case "document", "photo", "video":
		return fmt.Errorf("there is no %s in the request", name)
	case "message_id":
		return fmt.Errorf("message identifier is not specified")
	case "callback_query_id":
		return fmt.Errorf("query is too old and response timeout expired or query ID is invalid")
	case "file_id":
		return fmt.Errorf("file_id not specified")
	default:
		return fmt.Errorf("parameter %q is required", name)
	}
}

func (p Param) check(name, value string) error {
	if value == "" {
		return nil
	}
	switch {
	case p.Type == "number":
		if _, err := strconv.ParseFloat(value, 64); err != nil {
			return fmt.Errorf("parameter %q must be a number", name)
		}
	case p.Type == "boolean":
		if !slices.Contains([]string{"true", "false", "True", "False", "1", "0"}, value) {
			return fmt.Errorf("parameter %q must be a boolean", name)
		}
	case strings.HasSuffix(p.Type, "[]"):
		return mustBe(name, value, '[', "an array")
	case p.isObject():
		return mustBe(name, value, '{', "an object")
	}
	return nil
}

// isObject tells types written with a capital (an interface of the Bot API)
// from plain values, files and the quoted words of an enumeration.
func (p Param) isObject() bool {
	if p.Type == "SendChatActionAction" || strings.Contains(p.Type, "string") || strings.Contains(p.Type, `"`) {
		return false
	}
	first := strings.TrimLeft(p.Type, "|( ")
	return first != "" && first[0] >= 'A' && first[0] <= 'Z' && !strings.HasPrefix(first, "InputFile")
}

func mustBe(name, value string, open byte, what string) error {
	trimmed := strings.TrimSpace(value)
	if !json.Valid([]byte(trimmed)) {
		return fmt.Errorf("can't parse %s JSON object", strings.ReplaceAll(name, "_", " "))
	}
	if trimmed[0] != open {
		return fmt.Errorf("parameter %q must be %s", name, what)
	}
	return nil
}
