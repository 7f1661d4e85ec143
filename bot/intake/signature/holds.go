package signature

import (
	"bytes"
	"crypto/x509"
	"encoding/asn1"
	"fmt"
	"slices"
	"time"

	"github.com/smallstep/pkcs7"

	"minhchung/bot/intake/signature/pdf"
)

// futureSlack is how far clocks may be apart.
const futureSlack = 24 * time.Hour

// holds judges a signature by itself: its cryptography, its certificate, its
// time. What it finds out is written to s.
func (c *checker) holds(s *Signature, one *candidate) verdict {
	if one.stamps() {
		return c.stampHolds(s, one)
	}
	s.Time, s.TimeSource = claimedTime(one.dict)
	if v := format(one.dict); v.reason != "" || one.verdict.reason.Outcome() == Invalid {
		c.introduce(s, one)
		return v
	}
	if v := c.afford(one); v.reason != "" {
		return v
	}
	signature, v := parseCMS(one.contents.Bytes)
	if v.reason != "" {
		return v
	}
	s.describe(signature.signer)
	s.Path = subjects(presumed(signature.signer, signature.certs))
	if !signature.claimed.IsZero() {
		s.Time, s.TimeSource = signature.claimed, Claimed
	}
	if len(signature.p7.Content) > 0 {
		return verdict{BadContents, "a signature that brings its own content"}
	}
	v = signature.verify(one.signed(c.f), pkcs7.OIDData)
	if v.reason.Outcome() == Invalid {
		return v
	}
	stamped, v2 := c.stamped(s, signature, one)
	return v.worse(v2).worse(c.trusted(s, signature, stamped))
}

// introduce shows who is named by a signature that is not verified.
func (c *checker) introduce(s *Signature, one *candidate) {
	if c.afford(one).reason != "" {
		return
	}
	if signature, v := parseCMS(one.contents.Bytes); v.reason == "" {
		s.describe(signature.signer)
		s.Path = subjects(presumed(signature.signer, signature.certs))
	}
}

// format sorts out the formats that are not verified here.
func format(dict pdf.Dict) verdict {
	switch dict["SubFilter"] {
	case pdf.Name("adbe.pkcs7.detached"), pdf.Name("ETSI.CAdES.detached"):
		return verdict{}
	case pdf.Name("adbe.x509.rsa_sha1"), pdf.Name("adbe.pkcs7.sha1"):
		return verdict{LegacyFormat, "a format of old that hashes with SHA-1"}
	}
	return verdict{Unsupported, fmt.Sprintf("the format %q", shown(fmt.Sprint(dict["SubFilter"])))}
}

// afford asks whether another signature's bytes may be read and hashed.
func (c *checker) afford(one *candidate) verdict {
	c.hashed -= one.ranges[1] + one.ranges[3]
	c.contents -= len(one.contents.Bytes)
	if c.hashed < 0 || c.contents < 0 {
		return verdict{TooComplex, "more signed bytes than a file may cost"}
	}
	return verdict{}
}

// stampHolds judges a timestamp of the document.
func (c *checker) stampHolds(s *Signature, one *candidate) verdict {
	if one.verdict.reason.Outcome() == Invalid {
		c.introduce(s, one)
		return verdict{}
	}
	if v := c.afford(one); v.reason != "" {
		return v
	}
	st, v := parseStamp(one.contents.Bytes, one.signed(c.f))
	if st == nil {
		return v
	}
	s.describe(st.cms.signer)
	s.Path = subjects(presumed(st.cms.signer, st.cms.certs))
	s.Time, s.TimeSource = st.time, Claimed
	path, v := c.authority(st)
	if v.reason == "" {
		s.TimeSource = Confirmed
		s.Path = subjects(path)
	}
	return v
}

// seal remembers a timestamp of the document that holds.
func (c *checker) seal(one *candidate) {
	if one.verdict.reason != "" || c.afford(one).reason != "" {
		return
	}
	if st, _ := parseStamp(one.contents.Bytes, one.signed(c.f)); st != nil {
		if _, v := c.authority(st); v.reason == "" {
			c.stamps = append(c.stamps, seal{covers: one.covers, time: st.time})
		}
	}
}

// authority finds the path of a timestamp's authority at the stamped time.
// Revocation data about it count when they are there; they are not demanded,
// for the last timestamp of a file never has any.
func (c *checker) authority(st *stamp) ([]*x509.Certificate, verdict) {
	if st.time.After(c.at.Add(futureSlack)) {
		return nil, verdict{OutsideValidity, "a timestamp from the future"}
	}
	if !stampsOnly(st.cms.signer) {
		return nil, verdict{CertificateUse, "a certificate that is not for timestamps alone"}
	}
	path, v := c.trust.path(st.cms.signer, c.others(st.cms), st.time, x509.ExtKeyUsageTimeStamping)
	if v.reason != "" {
		return nil, v
	}
	for i := range len(path) - 1 {
		if c.evidence.standingOf(path[i], path[i+1], st.time, c.at).revoked {
			return nil, verdict{Revoked, "the timestamp's authority was revoked"}
		}
	}
	return path, verdict{}
}

// others gives the certificates that may stand between a signer and a root.
func (c *checker) others(signature *cms) []*x509.Certificate {
	return append(slices.Clone(signature.certs), c.evidence.certs...)
}

// claimedTime reads the time of the signature's dictionary.
func claimedTime(dict pdf.Dict) (time.Time, TimeSource) {
	s, ok := dict["M"].(pdf.String)
	if !ok {
		return time.Time{}, Unknown
	}
	t, ok := parseDate(text(s))
	if !ok {
		return time.Time{}, Unknown
	}
	return t, Claimed
}

// parseDate reads a date as PDFs write it: D:20230331083000+07'00'.
func parseDate(s string) (time.Time, bool) {
	s = string(bytes.ReplaceAll([]byte(s), []byte("'"), nil))
	for _, layout := range []string{"D:20060102150405-0700", "D:20060102150405Z0700", "D:20060102150405Z", "D:20060102150405"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// revocationArchive is the signed attribute in which Adobe's format carries
// revocation data.
func revocationArchive() asn1.ObjectIdentifier {
	return asn1.ObjectIdentifier{1, 2, 840, 113583, 1, 1, 8}
}
