package bot

import (
	"context"
	"encoding/json"
	"fmt"

	"minhchung/flows"
)

// live is a chat's session as Sessions keeps it, with the number of the row
// that left it.
type live struct {
	Order int64           `json:"order"`
	After json.RawMessage `json:"after"`
}

// loadSession finds where the chat stands. The live session counts when it is
// that of the row just before; else the chat's last done row is asked, which
// always knows: the live one may be lost, or be this row's own, from a try
// that ended before the row was done, or an older one's, which a replica left
// that went on although its lock was lost. When the last done row is this one
// or a later one, somebody else has worked this one meanwhile: it must not be
// stepped again from a session that came after it.
func (t *turn) loadSession(ctx context.Context) error {
	raw, err := t.Store.Sessions.Load(ctx, t.row.Chat)
	if err != nil {
		return fmt.Errorf("load the session: %w: %w", errOutage, err)
	}
	if raw != nil {
		var l live
		if err := json.Unmarshal(raw, &l); err != nil {
			return fmt.Errorf("read the live session: %w", err)
		}
		if l.Order == t.row.Order-1 {
			t.before = l.After
			return nil
		}
	}
	before, order, err := t.Store.Inbox.LastSession(ctx, t.row.Chat)
	if err != nil {
		return fmt.Errorf("load the last session: %w", err)
	}
	t.before, t.overtaken = before, order >= t.row.Order
	return nil
}

// session decodes the one that the row found: anew for every step, so that no
// step sees what another one did to it.
func (t *turn) session() (flows.Session, error) {
	var s flows.Session
	if len(t.before) == 0 {
		return s, nil
	}
	if err := json.Unmarshal(t.before, &s); err != nil {
		return s, fmt.Errorf("read the session: %w", err)
	}
	return s, nil
}

// finish marks the row done with the session that it leaves. The live session
// is saved first: then it is never older than the inbox's.
func (t *turn) finish(ctx context.Context) error {
	if t.after != nil {
		raw, err := json.Marshal(live{Order: t.row.Order, After: t.after})
		if err != nil {
			return fmt.Errorf("encode the live session: %w", err)
		}
		if err := t.Store.Sessions.Save(ctx, t.row.Chat, raw); err != nil {
			return fmt.Errorf("save the session: %w: %w", errOutage, err)
		}
	}
	if err := t.Store.Inbox.Done(ctx, t.row.Key, t.after, stamp(t.Clock.Now())); err != nil {
		return fmt.Errorf("mark %s done: %w", t.row.Key, err)
	}
	return nil
}
