package intake

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"minhchung/flows"
)

func look(t testing.TB, content []byte, name string) flows.Found {
	t.Helper()
	found, err := Inspect(t.Context(), bytes.NewReader(content), int64(len(content)), name)
	if err != nil {
		t.Fatalf("Inspect(%s): %v", name, err)
	}
	return found
}

func TestAcceptsWhatDepartmentsSend(t *testing.T) {
	for _, tc := range []struct {
		name    string
		content []byte
		want    flows.Found
	}{
		{"QĐ kiện toàn BCĐ.pdf", pdfFile(), flows.Found{Type: typePDF, Name: "QĐ kiện toàn BCĐ.pdf"}},
		{"bom.pdf", append([]byte("\xef\xbb\xbf\n"), pdfFile()...), flows.Found{Type: typePDF, Name: "bom.pdf"}},
		{"Kết luận.docx", ooxml(typeDOCX, "word/document.xml"), flows.Found{Type: typeDOCX, Name: "Kết luận.docx"}},
		{"khac.docx", zipped(entryOf{contentTypes, `<Types><Override ContentType='` + typeDOCX + `.main+xml'/></Types>`}), flows.Found{Type: typeDOCX, Name: "khac.docx"}},
		{"tap huan.pptx", ooxml(typePPTX, "ppt/presentation.xml"), flows.Found{Type: typePPTX, Name: "tap huan.pptx"}},
		{"danh sach.xlsx", xlsx(t), flows.Found{Type: typeXLSX, Name: "danh sach.xlsx"}},
		{"cong van.doc", ole("WordDocument", nil), flows.Found{Type: typeDOC, Name: "cong van.doc"}},
		{"thong ke.xls", ole("Workbook", workbook()), flows.Found{Type: typeXLS, Name: "thong ke.xls"}},
		{"thong ke cu.xls", ole("Book", workbook()), flows.Found{Type: typeXLS, Name: "thong ke cu.xls"}},
		{"so lieu.ods", zipped(entryOf{"mimetype", typeODS}, entryOf{"content.xml", "<x/>"}), flows.Found{Type: typeODS, Name: "so lieu.ods"}},
		{"tap.zip", zipped(entryOf{"I.2.2 giay moi.pdf", string(pdfFile())}), flows.Found{Type: typeZIP, Name: "tap.zip"}},
		{"hop.png", pngImage(t), flows.Found{Type: typePNG, Name: "hop.png", Image: true}},
		{"", jpegImage(t), flows.Found{Type: typeJPEG, Name: "anh.jpg", Image: true}},
		{"le phat dong.mp4", mp4(), flows.Found{Type: typeMP4, Name: "le phat dong.mp4", Video: true}},
		{"", mp4(), flows.Found{Type: typeMP4, Name: "video.mp4", Video: true}},
		// An ending that says nothing gives way to what the content is.
		{"bao-cao.v2", pdfFile(), flows.Found{Type: typePDF, Name: "bao-cao.v2.pdf"}},
		{"Báo cáo 12.2023", pdfFile(), flows.Found{Type: typePDF, Name: "Báo cáo 12.2023.pdf"}},
		{"IMG.JPEG", jpegImage(t), flows.Found{Type: typeJPEG, Name: "IMG.JPEG", Image: true}},
		// Made by other programs.
		{"ket-luan.odt", sample(t, "ket-luan.odt"), flows.Found{Type: typeODT, Name: "ket-luan.odt"}},
		{"hop-quy-1.jpg", sample(t, "hop-quy-1.jpg"), flows.Found{Type: typeJPEG, Name: "hop-quy-1.jpg", Image: true}},
		{"hop-quy-1.heic", sample(t, "hop-quy-1.heic"), flows.Found{Type: typeHEIC, Name: "hop-quy-1.heic", Image: true}},
		{"hop-quy-1.webp", sample(t, "hop-quy-1.webp"), flows.Found{Type: typeWebP, Name: "hop-quy-1.webp", Image: true}},
	} {
		tc.want.Size = int64(len(tc.content))
		if got := look(t, tc.content, tc.name); !reflect.DeepEqual(got, tc.want) {
			t.Errorf("%q:\n got %+v\nwant %+v", tc.name, got, tc.want)
		}
	}
}

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

