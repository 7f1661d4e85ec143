package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	on "minhchung/bot/sandbox/browsertest"
)

// TestWalkOnThePage walks pillar I by hand, as Lan on a phone: the sandbox as
// it is started, its page in a browser, buttons, typing and files.
func TestWalkOnThePage(t *testing.T) {
	w := openPage(t, startSandbox(t))
	w.step("people", on.Shows("Sở Y tế · đầu mối"))
	w.step("greeting", on.Click("person-1001"), on.Appears("start"))
	w.step("confirm", on.Click("start"), on.Holds(says("anh/chị là Lan, đầu mối của Sở Y tế")))
	w.tap("Đúng", "không gửi văn bản mật")
	w.tap("Đã rõ", "Sở Y tế", "0/500 điểm")
	w.tap("Các phần", "còn 34 tiêu chí")
	w.tap("Phần I. Nhận thức số", "còn 13 tiêu chí")
	w.tap("Trang sau", "trang 2/2")
	w.tap("« Trang trước", "trang 1/2")
	w.tap("I.1.1", "Quyết định lập BCĐ CĐS")
	w.tap("Hướng dẫn", "Tài liệu kiểm chứng")
	for _, d := range deedsOnThePage(t) {
		d.do(w)
	}
	w.say("/menu", "45,3/500 điểm", "Còn thiếu 22 tiêu chí")
	w.tap("Điểm", "Tự chấm 45,3/500 (9,06%)", "Có minh chứng 39,3.", "I: 45,3/60 (có minh chứng 39,3)")
	w.tap("Còn thiếu gì", "Còn thiếu 22 tiêu chí", "I.2.3")
	w.tap("Bổ sung I.2.3", "Họp BCĐ quý II")
	w.sendAlbum([]file{aPhoto(t, 8), aPhoto(t, 9)}, "I.2.3", "Đã nhận 2 ảnh vào I.2.3", "Còn thiếu: kết luận")
	w.send(aDOCX(t, "ket-luan-q2.docx", "Kết luận phiên họp quý II"), "", "Minh chứng phía đơn vị đã đủ")
	w.say("phần I được mấy điểm", "Tự chấm 45,3/60", "Có minh chứng 40,3")
	w.say("II.2.1", "Kế hoạch CĐS hằng năm")
	w.sample("sample-scan", "chưa có chữ ký số", "Tệp vẫn được lưu")
	w.sample("sample-signed", "57/KH-SYT", "3/3/2023", "Sở Y tế", "Tệp có chữ ký số và đã được ghi nhận")
	w.say("I.2.2", "Đã gửi 4 tệp.")
	w.tap("Minh chứng (4)", "minh chứng đã gửi")
	w.say("tôi còn thiếu gì", "Còn thiếu 21 tiêu chí")
	w.say("trợ giúp", "Mở tiêu chí")
	w.say("thông tin chung", "Công chức")
}

// deedsOnThePage are pillar I's, with I.2.1 answered (3 of 4 meetings: 1,5)
// and without the general information: 45,3 claimed, 39,3 documented.
func deedsOnThePage(t *testing.T) []deed {
	deeds := pillarOne(t)
	for i := range deeds {
		if deeds[i].criterion == "I.6.1" {
			deeds[i].typed = "67/134"
		}
	}
	return append(deeds, deed{criterion: "I.2.1", typed: "3", says: "1,5/2 điểm", files: []file{signedPDF("bao-cao-thong-ke.pdf", "Bao cao", 0)}})
}

// startSandbox starts `minhchung sandbox` and gives the page's address.
func startSandbox(t *testing.T) (address string) {
	t.Helper()
	address, p := runSandbox(t, t.TempDir())
	t.Cleanup(p.stop)
	return address
}

// runSandbox starts it in a folder, where it may have run before.
func runSandbox(t *testing.T, dir string) (address string, p *process) {
	t.Helper()
	out, errs := &output{}, &output{}
	if _, err := os.Stat(filepath.Join(dir, "sandbox")); err != nil {
		compiledIn(t, filepath.Join(dir, "sandbox"))
	}
	settings := []string{"DATA_DIR=" + dir, "LISTEN=127.0.0.1:0"}
	t.Cleanup(func() {
		for _, line := range errs.complaints() {
			t.Errorf("the program complains: %s", line)
		}
		if t.Failed() {
			t.Logf("what the program wrote:\n%s%s", out, errs)
		}
	})
	p = launch(t, out, errs, settings, "sandbox") // whose cleanup comes before that
	eventually(t, "the sandbox says where its page is", func() bool {
		_, rest, found := strings.Cut(out.String(), "http://")
		line, _, whole := strings.Cut(rest, "\n")
		address = "http://" + line
		return found && whole
	})
	return address, p
}

// onDisk writes a file for the page's file input and gives its path.
func (f file) onDisk(t testing.TB, folder string) string {
	t.Helper()
	path := filepath.Join(folder, f.name)
	if err := os.WriteFile(path, f.content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
