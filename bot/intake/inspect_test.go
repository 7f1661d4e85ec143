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
