package bot

import (
	"context"

	"minhchung/storage"
)

// takeOver looks again and again for rows that nobody seems to work, and works
// them: what a replica took in that has died since, what waited in it for its
// time, and what was put by a call that failed half-way. A row that is only
// slow is taken over as well, which is harmless: the chat's lock is waited for
// until its worker is done, and then there is nothing left to do.
func (b *Bot) takeOver(ctx context.Context) {
	for sleep(ctx, b.Clock, lookEvery) == nil {
		pending, err := b.Store.Inbox.Pending(ctx)
		if err != nil {
			if ctx.Err() == nil {
				b.Log.WarnContext(ctx, "rows that nobody works cannot be looked for", "error", err)
			}
			continue
		}
		b.running.add(b.orphans(pending)...)
	}
}

func (b *Bot) orphans(pending []storage.Row) []storage.Row {
	var old []storage.Row
	now := b.Clock.Now()
	for _, row := range pending {
		since := row.Arrived
		if !row.Due.IsZero() {
			since = row.Due
		}
		if now.Sub(since) >= orphanAge {
			old = append(old, row)
		}
	}
	return old
}
