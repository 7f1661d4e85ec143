package signature

import (
	"crypto/x509"
	"encoding/asn1"
	"slices"

	"minhchung/bot/intake/signature/pdf"
)

// The bounds of what a file may bring along.
const (
	maxEvidence = 32      // items of a kind
	maxItem     = 2 << 20 // bytes of one
	maxAllItems = 6 << 20
)

// evidenceOf reads the document's security store (DSS), besides the lists that
// are trusted with the roots. The store is not signed and
// need not be: certificates and revocation data are signed themselves. What
// cannot be read is left out.
func evidenceOf(f *pdf.File, trust *Trust) *evidence {
	e := &evidence{vouched: map[vouching]bool{}}
	if trust != nil {
		e.crls = slices.Clone(trust.lists)
	}
	v := f.At(len(f.Revisions) - 1)
	catalog, _, err := catalogOf(v)
	if err != nil {
		return e
	}
	value, _ := v.Resolve(catalog["DSS"])
	dss, _ := value.(pdf.Dict)
	left := maxAllItems
	for _, raw := range items(v, dss["Certs"], &left) {
		if c, err := x509.ParseCertificate(raw); err == nil && affordable([]*x509.Certificate{c}) {
			e.certs = append(e.certs, c)
		}
	}
	for _, raw := range items(v, dss["CRLs"], &left) {
		e.addCRL(raw)
	}
	for _, raw := range items(v, dss["OCSPs"], &left) {
		e.addOCSP(raw)
	}
	return e
}

// addOCSP adds an answer, unless the certificates in it have keys with which
// it would take long to find out that it is wrong.
func (e *evidence) addOCSP(raw []byte) {
	var response struct {
		Status asn1.Enumerated
		Bytes  struct {
			Kind  asn1.ObjectIdentifier
			Basic []byte
		} `asn1:"explicit,tag:0,optional"`
	}
	var basic struct {
		Data      asn1.RawValue
		Algorithm asn1.RawValue
		Signature asn1.BitString
		Certs     []asn1.RawValue `asn1:"explicit,tag:0,optional"`
	}
	if _, err := asn1.Unmarshal(raw, &response); err != nil {
		return
	}
	if _, err := asn1.Unmarshal(response.Bytes.Basic, &basic); err != nil {
		return
	}
	var certs []*x509.Certificate
	for _, one := range basic.Certs {
		cert, err := x509.ParseCertificate(one.FullBytes)
		if err != nil {
			return
		}
		certs = append(certs, cert)
	}
	if affordable(certs) {
		e.ocsps = append(e.ocsps, raw)
	}
}

func (e *evidence) addCRL(raw []byte) {
	if crl, err := x509.ParseRevocationList(raw); err == nil {
		e.crls = append(e.crls, crl)
	}
}

// items reads the streams of an array.
func items(v pdf.View, array any, left *int) [][]byte {
	value, _ := v.Resolve(array)
	list, _ := value.(pdf.Array)
	var all [][]byte
	for i, item := range list {
		value, err := v.Resolve(item)
		stream, ok := value.(*pdf.Stream)
		if err != nil || !ok || i >= maxEvidence {
			continue
		}
		raw, err := v.Decode(stream, min(maxItem, *left))
		if err != nil {
			continue
		}
		*left -= len(raw)
		all = append(all, raw)
	}
	return all
}

// with adds the revocation data that a signature carries itself, among its
// certificates or as Adobe's signed attribute.
func (e *evidence) with(signature *cms) *evidence {
	all := &evidence{vouched: e.vouched, certs: e.certs, crls: slices.Clip(e.crls), ocsps: slices.Clip(e.ocsps)}
	for i, crl := range signature.p7.CRLs {
		if raw, err := asn1.Marshal(crl); err == nil && i < maxEvidence {
			all.addCRL(raw)
		}
	}
	var archive struct {
		CRLs  []asn1.RawValue `asn1:"optional,explicit,tag:0"`
		OCSPs []asn1.RawValue `asn1:"optional,explicit,tag:1"`
	}
	if signature.p7.UnmarshalSignedAttribute(revocationArchive(), &archive) != nil {
		return all
	}
	for i, crl := range archive.CRLs {
		if i < maxEvidence {
			all.addCRL(crl.FullBytes)
		}
	}
	for i, answer := range archive.OCSPs {
		if i < maxEvidence {
			all.addOCSP(answer.FullBytes)
		}
	}
	return all
}

// fetched adds what a source says of a certificate.
func (e *evidence) fetched(from Source, cert, issuer *x509.Certificate) *evidence {
	all := &evidence{vouched: e.vouched, certs: e.certs, crls: slices.Clip(e.crls), ocsps: slices.Clip(e.ocsps)}
	answers, lists := from.Ask(cert, issuer)
	for _, raw := range answers[:min(len(answers), maxEvidence)] {
		all.addOCSP(raw)
	}
	for _, raw := range lists[:min(len(lists), maxEvidence)] {
		all.addCRL(raw)
	}
	return all
}
