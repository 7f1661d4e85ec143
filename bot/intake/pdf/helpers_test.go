package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// newReader keeps PDFium's compiled code between the runs of the tests, and is
// as patient as they are.
func newReader(t testing.TB) *Reader {
	t.Helper()
	return limitedReader(t, Limits{Turn: patience, Read: patience})
}

func limitedReader(t testing.TB, l Limits) *Reader {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = t.TempDir()
	}
	r := NewLimited(filepath.Join(cache, "minhchung-test", "pdfium"), l)
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// rendered is a document of the tests of package document.
func rendered(t testing.TB, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("..", "document", "testdata", "rendered", name+".pdf"))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// made writes a PDF file of the objects given, of which the first is the
// catalogue.
func made(objects ...string) []byte {
	b := []byte("%PDF-1.7\n")
	var table strings.Builder
	for i, body := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", len(b))
		b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	at := len(b)
	return fmt.Appendf(b, "xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table.String(), len(objects)+1, at)
}

func stream(dictionary, content string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dictionary, len(content), content)
}

// deflated is a stream of size bytes, the same over and over, in a hundredth of
// them.
func deflated(t testing.TB, same string, size int) string {
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
	return stream("/Filter/FlateDecode", b.String())
}

// onePage has a page with the content and further objects, from the fifth on.
func onePage(page, content string, more ...string) []byte {
	return made(append([]string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R" + page + ">>",
		content,
	}, more...)...)
}

const helvetica = "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"

// slow is a file of pages with ten million orders each, of which the first is to
// be painted by a program of a hundred thousand steps for every dot: minutes of
// work in a few kilobytes.
func slow(t testing.TB) []byte {
	t.Helper()
	const pages = wholePages
	kids := strings.Repeat("3 0 R ", pages)
	program := "{ pop pop " + strings.Repeat("1 pop ", 50_000) + "0 0 0 }"
	return made(
		"<</Type/Catalog/Pages 2 0 R>>",
		fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids, pages),
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents[4 0 R 5 0 R]/Resources<</Shading<</S 6 0 R>>>>>>",
		stream("", "/S sh"),
		deflated(t, "0 w ", 40<<20),
		"<</ShadingType 1/ColorSpace/DeviceRGB/Domain[0 1 0 1]/Matrix[595 0 0 842 0 0]/Function 7 0 R>>",
		stream("/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]", program),
	)
}
