package bot_test

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"minhchung/scoring"
)

// closings are the days at whose end the tests let filing close: each on which
// the edition has work due, and one to which an admin moves the closing.
func closings(t *testing.T) []scoring.Date {
	t.Helper()
	edition, err := openEdition()
	if err != nil {
		t.Fatal(err)
	}
	days := []scoring.Date{{Year: 2023, Month: time.November, Day: 15}}
	for _, d := range (scoring.Settings{}).DueDates(edition, "") {
		days = append(days, d.Date)
	}
	if len(days) != 5 || !slices.Contains(days, edition.Closes) {
		t.Fatalf("the edition has the days %v and closes on %v", days, edition.Closes)
	}
	return days
}

// inZones runs a test as if the machine stood in other places.
func inZones(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	here := time.Local
	t.Cleanup(func() { time.Local = here })
	for _, name := range []string{"UTC", "Asia/Ho_Chi_Minh"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		time.Local = zone
		t.Run(name, f)
	}
}

// TestFilingClosesToTheSecond sends messages, buttons, edits and files around
// 24:00 of each day, each in the last moment and in the first one after it. For
// what is sent, its own date counts, however late it is worked; for a button,
// when it comes in. A file that came in time may be placed later.
func TestFilingClosesToTheSecond(t *testing.T) {
	inZones(t, func(t *testing.T) {
		for _, day := range closings(t) {
			for _, locks := range []bool{true, false} {
				t.Run(fmt.Sprint(day, locks), func(t *testing.T) {
					atMidnight(t, day, locks, func(m *midnight) { closesToTheSecond(m, locks) })
				})
			}
		}
	})
}

func closesToTheSecond(m *midnight, locks bool) {
	begin := func(chat, criterion string) {
		m.set(-2 * time.Minute)
		m.text(chat, -2*time.Minute, criterion)
		m.press(chat, "Trả lời")
	}
	begin(lan, "I.5.1")
	m.set(time.Hour) // it is worked long after
	m.text(lan, -time.Second, "có")
	m.says("a message of 23:59:59", lan, "Đã ghi I.5.1")
	begin(minh, "II.1.1")
	m.text(minh, 0, "có") // and one that the server dates ahead of us
	closed := map[bool]string{true: "đã chốt số liệu", false: "gửi muộn"}[locks]
	m.says("a message of 24:00:00", minh, closed)

	begin(lan, "II.2.1")
	m.set(-time.Millisecond)
	m.press(lan, "Có")
	m.says("a button just before 24:00", lan, "Đã ghi II.2.1")
	begin(minh, "II.4.1")
	m.set(0)
	m.press(minh, "Có")
	m.says("a button at 24:00", minh, closed)

	m.set(time.Hour)
	m.text(lan, -time.Second, "II.2.1")
	m.sent(lan, "edited_message", -time.Second, `"text":"không"`)
	m.says("an edit of 23:59:59", lan, "Có trả lời lại không?")
	m.sent(lan, "edited_message", 0, `"text":"không"`)
	m.says("an edit of 24:00:00", lan, map[bool]string{true: "Tin sửa lúc 0h00", false: "Có trả lời lại không?"}[locks])

	m.set(-time.Second)
	m.channel.fetch = func(_ context.Context, name string) (io.Reader, error) {
		m.set(30 * time.Second) // it takes past midnight to bring it over
		return strings.NewReader("content of " + name), nil
	}
	m.file(lan, -time.Second, "bai-bao.pdf", "I.4.1")
	m.says("a file of 23:59:59", lan, "Đã nhận bai-bao.pdf vào I.4.1")
	m.file(lan, 0, "bai-bao-2.pdf", "I.4.1")
	m.says("a file of 24:00:00", lan, closed)
	if got := slices.Contains(m.channel.files(), "bai-bao-2.pdf"); got == locks {
		m.t.Errorf("the file of 24:00:00 is fetched: %t", got)
	}

	m.text(minh, 0, "/menu")
	m.file(minh, -time.Second, "khong-ro.pdf", "")
	m.set(time.Hour)
	m.text(minh, 3600*time.Second, "I.1.1") // where the file belongs
	m.says("a file of 23:59:59 that is placed an hour later", minh, "Đã nhận khong-ro.pdf vào I.1.1")

	want := []string{"answer-given I.5.1 -1.000", "answer-given II.2.1 -0.001", "evidence-kept I.4.1 -1.000", "evidence-kept  -1.000", "evidence-moved I.1.1 +3600.000 late"}
	if !locks {
		want = append(want, "answer-given II.1.1 +0.000 late", "answer-given II.4.1 +0.000 late", "evidence-kept I.4.1 +0.000 late")
	}
	got := m.filed("so-y-te")
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		m.t.Errorf("filed is\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// TestADayIsOverToTheSecond looks at what is said of each day on which work is
// due: it is the day's last second, and then it is over.
func TestADayIsOverToTheSecond(t *testing.T) {
	inZones(t, func(t *testing.T) {
		for _, day := range closings(t)[1:] {
			t.Run(day.String(), func(t *testing.T) {
				atMidnight(t, scoring.Date{Year: 2023, Month: time.November, Day: 15}, false, func(m *midnight) {
					m.at = day.End()
					criterion := ""
					for _, c := range m.options.Edition.Criteria() {
						if c.Due == day {
							criterion = c.ID
						}
					}
					for after, says := range map[time.Duration]string{
						-24*time.Hour - time.Millisecond: "(ngày mai)", -24 * time.Hour: "(hôm nay)", -time.Millisecond: "(hôm nay)", 0: "(đã qua)",
					} {
						m.set(after)
						m.text(lan, after, criterion)
						m.says(after.String(), lan, "Hoàn thành trước "+day.Short()+" "+says)
						m.set(after)
						m.text(lan, after, "/han")
						m.says(after.String(), lan, "• "+day.Full()+" "+says)
					}
				})
			})
		}
	})
}
