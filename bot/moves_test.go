package bot_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"minhchung/bot"
	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/scoring"
	"minhchung/storage"
)

// The province of these tests: beside the roster, departments with three
// contacts and a leader each.
const departments, staff = 60, 4

// heading begins what they are told of a move.
const heading = "<b>Sở Thông tin"

// populate lets everybody in; of each department one reads English.
func (th *theater) populate() (chats []string) {
	th.t.Helper()
	var entries []scoring.Entry
	for d := range departments {
		id := fmt.Sprintf("so-%02d", d)
		entries = append(entries, directory.DepartmentSet{ID: id, Name: fmt.Sprintf("Sở thứ %02d", d)})
		for n := range staff {
			p := storage.Person{ID: fmt.Sprintf("staff-%02d-%d", d, n), Name: fmt.Sprint("Người ", n), Chat: fmt.Sprintf("telegram:6%02d%d", d, n), Language: "vi"}
			role := directory.Contact
			switch n {
			case staff - 1:
				role = directory.Leader
			case 0:
				p.Language = "en"
			}
			entries = append(entries, directory.RoleGranted{Person: p.ID, Department: id, Role: role})
			if err := th.store.People.PutPerson(th.t.Context(), p); err != nil {
				th.t.Fatal(err)
			}
			chats = append(chats, p.Chat)
		}
	}
	th.appendTo(directory.Stream, "admin", entries...)
	return chats
}

// moving lets the admin come to the confirmation of a move of the closing for
// all; the event is what confirms it.
func (th *theater) moving(day, why string) flows.Event {
	th.t.Helper()
	th.accept(pressed(binh, "adm:date:closing/:", "1"), typed(binh, day), typed(binh, why))
	if said := th.channel.to(binh); !strings.Contains(said[len(said)-1], "Sẽ báo cho ") {
		th.t.Fatalf("the admin is asked %q", said[len(said)-1])
	}
	confirm := typed(binh, "có")
	confirm.Key, confirm.At = "m:move:"+day, time.Now()
	return confirm
}

func inProvince(t *testing.T, f func(th *theater, chats []string)) {
	inTheater(t, 0, func(th *theater) {
		th.options.Step, th.options.Reader = nil, newReader()
		th.options.Config.Owner = "Sở Thông tin và Truyền thông"
		f(th, th.populate())
	})
}

// TestAMovedDateReachesEveryoneThroughDeaths moves the closing for all, and
// lets the process die again and again from the confirmation on: nobody is left
// out, each reads it in their language, and twice goes at most what was on its
// way.
func TestAMovedDateReachesEveryoneThroughDeaths(t *testing.T) {
	const kills = 30
	random := rand.New(rand.NewPCG(2026, 12))
	inProvince(t, func(th *theater, chats []string) {
		th.start()
		confirm := th.moving("15/11/2023", "Chờ số liệu quý III")
		th.stop()
		th.open()
		th.furnish()
		blocked := map[string]bool{chats[7]: true, chats[100]: true}
		var mu sync.Mutex // of random
		roll := func(n int) int { mu.Lock(); defer mu.Unlock(); return random.IntN(n) }
		th.channel.failing(func(chat string, _ bot.Outgoing) error {
			switch n := roll(100); {
			case blocked[chat]:
				return &bot.SendError{Kind: bot.SendUnreachable, Code: 403}
			case n < 5:
				return &bot.SendError{Kind: bot.SendRetryAfter, Code: 429, RetryAfter: time.Duration(1+roll(3)) * time.Second}
			case n < 6:
				return &bot.SendError{Kind: bot.SendUnknown, Code: 502}
			}
			return nil
		})
		deaths, inFlight := th.throughDeaths(kills, func() int { return 1 + roll(20) }, heading, func() { th.offer(confirm) })
		th.start()
		th.offer(confirm)
		pass(5 * time.Minute)
		told, twice := 0, 0
		for i, chat := range chats {
			said := th.channel.to(chat)
			twice += max(0, len(said)-1)
			want := fmt.Sprintf("hạn gửi minh chứng của Sở thứ %02d chuyển từ ngày 31/10/2023 sang hết ngày 15/11/2023", i/staff)
			if i%staff == 0 {
				want = fmt.Sprintf("of Sở thứ %02d moves from 31/10/2023 to the end of 15/11/2023", i/staff)
			}
			switch {
			case blocked[chat] && len(said) == 0:
			case len(said) == 0:
				t.Errorf("%s is left out", chat)
			case !strings.Contains(said[0], want) || !strings.Contains(said[0], "Chờ số liệu quý III"):
				t.Errorf("%s reads %q, want %q", chat, said[0], want)
			default:
				told++
			}
		}
		if deaths < 10 || twice > inFlight {
			t.Errorf("%d deaths, %d messages on their way then, %d went twice", deaths, inFlight, twice)
		}
		said := th.channel.to(binh)
		everybody := len(chats) + len(roster())
		if end := said[len(said)-1]; !strings.Contains(end, fmt.Sprintf("Đã gửi %d/%d · không liên lạc được 2.\nĐã gửi xong.", everybody-2, everybody)) {
			t.Errorf("in the end the admin reads %q", end)
		}
		t.Logf("%d told in %d deaths, %d on their way then, %d twice", told, deaths, inFlight, twice)
	})
}

