package e2e

import (
	"bytes"
	"encoding/pem"
	"os"
	"path/filepath"
	"testing"
	"time"

	"minhchung/bot/intake/signature/signaturetest"
)

// TestSignaturesAreChecked: nobody has set anything up, and still only a signed
// file fills what asks for a signed copy. No root is trusted: that the
// signature holds is all that can be said.
func TestSignaturesAreChecked(t *testing.T) {
	lan := startsAPlan(newTown(t))
	lan.send(aPDF("ban-quet.pdf", "Ke hoach", 0), "", "chưa có chữ ký số", "Tệp vẫn được lưu", "Còn thiếu: kế hoạch")
	signed := signedPDF("ke-hoach.pdf", "Ke hoach", 0)
	forged := file{name: "ke-hoach-sua.pdf", content: bytes.Replace(signed.content, []byte("(Ke hoach)"), []byte("(Ke hoxxx)"), 1)}
	lan.send(forged, "", "Chữ ký số của tệp không hợp lệ", "Tệp vẫn được lưu", "Còn thiếu: kế hoạch")
	lan.send(signed, "", "Tệp có chữ ký số và đã được ghi nhận", "đã đủ")
}

// TestTrustedSignatures: the office names its roots, with lists of the revoked.
func TestTrustedSignatures(t *testing.T) {
	known := signaturetest.NewAuthority("CA thử nghiệm")
	roots := t.TempDir()
	save := func(name, kind string, raw []byte) {
		block := pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: raw})
		if err := os.WriteFile(filepath.Join(roots, name), block, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	now := time.Now()
	save("root.pem", "CERTIFICATE", known.Root.Cert.Raw)
	save("root.crl", "X509 CRL", known.Root.CRL(now.Add(-time.Hour), now.Add(24*time.Hour)))
	save("between.crl", "X509 CRL", known.Between.CRL(now.Add(-time.Hour), now.Add(24*time.Hour)))
	lan := startsAPlan(newTown(t, "TRUST_DIR="+roots))
	director := known.Person("Nguyễn Văn Bình", "Giám đốc", "Sở Y tế")
	released := signaturetest.New("Ke hoach").Commit().Sign(signaturetest.Signing{By: director})
	lan.send(file{name: "ke-hoach.pdf", content: released.Bytes}, "", "Chữ ký số của Sở Y tế", "hợp lệ. Nội dung chờ thẩm định", "đã đủ")
	lan.send(signedPDF("ke-hoach-khac.pdf", "Ke hoach", 0), "II.1.1", "chuyên viên thẩm định sẽ kiểm tra chứng thư")
}

// startsAPlan lets Lan say that there is a plan, which a signed file has to show.
func startsAPlan(x *town) *person {
	x.t.Helper()
	x.start()
	x.importDirectory()
	lan := x.person(lanID)
	x.enter(lan, "so-y-te", "Lan", "0905000101")
	lan.say("II.1.1", "II.1.1")
	lan.tap("Trả lời", "Kế hoạch")
	lan.tap("Có", "5/5 điểm", "Xin gửi minh chứng")
	return lan
}
