package signature_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"minhchung/bot/intake/signature"
)

// The foreign files were made by other programs than ours, see make-foreign.sh.
// They bring no revocation data; their authority's list lies beside its root.
func TestForeignFilesHold(t *testing.T) {
	trust, err := signature.LoadTrust("testdata")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/*.pdf.gz")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d foreign files, %v", len(files), err)
	}
	at := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			file := unzipped(t, name)
			r, err := signature.Check(bytes.NewReader(file), int64(len(file)), trust, at)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(name, "libreoffice-pdfsig") {
				// pdfsig leaves its own field out of the form that LibreOffice wrote,
				// and changes the page's fonts: a person has to look.
				if r.Outcome != signature.Undetermined || !hasReason(r, signature.UnknownAddition) {
					t.Errorf("want an addition that needs eyes")
				}
			} else {
				holds(t, r, int(name[len(name)-len("1.pdf.gz")]-'0'))
			}
			if t.Failed() {
				t.Log(tell(r))
			}
		})
	}
}

func unzipped(t *testing.T, name string) []byte {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	file, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// holds checks that a number of signatures, all of So Y te, are valid.
func holds(t *testing.T, r signature.Result, want int) {
	t.Helper()
	if r.Outcome != signature.Valid || len(r.Signatures) != want {
		t.Errorf("want %d valid signatures", want)
	}
	for _, s := range r.Signatures {
		if s.Outcome != signature.Valid || s.Organisation != "So Y te, UBND tinh Thua Thien Hue" {
			t.Errorf("want a valid one of So Y te: %+v", s)
		}
	}
}
