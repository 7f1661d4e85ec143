package signature_test

import (
	"testing"

	"minhchung/bot/intake/signature"
	st "minhchung/bot/intake/signature/signaturetest"
)

// forged is a file that a forger made, and why it is refused.
type forged struct {
	name   string
	reason signature.Reason
	build  func(*office) []byte
}

func TestForgedFilesAreNeverValid(t *testing.T) {
	o := newOffice()
	count := 0
	for _, class := range []struct {
		name string
		all  []forged
	}{
		{"universal forgery", universal()},
		{"incremental saving", incremental()},
		{"wrapping", wrapping()},
		{"shadow", shadow()},
		{"certified", certified()},
		{"evil annotation and sneaky signature", evil()},
		{"cryptography", cryptography()},
		{"certificates", certificates()},
		{"structure", structure()},
	} {
		t.Run(class.name, func(t *testing.T) {
			for _, f := range class.all {
				count++
				t.Run(f.name, func(t *testing.T) {
					r := o.check(t, f.build(o))
					if r.Outcome != f.reason.Outcome() || !hasReason(r, f.reason) {
						t.Errorf("want %s, got %s", f.reason, tell(r))
					}
				})
			}
		})
	}
	if count < 80 {
		t.Errorf("only %d forged files", count)
	}
}

// bent signs as the director does, with another dictionary.
func bent(reason signature.Reason, name, old, by string) forged {
	return forged{name, reason, func(o *office) []byte {
		return o.written().Sign(st.Signing{By: o.minh, Dict: replace(old, by)}).Bytes
	}}
}

const byteRange = "/ByteRange[0 0000000000 0000000000 0000000000]"

// universal are signatures that leave out or break what is to be checked, in
// the hope that nothing is.
func universal() []forged {
	contents := func(name, by string, reason signature.Reason) forged {
		return forged{name, reason, func(o *office) []byte {
			return o.written().Sign(st.Signing{By: o.minh, Room: 8, Dict: replace("<0000000000000000>", by)}).Bytes
		}}
	}
	return []forged{
		bent(signature.BadByteRange, "no byte range", byteRange, ""),
		bent(signature.BadByteRange, "a byte range of null", byteRange, "/ByteRange null"),
		bent(signature.BadByteRange, "an empty byte range", byteRange, "/ByteRange[]"),
		bent(signature.BadByteRange, "a byte range of zeros", byteRange, "/ByteRange[0 0 0 0]"),
		bent(signature.BadByteRange, "a byte range of two parts", byteRange, "/ByteRange[0 100]"),
		bent(signature.BadByteRange, "a byte range of six parts", byteRange, "/ByteRange[0 10 20 10 40 10]"),
		bent(signature.BadByteRange, "a byte range below zero", byteRange, "/ByteRange[0 -10 20 10]"),
		bent(signature.BadByteRange, "a byte range of fractions", byteRange, "/ByteRange[0 10.5 20 10]"),
		bent(signature.BadByteRange, "a byte range beyond the file", byteRange, "/ByteRange[0 99999999 999999999 9]"),
		bent(signature.BadByteRange, "a byte range of names", byteRange, "/ByteRange[/a/b/c/d]"),
		bent(signature.BadByteRange, "a byte range elsewhere", byteRange, "/ByteRange 4 0 R"),
		bent(signature.BadByteRange, "a byte range not from the beginning", byteRange, "/ByteRange[9 10 20 10]"),
		{"a byte range from behind the beginning", signature.BadByteRange, func(o *office) []byte {
			return o.written().Sign(st.Signing{By: o.minh, From: 9}).Bytes
		}},
		bent(signature.BadByteRange, "a byte range that is a number", byteRange, "/ByteRange 7"),
		contents("no contents", " null", signature.BadContents),
		contents("empty contents", "<>", signature.BadContents),
		contents("contents of zeros", "<00000000000000>", signature.BadByteRange),
		contents("contents as text", "(00000000)", signature.BadContents),
		contents("contents as a name", "/None", signature.BadContents),
		contents("contents with blanks", "<00 00 00 00>", signature.BadContents),
		contents("contents elsewhere", " 4 0 R", signature.BadContents),
		bent(signature.BrokenStructure, "no filter", "/Filter/Adobe.PPKLite", ""),
		bent(signature.BrokenStructure, "no subfilter", "/SubFilter/adbe.pkcs7.detached", ""),
		bent(signature.Unsupported, "an unknown subfilter", "adbe.pkcs7.detached", "adbe.none"),
		bent(signature.BrokenStructure, "another type", "/Type/Sig", "/Type/Font"),
		bent(signature.BrokenStructure, "no dictionary", "<</Type/Sig", "[<</Type/Sig"),
		bent(signature.BrokenStructure, "two byte ranges", "/Type/Sig", "/Type/Sig/ByteRange[0 1 2 3]"),
		bent(signature.BrokenStructure, "two byte ranges, one spelt otherwise", "/Type/Sig", "/Type/Sig/Byte#52ange[0 1 2 3]"),
		bent(signature.BrokenStructure, "two contents", "/Type/Sig", "/Type/Sig/Contents<00>"),
		{"something after the signature in the contents", signature.BadContents, func(o *office) []byte {
			return o.written().Sign(st.Signing{By: o.minh, Fill: func(b []byte) []byte { return append(b, 0, 1) }}).Bytes
		}},
	}
}

