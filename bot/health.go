package bot

import (
	"context"
	"fmt"
)

// nobody is a chat that there is not: asking for it costs a store nothing.
const nobody = "job:health"

// Healthy says whether the stores answer that an update cannot do without.
func (b *Bot) Healthy(ctx context.Context) error {
	if _, _, err := b.Store.Inbox.LastSession(ctx, nobody); err != nil {
		return fmt.Errorf("ask the inbox: %w", err)
	}
	if _, err := b.Store.Sessions.Load(ctx, nobody); err != nil {
		return fmt.Errorf("ask for live sessions: %w", err)
	}
	return nil
}
