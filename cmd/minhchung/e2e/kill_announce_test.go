package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// TestKilledDuringAnnouncements: every contact reads every announcement, and
// twice only what was on its way at a kill.
func TestKilledDuringAnnouncements(t *testing.T) {
	t.Parallel()
	x, lan := killable(t)
	minh, hoa, quan := x.person(minhID), x.person(hoaID), x.person(quanID)
	x.enter(minh, "so-y-te", "Minh", "0905 000 102")
	x.enter(hoa, "so-gddt", "Hòa", "0905 000 104")
	readers := []*person{lan, minh, hoa}
	quan.say("/menu", "quản trị")
	rounds := 0
	x.rounds(func(round int) {
		rounds++
		text := announced(round)
		seen := map[*person]int64{}
		for _, p := range readers {
			seen[p] = p.newest()
		}
		quan.say("/menu", "quản trị")
		quan.tap("Gửi thông báo", "nội dung thông báo")
		quan.say(text, "Gửi thông báo đến ai?")
		quan.tap("Đầu mối các đơn vị", "3 người của 2 đơn vị")
		quan.tap("Gửi 3 người")
		for _, p := range readers {
			p.reads("after the announcement", seen[p], text)
		}
	})
	for _, p := range append(readers, quan) {
		p.say("/menu", "Bộ chỉ số") // what was on its way is worked, and the program is up
	}
	twice := 0
	for _, p := range readers {
		for round := range rounds {
			twice += p.copies(announced(round)) - 1
		}
	}
	if most := len(readers) * kills(t); twice > most {
		t.Errorf("%d announcements went twice, at %d kills", twice, kills(t))
	}
	t.Logf("%d of %d announcements went twice", twice, rounds*len(readers))
	x.stop()
	x.left()
}

func announced(round int) string { return fmt.Sprintf("Họp giao ban số %03d.", round) }

// newest is the id of the chat's last message.
func (p *person) newest() (id int64) {
	for _, m := range p.telegram.Messages(p.id) {
		id = m.MessageID
	}
	return id
}

// copies counts the bot's messages that hold a text.
func (p *person) copies(text string) (n int) {
	for _, m := range p.telegram.Messages(p.id) {
		if m.FromBot() && strings.Contains(m.Body(), text) {
			n++
		}
	}
	return n
}
