package e2e

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"minhchung/bot/sandbox"
)

// TestLargeLocalFile sends files of 200 MB through a Bot API server in its local
// mode: they are read from its folder, never whole in memory.
func TestLargeLocalFile(t *testing.T) {
	const size = 200 << 20
	folder := t.TempDir()
	x := buildTown(t, sandbox.Options{Dir: folder, Local: true},
		"MAX_FILE_MB=300", "TELEGRAM_LOCAL_FILES="+filepath.Join(folder, "files"))
	x.built = plainProgram
	compilePDFium(t)
	x.start()
	x.importDirectory()
	lan := x.person(lanID)
	x.enter(lan, "so-y-te", "Lan", "0905000101")
	for _, file := range []struct {
		name    string
		content io.Reader
		asVideo bool
		read    string // of it, what the bot says
	}{
		{name: "trien-khai.mp4", content: film(size), asVideo: true},
		{name: "ke-hoach.pdf", content: plan(t, size), read: "57/KH-SYT"},
		{name: "ban-quet.pdf", content: scan(size)},
	} {
		lan.say("VI.6.2", "VI.6.2")
		lan.tap("Gửi tệp", "Xin gửi minh chứng")
		fits := x.running.watch(maxWithLarge)
		said, err := x.telegram.Upload(lanID, sandbox.Upload{Name: file.name, Content: file.content, AsVideo: file.asVideo})
		if err != nil {
			t.Fatal(err)
		}
		kept := lan.reads("after "+file.name, said.MessageID, "Đã nhận", "VI.6.2")
		if strings.Contains(kept.Body(), "không nhận được") || !strings.Contains(kept.Body(), file.read) {
			t.Fatalf("%s was refused, or not read: %s", file.name, kept.Body())
		}
		fits(file.name)
	}
}

// film is an MP4 file of the given size: its boxes are real, its pictures blank.
func film(size int64) io.Reader {
	box := func(kind string, length uint32, body string) []byte {
		head := binary.BigEndian.AppendUint32(nil, length)
		return append(append(head, kind...), body...)
	}
	head := append(box("ftyp", 24, "isom\x00\x00\x02\x00isommp41"), box("moov", 8, "")...)
	rest := size - int64(len(head))
	head = append(head, box("mdat", uint32(rest), "")...)
	return io.MultiReader(bytes.NewReader(head), io.LimitReader(blank{}, rest-8))
}

// plan is a document of the tests that carries a large attachment, as a change
// that its program appended.
func plan(t *testing.T, size int64) io.Reader {
	t.Helper()
	document, err := os.ReadFile(filepath.Join("..", "..", "..", "bot", "intake", "document", "testdata", "rendered", "02-kh-chuyen-doi-so.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	found := func(pattern string) string {
		m := regexp.MustCompile(pattern).FindSubmatch(document)
		if m == nil {
			t.Fatalf("no %s in the document", pattern)
		}
		return string(m[1])
	}
	number, rest := found(`/Size (\d+)`), size-int64(len(document))
	head := fmt.Sprintf("%s 0 obj\n<</Type/EmbeddedFile/Length %d>>\nstream\n", number, rest)
	tail := fmt.Sprintf("\nendstream\nendobj\nxref\n%s 1\n%010d 00000 n \ntrailer\n<</Size %s1/Root %s/Prev %s>>\nstartxref\n%d\n%%%%EOF\n",
		number, len(document), number, found(`/Root (\d+ 0 R)`), found(`startxref\s+(\d+)`), int64(len(document)+len(head))+rest+int64(len("\nendstream\nendobj\n")))
	return io.MultiReader(bytes.NewReader(document), strings.NewReader(head), io.LimitReader(blank{}, rest), strings.NewReader(tail))
}

// scan is pages of pictures only, of 5 MB each.
func scan(size int64) io.Reader {
	const side, picture = 2290, 2290 * 2290
	var parts []io.Reader
	var table strings.Builder
	at := int64(0)
	write := func(text string) {
		parts = append(parts, strings.NewReader(text))
		at += int64(len(text))
	}
	object := func(number int, text string) {
		fmt.Fprintf(&table, "%010d 00000 n \n", at)
		write(fmt.Sprintf("%d 0 obj\n%s\nendobj\n", number, text))
	}
	pages := int(size / picture)
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 4+2*i)
	}
	write("%PDF-1.7\n")
	object(1, "<</Type/Catalog/Pages 2 0 R>>")
	object(2, fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids, pages))
	object(3, "<</Length 30>>\nstream\nq 595 0 0 842 0 0 cm /I Do Q  \nendstream")
	for i := range pages {
		object(4+2*i, fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</XObject<</I %d 0 R>>>>>>", 5+2*i))
		fmt.Fprintf(&table, "%010d 00000 n \n", at)
		write(fmt.Sprintf("%d 0 obj\n<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Length %d>>\nstream\n", 5+2*i, side, side, picture))
		parts = append(parts, io.LimitReader(blank{}, picture))
		at += picture
		write("\nendstream\nendobj\n")
	}
	write(fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", 4+2*pages, table.String(), 4+2*pages, at))
	return io.MultiReader(parts...)
}

// blank reads as nothing but zeros.
type blank struct{}

func (blank) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
