package intake

import (
	"bytes"
	"context"
	"io"
	"testing"
	"time"

	"minhchung/flows"
)

// FuzzInspect calls the detection without its guard: a parser that panics on
// hostile input is worth knowing.
func FuzzInspect(f *testing.F) {
	for _, seed := range [][]byte{
		pdfFile(), ooxml(typeDOCX, "word/document.xml"), ole("WordDocument", nil), ole("Workbook", workbook()), mp4(), zipped(entryOf{"mimetype", typeODT}),
		zipped(entryOf{"I.2.2/giay moi.pdf", string(pdfFile())}, entryOf{"anh.jpg", string(jpegImage(f))}), pngImage(f), jpegImage(f),
		sample(f, "ket-luan.odt"), sample(f, "hop-quy-1.heic"), sample(f, "hop-quy-1.webp"),
	} {
		f.Add(seed)
	}
	for _, r := range refusedFiles(f) {
		if len(r.content) < 100<<10 {
			f.Add(r.content)
		}
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) == 0 {
			return
		}
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		l := usualLimits()
		inside := &file{
			bounded: bounded{ctx: ctx, r: bytes.NewReader(content), left: l.inside},
			head:    content[:min(len(content), headSize)], size: int64(len(content)), limits: l,
		}
		mediaType, why := inside.detect()
		if mediaType == "" {
			t.Error("no type at all")
		}
		if inside.failed != nil {
			t.Errorf("reading memory failed: %v", inside.failed)
		}
		if mediaType == typeZIP && why == flows.RefusedNot {
			readMembers(t, content)
		}
	})
}

// readMembers unpacks whatever an accepted archive holds: never more than it says.
func readMembers(t *testing.T, content []byte) {
	archive, why, err := OpenArchive(t.Context(), bytes.NewReader(content), int64(len(content)))
	if err != nil || why != flows.RefusedNot {
		t.Fatalf("an accepted archive does not open: %q, %v", why, err)
	}
	for _, m := range archive.Members {
		r, err := m.Open()
		if err != nil {
			continue
		}
		if n, _ := io.Copy(io.Discard, r); n > m.Size {
			t.Errorf("%s unpacks to %d bytes and says %d", m.Name, n, m.Size)
		}
		r.Close()
	}
}
