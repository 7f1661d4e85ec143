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
}

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

const maxPEM = 4 << 20

// LoadTrust reads the PEM files (.pem, .crt, .cer) of a folder. An empty name
// or folder trusts nobody. A file that cannot be read as PEM is an error: half
// of a trust is worse to find out later.
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
	for _, f := range files {
		ext := strings.ToLower(filepath.Ext(f.Name()))
		if f.IsDir() || !slices.Contains([]string{".pem", ".crt", ".cer"}, ext) {
			continue
		}
		found, err := readPEM(filepath.Join(dir, f.Name()))
		if err != nil {
			return nil, fmt.Errorf("read trusted roots of %s: %w", f.Name(), err)
		}
		certs = append(certs, found...)
	}
	return NewTrust(certs...), nil
}

func readPEM(path string) ([]*x509.Certificate, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxPEM {
		return nil, fmt.Errorf("%d bytes are too many", info.Size())
	}
	rest, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var certs []*x509.Certificate
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		if block.Type != "CERTIFICATE" {
			continue
		}
		c, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, err
		}
		certs = append(certs, c)
	}
	if len(certs) == 0 {
		return nil, errors.New("no certificate in it")
	}
	return certs, nil
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
