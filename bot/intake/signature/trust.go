package signature

import (
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Trust is the roots under which signatures are valid. The zero Trust knows
// none.
type Trust struct {
	roots   []*x509.Certificate
	between []*x509.Certificate // certificates of authorities that are no roots
	lists   []*x509.RevocationList
	online  Source
}

// Source asks the issuers of certificates for revocation data, which are
// checked like those that a file brings along. It is only asked about
// certificates on a path to a trusted root, and bounds itself what that costs.
type Source interface {
	// Ask gives OCSP answers and lists of the revoked, as encoded.
	Ask(cert, issuer *x509.Certificate) (answers, lists [][]byte)
}

// AskOnline lets the source be asked where nothing at hand says whether a
// certificate was revoked.
func (t *Trust) AskOnline(s Source) { t.online = s }

// NewTrust trusts the self-signed ones of the certificates; the others help to
// find a path.
func NewTrust(certs ...*x509.Certificate) *Trust {
	t := &Trust{}
	for _, c := range certs {
		if c.IsCA && c.CheckSignatureFrom(c) == nil {
			t.roots = append(t.roots, c)
		} else {
			t.between = append(t.between, c)
		}
	}
	return t
}

// Roots says how many roots are trusted.
func (t *Trust) Roots() int {
	if t == nil {
		return 0
	}
	return len(t.roots)
}

const maxTrustFile = 16 << 20

// LoadTrust reads the PEM files (.pem, .crt, .cer) of a folder, and the lists
// of revoked certificates (.crl) that somebody put beside them: documents seldom
// bring revocation data along. An empty name or folder trusts nobody. A file
// that cannot be read is an error: half of a trust is worse to find out later.
func LoadTrust(dir string) (*Trust, error) {
	if dir == "" {
		return NewTrust(), nil
	}
	files, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return NewTrust(), nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the folder of trusted roots: %w", err)
	}
	var certs []*x509.Certificate
	var lists []*x509.RevocationList
	for _, f := range files {
		if f.IsDir() {
			continue
		}
		path := filepath.Join(dir, f.Name())
		switch strings.ToLower(filepath.Ext(path)) {
		case ".pem", ".crt", ".cer":
			certs, err = appendFrom(certs, path, "CERTIFICATE", x509.ParseCertificate)
		case ".crl":
			lists, err = appendFrom(lists, path, "X509 CRL", x509.ParseRevocationList)
		}
		if err != nil {
			return nil, fmt.Errorf("read %s of the trusted roots: %w", f.Name(), err)
		}
	}
	t := NewTrust(certs...)
	t.lists = lists
	return t, nil
}

// appendFrom reads what a file holds, in PEM blocks of a kind or, without any
// block, as it is (DER).
func appendFrom[T any](all []T, path, kind string, parse func([]byte) (T, error)) ([]T, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxTrustFile {
		return nil, fmt.Errorf("%d bytes are too many", info.Size())
	}
	rest, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	block, next := pem.Decode(rest)
	if block == nil {
		one, err := parse(rest)
		return append(all, one), err
	}
	for ; block != nil; block, next = pem.Decode(next) {
		if block.Type != kind {
			continue
		}
		one, err := parse(block.Bytes)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// path finds a certificate's path to a trusted root at a moment.
func (t *Trust) path(cert *x509.Certificate, others []*x509.Certificate, when time.Time, use x509.ExtKeyUsage) ([]*x509.Certificate, verdict) {
	if t.Roots() == 0 {
		return nil, verdict{UnknownRoot, "no roots are trusted"}
	}
	opts := x509.VerifyOptions{
		Roots: x509.NewCertPool(), Intermediates: x509.NewCertPool(),
		CurrentTime: when, KeyUsages: []x509.ExtKeyUsage{use},
	}
	for _, c := range t.roots {
		opts.Roots.AddCert(c)
	}
	for _, c := range append(slices.Clone(t.between), others...) {
		opts.Intermediates.AddCert(c)
	}
	chains, err := cert.Verify(opts)
	if err == nil {
		return chains[0], verdict{}
	}
	var unknown x509.UnknownAuthorityError
	var bad x509.CertificateInvalidError
	switch {
	case errors.As(err, &unknown):
		return nil, verdict{UnknownRoot, err.Error()}
	case errors.As(err, &bad) && bad.Reason == x509.Expired:
		return nil, verdict{Expired, err.Error()}
	}
	return nil, verdict{CertificateUse, err.Error()}
}
