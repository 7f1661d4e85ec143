package signature

import (
	"crypto/x509"
	"encoding/asn1"
	"fmt"
	"time"
)

// stamped gives the earliest time at which trusted timestamps show that the
// signature existed, zero if there are none, and a verdict on its own one.
func (c *checker) stamped(s *Signature, signature *cms, one *candidate) (time.Time, verdict) {
	var earliest time.Time
	own, v := signature.timestamp()
	if own != nil {
		if _, untrusted := c.authority(own); untrusted.reason == "" {
			earliest = own.time
			s.Time, s.TimeSource = own.time, Confirmed
		}
	}
	for _, seal := range c.stamps {
		if seal.covers >= one.covers && (earliest.IsZero() || seal.time.Before(earliest)) {
			earliest = seal.time
		}
	}
	if v.reason.Outcome() == Undetermined {
		v = verdict{} // a timestamp that is not understood is none
	}
	return earliest, v
}

// trusted judges the signer's certificate: at the moment that a timestamp
// confirms, and otherwise at the moment of the check, for the signer's own
// clock can say anything.
func (c *checker) trusted(s *Signature, signature *cms, stamped time.Time) verdict {
	when := stamped
	if when.IsZero() {
		when = c.at
	}
	if v := plausible(s, signature, stamped, c.at); v.reason != "" {
		return v
	}
	path, v := c.trust.path(signature.signer, c.others(signature), when, x509.ExtKeyUsageAny)
	if v.reason != "" {
		return v
	}
	s.Path = subjects(path)
	if v := forDocuments(signature.signer); v.reason != "" {
		return v
	}
	return c.notRevoked(s, signature, path, when, !stamped.IsZero())
}

// plausible compares the claimed time with what is known.
func plausible(s *Signature, signature *cms, stamped, now time.Time) verdict {
	claimed := signature.claimed
	if claimed.IsZero() {
		claimed = s.Time
	}
	if claimed.IsZero() {
		return verdict{}
	}
	if claimed.After(now.Add(futureSlack)) || (!stamped.IsZero() && claimed.After(stamped.Add(futureSlack))) {
		return verdict{OutsideValidity, fmt.Sprintf("claimed to be signed later, at %s", claimed.Format(time.RFC3339))}
	}
	if claimed.Before(signature.signer.NotBefore) || claimed.After(signature.signer.NotAfter) {
		return verdict{OutsideValidity, fmt.Sprintf("claimed to be signed at %s, outside of the certificate's time",
			claimed.Format(time.RFC3339))}
	}
	return verdict{}
}

// forDocuments says whether a certificate may sign documents: one for web
// servers, say, under the same root may not.
func forDocuments(c *x509.Certificate) verdict {
	if c.KeyUsage != 0 && c.KeyUsage&(x509.KeyUsageDigitalSignature|x509.KeyUsageContentCommitment) == 0 {
		return verdict{CertificateUse, "a certificate that is not for signing"}
	}
	if c.IsCA {
		return verdict{CertificateUse, "an authority's certificate"}
	}
	if len(c.ExtKeyUsage) == 0 && len(c.UnknownExtKeyUsage) == 0 {
		return verdict{}
	}
	for _, use := range c.ExtKeyUsage {
		if use == x509.ExtKeyUsageAny || use == x509.ExtKeyUsageEmailProtection || use == x509.ExtKeyUsageClientAuth {
			return verdict{}
		}
	}
	for _, use := range c.UnknownExtKeyUsage {
		for _, signing := range []asn1.ObjectIdentifier{
			{1, 3, 6, 1, 5, 5, 7, 3, 36},       // document signing (RFC 9336)
			{1, 3, 6, 1, 4, 1, 311, 10, 3, 12}, // the same by Microsoft
			{1, 2, 840, 113583, 1, 1, 5},       // and by Adobe
		} {
			if use.Equal(signing) {
				return verdict{}
			}
		}
	}
	return verdict{CertificateUse, "a certificate for other uses"}
}

// What is asked of others on account of one file, and how much later than the
// check their answers may be made.
const (
	maxAsked   = 6
	askedSlack = 5 * time.Minute
)

// notRevoked asks the revocation data at hand about every certificate below the
// root, and whoever may be asked beyond that.
func (c *checker) notRevoked(s *Signature, signature *cms, path []*x509.Certificate, when time.Time, confirmed bool) verdict {
	data := c.evidence.with(signature)
	for i := range len(path) - 1 {
		state := data.standingOf(path[i], path[i+1], when, c.at)
		if !state.known && c.trust.online != nil && c.asked < maxAsked {
			c.asked++
			state = data.fetched(c.trust.online, path[i], path[i+1]).standingOf(path[i], path[i+1], when, c.at.Add(askedSlack))
		}
		switch {
		case state.revoked && confirmed && state.revokedAt.After(when):
		case state.revoked && !confirmed && !s.Time.IsZero() && state.revokedAt.After(s.Time):
			return verdict{RevokedLater, "revoked after the time that the signer claims"}
		case state.revoked:
			return verdict{Revoked, fmt.Sprintf("%s was revoked on %s", shown(path[i].Subject.CommonName),
				state.revokedAt.Format(time.DateOnly))}
		case !state.known:
			return verdict{NoRevocationData, "no fitting revocation data for " + shown(path[i].Subject.CommonName)}
		}
	}
	return verdict{}
}
