package e2e

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// TestWalk is a department's work from the first message to the score, with
// the program as it is started and files as they are sent.
func TestWalk(t *testing.T) {
	x := newTown(t)
	x.start()
	x.importDirectory()
	lan, quan := x.person(lanID), x.person(quanID)
	quan.say("/menu", "quản trị")

	stranger(x)
	getIn(x, lan)
	generalInformation(lan)
	for _, d := range slices.Concat(pillarOne(t), pillarTwo(t)) {
		d.do(lan)
	}
	leaveOut(lan, quan)
	readScore(lan)
	readMissing(lan)
	leaderReads(x)
	secondContact(x, lan)
	sentBack(lan)
	refusals(x, lan)
	// What was said survives a stop in good order.
	x.stop()
	x.start()
	lan.say("điểm", "Tự chấm 80,8/498")
	x.stop()
}

// stranger: whom nobody invited gets one polite line, and no file is fetched.
func stranger(x *town) {
	x.t.Helper()
	khach := x.person(khachID)
	khach.say("Cho tôi xem điểm của Sở Y tế", "chỉ dành cho đầu mối đã đăng ký")
	khach.send(aPDF("I.2.2.pdf", "khach", 0), "I.2.2", "chỉ dành cho đầu mối đã đăng ký")
	khach.arrive("AAAAAAAAAAAAAAAAAAAAAA", "Liên kết đã hết hạn hoặc đã dùng")
	for _, m := range x.telegram.Messages(khachID) {
		if m.FromBot() && (strings.Contains(m.Body(), "Sở Y tế") || len(m.Buttons()) > 0) {
			x.t.Errorf("a stranger is told: %s", m.Body())
		}
	}
	if n := x.front.calls("getFile") + x.front.calls(fileDownload); n != 0 {
		x.t.Errorf("a stranger's file was fetched (%d calls)", n)
	}
}

// getIn: the link, the name, the phone number, the notice; the link works once.
func getIn(x *town, lan *person) {
	x.t.Helper()
	link := x.enter(lan, "so-y-te", "Lan", "0905 000 101")
	lan.say("/menu", "Sở Y tế", "0/500 điểm")
	x.person(khachID).arrive(link, "Liên kết đã hết hạn hoặc đã dùng")
}

// generalInformation: the fields one at a time; a slip is told of.
func generalInformation(lan *person) {
	lan.t.Helper()
	lan.say("thông tin chung", "Còn 10 mục")
	lan.tap("Điền lần lượt", "1/11")
	lan.tap("Sở Y tế", "2/11")
	for i, typed := range []string{
		"28 Lê Lợi, thành phố Huế", "syt.thuathienhue.gov.vn", "14", "80", "39", "3", "110", "12", "1.120", "15",
	} {
		want := []string{"3/11", "4/11", "5/11", "6/11", "7/11", "8/11", "9/11", "10/11", "11/11", "Thông tin chung"}[i]
		if typed == "80" {
			lan.say("-80", "không thể nhỏ hơn 0")
		}
		lan.say(typed, want)
	}
	lan.say("/thongtin", "Công chức: 80", "Thủ tục hành chính: 1.120", "Người lao động khác: 15")
}

// leaveOut: Lan asks that I.2.1 be left out, Quân is told and grants it.
func leaveOut(lan, quan *person) {
	lan.t.Helper()
	newest := len(quan.telegram.Messages(quan.id))
	lan.say("I.2.1", "Dự họp BCĐ CĐS của tỉnh")
	lan.tap("Khác")
	lan.tap("Đề nghị không đánh giá", "lý do")
	lan.say("Sở không có lãnh đạo là thành viên Ban chỉ đạo của tỉnh", "Đã gửi đề nghị")
	asked := lan.looking
	request := quan.reads("when Lan asks", quan.telegram.Messages(quan.id)[newest-1].MessageID, "Sở Y tế", "I.2.1", "Lan")
	if _, ok := request.Button("Đồng ý I.2.1"); !ok {
		lan.t.Fatalf("Quân cannot grant it:\n%s", quan.telegram.Chat(quan.id))
	}
	quan.tap("Đồng ý I.2.1", "Đã đồng ý")
	lan.reads("when Quân grants it", asked, "đồng ý không đánh giá", "I.2.1")
	lan.say("I.2.1", "không đánh giá")
}

// readScore compares every figure with what index-rules makes of the answers,
// worked out by hand: see the deeds.
func readScore(lan *person) {
	lan.t.Helper()
	lan.say("tôi được mấy điểm?",
		"Tự chấm 78,8/498 (15,82%)",
		"Có minh chứng 52,8.",
		"0/68 tiêu chí",
		"Quy về thang 500: 79,12",
		"Chờ số liệu 36 tiêu chí",
		"I: 43,8/58 (có minh chứng 37,8)",
		"II: 35/45 (có minh chứng 15)",
		"III: 0/60 (có minh chứng 0)")
}

