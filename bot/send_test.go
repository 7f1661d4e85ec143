package bot_test

import (
	"strings"
	"testing"
	"time"

	"minhchung/bot"
	"minhchung/flows"
)

// failNext lets the next n messages to a chat fail.
func failNext(n int, chat string, failure *bot.SendError) func(string, bot.Outgoing) error {
	return func(to string, m bot.Outgoing) error {
		if to != chat || m.Typing != "" || n == 0 {
			return nil
		}
		n--
		return failure
	}
}

func TestTheWholeBotPausesWhenTheChannelAsksForIt(t *testing.T) {
	inHouse(t, func(h *house) {
		h.start()
		h.channel.failing(failNext(1, lan, &bot.SendError{Kind: bot.SendRetryAfter, RetryAfter: 30 * time.Second, Code: 429}))
		h.accept(typed(lan, "a"))
		h.accept(typed(hoa, "x"))
		pass(29 * time.Second)
		lines(t, "Lan, during the pause", h.channel.to(lan))
		lines(t, "Hoa, during the pause", h.channel.to(hoa))
		pass(5 * time.Second)
		lines(t, "Lan", h.channel.to(lan), "1 a")
		lines(t, "Hoa", h.channel.to(hoa), "1 x")
	})
}

func TestWhatFailsForUnknownReasonsIsSentAgain(t *testing.T) {
	inHouse(t, func(h *house) {
		h.start()
		h.channel.failing(failNext(3, lan, &bot.SendError{Kind: bot.SendUnknown, Code: 502}))
		h.accept(typed(lan, "a"), typed(lan, "b"))
		pass(30 * time.Second)
		lines(t, "Lan", h.channel.to(lan), "1 a", "2 b")
	})
}

func TestAnOutageOfMinutesLosesNoAnswer(t *testing.T) {
	inHouse(t, func(h *house) {
		steps := 0
		h.options.Step = func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			steps++
			return echo(w, s, e)
		}
		h.start()
		h.channel.failing(failNext(-1, lan, &bot.SendError{Kind: bot.SendUnknown}))
		h.accept(typed(lan, "a"), typed(lan, "b"))
		pass(4 * time.Minute)
		h.channel.failing(failNext(0, "", nil))
		pass(2 * time.Minute)
		lines(t, "Lan", h.channel.to(lan), "1 a", "2 b")
		if steps != 2 {
			t.Errorf("%d steps, want 2: what was decided stays decided", steps)
		}
	})
}

func TestAnAnswerThatNeverLeavesIsDroppedAndTheRestGoesOn(t *testing.T) {
	inHouse(t, func(h *house) {
		h.options.Step = func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			s.Turn++
			return s, []flows.Effect{file(w, "I.1.1", e.Text), say("poison"), say("the rest of " + e.Text)}, nil
		}
		h.start()
		h.channel.failing(func(_ string, m bot.Outgoing) error {
			if m.Message != nil && m.Message.Text == "poison" {
				return &bot.SendError{Kind: bot.SendUnknown}
			}
			return nil
		})
		h.accept(typed(lan, "a"))
		pass(30 * time.Minute)
		said := h.channel.to(lan)
		if len(said) != 2 || said[1] != "the rest of a" {
			t.Errorf("Lan: %q, want an apology and the rest", said)
		}
		if n := len(h.dossier("so-y-te")); n != 1 {
			t.Errorf("%d documents, want 1", n)
		}
		if rows := h.pending(); len(rows) != 0 {
			t.Errorf("%d rows are still pending", len(rows))
		}
	})
}

func TestWhoCannotBeReachedIsMarkedUntilTheyWrite(t *testing.T) {
	inHouse(t, func(h *house) {
		h.start()
		h.channel.failing(failNext(1, lan, &bot.SendError{Kind: bot.SendUnreachable, Code: 403}))
		h.accept(typed(lan, "a"))
		if !h.person(lan).Blocked {
			t.Error("Lan is not marked")
		}
		h.accept(typed(lan, "b"))
		if h.person(lan).Blocked {
			t.Error("Lan is still marked, and has written")
		}
		h.accept(flows.Event{Kind: flows.EventBlocked, Chat: lan})
		if !h.person(lan).Blocked {
			t.Error("Lan has left and is not marked")
		}
		lines(t, "Lan", h.channel.to(lan), "2 b")
		if rows := h.pending(); len(rows) != 0 {
			t.Errorf("%d rows are still pending", len(rows))
		}
	})
}

func TestWhatIsNeverTakenIsLoggedWithoutItsText(t *testing.T) {
	inHouse(t, func(h *house) {
		h.start()
		h.channel.failing(failNext(1, lan, &bot.SendError{Kind: bot.SendFinal, Code: 400, Detail: "can't parse entities"}))
		h.accept(typed(lan, "bí mật"), typed(lan, "b"))
		lines(t, "Lan", h.channel.to(lan), "2 b")
		log := h.log.String()
		if !strings.Contains(log, "can't parse entities") {
			t.Errorf("the log does not say why: %s", log)
		}
		for _, private := range []string{"bí mật", "Lan", "84905"} {
			if strings.Contains(log, private) {
				t.Errorf("the log holds %q: %s", private, log)
			}
		}
	})
}
