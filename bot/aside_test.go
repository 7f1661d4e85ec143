package bot_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"minhchung/bot"
	"minhchung/flows"
)

// TestWhatWasSetAsideIsPutBack: an update that cannot be worked is set aside and
// listed without the chat's name. Once the fault is mended it is put back, and
// worked behind what was said meanwhile.
func TestWhatWasSetAsideIsPutBack(t *testing.T) {
	inHouse(t, func(h *house) {
		broken := true
		h.options.Limits.Tries = 1
		h.options.Step = func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			if broken && e.Text == "b" {
				return s, nil, errors.New("nothing fits")
			}
			return echo(w, s, e)
		}
		h.start()
		h.accept(typed(lan, "a"), typed(lan, "b"), typed(lan, "c"))
		office := h.bot.Office()
		rows, err := office.Aside(h.t.Context())
		if err != nil || len(rows) != 1 || !strings.Contains(rows[0].Failure, "nothing fits") || time.Since(rows[0].Arrived) > time.Minute {
			t.Fatalf("set aside are %+v (%v)", rows, err)
		}
		if hash := rows[0].Chat; len(hash) != 8 || strings.Contains(hash, "telegram") {
			t.Errorf("the chat is shown as %q", hash)
		}
		broken = false
		before := len(h.channel.to(lan))
		if err := office.PutBack(h.t.Context(), rows[0].Key); err != nil {
			t.Fatal(err)
		}
		pass(time.Second)
		lines(t, "Lan, then", h.channel.to(lan)[before:], "3 b")
		if rows, err := office.Aside(h.t.Context()); err != nil || len(rows) != 0 {
			t.Errorf("still set aside: %v (%v)", rows, err)
		}
		var refused *bot.OfficeError // by what was put back a moment ago
		if err := office.PutBack(h.t.Context(), rows[0].Key); !errors.As(err, &refused) || refused.Code != bot.NotAside {
			t.Errorf("put back twice: %v", err)
		}
	})
}
