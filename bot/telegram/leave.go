package telegram

import (
	"context"
	"strconv"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// groupToLeave gives the group that an update shows the bot to be in. What a
// department files is nobody else's to read, so the bot stays in none.
func (u update) groupToLeave() (id int64, ok bool) {
	var c chat
	switch {
	case u.Message != nil:
		c = u.Message.Chat
	case u.Edited != nil:
		c = u.Edited.Chat
	case u.Callback != nil && u.Callback.Message != nil:
		c = u.Callback.Message.Chat
	case u.Member != nil && u.Member.New.Status != "left" && u.Member.New.Status != "kicked":
		c = u.Member.Chat
	}
	return c.ID, c.group()
}

// leave leaves the groups. A failure is only logged: the next update from the
// group tries again.
func (c *Client) leave(ctx context.Context, groups []int64) {
	left := map[int64]bool{}
	for _, id := range groups {
		if left[id] {
			continue
		}
		left[id] = true
		params := tgbotapi.Params{"chat_id": strconv.FormatInt(id, 10)}
		if _, err := c.call(ctx, "leaveChat", params); err != nil {
			c.log.WarnContext(ctx, "could not leave a group", "group", id, "error", err)
		}
	}
}
