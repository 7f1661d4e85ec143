package intake

import (
	"bytes"
	"encoding/binary"
	"io"
	"slices"
)

// startsAsPDF lets nothing stand before a PDF but blanks and a byte order mark.
func startsAsPDF(head []byte) bool {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	return bytes.HasPrefix(bytes.TrimLeft(head, "\r\n\t \x00"), []byte("%PDF-"))
}

// endsAsPDF looks for the end that every PDF has: where its directory begins,
// then its mark. Some servers append a little.
func (f *file) endsAsPDF() bool {
	tail := f.tail(4096)
	mark := bytes.LastIndex(tail, []byte("%%EOF"))
	return mark >= 0 && bytes.Contains(tail[:mark], []byte("startxref"))
}

// wholeJPEG reads a picture from marker to marker to its end.
func (f *file) wholeJPEG() bool {
	f.left += f.size
	return discard(f.ctx, newJPEG(io.NewSectionReader(f, 0, f.size))) == nil
}

// wholePNG goes from chunk to chunk to the last.
func (f *file) wholePNG() bool {
	const signature = 8
	var header [8]byte
	for at := int64(signature); ; {
		if _, err := f.ReadAt(header[:], at); err != nil {
			return false
		}
		at += int64(len(header)) + int64(binary.BigEndian.Uint32(header[:])) + 4 // its checksum
		if at > f.size {
			return false
		}
		if string(header[4:]) == "IEND" {
			return at == f.size
		}
	}
}

// wholeRIFF compares the length that a WebP picture says it has.
func (f *file) wholeRIFF() bool {
	return len(f.head) >= 12 && int64(binary.LittleEndian.Uint32(f.head[4:]))+8 <= f.size
}

// wholeBoxes goes from box to box of an MP4 or HEIC file ([ISO 14496-12]) and
// looks for those that it cannot do without.
func (f *file) wholeBoxes(needed ...string) bool {
	for at := int64(0); at < f.size; {
		var header [16]byte
		n, _ := f.ReadAt(header[:], at)
		if n < 8 {
			return false
		}
		length := int64(binary.BigEndian.Uint32(header[:]))
		switch {
		case length == 0: // to the end
			length = f.size - at
		case length == 1 && n == len(header):
			length = int64(binary.BigEndian.Uint64(header[8:]))
		}
		if length < 8 || length > f.size-at {
			return false
		}
		needed = slices.DeleteFunc(needed, func(box string) bool { return box == string(header[4:8]) })
		at += length
	}
	return len(needed) == 0
}
