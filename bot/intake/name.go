package intake

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxName is how long a shown name may be, in characters.
const maxName = 120

// CleanName makes a file's name fit to be shown and compared: composed
// letters, one line, no control, direction or invisible characters, at most
// 120 characters with the extension kept, never empty. The extension is one of
// mediaType's: "bao-cao.pdf.exe" that is a PDF becomes "bao-cao.pdf.exe.pdf".
// With a mediaType that is not accepted the extension stays as it is.
//
// The result is a label, never a path.
func CleanName(raw, mediaType string) string {
	name := strings.Trim(oneLine(raw), " .")
	kind, known := acceptedType(mediaType)
	if name == "" {
		name = kind.fallback
		if !known {
			name = "tep"
		}
	}
	stem, ext := cutExtension(name)
	if known && !slices.Contains(kind.extensions, strings.ToLower(ext)) {
		stem, ext = name, kind.extensions[0]
	}
	return strings.TrimRight(shorten(stem, maxName-len([]rune(ext))), " .") + ext
}

// oneLine composes the letters and takes out what is not to be seen. A slash
// stays readable as a dash: "12/BC-SYT" is a document's number.
func oneLine(raw string) string {
	shown := strings.Map(func(r rune) rune {
		switch {
		case r == '/' || r == '\\':
			return '-'
		case unicode.IsSpace(r), unicode.In(r, unicode.Zl, unicode.Zp):
			return ' '
		case unicode.Is(unicode.Variation_Selector, r), !unicode.IsPrint(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(raw, ""))
	return norm.NFC.String(strings.Join(strings.Fields(shown), " "))
}

// cutExtension parts "giay moi.pdf" into "giay moi" and ".pdf". Only a short
// ending of ASCII letters and digits counts, with at least one letter: that of
// "Báo cáo 12.2023" is a date.
func cutExtension(name string) (stem, ext string) {
	dot := strings.LastIndexByte(name, '.')
	if dot <= 0 || len(name)-dot < 2 || len(name)-dot > 6 {
		return name, ""
	}
	letter := false
	for _, r := range name[dot+1:] {
		isLetter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		isDigit := r >= '0' && r <= '9'
		if !isLetter && !isDigit {
			return name, ""
		}
		letter = letter || isLetter
	}
	if !letter {
		return name, ""
	}
	return name[:dot], name[dot:]
}

func shorten(s string, limit int) string {
	runes := []rune(s)
	if len(runes) <= limit {
		return s
	}
	return string(runes[:limit-1]) + "…"
}
