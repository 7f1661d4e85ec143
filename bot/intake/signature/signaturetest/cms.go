package signaturetest

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"math/big"
	"slices"
	"time"
)

func oid(n ...int) asn1.ObjectIdentifier { return n }

// marshal encodes values; a slice of any is a SEQUENCE of them.
func marshal(v any) []byte {
	if list, ok := v.([]any); ok {
		return wrap(asn1.TagSequence, concat(list))
	}
	if raw, ok := v.(asn1.RawValue); ok && len(raw.FullBytes) > 0 {
		return raw.FullBytes
	}
	return must(asn1.Marshal(v))
}

func concat(list []any) []byte {
	var all []byte
	for _, v := range list {
		all = append(all, marshal(v)...)
	}
	return all
}

func wrap(tag int, content []byte) []byte {
	return must(asn1.Marshal(asn1.RawValue{Tag: tag, IsCompound: true, Bytes: content}))
}

func raw(der []byte) asn1.RawValue { return asn1.RawValue{FullBytes: der} }

// set is a SET OF, in the order that DER asks for.
func set(members ...[]byte) asn1.RawValue {
	slices.SortFunc(members, slices.Compare)
	return raw(wrap(asn1.TagSet, slices.Concat(members...)))
}

// explicit wraps something in a context tag.
func explicit(tag int, content []byte) asn1.RawValue {
	return raw(must(asn1.Marshal(asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: tag, IsCompound: true, Bytes: content})))
}

func attribute(id asn1.ObjectIdentifier, value any) []byte {
	return marshal([]any{id, set(marshal(value))})
}

// The identifiers of RFC 5652, 3161, 5035 and 5480 that are used here.
var ( // RFC 5652, 3161, 5035, 5480
	oidData      = oid(1, 2, 840, 113549, 1, 7, 1)
	oidSigned    = oid(1, 2, 840, 113549, 1, 7, 2)
	OIDStamp     = oid(1, 2, 840, 113549, 1, 9, 16, 1, 4)
	oidSHA256    = oid(2, 16, 840, 1, 101, 3, 4, 2, 1)
	oidECDSA     = oid(1, 2, 840, 10045, 4, 3, 2)
	oidType      = oid(1, 2, 840, 113549, 1, 9, 3)
	oidDigest    = oid(1, 2, 840, 113549, 1, 9, 4)
	oidTime      = oid(1, 2, 840, 113549, 1, 9, 5)
	oidStamp     = oid(1, 2, 840, 113549, 1, 9, 16, 2, 14)
	oidCertNamed = oid(1, 2, 840, 113549, 1, 9, 16, 2, 47)
)

// CMS says how a signature is made.
type CMS struct {
	By       *Desk
	At       time.Time // zero: not stated
	Stamp    *Desk     // the authority that stamps it, if any
	StampAt  time.Time // zero: At
	StampOf  []byte    // nil: the signature
	Named    bool      // name the certificate, as CAdES asks for
	KeyID    []byte    // name the signer by this identifier of a key
	As       *x509.Certificate
	Embedded []byte                // the content, when it is not detached
	Kind     asn1.ObjectIdentifier // of the content; nil: plain data
	// Bend changes the signature's value before it is put in.
	Bend func([]byte) []byte
}

// Make signs content.
func (c CMS) Make(content []byte) []byte {
	digest := sha256.Sum256(content)
	if c.Kind == nil {
		c.Kind = oidData
	}
	attributes := [][]byte{attribute(oidType, c.Kind), attribute(oidDigest, digest[:])}
	if !c.At.IsZero() {
		attributes = append(attributes, attribute(oidTime, c.At.UTC()))
	}
	if c.Named {
		named := c.By.Cert
		if c.As != nil {
			named = c.As
		}
		h := sha256.Sum256(named.Raw)
		attributes = append(attributes, attribute(oidCertNamed, raw(marshal([]any{raw(marshal([]any{raw(marshal([]any{h[:]}))}))}))))
	}
	signed := set(attributes...).FullBytes
	h := sha256.Sum256(signed)
	value := must(ecdsa.SignASN1(rand.Reader, c.By.Key, h[:]))
	if c.Bend != nil {
		value = c.Bend(value)
	}
	return c.wrapped(signed, value)
}

func (c CMS) wrapped(attributes, value []byte) []byte {
	algorithm := []any{oidSHA256}
	attributes[0] = 0xa0 // the signed attributes are sent under another tag
	version, signer := 1, raw(marshal([]any{raw(c.By.Cert.RawIssuer), c.By.Cert.SerialNumber}))
	if c.KeyID != nil {
		version, signer = 3, raw(must(asn1.Marshal(asn1.RawValue{Class: asn1.ClassContextSpecific, Bytes: c.KeyID})))
	}
	info := []any{version, signer, algorithm, raw(attributes), []any{oidECDSA}, value}
	if c.Stamp != nil {
		at := c.StampAt
		if at.IsZero() {
			at = c.At
		}
		of := value
		if c.StampOf != nil {
			of = c.StampOf
		}
		info = append(info, explicit(1, attribute(oidStamp, raw(Token(c.Stamp, of, at)))))
	}
	var certs []byte
	for _, cert := range c.By.Chain {
		certs = append(certs, cert.Raw...)
	}
	inner := []any{c.Kind}
	if c.Embedded != nil {
		inner = append(inner, explicit(0, marshal(c.Embedded)))
	}
	return marshal([]any{oidSigned, explicit(0, marshal([]any{
		version, set(marshal(algorithm)), inner, explicit(0, certs), set(marshal(info)),
	}))})
}

// Token is a timestamp of something by an authority.
func Token(by *Desk, what []byte, at time.Time) []byte {
	h := crypto.SHA256.New()
	h.Write(what)
	info := marshal([]any{
		1, oid(1, 3, 6, 1, 4, 1, 99999, 1), []any{[]any{oidSHA256}, h.Sum(nil)}, big.NewInt(at.UnixNano()),
		raw(must(asn1.MarshalWithParams(at.UTC().Truncate(time.Second), "generalized"))),
	})
	return CMS{By: by, At: at, Embedded: info, Kind: OIDStamp}.Make(info)
}
