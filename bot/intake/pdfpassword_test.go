package intake

import (
	"path/filepath"
	"strings"
	"testing"

	"minhchung/flows"
)

// The files are made by qpdf: "khoa" opens with a password only, "mo-duoc" is
// only kept from being changed.
func TestPasswordsOfPDFs(t *testing.T) {
	files, err := filepath.Glob("testdata/password/*.pdf")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, name := range files {
		base := filepath.Base(name)
		want := flows.RefusedNot
		if strings.HasPrefix(base, "khoa") {
			want = flows.RefusedEncrypted
		}
		content := sample(t, filepath.Join("password", base))
		if got := look(t, content, base); got.Refused != want {
			t.Errorf("%s: refused as %q, want %q", base, got.Refused, want)
		}
		// Where the file cannot be followed, nobody can tell: it is refused.
		if got := look(t, append([]byte("\n"), content...), base); got.Refused != flows.RefusedEncrypted {
			t.Errorf("%s, shifted: refused as %q", base, got.Refused)
		}
	}
}

func TestPDFsOfManyPages(t *testing.T) {
	for pages, want := range map[int]flows.Refusal{maxPages: flows.RefusedNot, maxPages + 1: flows.RefusedCrowded} {
		if got := look(t, pdfOf(pages), "dai.pdf"); got.Refused != want {
			t.Errorf("%d pages: refused as %q, want %q", pages, got.Refused, want)
		}
	}
}
