package signaturetest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"time"

	"golang.org/x/crypto/ocsp"
)

// Desk is somebody who can sign.
type Desk struct {
	Cert   *x509.Certificate
	Key    *ecdsa.PrivateKey
	Chain  []*x509.Certificate // what is sent along, without the root
	issuer *Desk
}

// Authority is a root, an authority under it, and an authority for timestamps.
type Authority struct {
	Root, Between, TSA *Desk
	serial             int64
	now                time.Time
}

// Now is the moment at which the tests' documents are signed.
func Now() time.Time { return time.Date(2023, 3, 24, 9, 0, 0, 0, time.UTC) }

// NewAuthority makes an authority of a name.
func NewAuthority(name string) *Authority {
	a := &Authority{now: Now()}
	a.Root = a.issue(nil, pkix.Name{CommonName: name, Country: []string{"VN"}}, func(c *x509.Certificate) { ca(c) })
	a.Between = a.issue(a.Root, pkix.Name{CommonName: name + " G2", Country: []string{"VN"}}, func(c *x509.Certificate) { ca(c) })
	a.Between.Chain = []*x509.Certificate{a.Between.Cert}
	a.TSA = a.Issue(pkix.Name{CommonName: name + " TSA"}, func(c *x509.Certificate) {
		c.ExtKeyUsage = nil
		c.ExtraExtensions = []pkix.Extension{{Id: oid(2, 5, 29, 37), Critical: true,
			Value: marshal([]any{oid(1, 3, 6, 1, 5, 5, 7, 3, 8)})}}
	})
	return a
}

func ca(c *x509.Certificate) {
	c.IsCA, c.BasicConstraintsValid = true, true
	c.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
	c.ExtKeyUsage = nil
}

// Person issues a certificate to a person of an office.
func (a *Authority) Person(name, position, office string) *Desk {
	return a.Issue(pkix.Name{
		CommonName: name, OrganizationalUnit: []string{office}, Organization: []string{"UBND tỉnh Thừa Thiên Huế"}, Country: []string{"VN"},
		ExtraNames: []pkix.AttributeTypeAndValue{{Type: oid(2, 5, 4, 12), Value: position}},
	})
}

// Issue issues a certificate, changed by the options.
func (a *Authority) Issue(name pkix.Name, options ...func(*x509.Certificate)) *Desk {
	d := a.issue(a.Between, name, options...)
	d.Chain = []*x509.Certificate{d.Cert, a.Between.Cert}
	return d
}

// IssuedBy has a desk issue a certificate, as if it was an authority.
func (a *Authority) IssuedBy(desk *Desk) *Desk {
	d := a.issue(desk, pkix.Name{CommonName: "Trần Văn Minh"})
	d.Chain = append([]*x509.Certificate{d.Cert}, desk.Chain...)
	return d
}

func (a *Authority) issue(issuer *Desk, name pkix.Name, options ...func(*x509.Certificate)) *Desk {
	a.serial++
	t := &x509.Certificate{
		SerialNumber: big.NewInt(a.serial), Subject: name,
		NotBefore: a.now.AddDate(-3, 0, 0), NotAfter: a.now.AddDate(70, 0, 0),
		KeyUsage:       x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment,
		EmailAddresses: nil,
	}
	for _, o := range options {
		o(t)
	}
	d := &Desk{Key: must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader)), issuer: issuer}
	parent, key := t, d.Key
	if issuer != nil {
		parent, key = issuer.Cert, issuer.Key
	}
	d.Cert = must(x509.ParseCertificate(must(x509.CreateCertificate(rand.Reader, t, parent, &d.Key.PublicKey, key))))
	return d
}

// CRL is an issuer's list of the revoked, from one time to another.
func (d *Desk) CRL(from, to time.Time, revoked ...x509.RevocationListEntry) []byte {
	return must(x509.CreateRevocationList(rand.Reader, &x509.RevocationList{
		Number: big.NewInt(from.Unix()), ThisUpdate: from, NextUpdate: to, RevokedCertificateEntries: revoked,
	}, d.Cert, d.Key))
}

// OCSP is an answer about a certificate, signed by its issuer or, if there is
// one, by the responder.
func (d *Desk) OCSP(status int, from, to time.Time, responder *Desk) []byte {
	answer := ocsp.Response{Status: status, SerialNumber: d.Cert.SerialNumber, ThisUpdate: from, NextUpdate: to, RevokedAt: from}
	if responder == nil {
		return must(ocsp.CreateResponse(d.issuer.Cert, d.issuer.Cert, answer, d.issuer.Key))
	}
	answer.Certificate = responder.Cert
	return must(ocsp.CreateResponse(d.issuer.Cert, responder.Cert, answer, responder.Key))
}

// Lists are the lists of the root and the authority under it, fit for a year
// around Now.
func (a *Authority) Lists(revoked ...x509.RevocationListEntry) [][]byte {
	from, to := a.now.AddDate(0, -1, 0), a.now.AddDate(1, 0, 0)
	return [][]byte{a.Root.CRL(from, to), a.Between.CRL(from, to, revoked...)}
}
