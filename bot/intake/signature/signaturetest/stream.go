package signaturetest

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// place is where in an object stream an object stands.
type place struct{ container, index int }

// pack writes an object stream of the staged objects that may be in one, and
// says which they are.
func (d *Doc) pack(nums []int, offsets map[int]int) map[int]place {
	if !d.Packed {
		return nil
	}
	packed := map[int]place{}
	own := d.Reserve()
	var head, data strings.Builder
	for _, num := range nums {
		body := d.staged[num]
		if strings.Contains(body, "endstream") || strings.Contains(body, "/ByteRange") {
			continue
		}
		packed[num] = place{own, len(packed)}
		fmt.Fprintf(&head, "%d %d ", num, data.Len())
		data.WriteString(body + "\n")
	}
	data.WriteString(strings.Repeat(" ", d.Pad))
	offsets[own] = d.Object(own, Stream(fmt.Sprintf("/Type/ObjStm/N %d/First %d/Filter/FlateDecode", len(packed), head.Len()),
		Deflated(head.String()+data.String())))
	packed[own] = place{}
	return packed
}

// Deflated is a text as FlateDecode takes it.
func Deflated(text string) string {
	var b bytes.Buffer
	z := must(zlib.NewWriterLevel(&b, zlib.BestSpeed))
	must(z.Write([]byte(text)))
	check(z.Close())
	return b.String()
}

// Rows writes an update of nothing but a cross-reference stream with the rows
// given, under a number.
func (d *Doc) Rows(own int, rows map[int][3]int) {
	var index string
	var data []byte
	for _, num := range slices.Sorted(maps.Keys(rows)) {
		r := rows[num]
		index += fmt.Sprintf("%d 1 ", num)
		data = append(data, byte(r[0]), byte(r[1]>>16), byte(r[1]>>8), byte(r[1]), byte(r[2]))
	}
	at := len(d.Bytes)
	dict := fmt.Sprintf("/Type/XRef/W[1 3 1]/Index[%s]/Size %d/Root %d 0 R/Info %d 0 R/ID[<0011><0022>]%s", index, d.next, Catalog, Info, d.prev())
	d.Raw(fmt.Sprintf("%d 0 obj\n%s\nendobj\n", own, Stream(dict, string(data))))
	d.EndWith(at)
	d.section = at
}

func (d *Doc) xrefStream(nums []int, offsets map[int]int, packed map[int]place) {
	own := d.Reserve()
	at := len(d.Bytes)
	offsets[own] = at
	var index []string
	var rows bytes.Buffer
	if d.section == 0 {
		index = append(index, "0 1")
		rows.Write([]byte{0, 0, 0, 0, 0})
	}
	nums = append(slices.Clone(nums), own)
	for num, p := range packed {
		if p.container == 0 {
			nums = append(nums, num)
		}
	}
	for _, num := range nums {
		index = append(index, fmt.Sprintf("%d 1", num))
		if p := packed[num]; p.container != 0 {
			rows.Write([]byte{2, byte(p.container >> 16), byte(p.container >> 8), byte(p.container), byte(p.index)})
		} else {
			rows.Write([]byte{1, byte(offsets[num] >> 16), byte(offsets[num] >> 8), byte(offsets[num]), 0})
		}
	}
	dict := fmt.Sprintf("/Type/XRef/W[1 3 1]/Index[%s]/Size %d/Root %d 0 R/Info %d 0 R/ID[<0011><0022>]%s%s",
		strings.Join(index, " "), d.next, Catalog, Info, d.prev(), d.Trailer)
	d.Bytes = fmt.Appendf(d.Bytes, "%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", own, Stream(dict, rows.String()), at)
	d.section = at
}
