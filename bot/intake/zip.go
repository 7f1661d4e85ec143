package intake

import (
	"archive/zip"
	"bytes"
	"io"
)

// The files inside that say what an office document is, and how much of them
// is read.
const (
	contentTypes = "[Content_Types].xml"
	odfType      = "mimetype"
	maxPart      = 1 << 20
)

// insideZip tells office documents from other archives by what they say of
// themselves. One with macros says so too, and is none of the accepted types.
func insideZip(file io.ReaderAt, size int64) string {
	archive, err := zip.NewReader(file, size)
	if err != nil {
		return typeZIP
	}
	for _, f := range archive.File {
		switch f.Name {
		case contentTypes:
			return openXML(readPart(f))
		case odfType:
			if t := string(readPart(f)); t == typeODT || t == typeODS {
				return t
			}
			return typeZIP
		}
	}
	return typeZIP
}

// openXML finds the main part among the content types. The quotes matter:
// templates and documents with macros have longer or other names.
func openXML(types []byte) string {
	for _, t := range []string{typeDOCX, typeXLSX, typePPTX} {
		for _, quote := range []string{`"`, `'`} {
			if bytes.Contains(types, []byte(quote+t+".main+xml"+quote)) {
				return t
			}
		}
	}
	return typeZIP
}

// readPart gives the beginning of a file of the archive; nothing when it
// cannot be read.
func readPart(f *zip.File) []byte {
	r, err := f.Open()
	if err != nil {
		return nil
	}
	defer func() { _ = r.Close() }()
	content, err := io.ReadAll(io.LimitReader(r, maxPart))
	if err != nil {
		return nil
	}
	return content
}
