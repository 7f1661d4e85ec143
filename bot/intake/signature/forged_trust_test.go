package signature_test

import (
	"bytes"
	"crypto/x509"
	"crypto/x509/pkix"
	"time"

	"golang.org/x/crypto/ocsp"

	"minhchung/bot/intake/signature"
	st "minhchung/bot/intake/signature/signaturetest"
)

// cryptography are signatures that do not fit what they claim to sign.
func cryptography() []forged {
	with := func(name string, reason signature.Reason, change func(*office, *st.CMS)) forged {
		return forged{name, reason, func(o *office) []byte {
			return o.written().Sign(st.Signing{By: o.minh, CMS: func(c *st.CMS) { change(o, c) }}).Bytes
		}}
	}
	contents := func(name string, reason signature.Reason, change func([]byte) []byte) forged {
		return forged{name, reason, func(o *office) []byte {
			return o.written().Sign(st.Signing{By: o.minh, Fill: change}).Bytes
		}}
	}
	return []forged{
		with("the value of the signature", signature.BadSignature, func(_ *office, c *st.CMS) {
			c.Bend = func(b []byte) []byte { b[len(b)-1] ^= 1; return b }
		}),
		with("the director's certificate, the forger's key", signature.BadSignature, func(o *office, c *st.CMS) {
			c.By = &st.Desk{Cert: o.minh.Cert, Key: o.forger.Key, Chain: o.minh.Chain}
		}),
		with("another certificate is named", signature.BadSignature, func(o *office, c *st.CMS) { c.Named, c.As = true, o.lan.Cert }),
		with("no certificate of the signer", signature.BadSignature, func(o *office, c *st.CMS) {
			c.By = &st.Desk{Cert: o.minh.Cert, Key: o.minh.Key, Chain: o.lan.Chain}
		}),
		with("signed as a timestamp", signature.BadSignature, func(_ *office, c *st.CMS) { c.Kind = st.OIDStamp }),
		with("a content of its own", signature.BadContents, func(_ *office, c *st.CMS) { c.Embedded = []byte("khac") }),
		with("a timestamp of another signature", signature.BadTimestamp, func(o *office, c *st.CMS) {
			c.Stamp, c.StampOf = o.tsa, []byte("khac")
		}),
		{"a timestamp as a signature", signature.BadContents, func(o *office) []byte {
			return o.written().Sign(st.Signing{By: o.tsa, TimestampOnly: true,
				Dict: replace("/DocTimeStamp/Filter/Adobe.PPKLite/SubFilter/ETSI.RFC3161", "/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached")}).Bytes
		}},
		{"a signature as a timestamp", signature.BadTimestamp, func(o *office) []byte {
			return o.written().Sign(st.Signing{By: o.minh, Dict: replace("adbe.pkcs7.detached", "ETSI.RFC3161")}).Bytes
		}},
		contents("cut off", signature.BadContents, func(b []byte) []byte { return b[:len(b)/2] }),
		contents("nested without end", signature.BadContents, func([]byte) []byte {
			deep := make([]byte, 0, 4000)
			for range 1300 {
				deep = append(deep, 0x30, 0x82, 0xff)
			}
			return deep
		}),
		contents("nested without lengths", signature.BadContents, func([]byte) []byte { return bytes.Repeat([]byte{0x30, 0x80}, 1500) }),
		contents("no signature at all", signature.BadSignature, func([]byte) []byte { return []byte{0x30, 3, 2, 1, 5} }),
		{"a byte of the document", signature.DocumentChanged, func(o *office) []byte {
			d := o.signed()
			d.Swap("thanh lap", "giai  the")
			return d.Bytes
		}},
		{"a byte behind the contents", signature.DocumentChanged, func(o *office) []byte {
			d := o.signed()
			d.Swap("/M(D:2023", "/M(D:2022")
			return d.Bytes
		}},
	}
}

