package e2e

import (
	"archive/zip"
	"bytes"
	"testing"

	"minhchung/bot/intake/malware/clamdtest"
)

// aZIP packs files under names of their own.
func aZIP(t testing.TB, name string, files ...file) file {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		part, err := w.Create(f.name)
		if err == nil {
			_, err = part.Write(f.content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file{name: name, content: b.Bytes()}
}

// TestArchiveAndScanner: a ZIP's files file themselves, and what the malware
// scanner knows is not kept.
func TestArchiveAndScanner(t *testing.T) {
	x := newTown(t, "CLAMD_ADDRESS="+clamdtest.Stub{}.Listen(t, "tcp"))
	x.start()
	x.importDirectory()
	lan := x.person(lanID)
	x.enter(lan, "so-y-te", "Lan", "0905000101")
	invitation := aPDF("I.2.2/giay-moi.pdf", "Giay moi", 90_000)
	program := file{name: "cai-dat.exe", content: append([]byte("MZ"), make([]byte, 600)...)}
	lan.send(aZIP(t, "tap.zip", invitation, aPDF("bao-cao.pdf", "Bao cao", 0), program), "",
		"Đã nhận 2/3 tệp trong tap.zip", "I.2.2: giay-moi.pdf", "Chưa xếp: bao-cao.pdf", "cai-dat.exe (chương trình)")
	lan.tap("Xếp bao-cao.pdf", "Tệp này thuộc tiêu chí nào?")
	lan.say("I.4.1", "Đã nhận bao-cao.pdf vào I.4.1")
	lan.say("I.2.2", "✓ giấy mời")
	lan.tap("Minh chứng (1)", "giay-moi.pdf")
	lan.tap("1. giay-moi.pdf", "Mã tiếp nhận")
	lan.tap("Mở tệp", "I.2.2")
	if got := lan.received(lan.seen()); !bytes.Equal(got, invitation.content) {
		t.Errorf("the file came back with %d bytes of %d", len(got), len(invitation.content))
	}

	virus := aPDF("ke-hoach.pdf", clamdtest.EICAR(), 0)
	lan.send(virus, "II.2.1", "Máy quét phát hiện ke-hoach.pdf có mã độc")
	lan.say("II.2.1", "○ kế hoạch năm")
}
