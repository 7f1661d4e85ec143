package signature_test

import (
	"crypto/ecdsa"
	"crypto/sha1"
	"crypto/x509"
	"crypto/x509/pkix"
	"testing"

	"minhchung/bot/intake/signature"
	st "minhchung/bot/intake/signature/signaturetest"
)

// TestSignersNamedByTheirKey: some programs name a signer by the key's
// identifier. Whom it names decides nothing but whose key has to fit.
func TestSignersNamedByTheirKey(t *testing.T) {
	o := newOffice()
	keyed := func(id string) *st.Desk {
		return o.authority.Issue(pkix.Name{CommonName: "Trần Văn Minh", OrganizationalUnit: []string{"Sở Y tế"}},
			func(c *x509.Certificate) { c.SubjectKeyId = []byte(id) })
	}
	minh, lan := keyed("key of minh, 20 byte"), keyed("key of lan, 20 bytes")
	for name, tc := range map[string]struct {
		by     *st.Desk
		id     []byte
		more   []*x509.Certificate // sent along
		change func(*st.Doc)
		want   signature.Reason
	}{
		"the signer's":                    {by: minh, id: minh.Cert.SubjectKeyId},
		"the signer's, others sent along": {by: minh, id: minh.Cert.SubjectKeyId, more: []*x509.Certificate{lan.Cert}},
		"the hash of a key that its certificate does not name": {by: o.minh, id: hashOfKey(t, o.minh.Cert)},
		"another's":    {by: minh, id: lan.Cert.SubjectKeyId, more: []*x509.Certificate{lan.Cert}, want: signature.BadSignature},
		"nobody's":     {by: minh, id: []byte("nobody"), want: signature.BadSignature},
		"an empty one": {by: minh, id: []byte{}, want: signature.BadSignature},
		"a changed document": {by: minh, id: minh.Cert.SubjectKeyId, want: signature.DocumentChanged,
			change: func(d *st.Doc) { d.Swap("thanh lap", "giai  the") }},
		"two of the same identifier": {by: minh, id: minh.Cert.SubjectKeyId, want: signature.BadSignature,
			more: []*x509.Certificate{keyed("key of minh, 20 byte").Cert}},
	} {
		t.Run(name, func(t *testing.T) {
			by := *tc.by
			by.Chain = append(append([]*x509.Certificate{}, tc.more...), by.Chain...)
			d := o.written().Sign(st.Signing{By: &by, CMS: func(c *st.CMS) { c.KeyID = tc.id }})
			if tc.change != nil {
				tc.change(d)
			}
			r := o.check(t, d.Bytes)
			if r.Outcome != tc.want.Outcome() || tc.want != "" && !hasReason(r, tc.want) {
				t.Errorf("want %q, got %s", tc.want, tell(r))
			}
			if tc.want == "" && r.Signatures[0].Signer != "Trần Văn Minh" {
				t.Errorf("signed by %q", r.Signatures[0].Signer)
			}
		})
	}
}

func hashOfKey(t *testing.T, cert *x509.Certificate) []byte {
	t.Helper()
	key, err := cert.PublicKey.(*ecdsa.PublicKey).Bytes()
	if err != nil {
		t.Fatal(err)
	}
	sum := sha1.Sum(key)
	return sum[:]
}
