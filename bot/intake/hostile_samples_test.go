package intake

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"iter"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"minhchung/bot/intake/malware/clamdtest"
)

// hostile is a file that somebody means harm with, or that is of no use.
type hostile struct {
	name    string
	content []byte
	maybe   bool // it may be harmless, by chance or once it is cut off: only how it is looked at counts
}

// hostileFiles makes them one by one: some are large.
func hostileFiles(t testing.TB) iter.Seq[hostile] {
	return func(yield func(hostile) bool) {
		for _, source := range []func(testing.TB) iter.Seq[hostile]{
			dangerous, renamed, cutOff, bombs, polyglots, inArchives, changed, changedDocuments, heavy,
		} {
			for h := range source(t) {
				if !yield(h) {
					return
				}
			}
		}
	}
}

// honest is one file of each accepted type, as small as it can be.
func honest(t testing.TB) map[string][]byte {
	return map[string][]byte{
		".pdf": pdfFile(), ".docx": ooxml(typeDOCX, "word/document.xml"), ".xlsx": xlsx(t), ".pptx": ooxml(typePPTX, "ppt/presentation.xml"),
		".doc": ole("WordDocument", nil), ".xls": ole("Workbook", workbook()), ".odt": sample(t, "ket-luan.odt"),
		".ods": zipped(entryOf{"mimetype", typeODS}, entryOf{"content.xml", "<x/>"}), ".jpg": jpegImage(t), ".png": pngImage(t),
		".heic": sample(t, "hop-quy-1.heic"), ".webp": sample(t, "hop-quy-1.webp"), ".mp4": mp4(),
		".zip": zipped(entryOf{"giay-moi.pdf", string(pdfFile())}),
	}
}

// inOrder goes through them in the same order every time.
func inOrder(files map[string][]byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for _, ext := range slices.Sorted(maps.Keys(files)) {
			if !yield(ext, files[ext]) {
				return
			}
		}
	}
}

// dangerous are programs, scripts, macros and locked files, under any name.
func dangerous(t testing.TB) iter.Seq[hostile] {
	pad := string(make([]byte, 600))
	programs := []string{
		"MZ\x90\x00" + pad, "MZ" + string(pdfFile()), "\x7fELF\x02\x01\x01\x00" + pad, "\xcf\xfa\xed\xfe\x07\x00\x00\x01" + pad,
		"\xca\xfe\xba\xbe\x00\x00\x00\x34" + pad, "\x00asm\x01\x00\x00\x00" + pad, "L\x00\x00\x00\x01\x14\x02\x00" + pad, "#!/bin/sh\nrm -rf /\n",
		"#!/usr/bin/env python3\nimport os\n", "<html><script>alert(1)</script></html>", "<!DOCTYPE html><p>x", "<?php system($_GET[0]);", clamdtest.EICAR(),
		"@echo off\r\ndel /q *\r\n", "Rar!\x1a\x07\x01\x00" + pad, "7z\xbc\xaf\x27\x1c\x00\x04" + pad, "\x1f\x8b\x08\x00" + pad, "BZh91AY&SY" + pad, "\xfd7zXZ\x00" + pad,
	}
	names := []string{"a.exe", "a.pdf", "a.docx", "a.jpg", "a.zip", "a", "a.pdf.bat", "hoa\u202efdp.exe"}
	return func(yield func(hostile) bool) {
		for _, program := range programs {
			for _, name := range names {
				if !yield(hostile{name: name, content: []byte(program)}) {
					return
				}
			}
		}
		for _, r := range refusedFiles(t) {
			if !yield(hostile{name: r.name, content: r.content}) {
				return
			}
		}
		for _, name := range []string{"khoa-40", "khoa-128", "khoa-128-aes", "khoa-256", "khoa-256-r5"} {
			if !yield(hostile{name: name + ".pdf", content: sample(t, "password/"+name+".pdf")}) {
				return
			}
		}
	}
}

// renamed are honest files under the name of another type.
func renamed(t testing.TB) iter.Seq[hostile] {
	files := honest(t)
	return func(yield func(hostile) bool) {
		for ext, content := range inOrder(files) {
			for other := range inOrder(files) {
				if other != ext && !yield(hostile{name: "that-la" + ext + other, content: content}) {
					return
				}
			}
		}
	}
}

// cutOff are honest files that end too early.
func cutOff(t testing.TB) iter.Seq[hostile] {
	return func(yield func(hostile) bool) {
		for ext, content := range inOrder(honest(t)) {
			for _, percent := range []int{10, 40, 70, 90, 99} {
				if !yield(hostile{name: fmt.Sprintf("cat-%d%s", percent, ext), content: content[:len(content)*percent/100]}) {
					return
				}
			}
		}
	}
}

