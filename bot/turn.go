package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"minhchung/flows"
	"minhchung/storage"
)

// turn is one row being worked. What was reached stays when a try fails, so
// that the next try goes on from there: nothing is fetched, decided or said
// twice while the process lives.
type turn struct {
	*Bot
	row   storage.Row
	tries int

	translated  bool
	ignored     bool // concerns no flow
	event       flows.Event
	found       *flows.Found // of an upload, once it is known what becomes of it
	department  string       // for which the file comes in
	quota       int64        // bytes that the file may still have, by what its department sent today
	asTable     bool         // the file is read as a table of figures
	asAnnounced bool         // it goes with an announcement
	told        bool         // that the file is coming in

	before    []byte // the session that the row found
	overtaken bool   // another replica has done the row meanwhile
	decided   bool
	person    string // whose event it is; "" for a stranger
	after     []byte // the session that it leaves
	effects   []flows.Effect
	next      int  // the first effect that is not performed yet
	gone      bool // the person cannot be reached: nothing more is sent there

	apologised bool
}

// errOutage is a failure of what keeps sessions, locks and pace. It is not
// the row's: it is waited out and does not count.
var errOutage = errors.New("outage")

// work brings a chat forward until one of its rows is done or set aside, or
// the bot stops.
func (b *Bot) work(ctx context.Context, own storage.Row) {
	var failed *turn
	for {
		t, err := b.visit(ctx, own, failed)
		if err == nil || ctx.Err() != nil {
			return // done; or left to the next run
		}
		pause := outagePause
		if t == nil {
			b.Log.WarnContext(ctx, "an update waits for an outage to end", "key", own.Key, "error", err)
		} else {
			pause = t.failed(ctx, err)
		}
		if sleep(ctx, b.Clock, pause) != nil {
			return
		}
		failed = t
	}
}

// visit works, under the chat's lock, what is pending in it up to one row, the
// oldest first: another replica may have taken in an earlier row that is not
// worked yet, and may have worked this one meanwhile. It stops at the first
// that fails and gives that one's turn, and nil when the failure is no row's;
// failed is the turn of an earlier visit, which goes on where it stopped.
func (b *Bot) visit(ctx context.Context, own storage.Row, failed *turn) (*turn, error) {
	unlock, err := b.Store.Locks.Lock(ctx, own.Chat)
	if err != nil {
		return nil, fmt.Errorf("lock the chat: %w: %w", errOutage, err)
	}
	defer unlock()
	pending, err := b.Store.Inbox.PendingOf(ctx, own.Chat)
	if err != nil {
		return nil, fmt.Errorf("see what is pending: %w: %w", errOutage, err)
	}
	for _, row := range pending {
		if row.Order > own.Order {
			break
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		t := failed
		if t == nil || t.row.Key != row.Key {
			t = &turn{Bot: b, row: row, tries: row.Tries}
		}
		if err := t.guarded(ctx); err != nil {
			return t, err
		}
	}
	return nil, nil
}

// guarded makes a panic a failure: one message must not stop the bot.
func (t *turn) guarded(ctx context.Context) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
			t.Log.ErrorContext(ctx, "panic while working an update", "key", t.row.Key, "stack", string(debug.Stack()))
		}
	}()
	return t.try(ctx)
}

// try goes through the row once. The order is append, reply, done: when the
// process dies in between, the update comes again, finds what it caused in
// the ledger, and only answers again. The other order could lose the answer.
func (t *turn) try(ctx context.Context) error {
	if !t.decided {
		if err := t.steps.do(ctx, t.prepare); err != nil || t.overtaken {
			return err
		}
		if err := t.receive(ctx); err != nil {
			return err
		}
		step := func(ctx context.Context) error { return t.steps.do(ctx, t.decide) }
		if err := t.takeTurns(ctx, step); err != nil {
			return err
		}
	}
	ctx, end := t.grace(ctx)
	defer end()
	if err := t.perform(ctx); err != nil {
		return err
	}
	return t.finish(ctx)
}

// failed notes a failure and says after which pause the chat is visited again.
// With the last try an effect that cannot be performed is dropped, for what
// was decided stands; a row that comes to no decision is set aside.
func (t *turn) failed(ctx context.Context, failure error) (pause time.Duration) {
	log := t.Log.With("key", t.row.Key, "error", failure)
	if errors.Is(failure, errOutage) {
		log.WarnContext(ctx, "an update waits for an outage to end")
		return outagePause
	}
	last := t.tries+1 >= t.Limits.Tries
	if last {
		t.apologise(ctx)
	}
	drop := last && t.decided && t.next < len(t.effects)
	kept, end := t.grace(ctx)
	defer end()
	if _, err := t.Store.Inbox.Failed(kept, t.row.Key, shorten(failure.Error()), last && !drop); err != nil {
		log.ErrorContext(ctx, "an update failed, and that could not be noted", "reason", err)
		return outagePause // the store itself is away: that is not the row's fault
	}
	t.tries++
	switch {
	case drop:
		log.ErrorContext(ctx, "an effect was dropped", "effect", t.next, "tries", t.tries)
		t.next, t.tries = t.next+1, 0
		return 0
	case last:
		log.ErrorContext(ctx, "an update was set aside", "tries", t.tries)
		return 0
	}
	log.WarnContext(ctx, "an update failed", "tries", t.tries)
	return retryPause(t.tries)
}

// apologise tells the chat, once, that its update is not worked. It comes
// before that is noted: rather twice than never.
func (t *turn) apologise(ctx context.Context) {
	if t.apologised {
		return
	}
	t.apologised = true
	m, err := t.own(ctx, textSetAside)
	if err == nil {
		_, err = t.send(ctx, t.row.Chat, Outgoing{Message: &m})
	}
	if err != nil {
		t.Log.WarnContext(ctx, "a chat was not told that its update failed", "key", t.row.Key, "error", err)
	}
}

// maxFailure is how much of an error the inbox keeps, in bytes.
const maxFailure = 500

func shorten(s string) string { return strings.ToValidUTF8(s[:min(len(s), maxFailure)], "") }
