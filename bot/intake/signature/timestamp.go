package signature

import (
	"crypto"
	"crypto/subtle"
	"crypto/x509"
	"encoding/asn1"
	"fmt"
	"io"
	"math/big"
	"time"

	"github.com/smallstep/pkcs7"
)

// tstInfo is what a timestamp states (RFC 3161), as far as it is read here.
type tstInfo struct {
	Version int
	Policy  asn1.ObjectIdentifier
	Imprint struct {
		Algorithm struct{ ID asn1.ObjectIdentifier }
		Hash      []byte
	}
	Serial *big.Int
	Time   time.Time `asn1:"generalized"`
}

// stamp is a timestamp token that holds by itself; whether its authority is
// trusted is another question.
type stamp struct {
	cms  *cms
	time time.Time
}

// stampToken is the unsigned attribute that holds a signature's timestamp.
func stampToken() asn1.ObjectIdentifier {
	return asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 14}
}

// timestamp gives a signature's own timestamp, nil if it has none.
func (c *cms) timestamp() (*stamp, verdict) {
	info := c.p7.Signers[0]
	for _, a := range info.UnauthenticatedAttributes {
		if a.Type.Equal(stampToken()) {
			return parseStamp(a.Value.Bytes, content(info.EncryptedDigest))
		}
	}
	return nil, verdict{}
}

// parseStamp reads a token and verifies that it stamps what was signed.
func parseStamp(token []byte, what *signed) (*stamp, verdict) {
	c, v := parseCMS(token)
	if v.reason != "" {
		return nil, asTimestamp(v)
	}
	if v := c.verify(content(c.p7.Content), asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}); v.reason != "" {
		return nil, asTimestamp(v)
	}
	var info tstInfo
	if _, err := asn1.Unmarshal(c.p7.Content, &info); err != nil || info.Version != 1 {
		return nil, verdict{BadTimestamp, "a timestamp that states nothing readable"}
	}
	h, ok := digest(info.Imprint.Algorithm.ID)
	if !ok {
		return nil, verdict{Unsupported, fmt.Sprintf("a timestamp with the hash %v", info.Imprint.Algorithm.ID)}
	}
	got, err := what.Hash(h, nil)
	if err != nil {
		return nil, verdict{Unsupported, err.Error()}
	}
	if subtle.ConstantTimeCompare(got, info.Imprint.Hash) != 1 {
		return nil, verdict{BadTimestamp, "a timestamp of something else"}
	}
	return &stamp{cms: c, time: info.Time}, verdict{}
}

// asTimestamp turns a verdict on a signature into one on a timestamp.
func asTimestamp(v verdict) verdict {
	if v.reason.Outcome() == Invalid {
		return verdict{BadTimestamp, v.detail}
	}
	return v
}

func digest(oid asn1.ObjectIdentifier) (crypto.Hash, bool) {
	switch {
	case oid.Equal(pkcs7.OIDDigestAlgorithmSHA256):
		return crypto.SHA256, true
	case oid.Equal(pkcs7.OIDDigestAlgorithmSHA384):
		return crypto.SHA384, true
	case oid.Equal(pkcs7.OIDDigestAlgorithmSHA512):
		return crypto.SHA512, true
	}
	return 0, false
}

// stampsOnly says whether a certificate is for timestamps and nothing else.
func stampsOnly(c *x509.Certificate) bool {
	return len(c.ExtKeyUsage) == 1 && c.ExtKeyUsage[0] == x509.ExtKeyUsageTimeStamping && len(c.UnknownExtKeyUsage) == 0
}

// parts reads several parts of a file one after another.
func parts(open ...func() io.Reader) *signed {
	return &signed{open: func() io.Reader {
		readers := make([]io.Reader, len(open))
		for i, o := range open {
			readers[i] = o()
		}
		return io.MultiReader(readers...)
	}}
}