// certificates are signatures whose certificate is not to be trusted.
func certificates() []forged {
	signed := func(name string, reason signature.Reason, by func(*office) *st.Desk) forged {
		return forged{name, reason, func(o *office) []byte { return o.written().Sign(st.Signing{By: by(o)}).Bytes }}
	}
	issue := func(o *office, change func(*x509.Certificate)) *st.Desk {
		return o.authority.Issue(pkix.Name{CommonName: "Trần Văn Minh"}, change)
	}
	now := st.Now()
	stored := func(name string, reason signature.Reason, lists func(*office) [][]byte, answers func(*office) [][]byte) forged {
		return forged{name, reason, func(o *office) []byte {
			d := st.New("KE HOACH")
			d.Store(lists(o), answers(o), nil)
			return d.Commit().Sign(st.Signing{By: o.minh}).Bytes
		}}
	}
	none := func(*office) [][]byte { return nil }
	root := func(o *office) [][]byte { return o.authority.Lists()[:1] }
	return []forged{
		signed("an authority of the same name", signature.UnknownRoot, func(o *office) *st.Desk { return o.forger }),
		{"the forger's root in the store", signature.UnknownRoot, func(o *office) []byte {
			other := st.NewAuthority("Gốc Chính phủ")
			d := st.New("KE HOACH")
			d.Store(append(o.authority.Lists(), other.Lists()...), nil, [][]byte{other.Root.Cert.Raw, other.Between.Cert.Raw})
			return d.Commit().Sign(st.Signing{By: other.Person("Trần Văn Minh", "Giám đốc", "Sở Y tế")}).Bytes
		}},
		signed("a certificate for a web server", signature.CertificateUse, func(o *office) *st.Desk {
			return issue(o, func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth} })
		}),
		signed("a certificate for encryption", signature.CertificateUse, func(o *office) *st.Desk {
			return issue(o, func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageKeyEncipherment })
		}),
		signed("an authority's certificate", signature.CertificateUse, func(o *office) *st.Desk { return o.authority.Between }),
		signed("an authority's certificate that may sign", signature.CertificateUse, func(o *office) *st.Desk {
			return issue(o, func(c *x509.Certificate) {
				c.IsCA, c.BasicConstraintsValid = true, true
				c.KeyUsage |= x509.KeyUsageCertSign
			})
		}),
		{"claimed to be signed before the certificate was made", signature.OutsideValidity, func(o *office) []byte {
			return o.written().Sign(st.Signing{By: o.minh, At: now.AddDate(-4, 0, 0)}).Bytes
		}},
		signed("a certificate issued by a desk", signature.UnknownRoot, func(o *office) *st.Desk { return o.authority.IssuedBy(o.lan) }),
		stored("revoked before it signed", signature.Revoked, func(o *office) [][]byte {
			return o.authority.Lists(revoked(o.minh, now.AddDate(0, 0, -9)))
		}, none),
		stored("revoked, says an answer, though a list does not", signature.Revoked, func(o *office) [][]byte { return o.authority.Lists() },
			func(o *office) [][]byte {
				return [][]byte{o.minh.OCSP(ocsp.Revoked, now.AddDate(0, 0, -9), now.AddDate(0, 0, 9), nil)}
			}),
		stored("a list by another authority", signature.NoRevocationData, func(o *office) [][]byte {
			other := st.NewAuthority("Gốc Chính phủ")
			return append(root(o), other.Lists()...)
		}, none),
		stored("a list of long ago", signature.NoRevocationData, func(o *office) [][]byte {
			return append(root(o), o.authority.Between.CRL(now.AddDate(-1, 0, 0), now.AddDate(-1, 1, 0)))
		}, none),
		stored("a list of the future", signature.NoRevocationData, func(o *office) [][]byte {
			return append(root(o), o.authority.Between.CRL(now.AddDate(0, 1, 0), now.AddDate(0, 2, 0)))
		}, none),
		stored("an answer by a clerk", signature.NoRevocationData, root, func(o *office) [][]byte {
			return [][]byte{o.minh.OCSP(ocsp.Good, now.Add(-time.Hour), now.Add(time.Hour), o.lan)}
		}),
		stored("an answer about somebody else", signature.NoRevocationData, root, func(o *office) [][]byte {
			return [][]byte{o.lan.OCSP(ocsp.Good, now.Add(-time.Hour), now.Add(time.Hour), nil)}
		}),
		stored("data that are none", signature.NoRevocationData, func(*office) [][]byte { return [][]byte{{1, 2}} },
			func(*office) [][]byte { return [][]byte{{3, 4}} }),
		{"expired, stamped by an authority of nobody's", signature.Expired, func(o *office) []byte {
			old := issue(o, func(c *x509.Certificate) { c.NotAfter = now.AddDate(0, -2, 0) })
			return o.written().Sign(st.Signing{By: old, At: now.AddDate(-1, 0, 0), Stamp: o.elsewhere}).Bytes
		}},
		{"expired, stamped by a clerk", signature.Expired, func(o *office) []byte {
			old := issue(o, func(c *x509.Certificate) { c.NotAfter = now.AddDate(0, -2, 0) })
			return o.written().Sign(st.Signing{By: old, At: now.AddDate(-1, 0, 0), Stamp: o.lan}).Bytes
		}},
		{"stamped before it was valid", signature.OutsideValidity, func(o *office) []byte {
			return o.written().Sign(st.Signing{By: o.minh, At: now, Stamp: o.tsa, StampAt: now.AddDate(-1, 0, 0)}).Bytes
		}},
	}
}
