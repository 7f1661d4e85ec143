package signature_test

import (
	"bytes"
	"fmt"
	"strings"

	"minhchung/bot/intake/signature"
	st "minhchung/bot/intake/signature/signaturetest"
)

// wrapping are files in which the signed bytes stand elsewhere than the byte
// range of the honest file had them.
func wrapping() []forged {
	other := st.Stream("", "BT /F1 12 Tf 72 770 Td (Giao cho nguoi khac) Tj ET")
	return []forged{
		{"the second part moved to the end", signature.BrokenStructure, func(o *office) []byte {
			return wrapped(o.signed().Bytes, "4 0 obj\n"+other+"\nendobj\n")
		}},
		{"an entry squeezed in behind the contents", signature.BadByteRange, func(o *office) []byte {
			return squeezed(o.signed().Bytes, "/Note(x)")
		}},
		{"a second contents squeezed in", signature.BrokenStructure, func(o *office) []byte {
			return squeezed(o.signed().Bytes, "/Contents<00>")
		}},
		{"a second byte range squeezed in", signature.BrokenStructure, func(o *office) []byte {
			return squeezed(o.signed().Bytes, "/ByteRange[0 1 2 3]")
		}},
		{"something in the gap beside the contents", signature.BadByteRange, func(o *office) []byte {
			return o.written().Sign(st.Signing{By: o.minh, Dict: replace("/Contents<", "/Contents  <")}).Nudged(1).Bytes
		}},
		{"a gap shorter than the contents", signature.BadByteRange, func(o *office) []byte {
			return o.signed().Nudged(-1).Bytes
		}},
		{"the bytes of another document's signature", signature.DocumentChanged, func(o *office) []byte {
			a, b := o.signed(), st.New("Giao cho nguoi khac")
			b.Store(o.authority.Lists(), nil, nil)
			b.Commit().Sign(st.Signing{By: o.forger, Fill: func([]byte) []byte { return a.Contents() }})
			return b.Bytes
		}},
		{"the dictionary of the signature used again", signature.BadByteRange, func(o *office) []byte {
			d := o.signed()
			copied := d.Add(d.LastSignature())
			field := d.Add("<</Type/Annot/Subtype/Widget/FT/Sig/T(hai)/Rect[0 0 0 0]/V " + st.Refs([]int{copied}) + ">>")
			d.Fields = append(d.Fields, field)
			d.SetCatalog()
			return d.Commit().Bytes
		}},
		{"one signature for two fields", signature.SignatureRepeated, func(o *office) []byte {
			d := o.written()
			d.Sign(st.Signing{By: o.minh, Staged: func() {
				n := d.Add(fmt.Sprintf("<</FT/Sig/T(hai)/V %d 0 R>>", d.Fields[0]-1))
				d.Fields = append(d.Fields, n)
				d.SetCatalog()
			}})
			return d.Bytes
		}},
		{"a byte range that ends with a later revision", signature.BadCoverage, func(o *office) []byte {
			d := o.written()
			return d.Sign(st.Signing{By: o.minh, Committed: func() {
				d.Set(st.Info, "<</Producer(Van phong)>>")
				d.Commit()
			}}).Bytes
		}},
		{"a byte range that ends before the file", signature.BadCoverage, func(o *office) []byte {
			return o.signed().Shortened(10).Bytes
		}},
	}
}

// wrapped moves the second part of a signed file to the end, unchanged, and has
// the byte range follow. Where the tables stood, which the signed end of the
// file names, stand the forger's.
func wrapped(file []byte, object string) []byte {
	at := bytes.LastIndex(file, []byte("/ByteRange[0 "))
	var a, b, c, section int
	mustScan(file[at:], "/ByteRange[0 %d %d %d", &a, &b, &c)
	mustScan(file[bytes.LastIndex(file, []byte("startxref")):], "startxref\n%d", &section)
	forger := &st.Doc{Bytes: append(bytes.Clone(file[:b]), ">>\nendobj\n"...)}
	place := len(forger.Bytes)
	forger.Raw(object)
	forger.Raw(strings.Repeat(" ", section-len(forger.Bytes)))
	forger.Raw(fmt.Sprintf("xref\n4 1\n%010d 00000 n \n", place))
	previous := bytes.Index(file, []byte("\nxref\n0 1")) + 1
	forger.Raw(fmt.Sprintf("trailer\n<</Size 20/Root 1 0 R/Prev %d>>\n", previous))
	forger.EndWith(section)
	end := bytes.IndexByte(file[at:], ']') + at
	copy(forger.Bytes[at:end], fmt.Sprintf("%-*s", end-at, fmt.Sprintf("/ByteRange[0 %d %d %d", a, len(forger.Bytes), c)))
	return append(forger.Bytes, file[b:]...)
}

