package bot_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"minhchung/bot"
	"minhchung/flows"
	"minhchung/scoring"
)

// posting appends an announcement to everybody on the roster.
func posting(h *house) stepFunc {
	var everyone []string
	for _, chat := range []string{lan, minh, hoa} {
		everyone = append(everyone, h.person(chat).ID)
	}
	return func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
		s.Turn++
		return s, []flows.Effect{
			flows.Append{Stream: flows.AnnouncementStream(fmt.Sprintf("%x", e.Nonce[:4])), By: w.Me.Person.ID, Entries: []scoring.Entry{
				flows.Announced{Text: e.Text, Recipients: everyone},
			}},
			say("posted"),
		}, nil
	}
}

func TestAnAnnouncementReachesEveryRecipientOnce(t *testing.T) {
	inHouse(t, func(h *house) {
		h.options.Step = posting(h)
		h.start()
		h.channel.failing(failNext(1, hoa, &bot.SendError{Kind: bot.SendUnreachable, Code: 403}))
		h.accept(typed(binh, "Hạn gửi &lt; 31/3"))
		h.restart()
		pass(time.Hour)
		lines(t, "the admin", without(h.channel.to(binh), "Đã gửi 2/3 · không liên lạc được 1.\nĐã gửi xong."), "posted")
		lines(t, "Lan", h.channel.to(lan), "Hạn gửi &lt; 31/3")
		lines(t, "Minh", h.channel.to(minh), "Hạn gửi &lt; 31/3")
		lines(t, "Hoa, who blocked the bot", h.channel.to(hoa))
		if !h.person(hoa).Blocked {
			t.Error("Hoa could not be reached and is not marked")
		}
	})
}

func TestAnAnnouncementIsTriedAgainAndThenGivenUp(t *testing.T) {
	inHouse(t, func(h *house) {
		h.options.Step = posting(h)
		h.start()
		h.channel.failing(failNext(-1, minh, &bot.SendError{Kind: bot.SendUnknown}))
		h.accept(typed(binh, "news"))
		pass(4 * time.Minute)
		h.channel.failing(failNext(0, "", nil))
		pass(5 * time.Minute)
		lines(t, "Minh", h.channel.to(minh), "news")
		lines(t, "Lan", h.channel.to(lan), "news")

		h.channel.failing(failNext(-1, minh, &bot.SendError{Kind: bot.SendUnknown}))
		h.accept(typed(binh, "more news"))
		pass(25 * time.Hour)
		h.channel.failing(failNext(0, "", nil))
		pass(time.Hour)
		lines(t, "Minh, given up", h.channel.to(minh), "news")
		lines(t, "Lan", h.channel.to(lan), "news", "more news")
	})
}

// TestDyingWhileAnnouncing lets the process die at any write of an
// announcement: everybody gets it, and at most one person twice.
func TestDyingWhileAnnouncing(t *testing.T) { atEveryWrite(t, "announcing", 10, dieAnnouncing) }

func dieAnnouncing(h *house, k *killer) (died bool) {
	h.options.Step = posting(h)
	h.store, h.options.Channel = mortal(h.store, k), mortalChannel{h.channel, k}
	h.bornDead(k)
	e := typed(binh, "news")
	e.Key = "m:1"
	h.offer(e)
	pass(time.Second)
	died = k.died()
	h.stop()
	h.options.Channel = h.channel
	h.open()
	h.start()
	h.offer(e)
	pass(time.Second)
	twice := 0
	for _, chat := range []string{lan, minh, hoa} {
		said := h.channel.to(chat)
		twice += len(said) - 1
		if !slices.Contains(said, "news") {
			h.t.Errorf("%s was not told", chat)
		}
	}
	if twice > 1 {
		h.t.Errorf("%d were told twice", twice)
	}
	return died
}
