package telegram

import (
	"encoding/json"
	"fmt"
)

// update is what is read of an update. The library's own types are of 2021:
// they lack fields and refuse whole updates when an unrelated one has changed
// its shape since.
type update struct {
	ID       int64     `json:"update_id"`
	Message  *message  `json:"message"`
	Edited   *message  `json:"edited_message"`
	Callback *callback `json:"callback_query"`
	Member   *member   `json:"my_chat_member"`
}

type user struct {
	ID       int64  `json:"id"`
	Language string `json:"language_code"`
}

type chat struct {
	ID   int64  `json:"id"`
	Type string `json:"type"` // private, group, supergroup or channel
}

func (c chat) private() bool { return c.Type == "private" }
func (c chat) group() bool   { return c.Type == "group" || c.Type == "supergroup" }

type message struct {
	ID       int64  `json:"message_id"`
	From     *user  `json:"from"`
	Chat     chat   `json:"chat"`
	Date     int64  `json:"date"`
	EditDate int64  `json:"edit_date"`
	Group    string `json:"media_group_id"`

	ForwardOrigin json.RawMessage `json:"forward_origin"`
	ForwardDate   int64           `json:"forward_date"` // what servers before Bot API 7.0 say instead

	Text            string   `json:"text"`
	Entities        []entity `json:"entities"`
	Caption         string   `json:"caption"`
	CaptionEntities []entity `json:"caption_entities"`

	Photo    []photo  `json:"photo"`
	Document *file    `json:"document"`
	Video    *file    `json:"video"`
	Contact  *contact `json:"contact"`
}

// entity marks a stretch of a text, counted in UTF-16 units.
type entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	URL    string `json:"url"` // of a text_link: its address stands nowhere in the text
}

type photo struct {
	File   string `json:"file_id"`
	Width  int64  `json:"width"`
	Height int64  `json:"height"`
	Size   int64  `json:"file_size"`
}

type file struct {
	File string `json:"file_id"`
	Name string `json:"file_name"`
	Size int64  `json:"file_size"`
}

type contact struct {
	Phone string `json:"phone_number"`
	User  int64  `json:"user_id"`
}

type callback struct {
	ID      string `json:"id"`
	From    *user  `json:"from"`
	Data    string `json:"data"`
	Message *struct {
		ID   int64 `json:"message_id"`
		Chat chat  `json:"chat"`
	} `json:"message"`
}

type member struct {
	Chat chat  `json:"chat"`
	From *user `json:"from"`
	Date int64 `json:"date"`
	New  struct {
		Status string `json:"status"`
	} `json:"new_chat_member"`
}

func decode(raw []byte) (update, error) {
	var u update
	if err := json.Unmarshal(raw, &u); err != nil {
		return update{}, fmt.Errorf("read an update: %w", err)
	}
	return u, nil
}
