package bot_test

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"minhchung/bot"
	"minhchung/flows"
	"minhchung/scoring"
)

// setClock runs like the bubble's own, and can be set.
type setClock struct {
	bot.SystemClock
	ahead atomic.Int64
}

// Now gives the time as it was set.
func (c *setClock) Now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

// set moves the clock, in either direction, to a moment of the office's time.
func (c *setClock) set(t *testing.T, moment string) {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", moment, scoring.Zone)
	if err != nil {
		t.Fatal(err)
	}
	c.ahead.Store(int64(time.Until(at)))
}

// reminded is a house whose people are spoken to by flows, at a moment of the
// edition's year.
func reminded(h *house, moment string) *setClock {
	clock := &setClock{}
	clock.set(h.t, moment)
	h.options.Clock, h.options.Step = clock, nil
	return clock
}

// headings counts the reminders among what a chat was sent, by their second
// line up to its first full stop.
func headings(said []string) []string {
	var all []string
	for _, text := range said {
		if lines := strings.Split(text, "\n"); strings.HasPrefix(text, "Nhắc việc") {
			heading, _, _ := strings.Cut(lines[1], ".")
			all = append(all, strings.TrimPrefix(heading, "<b>"))
		}
	}
	return all
}

func TestAReminderArrivesOnce(t *testing.T) {
	inHouse(t, func(h *house) {
		clock := reminded(h, "2023-03-28 08:25")
		h.start()
		pass(4 * time.Minute)
		lines(t, "Lan, too early", headings(h.channel.to(lan)))
		h.channel.failing(failNext(1, hoa, &bot.SendError{Kind: bot.SendUnreachable, Code: 403}))
		pass(2 * time.Minute)
		h.restart()
		pass(5 * time.Hour)
		for _, chat := range []string{lan, minh} {
			lines(t, "once at half past eight", headings(h.channel.to(chat)), "Còn 3 ngày đến 31/3")
		}
		lines(t, "Hoa, who blocked the bot", headings(h.channel.to(hoa)))
		if !h.person(hoa).Blocked {
			t.Error("Hoa could not be reached and is not marked")
		}
		clock.set(t, "2023-03-20 08:00") // back: what was said stays said, what was not is late
		pass(5 * time.Hour)
		clock.set(t, "2023-03-28 08:00")
		pass(5 * time.Hour)
		clock.set(t, "2023-03-30 08:00")
		pass(5 * time.Hour)
		lines(t, "Lan, by the set clock", headings(h.channel.to(lan)), "Còn 3 ngày đến 31/3", "Còn 11 ngày đến 31/3", "Ngày mai, 31/3, là hạn hoàn thành")
	})
}

// TestNobodyIsInterrupted has Lan in the middle of a dialogue when a reminder
// falls due; the bot is restarted in between, and Redis loses all it had.
func TestNobodyIsInterrupted(t *testing.T) {
	inHouse(t, func(h *house) {
		reminded(h, "2023-03-28 08:20")
		h.start()
		pass(5 * time.Minute)
		h.accept(typed(lan, "i22"))
		pass(6 * time.Minute)
		h.accept(typed(lan, "i23"))
		h.restart()
		pass(9 * time.Minute)
		lines(t, "Lan, who is at work", headings(h.channel.to(lan)))
		lines(t, "Minh, who is not", headings(h.channel.to(minh)), "Còn 3 ngày đến 31/3")
		pass(2 * time.Minute)
		lines(t, "Lan, after ten minutes", headings(h.channel.to(lan)), "Còn 3 ngày đến 31/3")
	})
}

// TestWhatIsDoneIsNotRemindedOf: what is lacking is looked at when a reminder
// is said, not before and not after.
func TestWhatIsDoneIsNotRemindedOf(t *testing.T) {
	inHouse(t, func(h *house) {
		clock := reminded(h, "2023-03-28 08:20")
		h.options.Step = func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			department, d := own(w)
			nothingHeld := scoring.Answer{Done: []string{}}
			return s, []flows.Effect{flows.Append{
				Stream: flows.DossierStream(w.Edition, department), After: d.Seq, By: w.Me.Person.ID,
				Entries: []scoring.Entry{scoring.AnswerGiven{Criterion: "I.2.2", Answer: nothingHeld}},
			}}, nil
		}
		h.start()
		h.accept(typed(lan, "no meeting: an honest 0 lacks nothing"))
		pass(5 * time.Hour)
		lines(t, "Lan", headings(h.channel.to(lan)))
		lines(t, "Minh", headings(h.channel.to(minh)))
		lines(t, "Hoa", headings(h.channel.to(hoa)), "Còn 3 ngày đến 31/3")
		clock.set(t, "2023-06-16 08:20")
		pass(time.Hour)
		lines(t, "Lan, of the next quarter", headings(h.channel.to(lan)), "Còn 14 ngày đến 30/6")
	})
}

// TestAMovedDayIsRemindedOfAnew has the day moved while the bot waits for the
// next reminder.
func TestAMovedDayIsRemindedOfAnew(t *testing.T) {
	inHouse(t, func(h *house) {
		clock := reminded(h, "2023-03-28 09:00")
		h.options.Step = func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			return s, []flows.Effect{flows.Append{
				Stream: flows.EditionStream(w.Edition), After: w.Settings.Seq, By: w.Me.Person.ID,
				Entries: []scoring.Entry{scoring.DueSet{
					Of: scoring.Date{Year: 2023, Month: 3, Day: 31}, Date: scoring.Date{Year: 2023, Month: 3, Day: 29}, Department: "so-y-te"}},
			}}, nil
		}
		h.start()
		pass(time.Hour)
		move := typed(binh, "29/3")
		move.At = clock.Now()
		h.accept(move)
		pass(2 * time.Hour)
		lines(t, "Lan, today", headings(h.channel.to(lan)), "Còn 3 ngày đến 31/3") // the step of today was past when it was moved
		pass(22 * time.Hour)
		lines(t, "Lan, tomorrow", headings(h.channel.to(lan)), "Còn 3 ngày đến 31/3", "Hôm nay, 29/3, là hạn hoàn thành")
		lines(t, "Hoa, whose day it is not", headings(h.channel.to(hoa)), "Còn 3 ngày đến 31/3")
	})
}

// TestDyingWhileReminding lets the process die at any write of a reminder:
// everybody gets it, and at most one person twice.
func TestDyingWhileReminding(t *testing.T) { atEveryWrite(t, "reminding", 6, dieReminding) }

func dieReminding(h *house, k *killer) (died bool) {
	reminded(h, "2023-03-28 08:30")
	h.store, h.options.Channel = mortal(h.store, k), mortalChannel{h.channel, k}
	h.bornDead(k)
	pass(time.Minute)
	died = k.died()
	h.stop()
	h.options.Channel = h.channel
	h.open()
	h.start()
	pass(5 * time.Minute)
	twice := 0
	for _, chat := range []string{lan, minh, hoa} {
		said := len(headings(h.channel.to(chat)))
		twice += said - 1
		if said == 0 {
			h.t.Errorf("%s was not reminded", chat)
		}
	}
	if twice > 1 {
		h.t.Errorf("%d were reminded twice", twice)
	}
	return died
}
