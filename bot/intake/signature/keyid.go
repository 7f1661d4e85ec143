package signature

import (
	"bytes"
	"crypto/sha1"
	"crypto/x509"
	"encoding/asn1"
)

// namedByIssuer gives a signature whose signers are named by issuer and serial
// number, as the library wants it, where they are named by their key's
// identifier (RFC 5652, 5.3). Nothing that was signed holds the name: which
// certificate is taken decides only whose key the signature is verified with.
// What is not understood, or names no certificate that is there, stays as it is.
func namedByIssuer(der []byte) []byte {
	info, ok := single(der)
	if !ok {
		return der
	}
	outer, ok := elements(info.Bytes)
	if !ok || len(outer) != 2 || outer[1].Class != asn1.ClassContextSpecific {
		return der
	}
	data, ok := single(outer[1].Bytes)
	if !ok {
		return der
	}
	parts, ok := elements(data.Bytes)
	if !ok || len(parts) < 4 {
		return der
	}
	last := len(parts) - 1
	if parts[last].Tag != asn1.TagSet || parts[last].Class != asn1.ClassUniversal {
		return der
	}
	signers, ok := renamed(parts[last].Bytes, parts[3])
	if !ok {
		return der
	}
	parts[last] = wrapped(parts[last], signers)
	outer[1] = wrapped(outer[1], wrapped(data, joined(parts)).FullBytes)
	return wrapped(info, joined(outer)).FullBytes
}

// renamed names the signers anew; ok says whether any was.
func renamed(signers []byte, certificates asn1.RawValue) (all []byte, ok bool) {
	infos, readable := elements(signers)
	if !readable || certificates.Class != asn1.ClassContextSpecific || certificates.Tag != 0 {
		return nil, false
	}
	certs, readable := elements(certificates.Bytes)
	if !readable || len(certs) > maxCertificates {
		return nil, false
	}
	for i, info := range infos {
		fields, readable := elements(info.Bytes)
		if !readable || len(fields) < 2 || fields[1].Class != asn1.ClassContextSpecific || fields[1].Tag != 0 {
			continue
		}
		cert := withKey(certs, fields[1].Bytes)
		if cert == nil {
			continue
		}
		serial, err := asn1.Marshal(cert.SerialNumber)
		if err != nil {
			continue
		}
		name := asn1.RawValue{Class: asn1.ClassUniversal, Tag: asn1.TagSequence, IsCompound: true}
		fields[1] = wrapped(name, append(bytes.Clone(cert.RawIssuer), serial...))
		infos[i], ok = wrapped(info, joined(fields)), true
	}
	return joined(infos), ok
}

// withKey finds the one certificate whose key has the identifier: the one that
// it says itself, or the hash of its key.
func withKey(certs []asn1.RawValue, id []byte) *x509.Certificate {
	var found *x509.Certificate
	for _, raw := range certs {
		cert, err := x509.ParseCertificate(raw.FullBytes)
		if err != nil {
			continue
		}
		of := cert.SubjectKeyId
		if len(of) == 0 {
			of = hashOfKey(cert)
		}
		switch {
		case len(of) == 0 || !bytes.Equal(of, id):
		case found != nil && !found.Equal(cert):
			return nil // two of them: whose it is stays open
		default:
			found = cert
		}
	}
	return found
}

// hashOfKey is the identifier that RFC 5280 (4.2.1.2) gives a key first.
func hashOfKey(cert *x509.Certificate) []byte {
	var key struct {
		Algorithm asn1.RawValue
		Key       asn1.BitString
	}
	if _, err := asn1.Unmarshal(cert.RawSubjectPublicKeyInfo, &key); err != nil {
		return nil
	}
	sum := sha1.Sum(key.Key.Bytes)
	return sum[:]
}

// single reads the one value that b begins with.
func single(b []byte) (asn1.RawValue, bool) {
	var v asn1.RawValue
	_, err := asn1.Unmarshal(b, &v)
	return v, err == nil && v.IsCompound
}

// maxElements bounds what is read of one sequence or set.
const maxElements = 1000

// elements reads the values that follow each other in b.
func elements(b []byte) ([]asn1.RawValue, bool) {
	var all []asn1.RawValue
	for len(b) > 0 {
		var v asn1.RawValue
		rest, err := asn1.Unmarshal(b, &v)
		if err != nil || len(all) == maxElements {
			return nil, false
		}
		all, b = append(all, v), rest
	}
	return all, true
}

func joined(all []asn1.RawValue) []byte {
	var b []byte
	for _, v := range all {
		b = append(b, v.FullBytes...)
	}
	return b
}

// wrapped is a value of the same kind with another content.
func wrapped(of asn1.RawValue, content []byte) asn1.RawValue {
	v := asn1.RawValue{Class: of.Class, Tag: of.Tag, IsCompound: of.IsCompound, Bytes: content}
	v.FullBytes, _ = asn1.Marshal(v) // only what has a tag below 0 cannot be written
	return v
}
