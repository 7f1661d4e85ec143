package intake

import (
	"bytes"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	. "minhchung/bot/intake/pdf/pdftest"
)

// heavy are PDF files that are small to send and much to read: in time, in
// memory, in depth.
func heavy(t testing.TB) iter.Seq[hostile] {
	return func(yield func(hostile) bool) {
		for _, make := range []func() (string, []byte){
			func() (string, []byte) { return "cham", Slow(t) },
			func() (string, []byte) { return "128-MB", OnePage(Helvetica, Deflated(t, "    ", 128<<20)) },
			func() (string, []byte) {
				return "trang-ty-diem", OnePage("/UserUnit 75000", Stream("", "0 0 10 10 re f"))
			},
			func() (string, []byte) {
				return "mang-trong-mang", OnePage("/X "+strings.Repeat("[", 1<<18), Stream("", ""))
			},
			func() (string, []byte) {
				return "tu-dien-trong-tu-dien", OnePage("/X "+strings.Repeat("<</X", 1<<17), Stream("", ""))
			},
			func() (string, []byte) {
				return "anh-10-ty-diem", OnePage("/Resources<</XObject<</I 5 0 R>>>>", Stream("", "595 0 0 842 0 0 cm /I Do"),
					Stream("/Type/XObject/Subtype/Image/Width 100000/Height 100000/ColorSpace/DeviceRGB/BitsPerComponent 8", "x"))
			},
			func() (string, []byte) {
				return "hinh-goi-chinh-no", OnePage("/Resources<</XObject<</F 5 0 R>>>>", Stream("", "/F Do"),
					Stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>", "/F Do /F Do"))
			},
			func() (string, []byte) { return "chu-nhieu", OnePage(Helvetica, letters(t)) },
			func() (string, []byte) {
				return "trang-lap", Made("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")
			},
			func() (string, []byte) {
				return "trieu-trang", Made("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids["+strings.Repeat("3 0 R ", 1000)+"]/Count 1000000>>",
					"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>")
			},
			func() (string, []byte) {
				return "trieu-doi-tuong", bytes.Replace(OnePage("", Stream("", "")), []byte("/Size 5"), []byte("/Size 2000000000"), 1)
			},
			func() (string, []byte) {
				return "loc-chong-loc", OnePage("", Stream("/Filter["+strings.Repeat("/FlateDecode", 5000)+"]", "x"))
			},
		} {
			name, content := make()
			if !yield(hostile{name: name + ".pdf", content: content, maybe: true}) {
				return
			}
		}
	}
}

// letters is a page of ten million letters.
func letters(t testing.TB) string {
	t.Helper()
	return Deflated(t, "BT /F 1 Tf 9 9 Td (aaaaaaaaaaaaaaaa) Tj ET ", 30<<20)
}

// changedDocuments are real documents, and signed ones, with some bytes changed
// or with an end missing.
func changedDocuments(t testing.TB) iter.Seq[hostile] {
	random := rand.New(rand.NewPCG(30, 2020))
	return func(yield func(hostile) bool) {
		for _, name := range []string{"01-qd-kien-toan-bcd", "12-qd-danh-muc-du-lieu-mo", "22-bc-mat", "26-bc-dai-co-phu-luc"} {
			whole, err := os.ReadFile(filepath.Join("document", "testdata", "rendered", name+".pdf"))
			if err != nil {
				t.Fatal(err)
			}
			for i := range 12 {
				content := bytes.Clone(whole)
				if i%4 == 3 {
					content = content[:random.IntN(len(content))]
				}
				for range 1 + random.IntN(60) {
					content[random.IntN(len(content))] = byte(random.Uint32())
				}
				if !yield(hostile{name: fmt.Sprintf("doi-%d-%s.pdf", i, name), content: content, maybe: true}) {
					return
				}
			}
		}
	}
}