// A directory that is larger than any honest one is not read to its end.
func TestReadsABoundedPart(t *testing.T) {
	content := zipped(append(many(60_000, "word/media/anh-chup-buoi-hop-ban-chi-dao-chuyen-doi-so-%d.png"), entryOf{contentTypes, `"` + typeDOCX + `.main+xml"`})...)
	r := &counting{Reader: bytes.NewReader(content)}
	found, err := Inspect(t.Context(), r, int64(len(content)), "bom.docx")
	if err != nil {
		t.Fatal(err)
	}
	if found.Refused != flows.RefusedCrowded {
		t.Errorf("found %+v", found)
	}
	if limit := usualLimits().inside + headSize; r.read > limit {
		t.Errorf("read %d bytes of %d, more than %d", r.read, len(content), limit)
	}
}

func TestGivesUpOnWhatTakesTooLong(t *testing.T) {
	l := usualLimits()
	l.time = time.Nanosecond
	content := ooxml(typeDOCX, "word/document.xml")
	found, err := inspect(t.Context(), bytes.NewReader(content), int64(len(content)), "a.docx", l)
	if err != nil || found.Refused != flows.RefusedSlow {
		t.Errorf("found %+v, %v", found, err)
	}
	// Whoever does not want to wait any longer has learned nothing of the file.
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if found, err := Inspect(gone, bytes.NewReader(content), int64(len(content)), "a.docx"); !errors.Is(err, context.Canceled) {
		t.Errorf("found %+v, %v", found, err)
	}
}

// A store that fails is not the file's fault.
func TestTellsAFailingStoreFromABrokenFile(t *testing.T) {
	down := errors.New("the store is down")
	content := ooxml(typeDOCX, "word/document.xml")
	for after := range 12 {
		r := &failing{Reader: bytes.NewReader(content), reads: after, err: down}
		found, err := Inspect(t.Context(), r, int64(len(content)), "a.docx")
		if r.reads >= 0 {
			if err != nil || found.Type != typeDOCX {
				t.Errorf("failing after %d reads, which was not reached: %+v, %v", after, found, err)
			}
			continue
		}
		if !errors.Is(err, down) {
			t.Errorf("failing after %d reads: %+v, %v", after, found, err)
		}
	}
}

func sample(t testing.TB, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

type counting struct {
	*bytes.Reader
	read int64
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.read += int64(n)
	return n, err
}

type failing struct {
	*bytes.Reader
	reads int
	err   error
}

func (f *failing) Read(p []byte) (int, error) {
	if f.reads--; f.reads < 0 {
		return 0, f.err
	}
	return f.Reader.Read(p)
}

var _ io.ReadSeeker = (*failing)(nil)

// FuzzInspect calls the detection without its guard: a parser that panics on
// hostile input is worth knowing.
func FuzzInspect(f *testing.F) {
	for _, seed := range [][]byte{
		pdfFile(), ooxml(typeDOCX, "word/document.xml"), ole("WordDocument", nil), ole("Workbook", workbook()), mp4(), zipped(entryOf{"mimetype", typeODT}),
		zipped(entryOf{"I.2.2/giay moi.pdf", string(pdfFile())}, entryOf{"anh.jpg", string(jpegImage(f))}), pngImage(f), jpegImage(f),
		sample(f, "ket-luan.odt"), sample(f, "hop-quy-1.heic"), sample(f, "hop-quy-1.webp"),
	} {
		f.Add(seed)
	}
	for _, r := range refusedFiles(f) {
		if len(r.content) < 100<<10 {
			f.Add(r.content)
		}
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) == 0 {
			return
		}
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		l := usualLimits()
		inside := &file{
			bounded: bounded{ctx: ctx, r: bytes.NewReader(content), left: l.inside},
			head:    content[:min(len(content), headSize)], size: int64(len(content)), limits: l,
		}
		mediaType, why := inside.detect()
		if mediaType == "" {
			t.Error("no type at all")
		}
		if inside.failed != nil {
			t.Errorf("reading memory failed: %v", inside.failed)
		}
		if mediaType == typeZIP && why == flows.RefusedNot {
			readMembers(t, content)
		}
	})
}

// readMembers unpacks whatever an accepted archive holds: never more than it says.
func readMembers(t *testing.T, content []byte) {
	archive, why, err := OpenArchive(t.Context(), bytes.NewReader(content), int64(len(content)))
	if err != nil || why != flows.RefusedNot {
		t.Fatalf("an accepted archive does not open: %q, %v", why, err)
	}
	for _, m := range archive.Members {
		r, err := m.Open()
		if err != nil {
			continue
		}
		if n, _ := io.Copy(io.Discard, r); n > m.Size {
			t.Errorf("%s unpacks to %d bytes and says %d", m.Name, n, m.Size)
		}
		r.Close()
	}
}
