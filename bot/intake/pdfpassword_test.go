package intake

import (
	"encoding/hex"
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

// The lines are what qpdf has written of empty passwords (/U), each with another
// salt: how often the hash is repeated hangs on it.
func TestHashesOfRevision6(t *testing.T) {
	lines := strings.Fields(string(sample(t, "password/revision6.txt")))
	for i, line := range lines {
		user, err := hex.DecodeString(line)
		if err != nil {
			t.Fatal(err)
		}
		e := encryption{revision: 6, owner: make([]byte, 48), user: user}
		if !e.opens() {
			t.Errorf("line %d does not open", i+1)
		}
		e.user[32] ^= 1
		if e.opens() {
			t.Errorf("line %d opens with another salt", i+1)
		}
	}
	if len(lines) < 100 {
		t.Errorf("only %d lines", len(lines))
	}
}

func TestPDFsOfManyPages(t *testing.T) {
	for pages, want := range map[int]flows.Refusal{maxPages: flows.RefusedNot, maxPages + 1: flows.RefusedCrowded} {
		if got := look(t, pdfOf(pages), "dai.pdf"); got.Refused != want {
			t.Errorf("%d pages: refused as %q, want %q", pages, got.Refused, want)
		}
	}
}