// incremental are updates that change what was signed.
func incremental() []forged {
	update := func(name string, reason signature.Reason, change func(*office, *st.Doc)) forged {
		return forged{name, reason, func(o *office) []byte {
			d := o.signed()
			change(o, d)
			return d.Bytes
		}}
	}
	other := st.Stream("", "BT /F1 12 Tf 72 770 Td (Giao cho nguoi khac) Tj ET")
	return []forged{
		update("the content", signature.ContentReplaced, func(_ *office, d *st.Doc) { d.Set(st.Content, other); d.Commit() }),
		update("the content, tables in a stream", signature.ContentReplaced, func(_ *office, d *st.Doc) {
			d.Streams = true
			d.Set(st.Content, other)
			d.Commit()
		}),
		update("the content, signed again by the forger", signature.ContentReplaced, func(o *office, d *st.Doc) {
			d.Set(st.Content, other)
			d.Sign(st.Signing{By: o.forger})
		}),
		update("the content, signed again by a clerk", signature.ContentReplaced, func(o *office, d *st.Doc) {
			d.Set(st.Content, other)
			d.Sign(st.Signing{By: o.lan})
		}),
		update("the content, signed again by one who names it", signature.ContentReplaced, func(o *office, d *st.Doc) {
			d.Set(st.Content, other)
			d.Sign(st.Signing{By: o.lan, Dict: replace("/Type/Sig", "/Type/Sig/Prop_Build 4 0 R")})
		}),
		update("the content, with a timestamp of all", signature.ContentReplaced, func(o *office, d *st.Doc) {
			d.Set(st.Content, other)
			d.Sign(st.Signing{By: o.tsa, TimestampOnly: true})
		}),
		update("the page", signature.ContentReplaced, func(_ *office, d *st.Doc) {
			d.PageMore = "/Rotate 180"
			d.SetPage()
			d.Commit()
		}),
		update("the page's content in another object", signature.ContentReplaced, func(_ *office, d *st.Doc) {
			n := d.Add(other)
			d.SetPage()
			d.Restage(st.Page, "/Contents 4 0 R", "/Contents "+st.Refs([]int{n}))
			d.Commit()
		}),
		update("a page more", signature.ContentReplaced, func(_ *office, d *st.Doc) {
			n := d.Add("<</Type/Page/Parent 2 0 R/Contents 4 0 R>>")
			d.Set(st.Pages, "<</Type/Pages/Kids[3 0 R "+st.Refs([]int{n})+"]/Count 2/MediaBox[0 0 595 842]>>")
			d.Commit()
		}),
		update("the font", signature.ContentReplaced, func(_ *office, d *st.Doc) {
			d.Set(st.Font, "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>")
			d.Commit()
		}),
		update("the catalog's pages", signature.ContentReplaced, func(_ *office, d *st.Doc) {
			page := d.Add("<</Type/Page/Parent 2 0 R/Contents 4 0 R>>")
			pages := d.Add("<</Type/Pages/Kids[" + st.Refs([]int{page}) + "]/Count 1>>")
			d.SetCatalog()
			d.Restage(st.Catalog, "/Pages 2 0 R", "/Pages "+st.Refs([]int{pages}))
			d.Commit()
		}),
		update("another catalog", signature.ContentReplaced, func(_ *office, d *st.Doc) {
			n := d.Add("<</Type/Catalog/Pages 2 0 R/AcroForm 7 0 R>>")
			d.Commit()
			d.Swap("/Root 1 0 R/Info 6 0 R/ID[<0011><0022>]/Prev", "/Root "+st.Refs([]int{n})+"/Info 6 0 R/ID[<0011><0022>]/Prev")
		}),
		update("what opens with the document", signature.ContentReplaced, func(_ *office, d *st.Doc) {
			d.More += "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
			d.SetCatalog()
			d.Commit()
		}),
		update("without tables", signature.BrokenStructure, func(_ *office, d *st.Doc) {
			d.Bytes = append(d.Bytes, "4 0 obj\n"+other+"\nendobj\n"...)
		}),
		update("without tables, but with an end", signature.BrokenStructure, func(_ *office, d *st.Doc) {
			d.Bytes = append(d.Bytes, "4 0 obj\n"+other+"\nendobj\n%%EOF\n"...)
		}),
		update("without a trailer", signature.BrokenStructure, func(_ *office, d *st.Doc) {
			d.Set(st.Content, other)
			d.Commit()
			d.Swap("trailer\n<<", "tra1ler\n<<")
		}),
		update("with the tables of before", signature.BrokenStructure, func(_ *office, d *st.Doc) {
			was := d.Section()
			d.Set(st.Content, other)
			d.Commit()
			d.EndWith(was)
		}),
		update("with a trailer that forgets what was before", signature.BadCoverage, func(_ *office, d *st.Doc) {
			d.Set(st.Content, other)
			d.Forget()
		}),
		update("objects after the end of the file", signature.BrokenStructure, func(_ *office, d *st.Doc) {
			d.Bytes = append(d.Bytes, "99 0 obj\n<<>>\nendobj\n"...)
		}),
	}
}
