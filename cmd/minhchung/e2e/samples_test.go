package e2e

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"sync"
	"testing"

	"minhchung/bot/intake/signature/signaturetest"
)

// aPDF makes a small PDF of one page that says the text; the padding makes it
// larger, as scans are.
func aPDF(name, text string, padding int) file {
	more := noise(text, padding)
	page := fmt.Sprintf("BT /F1 12 Tf 72 720 Td (%s) Tj ET", text)
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(page), page),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(more), more),
	}
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n")
	var at []int
	for i, object := range objects {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, offset := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return file{name: name, content: out.Bytes()}
}

// desk is where the tests' papers are signed; no root of it is trusted.
var desk = sync.OnceValue(func() *signaturetest.Desk {
	return signaturetest.NewAuthority("CA thử nghiệm").Person("Nguyễn Văn Bình", "Giám đốc", "Sở Y tế")
})

// signedPDF is aPDF with a digital signature.
func signedPDF(name, text string, padding int) file {
	d := signaturetest.New(text)
	if padding > 0 {
		d.Add(signaturetest.Stream("", string(noise(text, padding))))
	}
	return file{name: name, content: d.Commit().Sign(signaturetest.Signing{By: desk()}).Bytes}
}

// noise is bytes that no packing makes fewer.
func noise(text string, n int) []byte {
	all := make([]byte, n)
	random := rand.New(rand.NewPCG(uint64(len(text)), uint64(n)))
	for i := range all {
		all[i] = byte(random.UintN(256))
	}
	return all
}

// aDOCX makes a small Word document that says the text.
func aDOCX(t testing.TB, name, text string) file {
	t.Helper()
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, part := range []struct{ name, content string }{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` +
			`<w:body><w:p><w:r><w:t>` + text + `</w:t></w:r></w:p></w:body></w:document>`},
	} {
		w, err := archive.Create(part.name)
		if err == nil {
			_, err = w.Write([]byte(head + part.content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return file{name: name, content: out.Bytes()}
}

// aPhoto makes a JPEG; each number gives another picture.
func aPhoto(t testing.TB, number int) file {
	t.Helper()
	const width, height = 320, 240
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			picture.Set(x, y, color.RGBA{R: uint8(x + 37*number), G: uint8(y + 91*number), B: uint8(x * y / 128), A: 255})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, nil); err != nil {
		t.Fatal(err)
	}
	// A comment segment after the start makes the bytes as different as the pictures.
	note := fmt.Appendf(nil, "anh hop so %d", number)
	segment := append([]byte{0xff, 0xfe, 0, byte(len(note) + 2)}, note...)
	return file{name: fmt.Sprintf("anh-%d.jpg", number), content: append(append(out.Bytes()[:2:2], segment...), out.Bytes()[2:]...), photo: true}
}
