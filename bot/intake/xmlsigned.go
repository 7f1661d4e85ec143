package intake

import (
	"archive/zip"
	"context"
	"crypto/x509"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"minhchung/bot/intake/signature"
)

// maxXMLSigned bounds the signatures of an office document that are looked at.
const maxXMLSigned = 20

// lookAtXML finds the signatures of an office document. They are recognised and
// left to a person: what they cover is not checked here.
func (s *Seen) lookAtXML(ctx context.Context, r io.ReadSeeker) error {
	l := usualLimits()
	b := &bounded{ctx: ctx, r: r, left: l.inside}
	archive, err := zip.NewReader(b, s.Size)
	if b.failed != nil {
		return fmt.Errorf("look for signatures: %w", b.failed)
	}
	result := signature.Result{Outcome: signature.None}
	if err == nil {
		for _, entry := range archive.File {
			if isXMLSignature(entry.Name) && len(result.Signatures) < maxXMLSigned {
				result.Outcome = signature.Undetermined
				result.Signatures = append(result.Signatures, xmlSignatures(entry, l.part)...)
			}
		}
	}
	s.sign(result)
	return ctx.Err()
}

func isXMLSignature(name string) bool {
	return strings.HasPrefix(name, "_xmlsignatures/") && strings.HasSuffix(name, ".xml") ||
		name == "META-INF/documentsignatures.xml"
}

// xmlSignatures reads who signed and when, as far as a part says so; one
// signature at least, for the part is one.
func xmlSignatures(entry *zip.File, limit int64) []signature.Signature {
	var all []signature.Signature
	r, err := entry.Open()
	if err == nil {
		defer r.Close()
		all = readXMLSignatures(xml.NewDecoder(io.LimitReader(r, limit)))
	}
	if len(all) == 0 {
		all = append(all, unverified())
	}
	return all
}

func unverified() signature.Signature {
	return signature.Signature{
		Kind: signature.Personal, Outcome: signature.Undetermined, Reason: signature.Unsupported,
		Detail: "an XML signature: recognised, not verified",
	}
}

func readXMLSignatures(d *xml.Decoder) []signature.Signature {
	var all []signature.Signature
	for len(all) < maxXMLSigned {
		token, err := d.Token()
		if err != nil {
			return all // the end, or what is no XML from here on
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch {
		case start.Name.Local == "Signature":
			all = append(all, unverified())
		case len(all) == 0:
		case start.Name.Local == "X509Certificate":
			nameSigner(&all[len(all)-1], d, start)
		}
	}
	return all
}

// nameSigner says whose the certificate is that a signature brings along. The
// first is the signer's; it is a claim like the rest.
func nameSigner(s *signature.Signature, d *xml.Decoder, start xml.StartElement) {
	var encoded string
	if s.Signer != "" || d.DecodeElement(&encoded, &start) != nil {
		return
	}
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(encoded), ""))
	if err != nil {
		return
	}
	certificate, err := x509.ParseCertificate(raw)
	if err != nil {
		return
	}
	subject := certificate.Subject
	s.Signer = shorten(oneLine(subject.CommonName), maxName)
	s.Organisation = shorten(oneLine(strings.Join(append(subject.OrganizationalUnit, subject.Organization...), ", ")), maxName)
}
