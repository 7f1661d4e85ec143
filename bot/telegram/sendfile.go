package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
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
	content, err := f.Open()
	if err != nil {
		return "", fmt.Errorf("open %s to send it: %w", f.Name, err)
	}
	result, err := c.upload(ctx, method, params, field, f.Name, content)
	if err != nil {
		return "", err
	}
	return messageID(result)
}
