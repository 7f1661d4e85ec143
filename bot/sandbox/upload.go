package sandbox

import (
	"errors"
	"fmt"
	"io"

	"minhchung/bot/sandbox/markup"
)

// Upload is a file that a person sends.
type Upload struct {
	Name    string // as on the person's device
	Content io.Reader
	AsPhoto bool // sent as a picture: made smaller, without a name
	AsVideo bool
	Caption string
	Group   string // the album that it belongs to, from NewAlbum; "" for none
}

func (u Upload) kind() string {
	switch {
	case u.AsPhoto:
		return "photo"
	case u.AsVideo:
		return "video"
	default:
		return "document"
	}
}

// Upload sends one file.
func (s *Server) Upload(person int64, u Upload) (Message, error) {
	m, err := s.prepare(u)
	if err != nil {
		return Message{}, err
	}
	sent, err := s.sendPrepared(person, []Message{m})
	if err != nil {
		return Message{}, err
	}
	return sent[0], nil
}

// NewAlbum numbers an album whose parts are sent one by one with Upload.
func (s *Server) NewAlbum() (string, error) {
	group := ""
	err := s.change(func() error {
		group = s.newGroup()
		return nil
	})
	return group, err
}

// Album sends several files at once. The bot gets a message for each, all of
// them with one media group; by custom the first carries the caption.
func (s *Server) Album(person int64, uploads ...Upload) ([]Message, error) {
	if len(uploads) < minAlbum || len(uploads) > maxAlbum {
		return nil, fmt.Errorf("an album has %d to %d files, not %d", minAlbum, maxAlbum, len(uploads))
	}
	messages := make([]Message, len(uploads))
	for i, u := range uploads {
		m, err := s.prepare(u)
		if err != nil {
			return nil, err
		}
		messages[i] = m
	}
	return s.sendPrepared(person, messages)
}

// sendPrepared sends messages whose contents were taken in: several are one album.
func (s *Server) sendPrepared(person int64, messages []Message) ([]Message, error) {
	var sent []Message
	err := s.as(person, func(p *Person, c *chat) error {
		group := ""
		if len(messages) > 1 {
			group = s.newGroup()
		}
		for _, m := range messages {
			if group != "" {
				m.MediaGroupID = group
			}
			one, err := s.hear(p, c, m)
			if err != nil {
				return err
			}
			sent = append(sent, one)
		}
		return nil
	})
	return sent, err
}

// prepare takes in the content and makes the message without its number.
func (s *Server) prepare(u Upload) (Message, error) {
	caption, _ := markup.Trim(u.Caption, nil)
	if markup.Len(caption) > maxCaption {
		return Message{}, fmt.Errorf("a caption has at most %d characters", maxCaption)
	}
	content, err := s.contents.put(u.Content, maxPersonFile)
	if errors.Is(err, errTooLong) {
		return Message{}, fmt.Errorf("send %s: a file has at most %d bytes", u.Name, int64(maxPersonFile))
	}
	if err != nil {
		return Message{}, fmt.Errorf("send %s: %w", u.Name, err)
	}
	a, err := s.take(upload{name: u.Name, stored: content}, u.kind())
	if err != nil {
		return Message{}, fmt.Errorf("send %s: %w", u.Name, err)
	}
	m := Message{Caption: caption, CaptionEntities: markup.Detect(caption, nil), MediaGroupID: u.Group}
	a.into(&m)
	return m, nil
}

// Content opens a file that a message names, for tests to compare.
func (s *Server) Content(fileID string) (io.ReadSeekCloser, error) {
	s.mu.Lock()
	f := s.state.files[fileID]
	s.mu.Unlock()
	if f == nil {
		return nil, fmt.Errorf("file %s is not known", fileID)
	}
	return s.contents.open(f.Content)
}
