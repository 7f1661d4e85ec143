package signature_test

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ocsp"

	"minhchung/bot/intake/signature"
	st "minhchung/bot/intake/signature/signaturetest"
)

// honest is a document as offices make them. Most are valid; where a person
// has to look, the reason is named.
type honest struct {
	name   string
	reason signature.Reason
	build  func(*office) *st.Doc
}

func TestHonestFilesAreNeverInvalid(t *testing.T) {
	o := newOffice()
	all := append(append(append(released(), formats()...), certifications()...), doubtful()...)
	for _, h := range all {
		t.Run(h.name, func(t *testing.T) {
			r := o.check(t, h.build(o).Bytes)
			if r.Outcome != h.reason.Outcome() || h.reason != "" && !hasReason(r, h.reason) {
				t.Errorf("want %s %s, got %s", h.reason.Outcome(), h.reason, tell(r))
			}
		})
	}
	if len(all) < 30 {
		t.Errorf("only %d honest files", len(all))
	}
}

// released are documents as they leave an office.
func released() []honest {
	return []honest{
		{"the director alone", "", (*office).signed},
		{"director, number, seal", "", (*office).released},
		{"director with a picture of the signature", "", func(o *office) *st.Doc {
			return o.written().Sign(st.Signing{By: o.minh, Rect: "350 120 500 200", Text: "Tran Van Minh"})
		}},
		{"director, number", "", func(o *office) *st.Doc {
			return o.signed().Sign(st.Signing{By: o.lan, Rect: "90 740 200 760", Text: "So: 45/KH-SYT"})
		}},
		{"director, number, date, seal", "", func(o *office) *st.Doc {
			return o.signed().Sign(st.Signing{By: o.lan, Rect: "90 740 200 760", Text: "So: 45/KH-SYT"}).
				Sign(st.Signing{By: o.lan, Rect: "330 740 530 760", Text: "ngay 24 thang 3 nam 2023"}).
				Sign(st.Signing{By: o.seal, Rect: "310 110 420 220", Text: "SO Y TE"})
		}},
		{"deputy, director, number, date, seal", "", func(o *office) *st.Doc {
			return o.written().Sign(st.Signing{By: o.huong}).Sign(st.Signing{By: o.minh, Rect: "350 120 500 200", Text: "Tran Van Minh"}).
				Sign(st.Signing{By: o.lan, Rect: "90 740 200 760", Text: "So: 7/BC-SYT"}).
				Sign(st.Signing{By: o.lan, Rect: "330 740 530 760", Text: "ngay 24 thang 3 nam 2023"}).
				Sign(st.Signing{By: o.seal, Rect: "310 110 420 220", Text: "SO Y TE"})
		}},
		{"a copy: SAO Y", "", func(o *office) *st.Doc {
			return o.released().Sign(st.Signing{By: o.seal, Rect: "20 780 250 835", Text: "SAO Y"})
		}},
		{"another office's stamp for what comes in", "", func(o *office) *st.Doc {
			other := o.authority.Person("Sở Nội vụ", "", "Sở Nội vụ")
			return o.released().Sign(st.Signing{By: other, Rect: "20 780 180 835", Text: "CONG VAN DEN"})
		}},
		{"the seal with a timestamp", "", func(o *office) *st.Doc {
			return o.signed().Sign(st.Signing{By: o.seal, Rect: "310 110 420 220", Text: "SO Y TE", Stamp: o.tsa})
		}},
		{"validation data after the seal", "", func(o *office) *st.Doc {
			d := o.released()
			d.Store(o.authority.Lists(), nil, [][]byte{o.authority.Between.Cert.Raw})
			return d.Commit()
		}},
		{"validation data and a timestamp of all", "", func(o *office) *st.Doc {
			d := o.released()
			d.Store(o.authority.Lists(), nil, nil)
			return d.Commit().Sign(st.Signing{By: o.tsa, TimestampOnly: true})
		}},
		{"the document's information renewed with the signature", "", func(o *office) *st.Doc {
			d := o.signed()
			d.Set(st.Info, "<</Producer(Ky so)/ModDate(D:20230324090000+07'00')>>")
			return d.Sign(st.Signing{By: o.lan})
		}},
		{"metadata written over with the signature", "", func(o *office) *st.Doc {
			d := o.draft()
			meta := d.Add(st.Stream("/Type/Metadata/Subtype/XML", "<x:xmpmeta/>"))
			d.More += fmt.Sprintf("/Metadata %d 0 R", meta)
			d.SetCatalog()
			d.Commit().Sign(st.Signing{By: o.minh})
			d.Set(meta, st.Stream("/Type/Metadata/Subtype/XML", "<x:xmpmeta>2</x:xmpmeta>"))
			return d.Sign(st.Signing{By: o.lan})
		}},
		{"objects written again as they were", "", func(o *office) *st.Doc {
			d := o.signed()
			d.Set(st.Font, "<</Type/Font /Subtype/Type1 /BaseFont/Helvetica>>")
			d.Set(st.Content, st.Stream("", "BT /F1 12 Tf 72 770 Td (QUYET DINH thanh lap Ban Chi dao chuyen doi so) Tj ET"))
			return d.Sign(st.Signing{By: o.lan})
		}},
		{"an empty place made, then signed", "", func(o *office) *st.Doc {
			d := o.draft()
			place := d.EmptyField("giamdoc", "350 120 500 200")
			return d.Commit().Sign(st.Signing{By: o.minh, Into: place, Field: "giamdoc", Rect: "350 120 500 200", Text: "Minh"})
		}},
		{"two empty places made, signed one after the other", "", func(o *office) *st.Doc {
			d := o.draft()
			one, two := d.EmptyField("giamdoc", "350 120 500 200"), d.EmptyField("vanthu", "90 740 200 760")
			return d.Commit().Sign(st.Signing{By: o.minh, Into: one, Field: "giamdoc", Rect: "350 120 500 200", Text: "Minh"}).
				Sign(st.Signing{By: o.lan, Into: two, Field: "vanthu", Rect: "90 740 200 760", Text: "So: 9"})
		}},
		{"an empty place for the clerk, made after the director signed", "", func(o *office) *st.Doc {
			d := o.signed()
			place := d.EmptyField("vanthu", "90 740 200 760")
			return d.Commit().Sign(st.Signing{By: o.lan, Into: place, Field: "vanthu", Rect: "90 740 200 760", Text: "So: 9"})
		}},
	}
}

