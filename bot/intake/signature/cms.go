package signature

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/subtle"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/smallstep/pkcs7"
)

// cms is a signature's cryptographic part, read and verified by the library.
type cms struct {
	p7      *pkcs7.PKCS7
	signer  *x509.Certificate
	certs   []*x509.Certificate
	claimed time.Time // zero if the signer says none
}

const maxCertificates = 32

// parseCMS reads a signature that has exactly one signer, whose certificate it
// holds.
func parseCMS(contents []byte) (*cms, verdict) {
	n, err := derLength(contents)
	if errors.Is(err, errPadding) {
		return nil, verdict{BadContents, err.Error()}
	}
	if err != nil {
		return nil, verdict{BadContents, err.Error()}
	}
	p7, err := pkcs7.Parse(namedByIssuer(contents[:n]))
	if err != nil {
		return nil, verdict{BadSignature, fmt.Sprintf("read the signature: %v", err)}
	}
	c := &cms{p7: p7, signer: p7.GetOnlySigner(), certs: p7.Certificates}
	if !affordable(c.certs) {
		return nil, verdict{Unsupported, "a certificate with a key beyond all measure"}
	}
	if c.signer == nil || len(c.certs) > maxCertificates {
		return nil, verdict{BadSignature, fmt.Sprintf("%d signers, %d certificates, the signer's among them: %t",
			len(p7.Signers), len(c.certs), c.signer != nil)}
	}
	if err := p7.UnmarshalSignedAttribute(pkcs7.OIDAttributeSigningTime, &c.claimed); err != nil {
		c.claimed = time.Time{}
	}
	return c, verdict{}
}

const maxKeyBits = 8192

// affordable says whether the keys are of a size with which signatures can be
// verified in reasonable time.
func affordable(certs []*x509.Certificate) bool {
	for _, c := range certs {
		if key, ok := c.PublicKey.(*rsa.PublicKey); ok && key.N.BitLen() > maxKeyBits {
			return false
		}
	}
	return true
}

// signed makes the library hash what is read from the document instead of
// what the signature may hold itself.
type signed struct {
	open   func() io.Reader
	failed error
}

func (s *signed) Hash(h crypto.Hash, _ io.Reader) ([]byte, error) {
	if !h.Available() {
		return nil, pkcs7.ErrUnsupportedAlgorithm
	}
	hash := h.New()
	if _, err := io.Copy(hash, s.open()); err != nil {
		s.failed = fmt.Errorf("read what was signed: %w", err)
		return nil, s.failed
	}
	return hash.Sum(nil), nil
}

// verify checks that the signer signed these bytes. Every verdict but a good
// one is final: what is behind it was not verified.
func (c *cms) verify(content *signed, contentType asn1.ObjectIdentifier) verdict {
	info := c.p7.Signers[0]
	if len(info.AuthenticatedAttributes) == 0 {
		return verdict{Unsupported, "a signature without signed attributes"}
	}
	var stated asn1.ObjectIdentifier
	if err := c.p7.UnmarshalSignedAttribute(pkcs7.OIDAttributeContentType, &stated); err != nil || !stated.Equal(contentType) {
		return verdict{BadSignature, "signed as another kind of content"}
	}
	if !knownAlgorithm(info.DigestEncryptionAlgorithm.Algorithm) || !knownDigest(info.DigestAlgorithm.Algorithm) {
		return verdict{Unsupported, fmt.Sprintf("algorithms %v with %v",
			info.DigestEncryptionAlgorithm.Algorithm, info.DigestAlgorithm.Algorithm)}
	}
	if v := c.certificateNamed(); v.reason != "" {
		return v
	}
	c.p7.Hasher = content
	c.p7.Certificates = timeless(c.certs)
	err := c.p7.VerifyWithChainAtTime(nil, time.Time{})
	c.p7.Certificates = c.certs
	var changed *pkcs7.MessageDigestMismatchError
	var weak x509.InsecureAlgorithmError
	switch {
	case err == nil:
		return verdict{}
	case errors.As(err, &changed):
		return verdict{DocumentChanged, "the bytes are not those that were signed"}
	case errors.As(err, &weak):
		return verdict{WeakAlgorithm, err.Error()}
	}
	return verdict{BadSignature, err.Error()}
}

