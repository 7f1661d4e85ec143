package signaturetest

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Restage changes the text of a staged object.
func (d *Doc) Restage(num int, old, by string) {
	if !strings.Contains(d.staged[num], old) {
		panic("nothing to change in " + d.staged[num])
	}
	d.staged[num] = strings.Replace(d.staged[num], old, by, 1)
}

// Swap changes the last place in the file where a text stands.
func (d *Doc) Swap(old, by string) {
	i := bytes.LastIndex(d.Bytes, []byte(old))
	if i < 0 {
		panic("nowhere in the file: " + old)
	}
	d.Bytes = slices.Concat(d.Bytes[:i], []byte(by), d.Bytes[i+len(old):])
}

// Raw appends a text to the file.
func (d *Doc) Raw(text string) { d.Bytes = append(d.Bytes, text...) }

// EndWith ends the file with a section that stands already.
func (d *Doc) EndWith(section int) { d.Raw(fmt.Sprintf("startxref\n%d\n%%%%EOF\n", section)) }

// Forget writes what is staged with a table of all objects, as if there had
// been no revisions.
func (d *Doc) Forget() {
	for _, num := range slices.Sorted(maps.Keys(d.staged)) {
		d.Object(num, d.staged[num])
	}
	d.staged = map[int]string{}
	d.section = 0
	d.Table(slices.Sorted(maps.Keys(d.offsets)), d.offsets, "")
}

// Object writes an object into the file without any table, and remembers where.
func (d *Doc) Object(num int, body string) int {
	at := len(d.Bytes)
	d.offsets[num] = at
	d.Raw(fmt.Sprintf("%d 0 obj\n%s\nendobj\n", num, body))
	return at
}

// At is where an object was written last.
func (d *Doc) At(num int) int { return d.offsets[num] }

// Free writes an update that takes an object out.
func (d *Doc) Free(num int) {
	at := len(d.Bytes)
	d.Raw(fmt.Sprintf("xref\n%d 1\n0000000000 00001 f \ntrailer\n<</Size %d/Root 1 0 R/Info 6 0 R/ID[<0011><0022>]/Prev %d>>\n", num, d.next, d.section))
	d.EndWith(at)
	d.section = at
}

// ranges is the byte range of the signature that was written last, and where
// it stands.
func (d *Doc) ranges() (at, a, b, c int) {
	at = bytes.LastIndex(d.Bytes, []byte("/ByteRange[0 "))
	must(fmt.Sscanf(string(d.Bytes[at:]), "/ByteRange[0 %d %d %d", &a, &b, &c))
	return at, a, b, c
}

func (d *Doc) setRanges(at, a, b, c int) *Doc {
	end := bytes.IndexByte(d.Bytes[at:], ']') + at
	copy(d.Bytes[at:end], fmt.Sprintf("%-*s", end-at, fmt.Sprintf("/ByteRange[0 %d %d %d", a, b, c)))
	return d
}

// Nudged widens the gap of the last byte range at its beginning.
func (d *Doc) Nudged(by int) *Doc {
	at, a, b, c := d.ranges()
	return d.setRanges(at, a-by, b, c)
}

// Shortened makes the last byte range end before the file does.
func (d *Doc) Shortened(by int) *Doc {
	at, a, b, c := d.ranges()
	return d.setRanges(at, a, b, c-by)
}

// Contents are those of the signature that was written last.
func (d *Doc) Contents() []byte {
	_, a, b, _ := d.ranges()
	return bytes.TrimRight(must(hex.DecodeString(string(d.Bytes[a+1:b-1]))), "\x00")
}

// LastSignature is the text of the dictionary that was written last.
func (d *Doc) LastSignature() string {
	at, _, _, _ := d.ranges()
	start := bytes.LastIndex(d.Bytes[:at], []byte("obj\n")) + len("obj\n")
	end := bytes.Index(d.Bytes[at:], []byte("\nendobj")) + at
	return string(d.Bytes[start:end])
}
