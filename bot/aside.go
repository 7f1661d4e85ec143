package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"minhchung/storage"
)

// AsideRow is an update that failed as often as it may, for the operator.
type AsideRow struct {
	Key     string    `json:"key"`
	Chat    string    `json:"chat"` // the beginning of a hash: it tells chats apart, not who they are
	Failure string    `json:"failure"`
	Arrived time.Time `json:"arrived"`
}

// Aside lists the updates that were set aside, the oldest first.
func (o *Office) Aside(ctx context.Context) ([]AsideRow, error) {
	rows, err := o.inbox.Aside(ctx)
	if err != nil {
		return nil, fmt.Errorf("see what was set aside: %w", err)
	}
	list := make([]AsideRow, len(rows))
	for i, row := range rows {
		list[i] = AsideRow{Key: row.Key, Chat: chatHash(row.Chat), Failure: row.Failure, Arrived: row.Arrived}
	}
	return list, nil
}

func chatHash(chat string) string {
	sum := sha256.Sum256([]byte(chat))
	return hex.EncodeToString(sum[:4])
}

// PutBack lets an update that was set aside be worked again, behind what came
// to its chat meanwhile: at once in the running process, else with the next
// start. It stays the same update: what it may have led to is not done twice.
func (o *Office) PutBack(ctx context.Context, key string) error {
	row, err := o.inbox.PutBack(ctx, key)
	if errors.Is(err, storage.ErrNotFound) {
		return &OfficeError{NotAside, key}
	}
	if err != nil {
		return fmt.Errorf("put an update back: %w", err)
	}
	if o.resume != nil {
		o.resume(row)
	}
	return nil
}

// resume hands a pending row to the workers, if they run.
func (b *Bot) resume(row storage.Row) {
	b.gate.RLock()
	defer b.gate.RUnlock()
	if b.running != nil {
		b.running.add(row)
	}
}