// TestAMoveDoesNotHoldUpAnybody: the admin is answered before those concerned
// are told, at the pace of announcements, and so is who asks something meanwhile.
func TestAMoveDoesNotHoldUpAnybody(t *testing.T) {
	inProvince(t, func(th *theater, chats []string) {
		th.stop()
		th.pace = storage.TelegramPace()
		th.open()
		th.furnish()
		th.start()
		confirm := th.moving("15/11/2023", "Chờ số liệu quý III")
		pass(time.Minute)
		th.deliver(confirm)
		pass(2 * time.Second)
		said := th.channel.to(binh)
		if end := said[len(said)-1]; !strings.Contains(end, "Đang báo cho 243 người: đầu mối và lãnh đạo của 62 đơn vị") {
			t.Errorf("the admin reads %q", end)
		}
		if early := len(th.heard(heading)); early < 20 || early > 100 {
			t.Errorf("after two seconds %d are told", early)
		}
		asked := len(th.channel.to(chats[len(chats)-1]))
		th.deliver(typed(chats[len(chats)-1], "/han"))
		pass(time.Second)
		if len(th.channel.to(chats[len(chats)-1])) == asked {
			t.Error("who asks meanwhile has no answer after a second")
		}
		pass(10 * time.Second)
		if told := th.heard(heading); len(told) != 243 || repeated(told) != 0 {
			t.Errorf("%d are told, %d twice", len(told), repeated(told))
		}
	})
}

// TestTwoMovesAreReadInTheirOrder: where the first could not be said yet, the
// second waits, for that person alone; also when both are taken up anew.
func TestTwoMovesAreReadInTheirOrder(t *testing.T) {
	inProvince(t, func(th *theater, chats []string) {
		th.start()
		th.channel.failing(func(chat string, m bot.Outgoing) error { // of the first alone
			if chat == hoa && m.Message != nil && strings.Contains(m.Message.Text, "sang hết ngày 15/11/2023") {
				return &bot.SendError{Kind: bot.SendUnknown, Code: 502}
			}
			return nil
		})
		th.accept(th.moving("15/11/2023", "Chờ số liệu quý III"))
		pass(5 * time.Minute)
		th.accept(th.moving("20/11/2023", "Thêm một tuần"))
		pass(20 * time.Minute)
		days := func(chat string) (days []string) {
			for _, said := range th.channel.to(chat) {
				if _, day, ok := strings.Cut(said, "sang hết ngày "); ok {
					days = append(days, strings.SplitN(day, ".", 2)[0])
				}
			}
			return days
		}
		lines(t, "Hoa, who could not be told", days(hoa))
		lines(t, "another", days(chats[1]), "15/11/2023", "20/11/2023")
		th.stop()
		th.open()
		th.furnish()
		th.channel.failing(failNext(0, "", nil))
		th.start()
		pass(20 * time.Minute)
		lines(t, "Hoa", days(hoa), "15/11/2023", "20/11/2023")
		lines(t, "another, after the restart", days(chats[1]), "15/11/2023", "20/11/2023")
	})
}
