package bot

import (
	"context"
	"encoding/json"
	"fmt"

	"minhchung/flows"
	"minhchung/storage"
)

// prepare finds out what happened and where the chat stands, and decides
// whether a file may be fetched.
func (t *turn) prepare(ctx context.Context) error {
	if !t.translated {
		if err := t.translate(); err != nil {
			return err
		}
		t.translated = true
	}
	if t.ignored {
		return nil
	}
	if t.event.Kind == flows.EventBlocked {
		t.ignored = true // nobody is there to answer
		return t.people.mark(ctx, t.row.Chat, true)
	}
	if err := t.unmark(ctx); err != nil {
		return err
	}
	if err := t.loadSession(ctx); err != nil || t.overtaken {
		return err
	}
	if t.event.Kind == flows.EventUpload && t.found == nil {
		return t.admit(ctx)
	}
	return nil
}

// unmark notes that somebody is back who could not be reached.
func (t *turn) unmark(ctx context.Context) error {
	if t.event.Kind == flows.EventWake {
		return nil // nobody did anything
	}
	_, me, err := t.people.in(ctx, t.row.Chat)
	if err != nil || !me.Blocked {
		return err
	}
	return t.people.mark(ctx, t.row.Chat, false)
}

// translate opens the row's envelope.
func (t *turn) translate() error {
	e, err := open(t.row.Update)
	if err != nil {
		return fmt.Errorf("open row %s: %w", t.row.Key, err)
	}
	switch e.kind {
	case envelopeWake:
		t.event = flows.Event{Kind: flows.EventWake, At: t.row.Arrived, Wake: &flows.Wakeful{}}
		if err := json.Unmarshal(e.content, t.event.Wake); err != nil {
			return fmt.Errorf("read a wake: %w", err)
		}
	default:
		event, ok, err := t.Channel.Translate(e.content, t.row.Arrived)
		if err != nil {
			return fmt.Errorf("translate an update: %w", err)
		}
		t.event, t.ignored = event, !ok
	}
	t.event.Key, t.event.Chat, t.event.Nonce = t.row.Key, t.row.Chat, e.nonce
	t.event.At = stamp(t.event.At)
	return nil
}

// wake keeps what is to happen later: a row that is not due yet.
func (t *turn) wake(ctx context.Context, index int, w flows.Wake) error {
	content, err := wrapWake(w.What)
	if err != nil {
		return err
	}
	now := t.Clock.Now()
	return t.put(ctx, storage.Row{
		Key:  wakeKey(t.row.Key, index),
		Chat: t.row.Chat, Arrived: stamp(now), Due: stamp(now.Add(w.After)), Update: content,
	})
}

// ripen gives a row that has become due its place among the chat's others: as
// a new row, because the inbox knows the last session by the order of rows,
// and the waiting one was stored before others that came first.
func (b *Bot) ripen(ctx context.Context, row storage.Row) {
	for {
		err := b.put(ctx, storage.Row{
			Key: ripeKey(row.Key), Chat: row.Chat, Arrived: stamp(b.Clock.Now()), Update: row.Update,
		})
		if err == nil {
			err = b.Store.Inbox.Done(ctx, row.Key, nil, stamp(b.Clock.Now()))
		}
		if err == nil || ctx.Err() != nil {
			return
		}
		b.Log.WarnContext(ctx, "a waiting update is late", "key", row.Key, "error", err)
		if sleep(ctx, b.Clock, outagePause) != nil {
			return
		}
	}
}
