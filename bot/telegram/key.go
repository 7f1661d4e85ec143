package telegram

import "fmt"

// KeyOf gives the unique key of an update and the chat that it belongs to.
// ok is false for what belongs into no inbox: whatever is not in a private
// chat, kinds that are not read, and what is no update at all.
//
// The key is made of what the message is, never of the update's number, which
// starts anew after a week of silence:
//
//	m:<chat>:<message>          a message
//	e:<chat>:<message>:<date>   an edit of it
//	c:<callback>                a pressed button
//	k:<chat>:<date>:<status>    the person blocked the bot or came back
func KeyOf(raw []byte) (key, chat string, ok bool) {
	u, err := decode(raw)
	if err != nil {
		return "", "", false
	}
	return u.key()
}

func (u update) key() (key, chat string, ok bool) {
	from := u.person()
	if from == nil {
		return "", "", false
	}
	switch {
	case u.Message != nil:
		key = fmt.Sprintf("m:%d:%d", u.Message.Chat.ID, u.Message.ID)
	case u.Edited != nil:
		key = fmt.Sprintf("e:%d:%d:%d", u.Edited.Chat.ID, u.Edited.ID, u.Edited.EditDate)
	case u.Callback != nil:
		key = callbackKey + u.Callback.ID
	case u.Member != nil:
		key = fmt.Sprintf("k:%d:%d:%s", u.Member.Chat.ID, u.Member.Date, u.Member.New.Status)
	}
	return key, chatName(from.ID), true
}

// callbackKey starts the key of a pressed button; the callback's id follows.
const callbackKey = "c:"

// person is who did it in a private chat; nil for everything else.
func (u update) person() *user {
	switch {
	case u.Message != nil && u.Message.Chat.private():
		return u.Message.From
	case u.Edited != nil && u.Edited.Chat.private():
		return u.Edited.From
	case u.Callback != nil && (u.Callback.Message == nil || u.Callback.Message.Chat.private()):
		return u.Callback.From
	case u.Member != nil && u.Member.Chat.private():
		return u.Member.From
	}
	return nil
}
