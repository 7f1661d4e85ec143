package signature_test

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"strings"
	"testing"

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
