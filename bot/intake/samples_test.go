package intake

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

type entryOf struct{ name, content string }

func zipped(files ...entryOf) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		method := zip.Deflate
		if f.content == "" {
			method = zip.Store
		}
		part, err := w.CreateHeader(&zip.FileHeader{Name: f.name, Method: method})
		if err != nil {
			panic(err)
		}
		if _, err := part.Write([]byte(f.content)); err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// ooxml makes the smallest document of an Office format.
func ooxml(mediaType, main string) []byte {
	return zipped(
		entryOf{contentTypes, `<?xml version="1.0"?><Types><Override PartName="/` + main + `" ContentType="` + mediaType + `.main+xml"/></Types>`},
		entryOf{"_rels/.rels", `<Relationships/>`},
		entryOf{main, `<x/>`},
	)
}

// xlsx is a workbook as a well-known library writes it.
func xlsx(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetCellStr("Sheet1", "A1", "Sở Y tế"); err != nil {
		t.Fatal(err)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pdfFile() []byte { return pdfOf(1) }

// pdfOf makes a PDF of one page that says how many it has.
func pdfOf(pages int) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		fmt.Sprintf("<</Type/Pages/Kids[3 0 R]/Count %d>>", pages),
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
	}
	table := "xref\n0 4\n0000000000 65535 f \n"
	for i, object := range objects {
		table += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj%sendobj\n", i+1, object)
	}
	at := b.Len()
	fmt.Fprintf(&b, "%strailer<</Root 1 0 R/Size 4>>\nstartxref\n%d\n%%%%EOF\n", table, at)
	return b.Bytes()
}

func mp4() []byte {
	return append([]byte("\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp41\x00\x00\x00\x08free\x00\x00\x00\x10moov\x00\x00\x00\x08mvhd\x00\x00\x00\x48mdat"), make([]byte, 64)...)
}

func jpegImage(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngImage(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// records writes those of a workbook: kind, then content.
func records(all ...any) []byte {
	var b []byte
	for i := 0; i < len(all); i += 2 {
		content := all[i+1].(string)
		b = binary.LittleEndian.AppendUint16(b, uint16(all[i].(int)))
		b = binary.LittleEndian.AppendUint16(b, uint16(len(content)))
		b = append(b, content...)
	}
	return b
}

// workbook is the beginning of an old workbook with one sheet.
func workbook() []byte {
	return records(0x0809, "\x00\x06\x05\x00", 0x0085, "\x00\x00\x00\x00\x00\x00\x03\x00So1", 0x000A, "")
}

// ole makes a compound file of one sector of directory with one stream, as
// [MS-CFB] lays it out: header, directory far behind the head that libraries
// look at, allocation table.
func ole(stream string, content []byte) []byte {
	const sector, end, free, table = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
	const sectors, directoryAt, tableAt = 40, 38, 39
	b := make([]byte, sector*(1+sectors))
	put := binary.LittleEndian.PutUint32
	copy(b, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	binary.LittleEndian.PutUint16(b[24:], 0x3e)
	binary.LittleEndian.PutUint16(b[26:], 3)
	binary.LittleEndian.PutUint16(b[28:], 0xfffe)
	binary.LittleEndian.PutUint16(b[30:], 9)
	binary.LittleEndian.PutUint16(b[32:], 6)
	put(b[44:], 1)
	put(b[48:], directoryAt)
	put(b[56:], 4096)
	put(b[60:], end)
	put(b[68:], end)
	for i := 76; i < sector; i += 4 {
		put(b[i:], free)
	}
	put(b[76:], tableAt)
	fat := b[sector*(1+tableAt):]
	for i := range sector / 4 {
		put(fat[4*i:], free)
	}
	for i := range directoryAt - 1 {
		put(fat[4*i:], uint32(i+1))
	}
	put(fat[4*(directoryAt-1):], end)
	put(fat[4*directoryAt:], end)
	put(fat[4*tableAt:], table)
	directory := b[sector*(1+directoryAt):]
	entry(directory, "Root Entry", 5, 1, end, 0)
	entry(directory[128:], stream, 2, free, 0, sector*directoryAt)
	copy(b[sector:], content)
	return b
}

func entry(b []byte, name string, kind byte, child, start, size uint32) {
	name16 := utf16.Encode([]rune(name + "\x00"))
	for i, u := range name16 {
		binary.LittleEndian.PutUint16(b[2*i:], u)
	}
	binary.LittleEndian.PutUint16(b[64:], uint16(2*len(name16)))
	b[66], b[67] = kind, 1
	for at, v := range map[int]uint32{68: 0xFFFFFFFF, 72: 0xFFFFFFFF, 76: child, 116: start, 120: size} {
		binary.LittleEndian.PutUint32(b[at:], v)
	}
}

// many makes n entries with names that differ.
func many(n int, pattern string) []entryOf {
	all := make([]entryOf, n)
	for i := range all {
		all[i] = entryOf{name: fmt.Sprintf(pattern, i)}
	}
	return all
}

// locked marks every entry of an archive as encrypted.
func locked(archive []byte) []byte {
	archive = bytes.Clone(archive)
	for _, mark := range []struct {
		signature string
		at        int
	}{{"PK\x03\x04", 6}, {"PK\x01\x02", 8}} {
		for from := 0; ; {
			i := bytes.Index(archive[from:], []byte(mark.signature))
			if i < 0 {
				break
			}
			archive[from+i+mark.at] |= flagEncrypted
			from += i + 4
		}
	}
	return archive
}

// flipped changes a bit of one byte.
func flipped(content []byte, at int) []byte {
	content = bytes.Clone(content)
	content[at] ^= 1
	return content
}