// bombs unpack to more than they say, or to too much, or are too many.
func bombs(t testing.TB) iter.Seq[hostile] {
	zeros := string(make([]byte, 12<<20))
	document := entryOf{contentTypes, `"` + typeDOCX + `.main+xml"`}
	return func(yield func(hostile) bool) {
		for _, make := range []func() hostile{
			func() hostile { return hostile{name: "khong.zip", content: zipped(entryOf{"a.pdf", zeros})} },
			func() hostile {
				return hostile{name: "khong.docx", content: zipped(document, entryOf{"word/document.xml", zeros})}
			},
			func() hostile {
				return hostile{name: "it-noi.docx", content: saying(zipped(document, entryOf{"word/document.xml", zeros}), "word/document.xml", 1000)}
			},
			func() hostile {
				return hostile{name: "noi-nhieu.zip", content: saying(zipped(entryOf{"a.pdf", "x"}), "a.pdf", 0xFFFFFFF0)}
			},
			func() hostile { return hostile{name: "chong-nhau.zip", content: overlapping(150, zeros[:2<<20])} },
			func() hostile { return hostile{name: "dong.zip", content: zipped(many(5000, "%d.pdf")...)} },
			func() hostile {
				return hostile{name: "dong.docx", content: zipped(append(many(6000, "word/%d.xml"), document)...)}
			},
		} {
			if !yield(make()) {
				return
			}
		}
		nested := zipped(entryOf{"a.pdf", string(pdfFile())})
		for depth := range 12 {
			nested = zipped(entryOf{fmt.Sprintf("%d.zip", depth), string(nested)})
			if !yield(hostile{name: "long.zip", content: nested}) {
				return
			}
		}
	}
}

// saying changes the size that an archive says an entry unpacks to.
func saying(archive []byte, name string, size uint32) []byte {
	at := bytes.LastIndex(archive, []byte(name)) - 46
	binary.LittleEndian.PutUint32(archive[at+24:], size)
	return archive
}

// overlapping lists one entry's content many times.
func overlapping(n int, content string) []byte {
	archive := zipped(entryOf{"a.pdf", content})
	at := bytes.LastIndex(archive, []byte("PK\x01\x02"))
	end := bytes.LastIndex(archive, []byte("PK\x05\x06"))
	entry, tail := bytes.Clone(archive[at:end]), bytes.Clone(archive[end:])
	all := bytes.Clone(archive[:at])
	all = append(all, bytes.Repeat(entry, n)...)
	binary.LittleEndian.PutUint16(tail[8:], uint16(n))
	binary.LittleEndian.PutUint16(tail[10:], uint16(n))
	binary.LittleEndian.PutUint32(tail[12:], uint32(n*len(entry)))
	return append(all, tail...)
}

// noise is content that cannot be packed.
func noise(n int) string {
	content := make([]byte, n)
	_, _ = rand.NewChaCha8([32]byte{byte(n)}).Read(content) // never fails
	return string(content)
}

// polyglots are two things at once.
func polyglots(t testing.TB) iter.Seq[hostile] {
	script := zipped(entryOf{"a.js", "x"})
	return func(yield func(hostile) bool) {
		for ext, content := range inOrder(honest(t)) {
			for _, before := range []string{"MZ", "\x7fELF", "#!/bin/sh\n", "<html>"} {
				if !yield(hostile{name: "truoc" + ext, content: append([]byte(before), content...)}) {
					return
				}
			}
			after := append(bytes.Clone(content), script...)
			isZIP := bytes.HasPrefix(content, []byte("PK")) // then the last one's directory counts
			if !isZIP && ext != ".doc" && ext != ".xls" && !yield(hostile{name: "sau" + ext, content: after}) {
				return
			}
		}
	}
}

// inArchives are hostile files in a ZIP with an honest one. A picture loses
// what hangs on it when it is unpacked.
func inArchives(t testing.TB) iter.Seq[hostile] {
	return func(yield func(hostile) bool) {
		for _, r := range refusedFiles(t) {
			if r.name == "kem-zip.jpg" {
				continue
			}
			content := zipped(entryOf{"giay-moi.pdf", string(pdfFile())}, entryOf{"I.2.2/" + r.name, string(r.content)})
			if !yield(hostile{name: "tap.zip", content: content}) {
				return
			}
		}
	}
}

// changed are honest files with some bytes changed.
func changed(t testing.TB) iter.Seq[hostile] {
	random := rand.New(rand.NewPCG(2023, 3))
	return func(yield func(hostile) bool) {
		for ext, content := range inOrder(honest(t)) {
			for range 12 {
				content := bytes.Clone(content)
				for range 1 + random.IntN(6) {
					content[random.IntN(len(content))] = byte(random.Uint32())
				}
				if !yield(hostile{name: "doi" + ext, content: content, maybe: true}) {
					return
				}
			}
		}
	}
}
