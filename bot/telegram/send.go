package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"strconv"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"minhchung/bot"
	"minhchung/flows"
)

// Send delivers one message and gives its id: of several parts, the one that
// has the buttons. A text too long for one message leaves in parts; after an
// error some of them may have arrived. A file's caption is plain text. Errors
// are *bot.SendError.
func (c *Client) Send(ctx context.Context, chat string, m bot.Outgoing) (ref string, err error) {
	id, err := chatID(chat)
	if err != nil {
		return "", &bot.SendError{Kind: bot.SendFinal, Detail: err.Error()}
	}
	switch {
	case m.Remove != "":
		ref, err = c.remove(ctx, id, m)
	case m.Message != nil:
		ref, err = c.sendMessage(ctx, id, m)
	case m.File != nil:
		f := *m.File
		f.Caption = html.EscapeString(f.Caption)
		ref, err = c.sendFile(ctx, id, f, nil)
	case m.Answer != "":
		err = c.answer(ctx, m.Answer, m.Toast)
	case m.Typing != "":
		_, err = c.call(ctx, "sendChatAction", tgbotapi.Params{"chat_id": id, "action": m.Typing})
	default:
		return "", &bot.SendError{Kind: bot.SendFinal, Detail: "nothing to send"}
	}
	return ref, sendError(err)
}

// answer ends the waiting of a pressed button. callback may be the key of the
// update. A query that is too old is past answering, which hurts nobody.
func (c *Client) answer(ctx context.Context, callback string, toast *flows.Toast) error {
	params := tgbotapi.Params{"callback_query_id": strings.TrimPrefix(callback, callbackKey)}
	if toast != nil {
		params.AddNonEmpty("text", clip(toast.Text, maxToast))
		params.AddBool("show_alert", toast.Alert)
	}
	_, err := c.call(ctx, "answerCallbackQuery", params)
	if refused(err, "query is too old", "query id is invalid") {
		return nil
	}
	return err
}

// removed is all that the message says which takes a keyboard away: a message
// has either that or buttons.
const removed = "✓"

// sendMessage sends a text, edits one, or sends a file that the bot made or
// keeps.
func (c *Client) sendMessage(ctx context.Context, chat string, out bot.Outgoing) (ref string, err error) {
	m, edit := *out.Message, out.Edit
	var last any // the markup under the last part
	switch {
	case len(m.Buttons) > 0:
		last = inline(m.Buttons)
	case m.AskPhone != "":
		last, edit = phoneKey(m.AskPhone), "" // an edit can change no keyboard
	case m.DropKeys:
		last, edit = noKeys(), ""
	}
	if len(m.Buttons) > 0 && m.DropKeys && m.AskPhone == "" {
		if _, err := c.sendText(ctx, chat, removed, noKeys(), false); err != nil {
			return "", err
		}
	}
	switch {
	case m.Attachment != nil:
		ref, err = c.sendFile(ctx, chat, attached(m), last)
	case out.File != nil:
		ref, err = c.sendCaptioned(ctx, chat, *out.File, m.Text, edit, last)
	default:
		ref, err = c.sendParts(ctx, chat, split(m.Text, maxText, maxText), edit, last, m.NoPreview)
	}
	if err == nil && len(m.Buttons) > 0 && m.AskPhone != "" {
		_, err = c.sendText(ctx, chat, html.EscapeString(m.AskPhone), phoneKey(m.AskPhone), false)
	}
	return ref, err
}

// sendParts sends the parts of one text, the last with the markup. With edit,
// the first replaces that message, if it still can.
func (c *Client) sendParts(ctx context.Context, chat string, parts []string, edit string, last any, noPreview bool) (ref string, err error) {
	for i, part := range parts {
		var markup any
		if i == len(parts)-1 {
			markup = last
		}
		if i == 0 && edit != "" {
			ref, err = c.edit(ctx, chat, edit, part, markup, noPreview)
		} else {
			ref, err = c.sendText(ctx, chat, part, markup, noPreview)
		}
		if err != nil {
			return "", err
		}
	}
	return ref, nil
}

func (c *Client) sendText(ctx context.Context, chat, text string, markup any, noPreview bool) (ref string, err error) {
	params, err := textParams(chat, text, markup, noPreview)
	if err != nil {
		return "", err
	}
	result, err := c.call(ctx, "sendMessage", params)
	if err != nil {
		return "", err
	}
	return messageID(result)
}

// edit replaces a text. A message that cannot be edited, because it is gone,
// too old or a file, is left, and the text sent anew.
func (c *Client) edit(ctx context.Context, chat, ref, text string, markup any, noPreview bool) (string, error) {
	params, err := textParams(chat, text, markup, noPreview)
	if err != nil {
		return "", err
	}
	params["message_id"] = ref
	_, err = c.call(ctx, "editMessageText", params)
	switch {
	case err == nil, unchanged(err):
		return ref, nil
	case uneditable(err):
		return c.sendText(ctx, chat, text, markup, noPreview)
	}
	return "", err
}

func unchanged(err error) bool { return refused(err, "message is not modified") }

// uneditable says that a message is not there to be edited, or not as such.
func uneditable(err error) bool {
	return refused(err, "message to edit not found", "message can't be edited", "message_id_invalid",
		"no text in the message", "no caption in the message", "message identifier", "message not found")
}

func textParams(chat, text string, markup any, noPreview bool) (tgbotapi.Params, error) {
	params := tgbotapi.Params{"chat_id": chat, "text": text, "parse_mode": tgbotapi.ModeHTML}
	if noPreview {
		params["link_preview_options"] = `{"is_disabled":true}`
	}
	return params, addMarkup(params, markup)
}

func addMarkup(params tgbotapi.Params, markup any) error {
	if markup == nil {
		return nil
	}
	if err := params.AddInterface("reply_markup", markup); err != nil {
		return fmt.Errorf("write the buttons: %w", err)
	}
	return nil
}

// refused says whether the server refused a call with any of these words.
func refused(err error, words ...string) bool {
	var e *apiError
	return errors.As(err, &e) && e.status == 400 && e.says(words...)
}

func messageID(result json.RawMessage) (string, error) {
	var sent struct {
		ID int64 `json:"message_id"`
	}
	if err := json.Unmarshal(result, &sent); err != nil {
		return "", fmt.Errorf("read what was sent: %w", err)
	}
	return strconv.FormatInt(sent.ID, 10), nil
}
