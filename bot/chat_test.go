package bot_test

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"minhchung/bot"
	"minhchung/flows"
)

func TestAChatIsWorkedInOrder(t *testing.T) {
	inHouse(t, func(h *house) {
		h.start()
		h.deliver(typed(lan, "a"), typed(lan, "b"), typed(hoa, "x"))
		h.accept(typed(lan, "c"))
		lines(t, "Lan", h.channel.to(lan), "1 a", "2 b", "3 c")
		lines(t, "Hoa", h.channel.to(hoa), "1 x")
		if rows := h.pending(); len(rows) != 0 {
			t.Errorf("%d rows are still pending", len(rows))
		}
	})
}

func TestAnUpdateThatComesAgainIsPassedOver(t *testing.T) {
	inHouse(t, func(h *house) {
		h.start()
		e := typed(lan, "a")
		e.Key = "m:1"
		h.accept(e)
		h.accept(e)
		lines(t, "Lan", h.channel.to(lan), "1 a")
	})
}

func TestWhatComesBeforeTheStartIsWorkedAfterIt(t *testing.T) {
	inHouse(t, func(h *house) {
		h.options.Store = h.store
		h.bot = bot.New(h.options)
		h.deliver(typed(lan, "a"))
		h.start()
		lines(t, "Lan", h.channel.to(lan), "1 a")
	})
}

func TestTheSessionSurvivesARestart(t *testing.T) {
	inHouse(t, func(h *house) {
		h.start()
		h.accept(typed(lan, "a"), typed(lan, "b"))
		h.restart() // the live sessions of this engine are in the process: lost
		h.accept(typed(lan, "c"))
		lines(t, "Lan", h.channel.to(lan), "1 a", "2 b", "3 c")
	})
}

func TestChatsAreWorkedSideBySide(t *testing.T) {
	inHouse(t, func(h *house) {
		release := make(chan struct{})
		h.options.Step = func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			if e.Text == "slow" {
				<-release
			}
			return echo(w, s, e)
		}
		h.start()
		h.accept(typed(lan, "slow"), typed(lan, "after"), typed(hoa, "quick"))
		lines(t, "Hoa, while Lan waits", h.channel.to(hoa), "1 quick")
		lines(t, "Lan, while she waits", h.channel.to(lan))
		close(release)
		synctest.Wait()
		lines(t, "Lan", h.channel.to(lan), "1 slow", "2 after")
	})
}

func TestNoMoreChatsThanAllowedStepAtOnce(t *testing.T) {
	inHouse(t, func(h *house) {
		h.options.Limits.Chats = 2
		entered, release := make(chan struct{}, 10), make(chan struct{})
		h.options.Step = func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			entered <- struct{}{}
			<-release
			return echo(w, s, e)
		}
		h.start()
		h.accept(typed(lan, "a"), typed(minh, "b"), typed(hoa, "c"), typed(khoa, "d"))
		if n := len(entered); n != 2 {
			t.Errorf("%d chats step at once, want 2", n)
		}
		close(release)
		synctest.Wait()
		if n := len(entered); n != 4 {
			t.Errorf("%d chats stepped, want all 4", n)
		}
	})
}

func TestStopFinishesWhatIsBeingSent(t *testing.T) {
	inHouse(t, func(h *house) {
		release := make(chan struct{})
		h.channel.failing(func(string, bot.Outgoing) error { <-release; return nil })
		h.start()
		h.accept(typed(lan, "a"), typed(lan, "b"))
		go func() { <-time.After(time.Second); close(release) }()
		h.stop()
		h.channel.failing(func(string, bot.Outgoing) error { return nil })
		lines(t, "Lan, at the stop", h.channel.to(lan), "1 a")
		h.open()
		h.start()
		lines(t, "Lan, after the next start", h.channel.to(lan), "1 a", "2 b")
	})
}

func TestFiveFailuresSetARowAside(t *testing.T) {
	for name, failure := range map[string]func() error{
		"an error": func() error { return errors.New("a mistake of the program") },
		"a panic":  func() error { panic("a mistake of the program") },
	} {
		t.Run(name, func(t *testing.T) {
			inHouse(t, func(h *house) {
				tries := 0
				h.options.Step = func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
					if e.Text == "bad" {
						tries++
						return s, nil, failure()
					}
					return echo(w, s, e)
				}
				h.start()
				h.accept(typed(lan, "first"), typed(lan, "bad"), typed(lan, "next"))
				lines(t, "Lan, while it is tried", h.channel.to(lan), "1 first")
				h.restart() // the count goes on where it was
				pass(5 * time.Minute)
				if tries != 5 {
					t.Errorf("tried %d times, want 5", tries)
				}
				sorry, err := h.options.Texts.Message("vi", "common.set_aside", nil)
				if err != nil {
					t.Fatal(err)
				}
				lines(t, "Lan", h.channel.to(lan), "1 first", sorry, "2 next")
				if rows := h.pending(); len(rows) != 0 {
					t.Errorf("%d rows are still pending", len(rows))
				}
			})
		})
	}
}

func TestWhatConcernsNoFlowIsDone(t *testing.T) {
	inHouse(t, func(h *house) {
		h.start()
		h.accept(flows.Event{Kind: "nothing", Chat: lan}, typed(lan, "a"))
		lines(t, "Lan", h.channel.to(lan), "1 a")
		if rows := h.pending(); len(rows) != 0 {
			t.Errorf("%d rows are still pending", len(rows))
		}
	})
}

func TestAWakeComesWhenItIsDueAndHoldsUpNoOther(t *testing.T) {
	inHouse(t, func(h *house) {
		h.options.Step = func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			s, effects, err := echo(w, s, e)
			switch {
			case e.Kind == flows.EventWake:
				effects = []flows.Effect{say(fmt.Sprintf("%d woken for %s of turn %d", s.Turn, e.Wake.Group, e.Wake.Turn))}
			case e.Text == "album":
				effects = append(effects, flows.Wake{After: 1500 * time.Millisecond, What: flows.Wakeful{Reason: "album", Group: "g1", Turn: s.Turn}})
			}
			return s, effects, err
		}
		h.start()
		h.accept(typed(lan, "album"))
		pass(1400 * time.Millisecond)
		h.accept(typed(lan, "between"))
		lines(t, "Lan, before it is due", h.channel.to(lan), "1 album", "2 between")
		h.restart()
		pass(200 * time.Millisecond)
		lines(t, "Lan", h.channel.to(lan), "1 album", "2 between", "3 woken for g1 of turn 1")
		h.restart()
		pass(time.Minute)
		h.accept(typed(lan, "after"))
		lines(t, "Lan, later", h.channel.to(lan), "1 album", "2 between", "3 woken for g1 of turn 1", "4 after")
	})
}

func TestDoneRowsArePurgedAfterSevenDays(t *testing.T) {
	inHouse(t, func(h *house) {
		h.start()
		e := typed(lan, "a")
		e.Key = "m:1"
		h.accept(e)
		pass(6*24*time.Hour + time.Hour)
		h.accept(e) // still known
		lines(t, "Lan", h.channel.to(lan), "1 a")
		pass(2 * 24 * time.Hour)
		h.accept(typed(lan, "b"), e)
		lines(t, "Lan, after a week", h.channel.to(lan), "1 a", "2 b", "3 a")
	})
}
