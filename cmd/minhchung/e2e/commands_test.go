package e2e

import (
	"strings"
	"testing"
)

// TestEveryCommandOfTheMenu types what the app's menu offers: each does
// something, and nothing that can be asked for by a word is left out.
func TestEveryCommandOfTheMenu(t *testing.T) {
	x := newTown(t)
	x.start()
	x.importDirectory()
	lan := x.person(lanID)
	x.enter(lan, "so-y-te", "Lan", "0905 000 101")
	offered := map[string]bool{}
	for _, c := range x.telegram.Commands(lanID) {
		offered[c.Command] = true
		lan.say("/" + c.Command)
		if strings.Contains(lan.seen().Body(), "Không có lệnh này") || strings.Contains(lan.seen().Body(), "There is no such command") {
			t.Errorf("/%s (%s) is offered and not known", c.Command, c.Description)
		}
		if c.Command == "ngonngu" {
			lan.say("/ngonngu", "trả lời bằng tiếng Việt")
		}
	}
	for _, word := range []string{"menu", "tiep", "phan", "thieu", "diem", "han", "nhacviec", "thongtin", "trogiup", "huy", "ngonngu"} {
		if !offered[word] {
			t.Errorf("/%s is not offered", word)
		}
	}
	lan.say("/nhacviec", "Giờ nhắc")
}
