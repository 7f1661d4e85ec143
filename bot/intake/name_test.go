package intake

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestCleanName(t *testing.T) {
	long := strings.Repeat("Kế hoạch chuyển đổi số ", 20)
	for _, tc := range []struct{ raw, mediaType, want string }{
		{"giay-moi-q1.pdf", typePDF, "giay-moi-q1.pdf"},
		{"GIẤY MỜI.PDF", typePDF, "GIẤY MỜI.PDF"},
		{norm.NFD.String("Kết luận.docx"), typeDOCX, "Kết luận.docx"},
		{"12/BC-SYT\\2023.pdf", typePDF, "12-BC-SYT-2023.pdf"},
		{"../../etc/passwd", typePDF, "-..-etc-passwd.pdf"},
		{"hoa\u202efdp.exe", "", "hoafdp.exe"},
		{"a\u200bb\u00a0c\r\nd\x00.pdf", typePDF, "ab c d.pdf"},
		{"", typePDF, "tep.pdf"},
		{" . ", typeDOCX, "tep.docx"},
		{"\u200f\u202e", typePNG, "anh.png"},
		{"", "", "tep"},
		{"\xff\xfe.pdf", typePDF, "pdf.pdf"},
		{"Báo cáo 12.2023", typePDF, "Báo cáo 12.2023.pdf"},
		{"1.200 m².xlsx", typeXLSX, "1.200 m².xlsx"},
		{"anh.jpeg", typeJPEG, "anh.jpeg"},
		{"<b>a&b</b>.pdf", typePDF, "<b>a&b<-b>.pdf"}, // shown by texts, which escape
		{long + ".pdf", typePDF, string([]rune(long)[:115]) + "….pdf"},
	} {
		if got := CleanName(tc.raw, tc.mediaType); got != tc.want {
			t.Errorf("CleanName(%q, %q) = %q, want %q", tc.raw, tc.mediaType, got, tc.want)
		}
	}
}

func TestCleanNameAlwaysHolds(t *testing.T) {
	types := []string{"", typePDF, typeDOCX, typeJPEG, typeMP4, typeZIP}
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.OneOf(rapid.String(),
			rapid.StringMatching(`[\x{200b}\x{202e}. /aĂ\x{0302}\x{0301}]{0,130}\.(pdf|exe|docx|1)?`),
			rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
		).Draw(t, "raw")
		mediaType := rapid.SampledFrom(types).Draw(t, "type")
		name := CleanName(raw, mediaType)
		switch {
		case name == "" || strings.TrimSpace(name) != name:
			t.Fatalf("empty or blank at an end: %q", name)
		case utf8.RuneCountInString(name) > maxName:
			t.Fatalf("%d characters: %q", utf8.RuneCountInString(name), name)
		case !norm.NFC.IsNormalString(name):
			t.Fatalf("not composed: %q", name)
		case strings.ContainsAny(name, "/\\\n") || strings.ContainsFunc(name, func(r rune) bool { return unicode.In(r, unicode.C) }):
			t.Fatalf("holds what cannot be shown: %q", name)
		case CleanName(name, mediaType) != name:
			t.Fatalf("cleaning twice changes %q to %q", name, CleanName(name, mediaType))
		}
	})
}
