package e2e

import (
	"os"
	"path/filepath"
	"testing"

	"minhchung/bot/intake/signature/signaturetest"
)

// TestSignaturesAreChecked: with a folder of trusted roots, here an empty one,
// a signed PDF fills what asks for a signed copy, and another does not.
func TestSignaturesAreChecked(t *testing.T) {
	roots := filepath.Join(t.TempDir(), "roots")
	if err := os.Mkdir(roots, 0o700); err != nil {
		t.Fatal(err)
	}
	x := newTown(t, "TRUST_DIR="+roots)
	x.start()
	x.importDirectory()
	lan := x.person(lanID)
	x.enter(lan, "so-y-te", "Lan", "0905000101")
	lan.say("II.1.1", "II.1.1")
	lan.tap("Trả lời", "Kế hoạch")
	lan.tap("Có", "5/5 điểm", "Xin gửi minh chứng")
	lan.send(aPDF("ban-quet.pdf", "Ke hoach", 0), "", "chưa có chữ ký số", "Tệp vẫn được lưu", "Còn thiếu: kế hoạch")
	desk := signaturetest.NewAuthority("CA thử nghiệm").Person("Nguyễn Văn Bình", "Giám đốc", "Sở Y tế")
	signed := signaturetest.New("Ke hoach").Commit().Sign(signaturetest.Signing{By: desk})
	lan.send(file{name: "ke-hoach.pdf", content: signed.Bytes}, "", "Tệp có chữ ký số và đã được ghi nhận", "đã đủ")
}
