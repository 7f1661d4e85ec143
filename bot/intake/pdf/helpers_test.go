package pdf

import (
	"os"
	"path/filepath"
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
