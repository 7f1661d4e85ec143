package bot_test

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"minhchung/bot"
	"minhchung/flows"
	"minhchung/storage"
)

// countingLedger counts the appends that came too late.
type countingLedger struct {
	bot.Ledger
	late *atomic.Int64
}

func (l countingLedger) Append(ctx context.Context, doc storage.Document) error {
	err := l.Ledger.Append(ctx, doc)
	if errors.Is(err, storage.ErrConflict) {
		l.late.Add(1)
	}
	return err
}

// TestContactsOfADepartmentTakeTurns: Lan and Minh write to one dossier at the
// same time, and neither has to step again.
func TestContactsOfADepartmentTakeTurns(t *testing.T) {
	inHouse(t, func(h *house) {
		var late atomic.Int64
		h.options.Step = func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			return s, []flows.Effect{file(w, "I.1.1", e.Text), say("noted")}, nil
		}
		h.store.Ledger = countingLedger{h.store.Ledger, &late}
		h.start()
		const each = 50
		var events []flows.Event
		for i := range each {
			events = append(events, typed(lan, fmt.Sprint("lan ", i)), typed(minh, fmt.Sprint("minh ", i)))
		}
		h.accept(events...)
		if got := len(h.dossier("so-y-te")); got != 2*each {
			t.Errorf("%d of %d notes were kept", got, 2*each)
		}
		if n := late.Load(); n != 0 {
			t.Errorf("%d appends came too late", n)
		}
	})
}
