package signature_test

import (
	"fmt"
	"strings"

	"minhchung/bot/intake/signature"
	st "minhchung/bot/intake/signature/signaturetest"
)

// structure are files that different viewers would read differently.
func structure() []forged {
	update := func(name string, reason signature.Reason, change func(*st.Doc)) forged {
		return forged{name, reason, func(o *office) []byte {
			d := o.signed()
			change(d)
			return d.Bytes
		}}
	}
	secret := st.Stream("", "BT (x) Tj ET")
	return []forged{
		update("an object that no table names", signature.HiddenObject, func(d *st.Doc) {
			d.Raw("4 0 obj\n" + secret + "\nendobj\n")
			d.SetCatalog()
			d.Commit()
		}),
		update("an object twice in a revision", signature.HiddenObject, func(d *st.Doc) {
			d.Raw("1 0 obj\n<</Type/Catalog/Pages 9 0 R>>\nendobj\n")
			d.SetCatalog()
			d.Commit()
		}),
		update("an object twice in a table", signature.BrokenStructure, func(d *st.Doc) {
			at := d.Object(4, secret)
			d.Table([]int{4, 4}, map[int]int{4: at}, "")
		}),
		update("two objects at one place", signature.BrokenStructure, func(d *st.Doc) {
			n := d.Reserve()
			at := d.Object(n, secret)
			d.Table([]int{n, n + 1}, map[int]int{n: at, n + 1: at}, "")
		}),
		update("an object inside another", signature.HiddenObject, func(d *st.Doc) {
			n := d.Reserve()
			m := d.Reserve()
			at := d.Object(n, st.Stream("", fmt.Sprintf("%d 0 obj\n<<>>\nendobj", m)))
			inner := at + strings.Index(string(d.Bytes[at:]), fmt.Sprintf("%d 0 obj", m))
			d.Table([]int{n, m}, map[int]int{n: at, m: inner}, "")
		}),
		update("an object that begins in another and ends after it", signature.HiddenObject, func(d *st.Doc) {
			n, m := d.Reserve(), d.Reserve()
			const end = "\nendstream\nendobj\n"
			inner := fmt.Sprintf("%d 0 obj\n<</Length %d>>\nstream\n", m, len(end)+1)
			at := len(d.Bytes)
			d.Raw(fmt.Sprintf("%d 0 obj\n<</Length %d>>\nstream\n", n, len(inner)))
			within := len(d.Bytes)
			d.Raw(inner + end + "x" + end)
			d.Table([]int{n, m}, map[int]int{n: at, m: within}, "")
		}),
		update("an object in a stream that no table names", signature.HiddenObject, func(d *st.Doc) {
			n, m := d.Reserve(), d.Reserve()
			at := d.Object(n, st.Stream("/Type/ObjStm/N 2/First 11", fmt.Sprintf("%2d 0 05 5 ", m)+"<<>> <<>>"))
			d.Rows(d.Reserve(), map[int][3]int{n: {1, at, 0}, m: {2, n, 0}})
		}),
		update("a new object of no use", signature.UnknownAddition, func(d *st.Doc) {
			d.Add(secret)
			d.Commit()
		}),
		update("an object taken out", signature.ContentReplaced, func(d *st.Doc) { d.Free(st.Font) }),
		update("a table that points into what was signed", signature.ContentReplaced, func(d *st.Doc) {
			d.Table([]int{st.Content}, map[int]int{st.Content: d.At(st.Font)}, "")
		}),
		update("sections in a circle", signature.BrokenStructure, func(d *st.Doc) {
			d.SetCatalog()
			d.Commit()
			d.Swap("/Prev ", fmt.Sprintf("/Prev %d/Was ", d.Section()))
		}),
		update("a previous section that is none", signature.BrokenStructure, func(d *st.Doc) {
			d.SetCatalog()
			d.Commit()
			d.Swap("/Prev ", "/Prev 20/Was ")
		}),
		update("a hybrid update", signature.UnknownAddition, func(d *st.Doc) {
			n := d.Reserve()
			at := d.Object(n, st.Stream(fmt.Sprintf("/Type/XRef/W[1 3 1]/Index[%d 1]/Size %d", n, n+1), "\x01\x00\x00\x00\x00"))
			row := []byte{1, byte(at >> 16), byte(at >> 8), byte(at), 0}
			d.Swap("\x01\x00\x00\x00\x00", string(row))
			d.Table(nil, nil, fmt.Sprintf("/XRefStm %d", at))
		}),
		{"tables that viewers repair, and a change after the signature", signature.BrokenStructure, func(o *office) []byte {
			d := misled(o).Sign(st.Signing{By: o.minh})
			d.Set(st.Content, secret)
			return d.Commit().Bytes
		}},
		{"tables that viewers repair, and a changed byte", signature.BrokenStructure, func(o *office) []byte {
			d := misled(o).Sign(st.Signing{By: o.minh})
			d.Swap("thanh lap", "giai  the")
			return d.Bytes
		}},
		update("text before the header", signature.BrokenStructure, func(d *st.Doc) {
			d.Bytes = append([]byte("GIF89a"), d.Bytes...)
		}),
		update("text after the end", signature.BrokenStructure, func(d *st.Doc) { d.Raw("<script>1</script>") }),
		update("two ends of the file", signature.BrokenStructure, func(d *st.Doc) { d.Raw("%%EOF\n") }),
		update("cut off", signature.BrokenStructure, func(d *st.Doc) { d.Bytes = d.Bytes[:len(d.Bytes)-100] }),
		update("encrypted since", signature.Encrypted, func(d *st.Doc) {
			d.Trailer = "/Encrypt<</Filter/Standard>>"
			d.SetCatalog()
			d.Commit()
		}),
		update("another identity", signature.UnknownAddition, func(d *st.Doc) {
			d.SetCatalog()
			d.Commit()
			d.Swap("/ID[<0011>", "/ID[<0012>")
		}),
	}
}
