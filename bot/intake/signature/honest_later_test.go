package signature_test

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"strings"
	"time"

	"minhchung/bot/intake/signature"
	st "minhchung/bot/intake/signature/signaturetest"
)

// certifications are documents that say what may come after.
func certifications() []honest {
	return []honest{
		{"certified, nothing may come", "", func(o *office) *st.Doc { d, _ := o.certified(1); return d }},
		{"certified, nothing may come but what keeps it", "", func(o *office) *st.Doc {
			d, _ := o.certified(1)
			d.Store(o.authority.Lists(), nil, nil)
			return d.Commit().Sign(st.Signing{By: o.tsa, TimestampOnly: true})
		}},
		{"certified, then filled in", "", func(o *office) *st.Doc {
			d, field := o.certified(2)
			d.Fill(field, "ykien", "Dong y")
			return d.Commit()
		}},
		{"certified, filled in twice", "", func(o *office) *st.Doc {
			d, field := o.certified(2)
			d.Fill(field, "ykien", "Dong y")
			d.Commit()
			d.Fill(field, "ykien", "Dong y, trinh")
			return d.Commit()
		}},
		{"certified for annotations, filled in", "", func(o *office) *st.Doc {
			d, field := o.certified(3)
			d.Fill(field, "ykien", "Dong y")
			return d.Commit()
		}},
		{"certified, then signed out of sight", "", func(o *office) *st.Doc {
			d, _ := o.certified(2)
			return d.Sign(st.Signing{By: o.lan})
		}},
		{"certified with a place, then signed there", "", func(o *office) *st.Doc {
			d := o.draft()
			place := d.EmptyField("vanthu", "90 740 200 760")
			return d.Commit().Sign(st.Signing{By: o.minh, Certify: 2}).
				Sign(st.Signing{By: o.lan, Into: place, Field: "vanthu", Rect: "90 740 200 760", Text: "So: 9"})
		}},
		{"certified for annotations, a note", "", func(o *office) *st.Doc {
			d, _ := o.certified(3)
			d.Annots = append(d.Annots, d.Add("<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents(Da xem)>>"))
			d.SetPage()
			return d.Commit()
		}},
		{"one field locked, another filled in", "", func(o *office) *st.Doc {
			d := o.draft()
			d.TextField("so", "9")
			other := d.TextField("ykien", "")
			d.Commit().Sign(st.Signing{By: o.minh, Certify: 2, Lock: "/Action/Include/Fields[(so)]"})
			d.Fill(other, "ykien", "Dong y")
			return d.Commit()
		}},
	}
}

// doubtful are honest documents that a person has to look at.
func doubtful() []honest {
	return []honest{
		{"no revocation data", signature.NoRevocationData, func(o *office) *st.Doc {
			return st.New("KE HOACH").Commit().Sign(st.Signing{By: o.minh})
		}},
		{"an authority that nobody trusts", signature.UnknownRoot, func(o *office) *st.Doc {
			return o.written().Sign(st.Signing{By: o.forger})
		}},
		{"expired, no timestamp", signature.Expired, func(o *office) *st.Doc {
			old := o.authority.Issue(pkix.Name{CommonName: "Phạm Văn Sơn"}, func(c *x509.Certificate) {
				c.NotAfter = st.Now().AddDate(0, -2, 0)
			})
			return o.written().Sign(st.Signing{By: old, At: st.Now().AddDate(-1, 0, 0)})
		}},
		{"revoked after it was signed, says the signer", signature.RevokedLater, func(o *office) *st.Doc {
			d := st.New("KE HOACH")
			d.Store(o.authority.Lists(revoked(o.huong, st.Now().AddDate(0, 0, -1))), nil, nil)
			return d.Commit().Sign(st.Signing{By: o.huong, At: st.Now().AddDate(0, 0, -2)})
		}},
		{"a clock that runs months ahead", signature.OutsideValidity, func(o *office) *st.Doc {
			return o.written().Sign(st.Signing{By: o.minh, At: st.Now().AddDate(0, 3, 0)})
		}},
		{"a form filled in without a certification", signature.FormFilled, func(o *office) *st.Doc {
			d := o.draft()
			field := d.TextField("ykien", "")
			d.Commit().Sign(st.Signing{By: o.minh})
			d.Fill(field, "ykien", "Dong y")
			return d.Commit().Sign(st.Signing{By: o.lan})
		}},
		{"a clerk's note on the page", signature.AnnotationAdded, func(o *office) *st.Doc {
			d := o.signed()
			d.Annots = append(d.Annots, d.Add(fmt.Sprintf(
				"<</Type/Annot/Subtype/FreeText/Rect[90 740 200 760]/Contents(So: 9)/AP<</N %d 0 R>>>>", d.Appearance("So: 9"))))
			d.SetPage()
			return d.Commit().Sign(st.Signing{By: o.lan})
		}},
		{"a stamp over a quarter of the page", signature.VisibleAddition, func(o *office) *st.Doc {
			return o.signed().Sign(st.Signing{By: o.seal, Rect: "50 300 450 620", Text: "SAO Y"})
		}},
		{"a format of old", signature.LegacyFormat, func(o *office) *st.Doc {
			return o.written().Sign(st.Signing{By: o.minh, Dict: replace("adbe.pkcs7.detached", "adbe.pkcs7.sha1")})
		}},
		{"tables that viewers repair, under the signature", signature.OddStructure, func(o *office) *st.Doc {
			return misled(o).Sign(st.Signing{By: o.minh})
		}},
		{"a line end added by the post", signature.OddStructure, func(o *office) *st.Doc {
			d := o.signed()
			d.Bytes = append(d.Bytes, "\r\n"...)
			return d
		}},
	}
}

// misled is a document whose end names another place than its table's.
func misled(o *office) *st.Doc {
	d := o.written()
	d.Swap(fmt.Sprintf("startxref\n%d", d.Section()), fmt.Sprintf("startxref\n%d", d.Section()-1))
	return d
}

func revoked(d *st.Desk, at time.Time) x509.RevocationListEntry {
	return x509.RevocationListEntry{SerialNumber: d.Cert.SerialNumber, RevocationTime: at}
}

// replace gives a change of a text.
func replace(old, by string) func(string) string {
	return func(s string) string { return strings.Replace(s, old, by, 1) }
}
