package telegram

import (
	"context"
	"encoding/json"
)

// sort parts a batch into what is to be kept and the groups to leave, and
// gives the offset that confirms all of it. An update that cannot be read
// does not stop the others.
func (c *Client) sort(ctx context.Context, raws []json.RawMessage) (batch []Update, groups []int64, next int64) {
	for _, raw := range raws {
		u, err := decode(raw)
		if err != nil {
			u.ID = numberOf(raw)
		}
		if u.ID > 0 {
			next = max(next, u.ID+1)
		}
		if err != nil {
			c.log.ErrorContext(ctx, "an update cannot be read and is passed over", "update", u.ID, "error", err)
			continue
		}
		if key, chat, ok := u.key(); ok {
			batch = append(batch, Update{Key: key, Chat: chat, Raw: raw})
		}
		if id, ok := u.groupToLeave(); ok {
			groups = append(groups, id)
		}
	}
	return batch, groups, next
}

// numberOf reads nothing but an update's number; 0 for none.
func numberOf(raw json.RawMessage) int64 {
	var number struct {
		ID int64 `json:"update_id"`
	}
	if json.Unmarshal(raw, &number) != nil {
		return 0
	}
	return number.ID
}
