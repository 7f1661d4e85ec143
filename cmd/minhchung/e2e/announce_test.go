package e2e

import (
	"slices"
	"strings"
	"testing"

	"minhchung/bot/sandbox"
	"minhchung/bot/sandbox/markup"
)

// write has a person type a text with formatting.
func (p *person) write(source string, want ...string) {
	p.t.Helper()
	p.about()
	said, err := p.telegram.SayHTML(p.id, source)
	if err != nil {
		p.t.Fatal(err)
	}
	p.reads("after "+source, said.MessageID, want...)
}

// forward has a person send a message of the chat to the bot again.
func (p *person) forward(id int64, want ...string) {
	p.t.Helper()
	p.about()
	sent, err := p.telegram.Forward(p.id, id)
	if err != nil {
		p.t.Fatal(err)
	}
	p.reads("after forwarding", sent.MessageID, want...)
}

// marked lists what is formatted in a message, each with what it marks.
func marked(m sandbox.Message) (all []string) {
	entities := slices.Concat(m.Entities, m.CaptionEntities)
	for _, e := range entities {
		all = append(all, strings.TrimSpace(e.Type+" "+markup.Slice(m.Body(), e)+" "+e.URL))
	}
	return all
}

// latest is the newest message of the bot that holds all the words.
func (p *person) latest(words ...string) (found sandbox.Message) {
	p.t.Helper()
	eventually(p.t, "there is a message with "+strings.Join(words, ", "), func() bool {
		for _, m := range slices.Backward(p.telegram.Messages(p.id)) {
			if m.FromBot() && holds(m, words) {
				found = m
				return true
			}
		}
		return false
	})
	return found
}

// TestAnnouncementsKeepTheirFormatting: what an admin makes bold, links behind
// words or forwards arrives so, under the office's name and a number, as the
// text of a message and as that of a file, and a correction is no different.
func TestAnnouncementsKeepTheirFormatting(t *testing.T) {
	x := newTown(t)
	x.start()
	x.importDirectory()
	lan, quan := x.person(lanID), x.person(quanID)
	x.enter(lan, "so-y-te", "Lan", "0905 000 101")
	quan.say("/menu", "quản trị")
	quan.tap("Gửi thông báo", "Xin gõ hoặc chuyển tiếp")
	quan.write(`📣 Họp <b>gấp</b> lúc 8h &amp; 14h: <a href="https://a.example.vn/moi?x=1&amp;y=2">tài <i>liệu</i></a>`, "Gửi thông báo đến ai")
	quan.tap("Đầu mối các đơn vị", "Xin xác nhận để gửi")
	quan.tap("Số văn bản", "văn bản số nào")
	quan.say("12/STTTT-CNTT", "Xin xác nhận để gửi")
	quan.tap("Gửi 1 người", "Thông báo đang được gửi")

	office := []string{"bold Sở Thông tin và Truyền thông"}
	body := []string{"bold gấp", "text_link tài liệu https://a.example.vn/moi?x=1&y=2", "italic liệu"}
	got := lan.latest("12/STTTT-CNTT", "📣 Họp gấp lúc 8h & 14h: tài liệu")
	if want := slices.Concat(office, body); !slices.Equal(marked(got), want) {
		t.Errorf("Lan reads %q, want %q", marked(got), want)
	}

	// The text as it is, given back as it is, is no correction: nothing was lost on the way.
	quan.latest("Đã gửi 1/1")
	quan.tap("Xem", "Đã gửi 1/1")
	quan.tap("Sửa nội dung", "Trên đây là nội dung hiện nay")
	now := quan.latest("📣 Họp gấp lúc 8h & 14h")
	if !slices.Equal(marked(now), body) {
		t.Errorf("Quân is shown %q, want %q", marked(now), body)
	}
	quan.forward(now.MessageID, "giống hệt nội dung hiện nay")
	quan.write(`Họp <u>chiều nay</u>`, "Xin xác nhận để sửa")
	quan.tap("Sửa ở mọi nơi")
	eventually(t, "Lan reads the correction", func() bool {
		corrected := lan.latest("12/STTTT-CNTT")
		return corrected.MessageID == got.MessageID && strings.Contains(corrected.Body(), "Họp chiều nay") && slices.Equal(marked(corrected), append(office, "underline chiều nay"))
	})
}
