package signature_test

import (
	"bytes"
	"strings"
	"testing"

	"minhchung/bot/intake/signature"
	st "minhchung/bot/intake/signature/signaturetest"
)

// office is who signs in the tests: the desks of Sở Y tế, and a forger with an
// authority of the forger's own.
type office struct {
	authority         *st.Authority
	minh              *st.Desk // director
	huong             *st.Desk // deputy director
	lan               *st.Desk // clerk
	seal              *st.Desk // the office itself
	tsa               *st.Desk
	elsewhere, forger *st.Desk // of an authority that nobody trusts
	trust             *signature.Trust
}

func newOffice() *office {
	a, other := st.NewAuthority("Gốc Chính phủ"), st.NewAuthority("Gốc Chính phủ")
	return &office{
		authority: a, tsa: a.TSA,
		minh:  a.Person("Trần Văn Minh", "Giám đốc", "Sở Y tế"),
		huong: a.Person("Lê Thị Hương", "Phó Giám đốc", "Sở Y tế"),
		lan:   a.Person("Nguyễn Thị Lan", "Văn thư", "Sở Y tế"),
		seal:  a.Person("Sở Y tế", "", "Sở Y tế"),

		elsewhere: other.TSA,
		forger:    other.Person("Trần Văn Minh", "Giám đốc", "Sở Y tế"),
		trust:     signature.NewTrust(a.Root.Cert),
	}
}

// draft is a document before it is written, with revocation data.
func (o *office) draft() *st.Doc {
	d := st.New("QUYET DINH thanh lap Ban Chi dao chuyen doi so")
	d.Store(o.authority.Lists(), nil, nil)
	return d
}

// written is the document before it is signed.
func (o *office) written() *st.Doc { return o.draft().Commit() }

// signed is the document signed by the director.
func (o *office) signed() *st.Doc { return o.written().Sign(st.Signing{By: o.minh}) }

// released is the document signed by the director, then numbered and sealed.
func (o *office) released() *st.Doc {
	return o.written().
		Sign(st.Signing{By: o.minh, Rect: "350 120 500 200", Text: "Tran Van Minh"}).
		Sign(st.Signing{By: o.lan, Rect: "90 740 200 760", Text: "So: 123/QD-SYT"}).
		Sign(st.Signing{By: o.seal, Rect: "310 110 420 220", Text: "SO Y TE"})
}

// certified is a document with a field for text, certified at a level.
func (o *office) certified(level int) (*st.Doc, int) {
	d := o.draft()
	field := d.TextField("ykien", "")
	return d.Commit().Sign(st.Signing{By: o.minh, Certify: level}), field
}

func (o *office) check(t *testing.T, file []byte) signature.Result {
	t.Helper()
	r, err := signature.Check(bytes.NewReader(file), int64(len(file)), o.trust, st.Now())
	if err != nil {
		t.Fatalf("the file could be read, but: %v", err)
	}
	return r
}

// tell describes a result for a failed test.
func tell(r signature.Result) string {
	var b strings.Builder
	b.WriteString(string(r.Outcome))
	for _, s := range r.Signatures {
		b.WriteString("\n  " + s.Signer + ": " + string(s.Outcome) + " " + string(s.Reason) + " " + s.Detail)
	}
	return b.String()
}

func hasReason(r signature.Result, want signature.Reason) bool {
	for _, s := range r.Signatures {
		if s.Reason == want {
			return true
		}
	}
	return false
}
