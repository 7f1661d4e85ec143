package signature

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	st "minhchung/bot/intake/signature/signaturetest"
)

// Papers by LibreOffice that are signed in an update, once and twice, hold.
func TestPapersOfAnotherProgramSignedLater(t *testing.T) {
	papers, err := filepath.Glob("../document/testdata/rendered/*.pdf")
	if err != nil || len(papers) < 30 {
		t.Fatalf("%d papers, %v", len(papers), err)
	}
	a := st.NewAuthority("CA")
	trust := NewTrust(a.Root.Cert)
	for _, name := range papers {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d := st.Of(content).Sign(st.Signing{By: a.Person("Nguyễn Văn Bình", "Giám đốc", "Sở Y tế")})
		d.Sign(st.Signing{By: a.Person("Văn thư", "", "Sở Y tế")})
		got, err := Check(bytes.NewReader(d.Bytes), int64(len(d.Bytes)), trust, st.Now())
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Signatures) != 2 || got.Outcome != Undetermined || got.Signatures[0].Reason != NoRevocationData {
			t.Errorf("%s: %+v", filepath.Base(name), got)
		}
	}
}
