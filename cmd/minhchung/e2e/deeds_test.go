package e2e

import (
	"sync"
	"testing"

	"minhchung/bot/sandbox"
)

type button = sandbox.Button

// hands do what a deed needs, by the sandbox's methods or on its page. Each
// waits for the reply that holds all of the wanted words.
type hands interface {
	say(text string, want ...string)
	tap(label string, want ...string)
	send(f file, caption string, want ...string)
	sendAlbum(files []file, caption string, want ...string)
}

// deed is how Lan deals with one criterion: the answer, then the evidence.
type deed struct {
	criterion string
	begin     string   // the button that begins; "" for [Trả lời]
	taps      []string // buttons that answer, …
	typed     string   // … or what is typed
	says      string   // how the answer is summed up
	files     []file
	album     []file
	link      string
	ends      string // what the last reply holds; "" for "Minh chứng phía đơn vị đã đủ"
}

func (d deed) do(h hands) {
	d.answer(h)
	if d.ends == "" {
		d.ends = "Minh chứng phía đơn vị đã đủ"
	}
	for i, f := range d.files {
		want := []string{"Đã nhận", d.criterion, "mã tiếp nhận"}
		if i == len(d.files)-1 && d.album == nil {
			want = append(want, d.ends)
		}
		h.send(f, "", want...)
	}
	if d.album != nil {
		h.sendAlbum(d.album, "", "Đã nhận", d.criterion, d.ends)
	}
	if d.link != "" {
		h.say(d.link, "Đã nhận", d.criterion, d.ends)
	}
}

func (d deed) answer(h hands) {
	h.say(d.criterion, d.criterion, "Hoàn thành trước")
	if d.begin == "" {
		d.begin = "Trả lời"
	}
	h.tap(d.begin)
	for i, label := range d.taps {
		if i == len(d.taps)-1 {
			h.tap(label, d.says)
		} else {
			h.tap(label)
		}
	}
	if d.typed != "" {
		h.say(d.typed, d.says)
	}
}

// decision, articles and meetingPhotos are sent and, later, opened again.
// Signing is random: decision is signed once.
var decision = sync.OnceValue(func() file { return signedPDF("quyet-dinh-123.pdf", "Quyet dinh thanh lap BCD", 120_000) })

func articles(t testing.TB) file {
	return aDOCX(t, "danh-sach-tin-bai.docx", "Danh sách tin bài về chuyển đổi số")
}

func meetingPhotos(t testing.TB) []file { return []file{aPhoto(t, 1), aPhoto(t, 2)} }

// pillarOne claims 43,8 of 60 (I.2.1 is left out later: of 58) and documents
// 37,8: all but I.2.3 (1) and I.6.1 (5), which waits for Hue-S.
func pillarOne(t testing.TB) []deed {
	return []deed{
		{criterion: "I.1.1", taps: []string{"Người đứng đầu đơn vị"}, says: "10/10 điểm", files: []file{decision()}},
		{criterion: "I.2.2", taps: []string{"☐ Người đứng đầu chủ trì", "Xong"}, says: "2/2 điểm",
			files: []file{aPDF("giay-moi-q1.pdf", "Giay moi", 0), aDOCX(t, "ket-luan-q1.docx", "Kết luận phiên họp quý I")},
			album: meetingPhotos(t)},
		{criterion: "I.2.3", taps: []string{"☐ Có tổ chức", "Xong"}, says: "1/2 điểm",
			files: []file{aPDF("giay-moi-q2.pdf", "Giay moi quy 2", 0)}, ends: "Còn thiếu: kết luận, ảnh họp"},
		{criterion: "I.2.4", taps: []string{"Xong"}, says: "0/2 điểm"},
		{criterion: "I.2.5", taps: []string{"☐ Người đứng đầu chủ trì", "Xong"}, says: "2/2 điểm",
			files: []file{aPDF("giay-moi-q4.pdf", "Giay moi quy 4", 0), aDOCX(t, "ket-luan-q4.docx", "Kết luận phiên họp quý IV"), aPhoto(t, 3)}},
		{criterion: "I.3.1", taps: []string{"Người đứng đầu ký"}, says: "3/3 điểm", files: []file{signedPDF("cong-van-45.pdf", "Cong van 45", 0)}},
		{criterion: "I.3.2", taps: []string{"Cấp phó ký"}, says: "2/4 điểm", files: []file{signedPDF("cong-van-46.pdf", "Cong van 46", 0)}},
		{criterion: "I.3.3", taps: []string{"Chưa có văn bản"}, says: "0/3 điểm"},
		{criterion: "I.4.1", typed: "2 bài", says: "10/10 điểm", files: []file{articles(t)}},
		{criterion: "I.5.1", typed: "có", says: "4/4 điểm", link: "https://syt.thuathienhue.gov.vn/chuyen-doi-so"},
		{criterion: "I.5.2", typed: "8", says: "4,8/6 điểm", files: []file{aDOCX(t, "tin-bai-hang-thang.docx", "Tin bài hằng tháng")}},
		{criterion: "I.6.1", typed: "67", says: "67/134 → 5/10 điểm", files: []file{signedPDF("trien-khai-hue-s.pdf", "Trien khai Hue-S", 0)}},
	}
}

// pillarTwo claims 35 of 45 and documents 15: II.3.1 (10) waits for its
// owner, II.4.1 (10) has no file, II.5.1 is an honest no.
func pillarTwo(testing.TB) []deed {
	return []deed{
		{criterion: "II.1.1", typed: "có", says: "5/5 điểm", files: []file{signedPDF("ke-hoach-5-nam.pdf", "Ke hoach 5 nam", 0)}},
		{criterion: "II.2.1", taps: []string{"Có"}, says: "10/10 điểm", files: []file{signedPDF("ke-hoach-nam.pdf", "Ke hoach nam", 0)}},
		{criterion: "II.3.1", begin: "Tự ước tính", typed: "rồi", says: "10/10 điểm"},
		{criterion: "II.4.1", taps: []string{"Có"}, says: "10/10 điểm"},
		{criterion: "II.5.1", typed: "không", says: "0/10 điểm"},
	}
}
