package sandbox

import (
	"bytes"
	"encoding/json"
	"strings"
)

// What Telegram allows in a keyboard.
const (
	maxCallbackData = 64 // bytes
	maxButtons      = 100
	maxButtonsInRow = 8
)

// replyMarkup is what a message carries below itself or does to the reply keyboard.
type replyMarkup struct {
	Inline   *InlineKeyboard
	Keyboard json.RawMessage // a reply keyboard to show
	Remove   bool            // take the reply keyboard away
}

// replyMarkup reads and checks the call's reply_markup.
func (c *call) replyMarkup() (replyMarkup, error) {
	raw := strings.TrimSpace(c.values["reply_markup"])
	if raw == "" {
		return replyMarkup{}, nil
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(raw), &fields); err != nil {
		return replyMarkup{}, badRequest("object expected as reply markup")
	}
	switch {
	case fields["keyboard"] != nil:
		return replyMarkup{Keyboard: json.RawMessage(raw)}, checkKeyboard(fields["keyboard"])
	case fields["inline_keyboard"] != nil:
		inline, err := inlineKeyboard(fields["inline_keyboard"])
		return replyMarkup{Inline: inline}, err
	case string(fields["remove_keyboard"]) == "true":
		return replyMarkup{Remove: true}, nil
	case string(fields["force_reply"]) == "true":
		return replyMarkup{Keyboard: json.RawMessage(raw)}, nil
	default:
		return replyMarkup{}, badRequest("can't parse reply keyboard markup: none of its kinds is given")
	}
}

func rowsOf(raw json.RawMessage, field string) ([][]json.RawMessage, error) {
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, badRequest("field %q must be an Array of Arrays", field)
	}
	rows := make([][]json.RawMessage, len(list))
	count := 0
	for i, row := range list {
		if err := json.Unmarshal(row, &rows[i]); err != nil {
			return nil, badRequest("field %q must be an Array of Arrays", field)
		}
		if count += len(rows[i]); count > maxButtons || len(rows[i]) > maxButtonsInRow {
			return nil, badRequest("reply markup is too long")
		}
	}
	return rows, nil
}

// inlineKeyboard reads the rows of an inline keyboard; nil for an empty one.
func inlineKeyboard(raw json.RawMessage) (*InlineKeyboard, error) {
	rows, err := rowsOf(raw, "inline_keyboard")
	if err != nil {
		return nil, err
	}
	keyboard := &InlineKeyboard{}
	for _, row := range rows {
		var buttons []Button
		for _, rawButton := range row {
			b, err := inlineButton(rawButton)
			if err != nil {
				return nil, err
			}
			buttons = append(buttons, b)
		}
		if len(buttons) > 0 {
			keyboard.InlineKeyboard = append(keyboard.InlineKeyboard, buttons)
		}
	}
	if len(keyboard.InlineKeyboard) == 0 {
		return nil, nil
	}
	return keyboard, nil
}

func inlineButton(raw json.RawMessage) (Button, error) {
	const prefix = "can't parse inline keyboard button: "
	if !bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")) {
		return Button{}, badRequest(prefix + "InlineKeyboardButton must be an Object")
	}
	var b Button
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&b); err != nil {
		return Button{}, badRequest(prefix+"%s", strings.TrimPrefix(err.Error(), "json: "))
	}
	if strings.TrimSpace(b.Text) == "" {
		return Button{}, badRequest(prefix + `field "text" must be a non-empty String`)
	}
	switch n := b.actions(); {
	case n == 0:
		return Button{}, badRequest(prefix + "Text buttons are unallowed in the inline keyboard")
	case n > 1:
		return Button{}, badRequest(prefix + "exactly one of the optional fields must be used")
	case len(b.CallbackData) > maxCallbackData:
		return Button{}, badRequest("BUTTON_DATA_INVALID")
	case b.URL != "" && !buttonLink(b.URL):
		return Button{}, badRequest("inline keyboard button URL '%s' is invalid: Wrong HTTP URL", b.URL)
	}
	return b, nil
}

// actions counts what the button would do; Telegram wants exactly one thing.
func (b Button) actions() int {
	n := 0
	for _, set := range []bool{
		b.URL != "", b.CallbackData != "", b.CopyText != nil, b.WebApp != nil, b.LoginURL != nil,
		b.SwitchInline != nil, b.SwitchHere != nil, b.SwitchChosen != nil, b.Game != nil, b.Pay != nil,
	} {
		if set {
			n++
		}
	}
	return n
}

func buttonLink(link string) bool {
	scheme, rest, found := strings.Cut(link, "://")
	if !found {
		return strings.Contains(link, ".") && !strings.ContainsAny(link, " \n")
	}
	known := scheme == "http" || scheme == "https" || scheme == "tg"
	return known && rest != "" && !strings.ContainsAny(link, " \n")
}

// checkKeyboard checks the rows of a reply keyboard.
func checkKeyboard(raw json.RawMessage) error {
	rows, err := rowsOf(raw, "keyboard")
	if err != nil {
		return err
	}
	for _, row := range rows {
		for _, button := range row {
			if _, err := keyboardLabel(button); err != nil {
				return err
			}
		}
	}
	return nil
}

// keyboardLabel gives the text of a reply keyboard's button, which may be a plain string.
func keyboardLabel(raw json.RawMessage) (string, error) {
	var label string
	if json.Unmarshal(raw, &label) == nil && label != "" {
		return label, nil
	}
	var button struct {
		Text string `json:"text"`
	}
	if err := json.Unmarshal(raw, &button); err != nil || button.Text == "" {
		return "", badRequest("can't parse keyboard button: KeyboardButton must be a String or an Object")
	}
	return button.Text, nil
}
