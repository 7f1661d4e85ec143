package pdftest

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"testing"
)

// Made writes a PDF file of the objects given, of which the first is the
// catalogue.
func Made(objects ...string) []byte {
	b := []byte("%PDF-1.7\n")
	var table strings.Builder
	for i, body := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", len(b))
		b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	at := len(b)
	return fmt.Appendf(b, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table.String(), len(objects)+1, at)
}

// Stream is an object with a content.
func Stream(dictionary, content string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dictionary, len(content), content)
}

// Deflated is a stream of size bytes, the same over and over, in a hundredth of
// them.
func Deflated(t testing.TB, same string, size int) string {
	t.Helper()
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, zlib.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	chunk := bytes.Repeat([]byte(same), 1<<18)
	for range size / len(chunk) {
		if _, err := w.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return Stream("/Filter/FlateDecode", b.String())
}

// OnePage has a page with the content and further objects, from the fifth on.
func OnePage(page, content string, more ...string) []byte {
	return Made(append([]string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R" + page + ">>",
		content,
	}, more...)...)
}

// Helvetica gives a page a font named F.
const Helvetica = "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"

// Slow is a file of pages with ten million orders each, of which the first is to
// be painted by a program of a hundred thousand steps for every dot: minutes of
// work in a few kilobytes.
func Slow(t testing.TB) []byte {
	t.Helper()
	const pages = 12 // all of which are read
	kids := strings.Repeat("3 0 R ", pages)
	program := "{ pop pop " + strings.Repeat("1 pop ", 50_000) + "0 0 0 }"
	return Made(
		"<</Type/Catalog/Pages 2 0 R>>",
		fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids, pages),
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents[4 0 R 5 0 R]/Resources<</Shading<</S 6 0 R>>>>>>",
		Stream("", "/S sh"),
		Deflated(t, "0 w ", 40<<20),
		"<</ShadingType 1/ColorSpace/DeviceRGB/Domain[0 1 0 1]/Matrix[595 0 0 842 0 0]/Function 7 0 R>>",
		Stream("/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]", program),
	)
}
