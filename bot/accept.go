package bot

import (
	"context"
	"fmt"

	"minhchung/storage"
)

// Update is one thing that a channel delivered, not yet understood.
type Update struct {
	Key  string // unique: the same when it is delivered again
	Chat string // channel and id: "telegram:123"
	Raw  []byte
}

// Accept takes updates in, in their order. They are durable once it returns
// without an error: only then may the channel be told that they arrived. What
// is known already is passed over.
func (b *Bot) Accept(ctx context.Context, updates []Update) error {
	now := stamp(b.Clock.Now())
	rows := make([]storage.Row, len(updates))
	for i, u := range updates {
		rows[i] = storage.Row{Key: u.Key, Chat: u.Chat, Arrived: now, Update: wrap(envelopeUpdate, u.Raw)}
	}
	return b.put(ctx, rows...)
}

// put stores rows and hands on those that are new. Before the bot runs they
// are only stored: it takes up what is pending when it starts.
func (b *Bot) put(ctx context.Context, rows ...storage.Row) error {
	b.gate.RLock()
	defer b.gate.RUnlock()
	fresh, err := b.Store.Inbox.Put(ctx, rows...)
	if b.running != nil {
		b.running.add(fresh...)
	}
	if err != nil {
		return fmt.Errorf("put %d updates into the inbox: %w", len(rows), err)
	}
	return nil
}
