package signature_test

import (
	"bytes"
	"encoding/pem"
	"os"
	"path/filepath"
	"testing"

	"minhchung/bot/intake/signature"
	st "minhchung/bot/intake/signature/signaturetest"
)

func put(t testing.TB, dir, name, kind string, der []byte) {
	t.Helper()
	content := der
	if kind != "" {
		content = pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
	}
	if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestTrustIsReadFromAFolder(t *testing.T) {
	o := newOffice()
	unlisted := st.New("KE HOACH").Commit().Sign(st.Signing{By: o.minh}).Bytes
	dir := t.TempDir()
	expect := func(what string, want signature.Reason) {
		t.Helper()
		trust, err := signature.LoadTrust(dir)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		r, err := signature.Check(bytes.NewReader(unlisted), int64(len(unlisted)), trust, st.Now())
		if err != nil || r.Signatures[0].Reason != want {
			t.Errorf("%s: %v, %s", what, err, tell(r))
		}
	}
	expect("an empty folder", signature.UnknownRoot)
	put(t, dir, "README", "", []byte("not read"))
	put(t, dir, "g2.crt", "CERTIFICATE", o.authority.Between.Cert.Raw)
	expect("an authority without its root", signature.UnknownRoot)
	put(t, dir, "goc.pem", "CERTIFICATE", o.authority.Root.Cert.Raw)
	expect("a root without lists", signature.NoRevocationData)
	put(t, dir, "goc.crl", "X509 CRL", o.authority.Lists()[0])
	put(t, dir, "g2.crl", "", o.authority.Lists()[1])
	expect("a root and lists", "")
	put(t, dir, "g2.crl", "", o.authority.Lists(revoked(o.minh, st.Now().AddDate(0, 0, -9)))[1])
	expect("a list that names the director", signature.Revoked)
}

func TestNoTrustIsNoError(t *testing.T) {
	for _, dir := range []string{"", filepath.Join(t.TempDir(), "missing")} {
		if trust, err := signature.LoadTrust(dir); err != nil || trust.Roots() != 0 {
			t.Errorf("%q: %v", dir, err)
		}
	}
	o := newOffice()
	file := o.released().Bytes
	for _, trust := range []*signature.Trust{nil, {}, signature.NewTrust()} {
		r, err := signature.Check(bytes.NewReader(file), int64(len(file)), trust, st.Now())
		if err != nil || r.Outcome != signature.Undetermined || !hasReason(r, signature.UnknownRoot) {
			t.Errorf("%v, %s", err, tell(r))
		}
	}
}

func TestBrokenTrustIsAnError(t *testing.T) {
	for name, content := range map[string]string{"goc.pem": "nothing", "goc.crl": "nothing", "x.crt": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"} {
		dir := t.TempDir()
		put(t, dir, name, "", []byte(content))
		if _, err := signature.LoadTrust(dir); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}
