package sandbox

import (
	"encoding/json"

	"minhchung/bot/sandbox/markup"
)

// The types below have the shape that the Bot API documents; what the sandbox
// never fills is left out.

// User is a person or the bot.
type User struct {
	ID           int64  `json:"id"`
	IsBot        bool   `json:"is_bot"`
	FirstName    string `json:"first_name"`
	Username     string `json:"username,omitempty"`
	LanguageCode string `json:"language_code,omitempty"`
}

// Chat is where a message stands.
type Chat struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"`
	Title     string `json:"title,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	Username  string `json:"username,omitempty"`
}

// PhotoSize is one size of a picture.
type PhotoSize struct {
	FileID       string `json:"file_id"`
	FileUniqueID string `json:"file_unique_id"`
	Width        int    `json:"width"`
	Height       int    `json:"height"`
	FileSize     int64  `json:"file_size"`
}

// Document is a file sent as it is.
type Document struct {
	FileID       string `json:"file_id"`
	FileUniqueID string `json:"file_unique_id"`
	FileName     string `json:"file_name,omitempty"`
	MimeType     string `json:"mime_type,omitempty"`
	FileSize     int64  `json:"file_size"`
}

// Video is a file sent as a video.
type Video struct {
	FileID       string `json:"file_id"`
	FileUniqueID string `json:"file_unique_id"`
	Width        int    `json:"width"`
	Height       int    `json:"height"`
	Duration     int    `json:"duration"`
	FileName     string `json:"file_name,omitempty"`
	MimeType     string `json:"mime_type,omitempty"`
	FileSize     int64  `json:"file_size"`
}

// Contact is a shared phone number.
type Contact struct {
	PhoneNumber string `json:"phone_number"`
	FirstName   string `json:"first_name"`
	UserID      int64  `json:"user_id,omitempty"`
}

// Origin says where a forwarded message came from.
type Origin struct {
	Type       string `json:"type"`
	Date       int64  `json:"date"`
	SenderUser *User  `json:"sender_user,omitempty"`
}

// Button is a button under a message. Exactly one of its actions is set.
type Button struct {
	Text         string          `json:"text"`
	URL          string          `json:"url,omitempty"`
	CallbackData string          `json:"callback_data,omitempty"`
	CopyText     json.RawMessage `json:"copy_text,omitempty"`
	WebApp       json.RawMessage `json:"web_app,omitempty"`
	LoginURL     json.RawMessage `json:"login_url,omitempty"`
	SwitchInline json.RawMessage `json:"switch_inline_query,omitempty"`
	SwitchHere   json.RawMessage `json:"switch_inline_query_current_chat,omitempty"`
	SwitchChosen json.RawMessage `json:"switch_inline_query_chosen_chat,omitempty"`
	Game         json.RawMessage `json:"callback_game,omitempty"`
	Pay          json.RawMessage `json:"pay,omitempty"`
	Icon         string          `json:"icon_custom_emoji_id,omitempty"`
	Style        string          `json:"style,omitempty"`
}

// InlineKeyboard is the rows of buttons under a message.
type InlineKeyboard struct {
	InlineKeyboard [][]Button `json:"inline_keyboard"`
}

// Message is a message as a chat shows it, in the Bot API's shape.
type Message struct {
	MessageID       int64           `json:"message_id"`
	From            *User           `json:"from,omitempty"`
	Chat            Chat            `json:"chat"`
	Date            int64           `json:"date"`
	EditDate        int64           `json:"edit_date,omitempty"`
	ForwardOrigin   *Origin         `json:"forward_origin,omitempty"`
	MediaGroupID    string          `json:"media_group_id,omitempty"`
	ReplyToMessage  *Message        `json:"reply_to_message,omitempty"`
	Text            string          `json:"text,omitempty"`
	Entities        []markup.Entity `json:"entities,omitempty"`
	Caption         string          `json:"caption,omitempty"`
	CaptionEntities []markup.Entity `json:"caption_entities,omitempty"`
	Photo           []PhotoSize     `json:"photo,omitempty"`
	Document        *Document       `json:"document,omitempty"`
	Video           *Video          `json:"video,omitempty"`
	Contact         *Contact        `json:"contact,omitempty"`
	ReplyMarkup     *InlineKeyboard `json:"reply_markup,omitempty"`
}

// FromBot says whether the bot wrote the message.
func (m Message) FromBot() bool { return m.From != nil && m.From.IsBot }

// Body gives the text, or the caption of what has one.
func (m Message) Body() string {
	if m.Text != "" {
		return m.Text
	}
	return m.Caption
}

// Buttons gives all buttons under the message, row after row.
func (m Message) Buttons() []Button {
	if m.ReplyMarkup == nil {
		return nil
	}
	var all []Button
	for _, row := range m.ReplyMarkup.InlineKeyboard {
		all = append(all, row...)
	}
	return all
}

// Button gives the first button with that label.
func (m Message) Button(label string) (Button, bool) {
	for _, b := range m.Buttons() {
		if b.Text == label {
			return b, true
		}
	}
	return Button{}, false
}

// hasMedia says whether the message is more than text.
func (m *Message) hasMedia() bool {
	return len(m.Photo) > 0 || m.Document != nil || m.Video != nil
}
