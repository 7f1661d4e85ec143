package signature_test

import (
	"fmt"
	"strings"

	"minhchung/bot/intake/signature"
	st "minhchung/bot/intake/signature/signaturetest"
)

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
		later("hide and replace: an object out of a planted stream of objects", signature.ContentReplaced, func(d *st.Doc) int {
			n := d.Add("")
			d.Set(n, st.Stream("/Type/ObjStm/N 1/First 5", fmt.Sprintf("%2d 0 <<>>", d.Reserve())))
			return n
		}, func(d *st.Doc, n int) {
			d.Rows(d.Reserve(), map[int][3]int{n: {1, d.At(n), 0}, n + 1: {2, n, 0}})
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
		later("the page's resources become the store", signature.ContentReplaced, func(d *st.Doc) int {
			n := d.Add("<</Font<</F1 5 0 R>>>>")
			d.DSS = "/DSS " + st.Refs([]int{n})
			d.SetCatalog()
			return n
		}, func(d *st.Doc, n int) {
			d.Set(n, "<</Type/DSS>>")
			d.Commit()
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
