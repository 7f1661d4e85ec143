package telegram

import (
	"bytes"
	"context"
	"errors"
	"io"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"minhchung/bot"
	"minhchung/flows"
)

// attached gives the file that a message carries; its text is the caption.
func attached(m flows.Message) bot.File {
	return bot.File{
		Name: m.Attachment.Name, Kind: kindDocument, Caption: m.Text,
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(m.Attachment.Content)), nil },
	}
}

// sendFile sends a file with its caption (HTML). What does not fit into a
// caption follows as text, and the markup is under the last message.
func (c *Client) sendFile(ctx context.Context, chat string, f bot.File, last any) (ref string, err error) {
	parts := split(f.Caption, maxCaption, maxText)
	markup := last
	if len(parts) > 1 {
		markup = nil
	}
	ref, err = c.sendAs(ctx, chat, f.Kind, f, parts[0], markup)
	var e *apiError
	if errors.As(err, &e) && f.Kind != kindDocument && e.kind() == bot.SendFinal {
		// Too large for a photo, too wide, no picture at all: as a document it still arrives.
		ref, err = c.sendAs(ctx, chat, kindDocument, f, parts[0], markup)
	}
	if err != nil || len(parts) == 1 {
		return ref, err
	}
	return c.sendParts(ctx, chat, parts[1:], "", last, true)
}

// sendCaptioned sends a kept file with a message's text as its caption, or
// edits the caption of one that was sent.
func (c *Client) sendCaptioned(ctx context.Context, chat string, f bot.File, caption, edit string, last any) (ref string, err error) {
	f.Caption = caption
	if edit == "" {
		return c.sendFile(ctx, chat, f, last)
	}
	err = c.editCaption(ctx, chat, edit, caption, last)
	if uneditable(err) {
		return c.sendFile(ctx, chat, f, last)
	}
	return edit, err
}

// editCaption replaces the text under a file.
func (c *Client) editCaption(ctx context.Context, chat, ref, caption string, markup any) error {
	params := tgbotapi.Params{"chat_id": chat, "message_id": ref, "caption": split(caption, maxCaption, maxText)[0], "parse_mode": tgbotapi.ModeHTML}
	if err := addMarkup(params, markup); err != nil {
		return err
	}
	_, err := c.call(ctx, "editMessageCaption", params)
	if unchanged(err) {
		return nil
	}
	return err
}

// remove deletes a message. One that is gone already is as good; one that is
// too old to be deleted is replaced, be it a text or a file with its caption.
func (c *Client) remove(ctx context.Context, chat string, m bot.Outgoing) (ref string, err error) {
	_, err = c.call(ctx, "deleteMessage", tgbotapi.Params{"chat_id": chat, "message_id": m.Remove})
	switch {
	case refused(err, "message to delete not found"):
		return "", nil
	case refused(err, "message can't be deleted") && m.Message != nil:
		return m.Remove, c.editAway(ctx, chat, m.Remove, *m.Message)
	}
	return "", err
}

func (c *Client) editAway(ctx context.Context, chat, ref string, m flows.Message) error {
	params, err := textParams(chat, m.Text, nil, m.NoPreview)
	if err != nil {
		return err
	}
	params["message_id"] = ref
	_, err = c.call(ctx, "editMessageText", params)
	if refused(err, "no text in the message") {
		err = c.editCaption(ctx, chat, ref, m.Text, nil)
	}
	if unchanged(err) {
		return nil
	}
	return err
}

func (c *Client) sendAs(ctx context.Context, chat, kind string, f bot.File, caption string, markup any) (ref string, err error) {
	params := tgbotapi.Params{"chat_id": chat}
	if caption != "" {
		params["caption"], params["parse_mode"] = caption, tgbotapi.ModeHTML
	}
	if err := addMarkup(params, markup); err != nil {
		return "", err
	}
	method, field := "sendDocument", "document"
	switch kind {
	case kindPhoto:
		method, field = "sendPhoto", "photo"
	case kindVideo:
		method, field = "sendVideo", "video"
		params["supports_streaming"] = "true"
	}
	result, err := c.sendContent(ctx, method, field, params, f)
	if err != nil {
		return "", err
	}
	return messageID(result)
}
