package intake

import (
	"bytes"
	"encoding/binary"
)

const exifHead = "Exif\x00\x00"

// turnedOnly gives an EXIF segment that says how to turn the picture and
// nothing else; nil when it is to be shown as it is.
func turnedOnly(segment []byte) []byte {
	turned := orientation(segment)
	if turned < 2 || turned > 8 {
		return nil
	}
	// One directory with one entry: orientation, a short, once.
	return append([]byte(exifHead+"MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01"),
		0, byte(turned), 0, 0, 0, 0, 0, 0)
}

// orientation reads the tag from EXIF's first directory; 0 when there is none.
func orientation(segment []byte) uint16 {
	tiff, ok := bytes.CutPrefix(segment, []byte(exifHead))
	if !ok || len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "MM\x00\x2a":
		order = binary.BigEndian
	case "II\x2a\x00":
		order = binary.LittleEndian
	default:
		return 0
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 0
	}
	entries := int64(order.Uint16(tiff[at:]))
	for at += 2; entries > 0 && at+12 <= int64(len(tiff)); entries, at = entries-1, at+12 {
		if order.Uint16(tiff[at:]) == 0x0112 && order.Uint16(tiff[at+2:]) == 3 {
			return order.Uint16(tiff[at+8:])
		}
	}
	return 0
}
