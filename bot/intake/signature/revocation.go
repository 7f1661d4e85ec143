package signature

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"time"

	"golang.org/x/crypto/ocsp"
)

// evidence is the certificates and revocation data that a file brings along.
type evidence struct {
	certs []*x509.Certificate
	crls  []*x509.RevocationList
	ocsps [][]byte

	vouched map[vouching]bool // lists whose signature was verified already
}

// vouching is a list and who is to have issued it.
type vouching struct {
	list   *x509.RevocationList
	issuer [sha256.Size]byte
}

// vouches says whether the issuer signed a list.
func (e *evidence) vouches(issuer *x509.Certificate, list *x509.RevocationList) bool {
	key := vouching{list: list, issuer: sha256.Sum256(issuer.Raw)}
	good, known := e.vouched[key]
	if !known {
		good = list.CheckSignatureFrom(issuer) == nil
		e.vouched[key] = good
	}
	return good
}

// standing is what revocation data say of a certificate.
type standing struct {
	known     bool
	revoked   bool
	revokedAt time.Time
}

// standingOf looks for data about a certificate that its issuer vouches for,
// made before now and still fit at the moment when.
func (e *evidence) standingOf(cert, issuer *x509.Certificate, when, now time.Time) standing {
	var all standing
	for _, crl := range e.crls {
		all = all.with(e.fromCRL(crl, cert, issuer, when, now))
	}
	for _, raw := range e.ocsps {
		all = all.with(fromOCSP(raw, cert, issuer, when, now))
	}
	return all
}

// with joins two standings: whoever says revoked is believed.
func (s standing) with(o standing) standing {
	if o.revoked && (!s.revoked || o.revokedAt.Before(s.revokedAt)) {
		return o
	}
	if s.revoked {
		return s
	}
	return standing{known: s.known || o.known}
}

func (e *evidence) fromCRL(crl *x509.RevocationList, cert, issuer *x509.Certificate, when, now time.Time) standing {
	if string(crl.RawIssuer) != string(issuer.RawSubject) || !coversAll(crl, cert) ||
		!e.vouches(issuer, crl) || crl.ThisUpdate.After(now) {
		return standing{}
	}
	for _, r := range crl.RevokedCertificateEntries {
		if r.SerialNumber.Cmp(cert.SerialNumber) == 0 {
			return standing{known: true, revoked: true, revokedAt: r.RevocationTime}
		}
	}
	return standing{known: !crl.NextUpdate.Before(when)}
}

// coversAll says whether a list would name the certificate if it was revoked:
// it is no delta, and not for other certificates or some reasons only.
func coversAll(crl *x509.RevocationList, cert *x509.Certificate) bool {
	for _, ext := range crl.Extensions {
		switch {
		case ext.Id.Equal(asn1.ObjectIdentifier{2, 5, 29, 28}):
			var point struct {
				Name      asn1.RawValue  `asn1:"optional,tag:0"`
				UsersOnly bool           `asn1:"optional,tag:1"`
				CAsOnly   bool           `asn1:"optional,tag:2"`
				Reasons   asn1.BitString `asn1:"optional,tag:3"`
				Indirect  bool           `asn1:"optional,tag:4"`
				AttrsOnly bool           `asn1:"optional,tag:5"`
			}
			if _, err := asn1.Unmarshal(ext.Value, &point); err != nil || point.Indirect || point.AttrsOnly ||
				point.Reasons.BitLength > 0 || (point.UsersOnly && cert.IsCA) || (point.CAsOnly && !cert.IsCA) {
				return false
			}
		case ext.Critical:
			return false
		}
	}
	return true
}

func fromOCSP(raw []byte, cert, issuer *x509.Certificate, when, now time.Time) standing {
	r, err := ocsp.ParseResponseForCert(raw, cert, issuer)
	if err != nil || !mayRespond(r, issuer) || r.ThisUpdate.After(now) {
		return standing{}
	}
	switch r.Status {
	case ocsp.Revoked:
		return standing{known: true, revoked: true, revokedAt: r.RevokedAt}
	case ocsp.Good:
		next := r.NextUpdate
		if next.IsZero() { // newer answers are always to be had: this one is of its day
			next = r.ThisUpdate.Add(24 * time.Hour)
		}
		return standing{known: !next.Before(when)}
	}
	return standing{}
}

// mayRespond says whether the issuer answered itself or by a certificate that
// it made for that. The library checks the signatures only.
func mayRespond(r *ocsp.Response, issuer *x509.Certificate) bool {
	c := r.Certificate
	if c == nil || c.Equal(issuer) {
		return true
	}
	if r.ProducedAt.Before(c.NotBefore) || r.ProducedAt.After(c.NotAfter) {
		return false
	}
	for _, use := range c.ExtKeyUsage {
		if use == x509.ExtKeyUsageOCSPSigning {
			return true
		}
	}
	return false
}
