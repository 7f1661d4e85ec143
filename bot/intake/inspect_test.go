package intake

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"minhchung/flows"
)

func inspect(t *testing.T, content []byte, name string) flows.Found {
	t.Helper()
	found, err := Inspect(bytes.NewReader(content), int64(len(content)), name)
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
		{"QĐ kiện toàn BCĐ.pdf", pdf(), flows.Found{Type: typePDF, Name: "QĐ kiện toàn BCĐ.pdf"}},
		{"bom.pdf", append([]byte("\xef\xbb\xbf\n"), pdf()...), flows.Found{Type: typePDF, Name: "bom.pdf"}},
		{"Kết luận.docx", ooxml(typeDOCX, "word/document.xml"), flows.Found{Type: typeDOCX, Name: "Kết luận.docx"}},
		{"khac.docx", zipped(file{contentTypes, `<Types><Override ContentType='` + typeDOCX + `.main+xml'/></Types>`}), flows.Found{Type: typeDOCX, Name: "khac.docx"}},
		{"tap huan.pptx", ooxml(typePPTX, "ppt/presentation.xml"), flows.Found{Type: typePPTX, Name: "tap huan.pptx"}},
		{"danh sach.xlsx", xlsx(t), flows.Found{Type: typeXLSX, Name: "danh sach.xlsx"}},
		{"cong van.doc", ole("WordDocument"), flows.Found{Type: typeDOC, Name: "cong van.doc"}},
		{"thong ke.xls", ole("Workbook"), flows.Found{Type: typeXLS, Name: "thong ke.xls"}},
		{"thong ke cu.xls", ole("Book"), flows.Found{Type: typeXLS, Name: "thong ke cu.xls"}},
		{"so lieu.ods", zipped(file{"mimetype", typeODS}, file{"content.xml", "<x/>"}), flows.Found{Type: typeODS, Name: "so lieu.ods"}},
		{"hop.png", pngImage(t), flows.Found{Type: typePNG, Name: "hop.png", Image: true}},
		{"", jpegImage(t), flows.Found{Type: typeJPEG, Name: "anh.jpg", Image: true}},
		{"le phat dong.mp4", mp4(), flows.Found{Type: typeMP4, Name: "le phat dong.mp4", Video: true}},
		{"", mp4(), flows.Found{Type: typeMP4, Name: "video.mp4", Video: true}},
		// Made by other programs.
		{"ket-luan.odt", sample(t, "ket-luan.odt"), flows.Found{Type: typeODT, Name: "ket-luan.odt"}},
		{"hop-quy-1.jpg", sample(t, "hop-quy-1.jpg"), flows.Found{Type: typeJPEG, Name: "hop-quy-1.jpg", Image: true}},
		{"hop-quy-1.heic", sample(t, "hop-quy-1.heic"), flows.Found{Type: typeHEIC, Name: "hop-quy-1.heic", Image: true}},
		{"hop-quy-1.webp", sample(t, "hop-quy-1.webp"), flows.Found{Type: typeWebP, Name: "hop-quy-1.webp", Image: true}},
		// The content decides, and the name is made to agree with it.
		{"giay moi.jpg", pdf(), flows.Found{Type: typePDF, Name: "giay moi.jpg.pdf"}},
		{"bao-cao.pdf.exe", pdf(), flows.Found{Type: typePDF, Name: "bao-cao.pdf.exe.pdf"}},
		{"IMG_0001.HEIC", jpegImage(t), flows.Found{Type: typeJPEG, Name: "IMG_0001.HEIC.jpg", Image: true}},
	} {
		tc.want.Size = int64(len(tc.content))
		if got := inspect(t, tc.content, tc.name); got != tc.want {
			t.Errorf("%q:\n got %+v\nwant %+v", tc.name, got, tc.want)
		}
	}
}

func TestRefusesTheRest(t *testing.T) {
	macros := zipped(file{contentTypes, `<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>`},
		file{"word/document.xml", "<x/>"}, file{"word/vbaProject.bin", "x"})
	for name, content := range map[string][]byte{
		"tai-lieu.zip":    zipped(file{"giay-moi.pdf", "%PDF-1.7"}),
		"rong.zip":        []byte("PK\x05\x06" + string(make([]byte, 18))),
		"co-macro.docx":   macros,
		"mau.dotx":        zipped(file{contentTypes, `"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"`}),
		"trinh-chieu.odp": zipped(file{"mimetype", "application/vnd.oasis.opendocument.presentation"}),
		"trinh-chieu.ppt": ole("PowerPoint Document"),
		"thu.msg":         ole("__properties_version1.0"),
		"cat-cut.docx":    ooxml(typeDOCX, "word/document.xml")[:200],
		"virus.pdf":       append([]byte("MZ\x90\x00"), pdf()...),
		"trang.pdf":       append([]byte("<html><script>1</script></html>\n"), pdf()...),
		"hinh.svg":        []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`),
		"ghi-chu.txt":     []byte("Kết luận cuộc họp"),
		"chay.exe":        append([]byte("MZ"), make([]byte, 300)...),
		"rac.pdf":         {0, 1, 2, 3, 4, 5, 6, 7},
	} {
		got := inspect(t, content, name)
		if got.Refused != flows.RefusedType {
			t.Errorf("%s is not refused: %+v", name, got)
		}
		if got.Name != name || got.Size != int64(len(content)) || got.Type == "" || got.Image || got.Video {
			t.Errorf("%s is described wrongly: %+v", name, got)
		}
	}
	if got := inspect(t, nil, "rong.pdf"); got.Refused != flows.RefusedEmpty {
		t.Errorf("an empty file gives %+v", got)
	}
}

// A directory that is larger than any honest one is not read to its end.
func TestReadsABoundedPart(t *testing.T) {
	many := make([]file, 0, 60_000)
	many = append(many, file{contentTypes, `"` + typeDOCX + `.main+xml"`})
	for len(many) < cap(many) {
		many = append(many, file{name: "word/media/anh-chup-buoi-hop-ban-chi-dao-chuyen-doi-so.png"})
	}
	content := zipped(many...)
	r := &counting{Reader: bytes.NewReader(content)}
	found, err := Inspect(r, int64(len(content)), "bom.docx")
	if err != nil {
		t.Fatal(err)
	}
	if found.Refused != flows.RefusedType {
		t.Errorf("found %+v", found)
	}
	if limit := int64(maxInside + headSize); r.read > limit {
		t.Errorf("read %d bytes of %d, more than %d", r.read, len(content), limit)
	}
}

// A store that fails is not the file's fault.
func TestTellsAFailingStoreFromABrokenFile(t *testing.T) {
	down := errors.New("the store is down")
	content := ooxml(typeDOCX, "word/document.xml")
	for after := range 4 {
		r := &failing{Reader: bytes.NewReader(content), reads: after, err: down}
		found, err := Inspect(r, int64(len(content)), "a.docx")
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
		pdf(), ooxml(typeDOCX, "word/document.xml"), ole("WordDocument"), mp4(), zipped(file{"mimetype", typeODT}),
		sample(f, "ket-luan.odt"), sample(f, "hop-quy-1.heic"), sample(f, "hop-quy-1.webp"),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		head := content[:min(len(content), headSize)]
		if len(head) == 0 {
			return
		}
		r := &bounded{r: bytes.NewReader(content), left: maxInside}
		if got := detect(head, r, int64(len(content))); got == "" {
			t.Error("no type at all")
		}
		if r.failed != nil {
			t.Errorf("reading memory failed: %v", r.failed)
		}
	})
}
