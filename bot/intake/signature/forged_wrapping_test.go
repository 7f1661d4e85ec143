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
		{"a byte range that ends inside a later revision", signature.BadCoverage, func(o *office) []byte {
			d := o.written()
			d.Sign(st.Signing{By: o.minh, Committed: func() { d.Raw("%ghi chu\n") }})
			d.Set(st.Info, "<</Producer(Van phong)>>")
			return d.Commit().Bytes
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
