package sandbox

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
)

// act is what the page asks a person to do; each action reads the fields that it needs.
type act struct {
	Text      string `json:"text"`
	Payload   string `json:"payload"`
	MessageID int64  `json:"message_id"`
	Data      string `json:"data"`
}

// pageAct does one of a person's actions and answers what came of it.
func (s *Server) pageAct(w http.ResponseWriter, r *http.Request) {
	id, err := personID(r)
	var a act
	if err == nil {
		err = readBody(r, &a)
	}
	if err != nil {
		refuse(w, err)
		return
	}
	result, err := s.act(id, r.PathValue("action"), a)
	if err != nil {
		refuse(w, err)
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"result": result})
}

func (s *Server) act(id int64, action string, a act) (any, error) {
	switch action {
	case "say":
		return s.Say(id, a.Text)
	case "start":
		return s.Begin(id, a.Payload)
	case "press":
		return s.Press(id, a.MessageID, a.Data)
	case "edit":
		return s.EditMessage(id, a.MessageID, a.Text)
	case "forward":
		return s.Forward(id, a.MessageID)
	case "contact":
		return s.ShareContact(id)
	case "block":
		return true, s.Block(id)
	case "unblock":
		return true, s.Unblock(id)
	case "read":
		return true, s.MarkRead(id, a.MessageID)
	default:
		return nil, fmt.Errorf("unknown action %q", action)
	}
}

// MarkRead takes note that a person has seen the chat up to a message.
func (s *Server) MarkRead(person, upTo int64) error {
	return s.change(func() error {
		c := s.state.chats[person]
		if c == nil || upTo <= c.Read {
			return nil
		}
		c.Read = upTo
		s.keepChat(c)
		s.emit(person, "read", upTo)
		return nil
	})
}

// pageUpload takes a multipart form: "as" (photo or file) and "caption" before
// the files. Several files are sent as albums of up to ten.
func (s *Server) pageUpload(w http.ResponseWriter, r *http.Request) {
	id, err := personID(r)
	if err != nil {
		refuse(w, err)
		return
	}
	messages, err := s.readUploads(r)
	if err != nil {
		refuse(w, err)
		return
	}
	var sent []Message
	for part := range slices.Chunk(messages, maxAlbum) {
		list, err := s.sendPrepared(id, part)
		if err != nil {
			refuse(w, err)
			return
		}
		sent = append(sent, list...)
	}
	writeJSON(w, http.StatusOK, map[string]any{"result": sent})
}

func (s *Server) readUploads(r *http.Request) ([]Message, error) {
	reader, err := r.MultipartReader()
	if err != nil {
		return nil, fmt.Errorf("read the form: %w", err)
	}
	fields := map[string]string{}
	var messages []Message
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read the form: %w", err)
		}
		if part.FileName() == "" {
			value, err := io.ReadAll(io.LimitReader(part, maxValues))
			if err != nil {
				return nil, fmt.Errorf("read the form: %w", err)
			}
			fields[part.FormName()] = string(value)
			continue
		}
		m, err := s.prepare(Upload{
			Name: part.FileName(), Content: part, Caption: fields["caption"],
			AsPhoto: fields["as"] == "photo", AsVideo: fields["as"] == "video",
		})
		if err != nil {
			return nil, err
		}
		delete(fields, "caption") // an album's caption is its first part's
		messages = append(messages, m)
	}
	if len(messages) == 0 {
		return nil, errors.New("no file was chosen")
	}
	return messages, nil
}
