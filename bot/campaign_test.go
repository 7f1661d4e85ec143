package bot_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/time/rate"

	"minhchung/bot"
	"minhchung/bot/jobs"
	"minhchung/flows"
	"minhchung/scoring"
	"minhchung/storage"
)

// TestAThousandRecipientsAndAHundredKills: nobody is left out, and twice goes at
// most what was on its way when the process died.
func TestAThousandRecipientsAndAHundredKills(t *testing.T) {
	const recipients, kills = 1000, 100
	random := rand.New(rand.NewPCG(2026, 11))
	inTheater(t, recipients, func(th *theater) {
		blocked := map[string]bool{}
		for len(blocked) < recipients*3/100 {
			blocked[fmt.Sprintf("telegram:5%05d", random.IntN(recipients))] = true
		}
		var mu sync.Mutex // of random
		th.channel.failing(func(chat string, _ bot.Outgoing) error {
			mu.Lock()
			defer mu.Unlock()
			switch n := random.IntN(100); {
			case blocked[chat]:
				return &bot.SendError{Kind: bot.SendUnreachable, Code: 403}
			case n < 5:
				return &bot.SendError{Kind: bot.SendRetryAfter, Code: 429, RetryAfter: time.Duration(1+random.IntN(3)) * time.Second}
			case n < 6:
				return &bot.SendError{Kind: bot.SendUnknown, Code: 502}
			}
			return nil
		})
		th.announce()
		deaths, inFlight := th.throughDeaths(kills, func() int {
			mu.Lock()
			defer mu.Unlock()
			return 1 + random.IntN(24)
		}, "news", func() {})
		th.start()
		pass(5 * time.Minute)
		told := th.heard("news")
		if missed := recipients - len(blocked) - len(told); missed != 0 || deaths < kills {
			t.Errorf("after %d deaths %d are left out", deaths, missed)
		}
		if twice := repeated(told); twice > inFlight || inFlight > deaths*jobs.Flight {
			t.Errorf("%d messages went twice, %d were on their way at %d deaths", twice, inFlight, deaths)
		}
		if got := th.kept.outcomes("done"); got["sent"] != len(told) || got["unreachable"] != len(blocked) || len(got) != 2 {
			t.Errorf("recorded is %v, of %d told and %d who blocked the bot", got, len(told), len(blocked))
		}
		t.Logf("%d deaths, %d messages on their way then, %d went twice, recorded: %v", deaths, inFlight, repeated(told), th.kept.outcomes("done"))
	})
}

// crowdedChannel takes time for each call, and refuses what comes faster than
// Telegram says it takes, as the sandbox does.
type crowdedChannel struct {
	*channel
	limit   *rate.Limiter
	mu      sync.Mutex
	refused int
}

func (c *crowdedChannel) Send(ctx context.Context, chat string, m bot.Outgoing) (string, error) {
	allowed := c.limit.AllowN(time.Now(), 1)
	select {
	case <-time.After(latency):
	case <-ctx.Done():
		return "", &bot.SendError{Kind: bot.SendUnknown, Detail: ctx.Err().Error()}
	}
	if !allowed {
		c.mu.Lock()
		c.refused++
		c.mu.Unlock()
		return "", &bot.SendError{Kind: bot.SendRetryAfter, Code: 429, RetryAfter: 3 * time.Second}
	}
	return c.channel.Send(ctx, chat, m)
}

const latency = 200 * time.Millisecond

// TestTenThousandRecipients: as fast as the channel allows, and no one who asks
// something waits for it.
func TestTenThousandRecipients(t *testing.T) {
	const recipients, least = 10_000, 29.0
	inTheater(t, recipients, func(th *theater) {
		th.stop()
		th.pace = storage.TelegramPace()
		th.open()
		th.furnish()
		crowded := &crowdedChannel{channel: th.channel, limit: rate.NewLimiter(30, 30)}
		th.options.Channel = crowded
		th.announce()
		began := time.Now()
		th.start()
		var slowest time.Duration
		for asked := 0; len(th.heard("news")) < recipients; asked++ {
			if time.Since(began) > time.Hour {
				t.Fatalf("%d are told after an hour", len(th.heard("news")))
			}
			synctest.Wait()
			<-time.After(time.Duration(1+asked*7%13) * 333 * time.Millisecond)
			at := time.Now()
			chat := []string{lan, minh, hoa, binh}[asked%4]
			before := len(th.channel.to(chat))
			th.deliver(typed(chat, "hỏi"))
			for len(th.channel.to(chat)) == before {
				<-time.After(5 * time.Millisecond)
			}
			slowest = max(slowest, time.Since(at)-latency)
		}
		took := time.Since(began)
		rate := recipients / took.Seconds()
		t.Logf("%d recipients in %s: %.2f a second; the slowest answer left after %s; %d calls refused", recipients, took, rate, slowest, crowded.refused)
		if rate < least || crowded.refused != 0 {
			t.Errorf("%.2f a second, %d calls refused", rate, crowded.refused)
		}
		if slowest > 100*time.Millisecond {
			t.Errorf("an answer left after %s", slowest)
		}
		if twice := repeated(th.heard("news")); twice != 0 {
			t.Errorf("%d went twice", twice)
		}
	})
}

