package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"minhchung/bot"
)

// sentFiles knows by which id the server has a content that goes to many, so
// that it leaves once. It forgets with the process.
type sentFiles struct {
	mu        sync.Mutex
	byContent map[string]*sentFile
}

// sentFile is one content, sent one way. Its turn is had by who sends it first;
// the others wait.
type sentFile struct {
	turn chan struct{}
	id   string // "" before it was sent
}

// manySentFiles is how many are known before all are forgotten.
const manySentFiles = 256

func (s *sentFiles) of(content, method string) *sentFile {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := method + " " + content
	f := s.byContent[key]
	if f == nil {
		if s.byContent == nil || len(s.byContent) >= manySentFiles {
			s.byContent = map[string]*sentFile{}
		}
		f = &sentFile{turn: make(chan struct{}, 1)}
		s.byContent[key] = f
	}
	return f
}

// sendContent sends a file by the id that the server has given it, or uploads
// it. An id that the server no longer takes is forgotten.
func (c *Client) sendContent(ctx context.Context, method, field string, params tgbotapi.Params, f bot.File) (json.RawMessage, error) {
	if f.Content == "" {
		return c.uploadFile(ctx, method, field, params, f)
	}
	known := c.files.of(f.Content, method)
	select {
	case known.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for %s to be uploaded: %w", f.Name, ctx.Err())
	}
	id := known.id
	if id == "" {
		defer func() { <-known.turn }()
		result, err := c.uploadFile(ctx, method, field, params, f)
		if err == nil {
			known.id = fileID(result, field)
		}
		return result, err
	}
	<-known.turn
	byID := tgbotapi.Params{field: id}
	for name, value := range params {
		byID[name] = value
	}
	result, err := c.call(ctx, method, byID)
	if refused(err, "file identifier", "file_id", "file reference") {
		known.turn <- struct{}{}
		if known.id == id {
			known.id = ""
		}
		<-known.turn
		return c.sendContent(ctx, method, field, params, f)
	}
	return result, err
}

func (c *Client) uploadFile(ctx context.Context, method, field string, params tgbotapi.Params, f bot.File) (json.RawMessage, error) {
	content, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("open %s to send it: %w", f.Name, err)
	}
	return c.upload(ctx, method, params, field, f.Name, content)
}

// fileID reads from a sent message the id of its file: of a photo that of its
// largest size. "" when there is none.
func fileID(message json.RawMessage, field string) string {
	var fields map[string]json.RawMessage
	if json.Unmarshal(message, &fields) != nil {
		return ""
	}
	type file struct {
		ID string `json:"file_id"`
	}
	var one file
	var sizes []file
	if json.Unmarshal(fields[field], &one) == nil {
		return one.ID
	}
	if json.Unmarshal(fields[field], &sizes) == nil && len(sizes) > 0 {
		return sizes[len(sizes)-1].ID
	}
	return ""
}
