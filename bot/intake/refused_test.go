package intake

import (
	"bytes"
	"testing"

	"minhchung/flows"
)

// refused is what must not be kept, and why.
type refused struct {
	name    string
	content []byte
	why     flows.Refusal
}

func refusedFiles(t testing.TB) []refused {
	macros := `<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>`
	docx := ooxml(typeDOCX, "word/document.xml")
	odt := entryOf{"mimetype", typeODT}
	return []refused{
		{"rong.pdf", nil, flows.RefusedEmpty},
		{"rong.zip", []byte("PK\x05\x06" + string(make([]byte, 18))), flows.RefusedEmpty},
		{"chi-thu-muc.zip", zipped(entryOf{name: "I.2.2/"}), flows.RefusedEmpty},

		{"chay.exe", append([]byte("MZ"), make([]byte, 300)...), flows.RefusedProgram},
		{"virus.pdf", append([]byte("MZ\x90\x00"), pdfFile()...), flows.RefusedProgram},
		{"chay", append([]byte("\x7fELF\x02\x01\x01"), make([]byte, 300)...), flows.RefusedProgram},
		{"ung-dung.apk", zipped(entryOf{"AndroidManifest.xml", "x"}, entryOf{"classes.dex", "x"}), flows.RefusedProgram},
		{"ung-dung.zip", zipped(entryOf{"META-INF/MANIFEST.MF", "x"}, entryOf{"A.class", "x"}), flows.RefusedProgram},
		{"kem-chuong-trinh.docx", zipped(entryOf{contentTypes, `"` + typeDOCX + `.main+xml"`}, entryOf{"word/embeddings/a.exe", "x"}), flows.RefusedProgram},
		{"lenh.bat", []byte("@echo off\r\nformat c:\r\n"), flows.RefusedScript},
		{"lenh.sh", []byte("#!/bin/sh\nrm -rf /\n"), flows.RefusedScript},
		{"trang.html", []byte("<html><body>Sở Y tế</body></html>"), flows.RefusedScript},
		{"trang.pdf", append([]byte("<html><script>1</script></html>\n"), pdfFile()...), flows.RefusedHidden},

		{"co-macro.docx", zipped(entryOf{contentTypes, macros}, entryOf{"word/document.xml", "<x/>"}), flows.RefusedMacro},
		{"co-macro-2.docx", zipped(entryOf{contentTypes, `"` + typeDOCX + `.main+xml"`}, entryOf{"word/vbaProject.bin", "x"}), flows.RefusedMacro},
		{"bang.xlsb", zipped(entryOf{contentTypes, `"application/vnd.ms-excel.sheet.binary.macroEnabled.main"`}), flows.RefusedMacro},
		{"co-macro.odt", zipped(odt, entryOf{"Basic/Standard/Module1.xml", "x"}), flows.RefusedMacro},
		{"co-macro.doc", ole("VBA", nil), flows.RefusedMacro},
		{"macro-cu.xls", ole("Workbook", records(0x0809, "", 0x0085, "\x00\x00\x00\x00\x00\x01\x01\x00M", 0x000A, "")), flows.RefusedMacro},

		{"mat-khau.docx", ole("EncryptedPackage", nil), flows.RefusedEncrypted},
		{"mat-khau.doc", ole("WordDocument", []byte("\xec\xa5\xc1\x00\x00\x00\x00\x00\x00\x00\x00\x01")), flows.RefusedEncrypted},
		{"mat-khau.xls", ole("Workbook", records(0x0809, "", 0x002F, "\x01\x00", 0x000A, "")), flows.RefusedEncrypted},
		{"mat-khau.odt", zipped(odt, entryOf{odfManifest, "<manifest:encryption-data/>"}), flows.RefusedEncrypted},
		{"mat-khau.zip", locked(zipped(entryOf{"giay-moi.pdf", string(pdfFile())})), flows.RefusedLocked},

		{"giay moi.jpg", pdfFile(), flows.RefusedMismatch},
		{"bao-cao.pdf.exe", pdfFile(), flows.RefusedMismatch},
		{"IMG_0001.HEIC", jpegImage(t), flows.RefusedMismatch},
		{"tap.docx", zipped(entryOf{"giay-moi.pdf", string(pdfFile())}), flows.RefusedMismatch},
		{"rac.pdf", []byte{0, 1, 2, 3, 4, 5, 6, 7}, flows.RefusedMismatch},
		{"mau.docx", zipped(entryOf{contentTypes, `"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"`}), flows.RefusedMismatch},

		{"kem-zip.pdf", append(pdfFile(), zipped(entryOf{"a.js", "x"})...), flows.RefusedHidden},
		{"kem-zip.jpg", append(jpegImage(t), zipped(entryOf{"a.js", "x"})...), flows.RefusedHidden},
		{"hai-trong-mot.docx", zipped(odt, entryOf{contentTypes, `"` + typeDOCX + `.main+xml"`}), flows.RefusedHidden},
		{"hai-noi-dung.docx", zipped(entryOf{contentTypes, `"` + typeDOCX + `.main+xml"`}, entryOf{"word/document.xml", "a"}, entryOf{"Word/Document.xml", "b"}), flows.RefusedHidden},

		{"cat-cut.docx", docx[:len(docx)/2], flows.RefusedBroken},
		{"sai-tong-kiem.docx", flipped(docx, bytes.LastIndex(docx, []byte("PK\x01\x02"))+16), flows.RefusedBroken},
		{"cat-cut.pdf", pdfFile()[:len(pdfFile())/2], flows.RefusedBroken},
		{"cat-cut.jpg", jpegImage(t)[:300], flows.RefusedBroken},
		{"cat-cut.png", pngImage(t)[:60], flows.RefusedBroken},
		{"cat-cut.webp", sample(t, "hop-quy-1.webp")[:40], flows.RefusedBroken},
		{"cat-cut.heic", sample(t, "hop-quy-1.heic")[:200], flows.RefusedBroken},
		{"cat-cut.mp4", mp4()[:40], flows.RefusedBroken},
		{"cat-cut.doc", ole("WordDocument", nil)[:4096], flows.RefusedBroken},

		{"tap.rar", []byte("Rar!\x1a\x07\x01\x00" + string(make([]byte, 32))), flows.RefusedArchive},
		{"tap.7z", []byte("7z\xbc\xaf\x27\x1c\x00\x04" + string(make([]byte, 32))), flows.RefusedArchive},
		{"bom.zip", zipped(entryOf{"khong.pdf", string(make([]byte, 2<<20))}), flows.RefusedBomb},
		{"bom.docx", zipped(entryOf{contentTypes, `"` + typeDOCX + `.main+xml"`}, entryOf{"word/document.xml", string(make([]byte, 2<<20))}), flows.RefusedBomb},
		{"bom-kem-anh.zip", zipped(entryOf{"khong.pdf", string(make([]byte, 2<<20))}, entryOf{"anh.jpg", noise(200 << 10)}), flows.RefusedBomb},
		{"chong-nhau.zip", overlapping(150, noise(20<<10)), flows.RefusedBomb},
		{"dong.zip", zipped(many(201, "anh-%d.jpg")...), flows.RefusedCrowded},

		{"trinh-chieu.odp", zipped(entryOf{"mimetype", "application/vnd.oasis.opendocument.presentation"}), flows.RefusedType},
		{"trinh-chieu.ppt", ole("PowerPoint Document", nil), flows.RefusedType},
		{"thu.msg", ole("__properties_version1.0", nil), flows.RefusedType},
		{"hinh.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), flows.RefusedType},
		{"ghi-chu.txt", []byte("Kết luận cuộc họp"), flows.RefusedType},
	}
}

func TestRefusesTheRestAndSaysWhy(t *testing.T) {
	for _, tc := range refusedFiles(t) {
		got := look(t, tc.content, tc.name)
		if got.Refused != tc.why {
			t.Errorf("%s is refused as %q, not as %q: %+v", tc.name, got.Refused, tc.why, got)
		}
		if got.Name != tc.name || got.Size != int64(len(tc.content)) || got.Type == "" && len(tc.content) > 0 || got.Image || got.Video {
			t.Errorf("%s is described wrongly: %+v", tc.name, got)
		}
	}
}
