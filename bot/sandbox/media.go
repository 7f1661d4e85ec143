package sandbox

import (
	"strings"
)

// attachment is one file of a message, ready to be put into it.
type attachment struct {
	photo    []PhotoSize
	document *Document
	video    *Video
}

func (a attachment) into(m *Message) { m.Photo, m.Document, m.Video = a.photo, a.document, a.video }

// mediaKind is what a method or an album's entry calls its file.
func mediaKind(method string) string { return strings.ToLower(strings.TrimPrefix(method, "send")) }

// sendMedia sends a document, a photo or a video.
func (s *Server) sendMedia(c *call) (any, error) {
	caption, err := c.caption()
	if err != nil {
		return nil, err
	}
	markup, err := c.replyMarkup()
	if err != nil {
		return nil, err
	}
	// Whoever cannot be reached is said so before the file is worked on.
	if err := s.mayReach(c); err != nil {
		return nil, err
	}
	kind := mediaKind(c.method)
	content, err := s.attach(c, kind, kind)
	if err != nil {
		return nil, err
	}
	var sent *Message
	err = s.change(func() error {
		to, err := s.reach(c)
		if err != nil {
			return err
		}
		m := Message{Caption: caption.text, CaptionEntities: caption.entities}
		content.into(&m)
		if err := s.answerTo(c, to, &m); err != nil {
			return err
		}
		sent = s.put(to, m, markup)
		return nil
	})
	return sent, err
}

func (s *Server) mayReach(c *call) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.reach(c)
	return err
}

// attach makes the attachment that the parameter name holds: an upload, a
// reference to one ("attach://…") or the id of a known file.
func (s *Server) attach(c *call, name, kind string) (attachment, error) {
	return s.attachFrom(c, name, c.values[name], kind)
}

func (s *Server) attachFrom(c *call, name, value, kind string) (attachment, error) {
	if part, ok := strings.CutPrefix(value, "attach://"); ok {
		name, value = part, ""
	}
	if u, ok := c.uploads[name]; ok && value == "" {
		delete(c.uploads, name) // it is used: a failing call no longer drops it
		return s.take(u, kind)
	}
	if value == "" {
		return attachment{}, badRequest("there is no %s in the request", kind)
	}
	if strings.Contains(value, "://") {
		return attachment{}, badRequest("failed to get HTTP URL content")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.state.files[value]
	if f == nil {
		return attachment{}, badRequest("wrong file identifier/HTTP URL specified")
	}
	return reuse(f, kind)
}

// reuse sends a known file again; a file stays of its kind.
func reuse(f *file, kind string) (attachment, error) {
	switch {
	case kind == "document" && f.Kind == "documents":
		return attachment{document: f.document()}, nil
	case kind == "photo" && f.Kind == "photos" && len(f.Sizes) > 0:
		return attachment{photo: f.Sizes}, nil
	case kind == "video" && f.Kind == "videos":
		return attachment{video: f.video()}, nil
	default:
		return attachment{}, badRequest("type of file mismatch")
	}
}

// take turns an upload, of the bot or of a person, into an attachment.
func (s *Server) take(u upload, kind string) (attachment, error) {
	if u.Size == 0 {
		s.contents.drop(u.Number)
		return attachment{}, badRequest("file must be non-empty")
	}
	if kind == "photo" {
		sizes, err := s.takePhoto(u.stored)
		if err != nil {
			s.contents.drop(u.Number)
		}
		return attachment{photo: sizes}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.newFile(kind+"s", u.name, mimeOf(u.name), u.stored)
	s.keepFile(f)
	if kind == "video" {
		return attachment{video: f.video()}, nil
	}
	return attachment{document: f.document()}, nil
}