// squeezed puts something between the contents and the signed second part, in
// place of zeros.
func squeezed(file []byte, inserted string) []byte {
	at := bytes.LastIndex(file, []byte("/ByteRange[0 "))
	var a, b int
	mustScan(file[at:], "/ByteRange[0 %d %d", &a, &b)
	copy(file[b-1-len(inserted):b], ">"+inserted)
	return file
}

func mustScan(text []byte, format string, into ...any) {
	if _, err := fmt.Sscanf(string(text), format, into...); err != nil {
		panic(err)
	}
}

// shadow are documents prepared before they are signed, so that a small later
// revision shows something else.
func shadow() []forged {
	secret := st.Stream("", "BT /F1 12 Tf 72 770 Td (Giao cho nguoi khac) Tj ET")
	later := func(name string, reason signature.Reason, prepare func(*st.Doc) int, after func(*st.Doc, int)) forged {
		return forged{name, reason, func(o *office) []byte {
			d := o.draft()
			n := prepare(d)
			d.Commit().Sign(st.Signing{By: o.minh})
			after(d, n)
			return d.Bytes
		}}
	}
	plant := func(d *st.Doc) int { return d.Add(secret) }
	image := func(d *st.Doc) int {
		n := d.Add(st.Stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", "x"))
		d.PageMore = "/Group " + st.Refs([]int{n})
		d.SetPage()
		return n
	}
	return []forged{
		later("hide: the image over the text is taken away", signature.ContentReplaced, image, func(d *st.Doc, n int) {
			d.Free(n)
		}),
		later("hide: the image is replaced by nothing", signature.ContentReplaced, image, func(d *st.Doc, n int) {
			d.Set(n, "null")
			d.Commit()
		}),
		later("hide: the layer over the text is switched off", signature.ContentReplaced, func(d *st.Doc) int {
			n := d.Add("<</Type/OCG/Name(A)>>")
			d.More += "/OCProperties<</OCGs[" + st.Refs([]int{n}) + "]/D<<>>>>"
			d.SetCatalog()
			return n
		}, func(d *st.Doc, n int) {
			d.More = strings.Replace(d.More, "/D<<>>", "/D<</OFF["+st.Refs([]int{n})+"]>>", 1)
			d.SetCatalog()
			d.Commit()
		}),
		later("replace: the font's letters", signature.ContentReplaced, func(*st.Doc) int { return 0 }, func(d *st.Doc, _ int) {
			d.Set(st.Font, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[49/nine]>>>>")
			d.Commit()
		}),
		later("replace: the look of a field", signature.ContentReplaced, func(d *st.Doc) int { return d.TextField("so", "1") },
			func(d *st.Doc, n int) {
				d.Set(n-1, st.Stream("/Type/XObject/Subtype/Form/BBox[0 0 100 40]", "BT (9) Tj ET"))
				d.Commit()
			}),
		later("replace: the value of a field", signature.FormFilled, func(d *st.Doc) int { return d.TextField("so", "1") },
			func(d *st.Doc, n int) {
				d.Fill(n, "so", "9")
				d.Commit()
			}),
		later("hide and replace: tables that point to a planted object", signature.ContentReplaced, func(d *st.Doc) int {
			at := len(d.Bytes)
			d.Raw("4 0 obj\n" + secret + "\nendobj\n")
			return at
		}, func(d *st.Doc, at int) {
			d.Table([]int{st.Content}, map[int]int{st.Content: at}, "")
		}),
		later("hide and replace: the page's content is the planted one", signature.ContentReplaced, plant, func(d *st.Doc, n int) {
			d.SetPage()
			d.Restage(st.Page, "/Contents 4 0 R", "/Contents "+st.Refs([]int{n}))
			d.Commit()
		}),
		later("hide and replace: another tree of pages", signature.ContentReplaced, func(d *st.Doc) int {
			c := d.Add(secret)
			p := d.Add("<</Type/Page/Contents " + st.Refs([]int{c}) + ">>")
			return d.Add("<</Type/Pages/Kids[" + st.Refs([]int{p}) + "]/Count 1>>")
		}, func(d *st.Doc, n int) {
			d.SetCatalog()
			d.Restage(st.Catalog, "/Pages 2 0 R", "/Pages "+st.Refs([]int{n}))
			d.Commit()
		}),
		later("a content that was missing, as a signature's look", signature.ContentReplaced, func(d *st.Doc) int {
			d.SetPage()
			d.Restage(st.Page, "/Contents 4 0 R", "/Contents[4 0 R 40 0 R]")
			return 40
		}, func(d *st.Doc, n int) {
			d.Set(n, secret)
			field := d.Add("<</Type/Annot/Subtype/Widget/FT/Sig/T(hai)/Rect[0 0 0 0]/AP<</N 40 0 R>>>>")
			d.Fields = append(d.Fields, field)
			d.SetCatalog()
			d.Commit()
		}),
		later("a field that stood hidden", signature.ContentReplaced, func(d *st.Doc) int {
			return d.Add(fmt.Sprintf("<</Type/Annot/Subtype/Widget/FT/Sig/T(hai)/Rect[0 0 500 800]/AP<</N %d 0 R>>>>", d.Appearance("x")))
		}, func(d *st.Doc, n int) {
			d.Fields, d.Annots = append(d.Fields, n), append(d.Annots, n)
			d.SetCatalog()
			d.SetPage()
			d.Commit()
		}),
		later("an annotation that stood hidden", signature.ContentReplaced, func(d *st.Doc) int {
			return d.Add("<</Type/Annot/Subtype/FreeText/Rect[0 0 500 800]/Contents(x)>>")
		}, func(d *st.Doc, n int) {
			d.Annots = append(d.Annots, n)
			d.SetPage()
			d.Commit()
		}),
		later("metadata that are the page's content too", signature.ContentReplaced, func(d *st.Doc) int {
			d.Set(st.Content, st.Stream("/Type/Metadata/Subtype/XML", "BT (a) Tj ET"))
			d.More += "/Metadata 4 0 R"
			d.SetCatalog()
			return 0
		}, func(d *st.Doc, _ int) {
			d.Set(st.Content, st.Stream("/Type/Metadata/Subtype/XML", "BT (b) Tj ET"))
			d.Commit()
		}),
		later("a length that stands in an object of its own", signature.ContentReplaced, func(d *st.Doc) int {
			n := d.Add("14")
			d.Set(st.Content, "<</Length "+st.Refs([]int{n})+">>\nstream\nBT (a) Tj ET  \nendstream")
			return n
		}, func(d *st.Doc, n int) {
			d.Set(n, "0")
			d.Commit()
		}),
		later("tables that point into an old object stream", signature.ContentReplaced, func(d *st.Doc) int {
			return d.Add(st.Stream("/Type/ObjStm/N 1/First 4", "5 0 <</Type/Font/Subtype/Type1/BaseFont/Symbol>>"))
		}, func(d *st.Doc, n int) {
			d.Rows(d.Reserve(), map[int][3]int{st.Font: {2, n, 0}})
		}),
		later("the table itself in place of the font", signature.ContentReplaced, plant, func(d *st.Doc, _ int) {
			d.Rows(st.Font, map[int][3]int{})
		}),
		later("the store is the page's resources", signature.ContentReplaced, func(d *st.Doc) int {
			n := d.Add("<</Font<</F1 5 0 R>>>>")
			d.DSS = "/DSS " + st.Refs([]int{n})
			d.SetCatalog()
			return n
		}, func(d *st.Doc, n int) {
			d.Set(n, "<</Font<</F1 6 0 R>>>>")
			d.Commit()
		}),
	}
}