// TestAnnouncementIsStoppedCorrectedAndDeleted, each by another replica, while
// it is being sent.
func TestAnnouncementIsStoppedCorrectedAndDeleted(t *testing.T) {
	const recipients = 300
	inTheater(t, recipients, func(th *theater) {
		th.stop()
		th.pace = storage.TelegramPace()
		th.open()
		th.furnish()
		th.announce()
		th.start()
		pass(4 * time.Second)
		th.append(flows.AnnouncementCorrected{Text: "better news"})
		pass(7 * time.Second)
		th.append(flows.AnnouncementStopped{})
		pass(time.Minute)
		early, late, edited := th.heard("news"), th.heard("better news"), th.heard("EDIT ")
		if n := len(early) + len(late); n < 100 || n > 260 || len(early) < 90 || len(late) < 1 {
			t.Errorf("%d were told before the correction, %d after it", len(early), len(late))
		}
		if len(edited) != len(early) || repeated(edited) != 0 {
			t.Errorf("%d were told before the correction, and %d read it, %d twice", len(early), len(edited), repeated(edited))
		}
		th.stop()
		th.open()
		th.furnish()
		th.start()
		pass(time.Minute)
		if len(th.heard("EDIT ")) != len(edited) || len(th.heard("better news")) != len(late) || repeated(th.heard("EDIT ")) != 0 {
			t.Error("a restart sends again, or goes on after the stop")
		}
		th.append(flows.AnnouncementDeleted{})
		pass(time.Minute)
		if gone := th.heard("REMOVE "); len(gone) != len(early)+len(late) || repeated(gone) != 0 {
			t.Errorf("%d were told, and it is deleted at %d", len(early)+len(late), total(gone))
		}
	})
}

// TestAnnouncementOutlivesAnOutage: when the channel is away for hours, nobody
// is given up.
func TestAnnouncementOutlivesAnOutage(t *testing.T) {
	const recipients = 60
	inTheater(t, recipients, func(th *theater) {
		away := errors.New("no route to host")
		th.channel.failing(func(string, bot.Outgoing) error { return &bot.SendError{Kind: bot.SendUnknown, Detail: away.Error()} })
		th.announce()
		th.start()
		pass(6 * time.Hour)
		th.channel.failing(func(string, bot.Outgoing) error { return nil })
		pass(10 * time.Minute)
		if told := th.heard("news"); len(told) != recipients || repeated(told) != 0 {
			t.Errorf("%d of %d are told, %d twice", len(told), recipients, repeated(told))
		}
	})
}

// TestConfirmationIsAskedForOnceAWorkingDay until the department has confirmed,
// or the day is over by which it is to.
func TestConfirmationIsAskedForOnceAWorkingDay(t *testing.T) {
	inTheater(t, 0, func(th *theater) { // a Saturday morning
		var all []string
		for _, chat := range []string{lan, minh, hoa} {
			all = append(all, th.person(chat).ID)
		}
		th.append(flows.Announced{Text: "news", Recipients: all, Until: scoring.Date{Year: 2000, Month: 1, Day: 5}})
		th.start()
		reminded := func(what string, want map[string]int) {
			t.Helper()
			if got := th.heard("Nhắc việc"); !maps.Equal(got, want) {
				t.Errorf("%s: reminded are %v, want %v", what, got, want)
			}
		}
		at := func(day, hour, minute int) {
			pass(time.Until(time.Date(2000, 1, day, hour, minute, 0, 0, scoring.Zone)))
		}
		at(3, 8, 29)
		reminded("on the weekend, and before the hour", map[string]int{})
		at(3, 8, 31)
		reminded("on Monday", map[string]int{lan: 1, minh: 1, hoa: 1})
		th.append(flows.AnnouncementReceived{Department: "so-y-te"})
		at(4, 9, 0)
		th.stop()
		th.open()
		th.furnish()
		th.start()
		at(5, 8, 0)
		reminded("on Tuesday, after a restart", map[string]int{lan: 1, minh: 1, hoa: 2})
		at(9, 8, 0)
		reminded("after the day", map[string]int{lan: 1, minh: 1, hoa: 3})
	})
}

// TestAdminSeesHowFarAnAnnouncementIs: in one message that is edited, whose end
// is shown once.
func TestAdminSeesHowFarAnAnnouncementIs(t *testing.T) {
	const recipients = 300
	inTheater(t, recipients, func(th *theater) {
		th.stop()
		th.pace = storage.TelegramPace()
		th.open()
		th.furnish()
		th.channel.failing(failNext(1, "telegram:500007", &bot.SendError{Kind: bot.SendUnreachable, Code: 403}))
		th.announce()
		th.start()
		pass(6 * time.Second)
		said := th.channel.to(binh)
		if len(said) != 1 || !strings.Contains(said[0], "không liên lạc được 1") || !strings.Contains(said[0], "Còn khoảng 5 giây") {
			t.Errorf("after 6 seconds the admin has read %q", said)
		}
		pass(time.Minute)
		shown := th.channel.to(binh)
		if last := shown[len(shown)-1]; len(shown) < 3 || len(shown) > 6 || !strings.HasPrefix(last, "EDIT ") ||
			!strings.Contains(last, "100%") || !strings.Contains(last, "Đã gửi 299/300") || !strings.Contains(last, "Đã gửi xong") {
			t.Errorf("in the end the admin has read %q", shown)
		}
		th.stop()
		th.open()
		th.furnish()
		th.start()
		pass(time.Minute)
		if again := th.channel.to(binh); len(again) != len(shown) {
			t.Errorf("after a restart the admin reads %q", again[len(shown):])
		}
	})
}