// timeless gives copies of the certificates that the library finds in force at
// any time: the time is judged elsewhere, and a verdict on it must not stand
// before the one on the signature itself.
func timeless(certs []*x509.Certificate) []*x509.Certificate {
	all := make([]*x509.Certificate, len(certs))
	for i, c := range certs {
		ever := *c
		ever.NotBefore, ever.NotAfter = time.Time{}, time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
		all[i] = &ever
	}
	return all
}

func knownDigest(oid asn1.ObjectIdentifier) bool {
	return oid.Equal(pkcs7.OIDDigestAlgorithmSHA1) || oid.Equal(pkcs7.OIDDigestAlgorithmSHA256) ||
		oid.Equal(pkcs7.OIDDigestAlgorithmSHA384) || oid.Equal(pkcs7.OIDDigestAlgorithmSHA512)
}

func knownAlgorithm(oid asn1.ObjectIdentifier) bool {
	for _, known := range []asn1.ObjectIdentifier{
		pkcs7.OIDEncryptionAlgorithmRSA, pkcs7.OIDEncryptionAlgorithmRSASHA1, pkcs7.OIDEncryptionAlgorithmRSASHA256,
		pkcs7.OIDEncryptionAlgorithmRSASHA384, pkcs7.OIDEncryptionAlgorithmRSASHA512,
		pkcs7.OIDDigestAlgorithmECDSASHA1, pkcs7.OIDDigestAlgorithmECDSASHA256,
		pkcs7.OIDDigestAlgorithmECDSASHA384, pkcs7.OIDDigestAlgorithmECDSASHA512,
	} {
		if oid.Equal(known) {
			return true
		}
	}
	return false
}

// certificateNamed checks the signed attributes that name the signer's
// certificate (RFC 5035), if there are any.
func (c *cms) certificateNamed() verdict {
	type certID struct {
		Algorithm struct{ ID asn1.ObjectIdentifier } `asn1:"optional"`
		Hash      []byte
	}
	var v2 struct{ Certs []asn1.RawValue }
	if c.p7.UnmarshalSignedAttribute(asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}, &v2) == nil && len(v2.Certs) > 0 {
		var id certID
		if _, err := asn1.Unmarshal(v2.Certs[0].FullBytes, &id); err != nil {
			return verdict{BadSignature, "an unreadable name of the signer's certificate"}
		}
		h := crypto.SHA256
		switch {
		case len(id.Algorithm.ID) == 0:
		case id.Algorithm.ID.Equal(pkcs7.OIDDigestAlgorithmSHA384):
			h = crypto.SHA384
		case id.Algorithm.ID.Equal(pkcs7.OIDDigestAlgorithmSHA512):
			h = crypto.SHA512
		}
		return named(c.signer, h, id.Hash)
	}
	var v1 struct{ Certs []asn1.RawValue }
	if c.p7.UnmarshalSignedAttribute(asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12}, &v1) == nil && len(v1.Certs) > 0 {
		var id struct{ Hash []byte }
		if _, err := asn1.Unmarshal(v1.Certs[0].FullBytes, &id); err != nil {
			return verdict{BadSignature, "an unreadable name of the signer's certificate"}
		}
		return named(c.signer, crypto.SHA1, id.Hash)
	}
	return verdict{}
}

func named(cert *x509.Certificate, h crypto.Hash, want []byte) verdict {
	hash := h.New()
	hash.Write(cert.Raw)
	if subtle.ConstantTimeCompare(hash.Sum(nil), want) != 1 {
		return verdict{BadSignature, "signed with the name of another certificate"}
	}
	return verdict{}
}

// content reads bytes that are in memory as what was signed.
func content(b []byte) *signed {
	return &signed{open: func() io.Reader { return bytes.NewReader(b) }}
}
