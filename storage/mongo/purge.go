package mongo

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"minhchung/storage"
)

// Purge deletes the rows done before the time, but never a chat's last
// session. It says how many.
func (i *Inbox) Purge(ctx context.Context, before time.Time) (int, error) {
	old := bson.D{
		{Key: "state", Value: rowDone},
		{Key: "done_at", Value: bson.D{{Key: "$lt", Value: bson.DateTime(storage.ToMillis(before))}}},
	}
	total, err := i.purge(ctx, append(old[:2:2], bson.E{Key: "left", Value: false}))
	if err != nil {
		return total, err
	}
	chats, err := i.chatsOf(ctx, append(old[:2:2], bson.E{Key: "left", Value: true}))
	if err != nil {
		return total, err
	}
	for _, chat := range chats {
		last, err := i.lastOf(ctx, chat, "order")
		if err != nil {
			return total, fmt.Errorf("purge the inbox of %s: %w", chat, err)
		}
		n, err := i.purge(ctx, append(old[:2:2],
			bson.E{Key: "chat", Value: chat},
			bson.E{Key: "order", Value: bson.D{{Key: "$lt", Value: last.Order}}}))
		total += n
		if err != nil {
			return total, err
		}
	}
	return total, nil
}

func (i *Inbox) purge(ctx context.Context, filter bson.D) (int, error) {
	result, err := i.rows.DeleteMany(ctx, filter)
	if err != nil {
		return 0, fmt.Errorf("purge the inbox: %w", err)
	}
	return int(result.DeletedCount), nil
}

// chatsOf gives the chats of the rows that the filter finds, each once.
func (i *Inbox) chatsOf(ctx context.Context, filter bson.D) ([]string, error) {
	rows, err := find[rowRecord](ctx, i.rows, filter, options.Find().SetProjection(bson.D{{Key: "chat", Value: 1}}))
	if err != nil {
		return nil, fmt.Errorf("find chats to purge: %w", err)
	}
	var chats []string
	known := make(map[string]bool)
	for _, r := range rows {
		if !known[r.Chat] {
			known[r.Chat] = true
			chats = append(chats, r.Chat)
		}
	}
	return chats, nil
}
