package telegram

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"minhchung/flows"
)

// Translate turns an update into an event. arrived is when it came in: what
// counts for a button, whose message may be old. ok is false for what
// concerns no flow: anything outside private chats, channel posts, what the
// app itself writes into a chat. Nonce is left to the caller.
func (c *Client) Translate(raw []byte, arrived time.Time) (event flows.Event, ok bool, err error) {
	u, err := decode(raw)
	if err != nil {
		return flows.Event{}, false, err
	}
	key, chat, ok := u.key()
	if !ok {
		return flows.Event{}, false, nil
	}
	event = flows.Event{Key: key, Chat: chat, Language: language(u.person().Language)}
	switch {
	case u.Message != nil:
		ok = u.Message.fill(&event, raw)
	case u.Edited != nil:
		ok = u.Edited.fillEdit(&event)
	case u.Callback != nil:
		u.Callback.fill(&event, arrived)
	case u.Member != nil:
		ok = u.Member.fill(&event)
	}
	if !ok {
		return flows.Event{}, false, nil
	}
	return event, true, nil
}

// language takes the first part of a tag: "en-GB" is "en".
func language(tag string) string {
	first, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return first
}

func moment(seconds int64) time.Time { return time.Unix(seconds, 0).UTC() }

func (m *message) fill(e *flows.Event, raw []byte) bool {
	e.At = moment(m.Date)
	e.Message = strconv.FormatInt(m.ID, 10)
	e.Forward = m.ForwardDate != 0 || len(m.ForwardOrigin) > 0
	e.Text = m.words()
	e.HTML = formatted(m.written())
	e.Upload = m.upload()
	switch {
	case e.Upload != nil:
		e.Kind = flows.EventUpload
	case m.Contact != nil:
		e.Kind = flows.EventPhone
		e.Phone = phone(m.Contact.Phone)
		// The server fills in whose number it is: nobody can share another's as their own.
		e.OwnPhone = m.Contact.User == m.From.ID
	case m.Text != "":
		e.Kind = flows.EventText
	case isService(raw):
		return false
	default:
		e.Kind = flows.EventOther
	}
	return true
}

// fillEdit tells an edit; what a live location does to itself is none.
func (m *message) fillEdit(e *flows.Event) bool {
	e.Kind = flows.EventEdited
	e.At = moment(m.EditDate)
	e.Message = strconv.FormatInt(m.ID, 10)
	e.Forward = m.ForwardDate != 0 || len(m.ForwardOrigin) > 0
	e.Text = m.words()
	return e.Text != "" || m.upload() != nil
}

func (q *callback) fill(e *flows.Event, arrived time.Time) {
	e.Kind = flows.EventButton
	e.At = arrived
	e.Data = q.Data
	if q.Message != nil {
		e.Message = strconv.FormatInt(q.Message.ID, 10)
	}
}

// fill tells that the person blocked the bot. Coming back is no event: the
// app sends /start then.
func (m *member) fill(e *flows.Event) bool {
	e.Kind = flows.EventBlocked
	e.At = moment(m.Date)
	return m.New.Status == "kicked"
}

// upload gives the file of a message; nil when it has none that could be
// evidence. Of a photo's sizes it is the largest.
func (m *message) upload() *flows.Upload {
	switch {
	case len(m.Photo) > 0:
		largest := m.Photo[0]
		for _, p := range m.Photo[1:] {
			if p.Width*p.Height > largest.Width*largest.Height {
				largest = p
			}
		}
		return &flows.Upload{File: largest.File, Kind: kindPhoto, Size: largest.Size, Group: m.Group}
	case m.Video != nil:
		return &flows.Upload{File: m.Video.File, Kind: kindVideo, Name: m.Video.Name, Size: m.Video.Size, Group: m.Group}
	case m.Document != nil:
		return &flows.Upload{File: m.Document.File, Kind: kindDocument, Name: m.Document.Name, Size: m.Document.Size, Group: m.Group}
	}
	return nil
}

// The kinds of uploads and files.
const (
	kindDocument = "document"
	kindPhoto    = "photo"
	kindVideo    = "video"
)

// words gives the text or caption. A link that hides behind its words is
// added at the end, or it would be lost; "@bot" is taken off a command.
func (m *message) words() string {
	text, entities := m.written()
	text = withoutMention(text)
	for _, e := range entities {
		if e.Type == "text_link" && e.web() && !strings.Contains(text, e.URL) {
			text += "\n" + e.URL
		}
	}
	return text
}

// written gives the text or caption as it is, with what marks its parts.
func (m *message) written() (string, []entity) {
	if m.Text != "" {
		return m.Text, m.Entities
	}
	return m.Caption, m.CaptionEntities
}

// withoutMention makes "/start@some_bot abc" the "/start abc" that it means.
func withoutMention(text string) string {
	if !strings.HasPrefix(text, "/") {
		return text
	}
	end := strings.IndexAny(text, " \n\t")
	if end < 0 {
		end = len(text)
	}
	command, _, _ := strings.Cut(text[:end], "@")
	return command + text[end:]
}

// phone gives the digits of a number with its country code. A number in the
// domestic form is taken for a Vietnamese one.
func phone(given string) string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, given)
	if rest, domestic := strings.CutPrefix(digits, "0"); domestic && !strings.HasPrefix(rest, "0") {
		return "84" + rest
	}
	return digits
}

// isService says whether a message was written by the app and not by the
// person: that something was pinned, say. Unknown kinds count as the person's,
// who then gets an answer.
func isService(raw []byte) bool {
	var u struct {
		Message map[string]json.RawMessage `json:"message"`
	}
	if json.Unmarshal(raw, &u) != nil {
		return false
	}
	for _, kind := range []string{
		"pinned_message", "message_auto_delete_timer_changed", "write_access_allowed", "connected_website",
		"chat_background_set", "users_shared", "chat_shared", "proximity_alert_triggered", "boost_added",
		"successful_payment", "refunded_payment", "gift", "unique_gift", "passport_data",
	} {
		if _, ok := u.Message[kind]; ok {
			return true
		}
	}
	return false
}