// readMissing: the two without evidence and what was never opened.
func readMissing(lan *person) {
	lan.t.Helper()
	lan.say("tôi còn thiếu gì", "Còn thiếu 19 tiêu chí (144 điểm)", "Gần hạn nhất: I.2.3", "kết luận, ảnh họp")
	list := lan.seen()
	for _, done := range []string{"I.1.1", "I.2.1", "I.2.2", "I.6.1", "II.1.1", "II.5.1"} {
		if _, there := list.Button(done + " ⬜"); there {
			lan.t.Errorf("%s is dealt with, but on the list", done)
		}
	}
	lan.tap("Bổ sung I.2.3", "I.2.3 Họp BCĐ quý II")
}

// leaderReads: Bình sees the figures and may change nothing.
func leaderReads(x *town) {
	x.t.Helper()
	binh := x.person(binhID)
	binh.arrive(x.invite("--department", "so-y-te", "--role", "leader", "--name", "Bình"), "Bình", "Sở Y tế")
	binh.tap("Đúng", "không gửi văn bản mật")
	binh.tap("Đã rõ", "Tự chấm 78,8/498")
	binh.tap("Điểm", "Có minh chứng 52,8.")
	fetched := x.front.calls(fileDownload)
	binh.send(aPDF("I.3.3.pdf", "binh", 0), "I.3.3", "Chỉ đầu mối của đơn vị gửi được")
	if x.front.calls(fileDownload) != fetched {
		x.t.Error("the leader's file was fetched")
	}
	binh.say("I.3.3", "Văn bản chỉ đạo về xã hội số")
	if slices.ContainsFunc(binh.seen().Buttons(), func(b button) bool { return strings.Contains(b.Text, "trả lời") }) {
		x.t.Error("the leader is offered to answer")
	}
}

// secondContact: Minh and Lan answer the same question; who is second chooses.
func secondContact(x *town, lan *person) {
	x.t.Helper()
	minh := x.person(minhID)
	x.enter(minh, "so-y-te", "Minh", "0905 000 102")
	for _, p := range []*person{lan, minh} {
		p.say("I.3.2", "Cấp phó ký → 2 điểm")
		p.tap("Sửa trả lời", "Người ký văn bản?")
	}
	minh.tap("Chưa có văn bản", "0/4 điểm")
	lan.tap("Người đứng đầu ký", "Minh vừa cập nhật I.3.2", "Chưa có văn bản", "Người đứng đầu ký")
	lan.say("điểm", "Tự chấm 76,8/498") // nothing of hers is recorded before she chooses
	lan.tap("Thay bằng", "4/4 điểm")
	minh.say("I.3.2", "Người đứng đầu ký → 4 điểm")
	minh.say("điểm", "Tự chấm 80,8/498")
}

// sentBack: what was sent comes back as it was, byte by byte.
func sentBack(lan *person) {
	lan.t.Helper()
	for _, sent := range []struct {
		criterion string
		file      file
	}{
		{"I.1.1", decision()}, {"I.4.1", articles(lan.t)}, {"I.2.2", meetingPhotos(lan.t)[1]},
	} {
		lan.say(sent.criterion, sent.criterion)
		lan.tap("Minh chứng (", "minh chứng đã gửi")
		buttons := lan.seen().Buttons()
		newest := lan.telegram.Messages(lan.id)
		lan.tap(buttons[len(buttons)-2].Text, "Mã tiếp nhận") // the last file's, above the way back
		lan.tap("Mở tệp")
		back := lan.reads("after [Mở tệp]", newest[len(newest)-1].MessageID, sent.criterion)
		if got := lan.received(back); !bytes.Equal(got, sent.file.content) {
			lan.t.Errorf("%s came back with %d bytes, sha %.8s; sent were %d, sha %.8s",
				sent.file.name, len(got), shaOf(got), len(sent.file.content), sent.file.sha())
		}
	}
}

// refusals: what cannot be kept is refused with the reason, by its name.
func refusals(x *town, lan *person) {
	x.t.Helper()
	program := append([]byte("MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00\xb8\x00\x00\x00"), make([]byte, 2048)...)
	lan.send(file{name: "ke-hoach.exe", content: program}, "II.2.1", "ke-hoach.exe", "là chương trình")
	lan.send(file{name: "ke-hoach.pdf", content: program}, "II.2.1", "ke-hoach.pdf", "là chương trình")
	lan.send(file{name: "phim.mp4", content: make([]byte, 21<<20)}, "II.2.1", "phim.mp4", "lớn hơn 20 MB")
	// Telegram takes no empty file; one that is empty when it is fetched:
	x.front.answering(map[string]string{
		"getFile": `{"ok":true,"result":{"file_id":"1","file_unique_id":"1","file_path":"documents/1"}}`, fileDownload: "",
	})
	lan.send(file{name: "rong.pdf", content: []byte("%")}, "II.2.1", "rong.pdf", "tệp rỗng")
	x.front.answering(nil)
	lan.say("II.2.1", "Đã gửi 1 tệp.")
}
