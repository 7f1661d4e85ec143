package signature

import (
	"bytes"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"strings"
	"unicode"
)

const maxNameLength = 200

// shown cleans a text of a certificate for show: what controls or turns the
// text around it is taken out.
func shown(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
			return -1
		}
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, s)
	if runes := []rune(s); len(runes) > maxNameLength {
		s = string(runes[:maxNameLength])
	}
	return strings.TrimSpace(s)
}

// describe fills in who a certificate is about.
func (s *Signature) describe(c *x509.Certificate) {
	s.Signer = shown(c.Subject.CommonName)
	var units []string
	for _, u := range append(append([]string{}, c.Subject.OrganizationalUnit...), c.Subject.Organization...) {
		if u = shown(u); u != "" {
			units = append(units, u)
		}
	}
	s.Organisation = shown(strings.Join(units, ", "))
	s.Position = attributeOf(c.Subject, asn1.ObjectIdentifier{2, 5, 4, 12})
	s.Email = attributeOf(c.Subject, asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 1})
	if s.Email == "" && len(c.EmailAddresses) > 0 {
		s.Email = shown(c.EmailAddresses[0])
	}
}

func attributeOf(n pkix.Name, oid asn1.ObjectIdentifier) string {
	for _, a := range n.Names {
		if text, ok := a.Value.(string); ok && a.Type.Equal(oid) {
			return shown(text)
		}
	}
	return ""
}

// subjects names a path's certificates: the common name, or the whole subject
// of one without.
func subjects(path []*x509.Certificate) []string {
	all := make([]string, len(path))
	for i, c := range path {
		if all[i] = shown(c.Subject.CommonName); all[i] == "" {
			all[i] = shown(c.Subject.String())
		}
	}
	return all
}

const maxPath = 8

// presumed strings together a path of the certificates at hand, for show when
// there is no trusted one.
func presumed(cert *x509.Certificate, others []*x509.Certificate) []*x509.Certificate {
	path := []*x509.Certificate{cert}
	for len(path) < maxPath {
		last := path[len(path)-1]
		next := issuerOf(last, others)
		if next == nil || next.Equal(last) {
			break
		}
		path = append(path, next)
	}
	return path
}

// issuerOf finds who issued a certificate, by the names.
func issuerOf(c *x509.Certificate, others []*x509.Certificate) *x509.Certificate {
	for _, o := range others {
		named := len(c.AuthorityKeyId) == 0 || len(o.SubjectKeyId) == 0 || bytes.Equal(c.AuthorityKeyId, o.SubjectKeyId)
		if named && bytes.Equal(o.RawSubject, c.RawIssuer) {
			return o
		}
	}
	return nil
}
