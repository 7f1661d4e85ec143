package signature_test

import (
	"bytes"
	"testing"

	"minhchung/bot/intake/signature"
	st "minhchung/bot/intake/signature/signaturetest"
)

func TestFirst(t *testing.T) {
	a := st.NewAuthority("Goc")
	minh := a.Person("Minh", "Giám đốc", "Sở Y tế")
	d := st.New("Quyet dinh").Commit().Sign(st.Signing{By: minh})
	d.Store(a.Lists(), nil, nil)
	d.Commit()
	r, err := signature.Check(bytes.NewReader(d.Bytes), int64(len(d.Bytes)), signature.NewTrust(a.Root.Cert), st.Now())
	t.Logf("%+v %v", r, err)
	if r.Outcome != signature.Valid { t.Fail() }
}