// formats are the ways in which programs write.
func formats() []honest {
	streams := func(o *office) *st.Doc { d := o.draft(); d.Streams = true; return d.Commit() }
	return []honest{
		{"CAdES", "", func(o *office) *st.Doc { return o.written().Sign(st.Signing{By: o.minh, CAdES: true}) }},
		{"CAdES with timestamps", "", func(o *office) *st.Doc {
			return o.written().Sign(st.Signing{By: o.minh, CAdES: true, Stamp: o.tsa}).Sign(st.Signing{By: o.seal, CAdES: true, Stamp: o.tsa})
		}},
		{"tables in streams", "", func(o *office) *st.Doc { return streams(o).Sign(st.Signing{By: o.minh}) }},
		{"tables in streams, three signatures", "", func(o *office) *st.Doc {
			return streams(o).Sign(st.Signing{By: o.minh}).Sign(st.Signing{By: o.lan, Rect: "90 740 200 760", Text: "So: 9"}).
				Sign(st.Signing{By: o.seal, Rect: "310 110 420 220", Text: "SO Y TE"})
		}},
		{"objects in streams, three signatures", "", func(o *office) *st.Doc {
			d := o.draft()
			d.Streams, d.Packed = true, true
			return d.Commit().Sign(st.Signing{By: o.minh}).Sign(st.Signing{By: o.lan, Rect: "90 740 200 760", Text: "So: 9"}).
				Sign(st.Signing{By: o.seal, Rect: "310 110 420 220", Text: "SO Y TE"})
		}},
		{"a program's name between trailer and end", "", func(o *office) *st.Doc {
			d := o.written()
			d.Bytes = []byte(strings.Replace(string(d.Bytes), "startxref", "%Van phong 1.0\nstartxref", 1))
			return d.Sign(st.Signing{By: o.minh}).Sign(st.Signing{By: o.lan})
		}},
		{"no line end after the end of the file", "", func(o *office) *st.Doc {
			d := o.written()
			d.Bytes = []byte(strings.TrimSpace(string(d.Bytes)))
			d.Bytes = append(d.Bytes, '\n')
			return d.Sign(st.Signing{By: o.minh}).Sign(st.Signing{By: o.lan})
		}},
		{"a list of annotations of its own", "", func(o *office) *st.Doc {
			d := o.draft()
			list := d.Add("[]")
			d.PageMore = fmt.Sprintf("/Annots %d 0 R", list)
			d.SetPage()
			d.Commit()
			listed := func() {
				d.Drop(st.Page)
				d.Set(list, "["+st.Refs(d.Annots)+"]")
			}
			return d.Sign(st.Signing{By: o.minh, Staged: listed}).Sign(st.Signing{By: o.lan, Staged: listed})
		}},
		{"fonts added to the form", "", func(o *office) *st.Doc {
			d := o.signed()
			d.FormMore = fmt.Sprintf("/DR<</Font<</Helv %d 0 R>>>>/DA(/Helv 0 Tf 0 g)", d.Add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"))
			return d.Sign(st.Signing{By: o.lan, Rect: "90 740 200 760", Text: "So: 9"})
		}},
		{"answers instead of lists", "", func(o *office) *st.Doc {
			d := st.New("KE HOACH")
			from, to := st.Now().AddDate(0, 0, -1), st.Now().AddDate(0, 0, 6)
			d.Store(nil, [][]byte{o.minh.OCSP(ocsp.Good, from, to, nil), o.authority.Between.OCSP(ocsp.Good, from, to, nil)}, nil)
			return d.Commit().Sign(st.Signing{By: o.minh})
		}},
		{"answers by a responder of the authority", "", func(o *office) *st.Doc {
			responder := o.authority.Issue(pkix.Name{CommonName: "OCSP"}, func(c *x509.Certificate) {
				c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageOCSPSigning}
			})
			d := st.New("KE HOACH")
			from, to := st.Now().AddDate(0, 0, -1), st.Now().AddDate(0, 0, 6)
			d.Store([][]byte{o.authority.Lists()[0]}, [][]byte{o.minh.OCSP(ocsp.Good, from, to, responder)}, nil)
			return d.Commit().Sign(st.Signing{By: o.minh})
		}},
		{"a certificate expired since, stamped before", "", func(o *office) *st.Doc {
			past := st.Now().AddDate(-1, 0, 0)
			old := o.authority.Issue(pkix.Name{CommonName: "Phạm Văn Sơn"}, func(c *x509.Certificate) {
				c.NotAfter = st.Now().AddDate(0, -2, 0)
			})
			d := st.New("BAO CAO")
			a := o.authority
			d.Store([][]byte{a.Root.CRL(past, past.AddDate(0, 1, 0)), a.Between.CRL(past, past.AddDate(0, 1, 0))}, nil, nil)
			return d.Commit().Sign(st.Signing{By: old, At: past.AddDate(0, 0, 1), Stamp: a.TSA})
		}},
	}
}

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
