// Package revocation asks the authorities that issued certificates whether
// those were revoked: by OCSP, else by their lists of the revoked.
//
// It must not know documents or signatures. What it brings is not believed
// here: who uses it checks that the issuer signed it. It is only to be asked
// about certificates under a trusted root, since the addresses it fetches from
// are those that the certificates name.
package revocation

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"golang.org/x/crypto/ocsp"
)

// Limits bound what one question costs.
type Limits struct {
	Time   time.Duration // of all that is fetched for one certificate
	Answer int64         // bytes of an OCSP answer
	List   int64         // bytes of a list
}

// UsualLimits keep the wait for a file's receipt short.
func UsualLimits() Limits {
	return Limits{Time: 4 * time.Second, Answer: 64 << 10, List: 8 << 20}
}

// How long what was fetched is used again, and how long nobody asks again who
// did not answer.
const (
	keepFor    = 30 * time.Minute
	keepFailed = time.Minute
	maxKept    = 200 // items; then all are forgotten
	maxPlaces  = 2   // addresses of a kind that are tried
)

// Online asks over the network. It may be used by any number of goroutines.
type Online struct {
	client *http.Client
	limits Limits
	now    func() time.Time

	mu   sync.Mutex
	kept map[string]kept
}

// kept is something that was fetched, or could not be.
type kept struct {
	content []byte
	until   time.Time
}

// New asks with the given limits. The time is that of now.
func New(l Limits, now func() time.Time) *Online {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableCompression = true // a small answer must not become a large one
	return &Online{
		limits: l, now: now, kept: map[string]kept{},
		client: &http.Client{Transport: transport, CheckRedirect: func(r *http.Request, via []*http.Request) error {
			if len(via) > 3 || !fetchable(r.URL) {
				return errors.New("a redirect that is not followed")
			}
			return nil
		}},
	}
}

// Ask fetches what the issuer of a certificate says of it: an OCSP answer or,
// when none is to be had, lists of the revoked. What cannot be fetched in time
// is left out.
func (o *Online) Ask(cert, issuer *x509.Certificate) (answers, lists [][]byte) {
	ctx, cancel := context.WithTimeout(context.Background(), o.limits.Time)
	defer cancel()
	for _, place := range cert.OCSPServer[:min(len(cert.OCSPServer), maxPlaces)] {
		if answer := o.once("ocsp", place, cert.Raw, func() ([]byte, error) { return o.answer(ctx, place, cert, issuer) }); answer != nil {
			return [][]byte{answer}, nil
		}
	}
	for _, place := range cert.CRLDistributionPoints[:min(len(cert.CRLDistributionPoints), maxPlaces)] {
		if list := o.once("crl", place, nil, func() ([]byte, error) { return o.list(ctx, place) }); list != nil {
			lists = append(lists, list)
		}
	}
	return nil, lists
}

// once fetches what was not fetched a short while ago; nil for what cannot be had.
func (o *Online) once(kind, place string, about []byte, fetch func() ([]byte, error)) []byte {
	sum := sha256.Sum256(about)
	key := kind + " " + place + " " + string(sum[:])
	now := o.now()
	o.mu.Lock()
	have, known := o.kept[key]
	o.mu.Unlock()
	if known && now.Before(have.until) {
		return have.content
	}
	content, err := fetch()
	fresh := kept{content: content, until: now.Add(keepFor)}
	if err != nil {
		fresh = kept{until: now.Add(keepFailed)}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.kept) >= maxKept {
		clear(o.kept)
	}
	o.kept[key] = fresh
	return fresh.content
}

func (o *Online) answer(ctx context.Context, place string, cert, issuer *x509.Certificate) ([]byte, error) {
	question, err := ocsp.CreateRequest(cert, issuer, nil)
	if err != nil {
		return nil, fmt.Errorf("make an OCSP question: %w", err)
	}
	raw, err := o.fetch(ctx, http.MethodPost, place, question, o.limits.Answer)
	if err != nil {
		return nil, err
	}
	answer, err := ocsp.ParseResponseForCert(raw, cert, issuer)
	if err != nil {
		return nil, fmt.Errorf("read the OCSP answer of %s: %w", place, err)
	}
	if answer.Status == ocsp.Unknown {
		return nil, fmt.Errorf("%s does not know the certificate", place)
	}
	return raw, nil
}

func (o *Online) list(ctx context.Context, place string) ([]byte, error) {
	raw, err := o.fetch(ctx, http.MethodGet, place, nil, o.limits.List)
	if err != nil {
		return nil, err
	}
	if _, err := x509.ParseRevocationList(raw); err != nil {
		return nil, fmt.Errorf("read the list of %s: %w", place, err)
	}
	return raw, nil
}

func (o *Online) fetch(ctx context.Context, method, place string, body []byte, limit int64) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, method, place, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", place, err)
	}
	if !fetchable(r.URL) {
		return nil, fmt.Errorf("%s is no address to ask", place)
	}
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/ocsp-request")
	}
	answer, err := o.client.Do(r)
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", place, err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %s", place, answer.Status)
	}
	raw, err := io.ReadAll(io.LimitReader(answer.Body, limit+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read the answer of %s: %w", place, err)
	case int64(len(raw)) > limit:
		return nil, fmt.Errorf("%s answers with more than %d bytes", place, limit)
	}
	return raw, nil
}

func fetchable(place *url.URL) bool { return place.Scheme == "http" || place.Scheme == "https" }
