package intake

import (
	"archive/zip"
	"bytes"
	"path"
	"strings"

	"minhchung/flows"
)

// The files inside that say what an office document is.
const (
	contentTypes = "[Content_Types].xml"
	odfType      = "mimetype"
	odfManifest  = "META-INF/manifest.xml"
)

// openXML looks at a document of Word, Excel or PowerPoint since 2007.
func (f *file) openXML(archive *zip.Reader, types *zip.File) (string, flows.Refusal) {
	content := f.readPart(types)
	mediaType := mainType(content)
	if bytes.Contains(bytes.ToLower(content), []byte("macroenabled")) || bytes.Contains(content, []byte("intlmacrosheet")) {
		return mediaType, flows.RefusedMacro
	}
	return mediaType, f.parts(archive)
}

// mainType finds the main part among the content types. The quotes matter:
// templates and documents with macros have longer or other names.
func mainType(types []byte) string {
	for _, t := range []string{typeDOCX, typeXLSX, typePPTX} {
		for _, quote := range []string{`"`, `'`} {
			if bytes.Contains(types, []byte(quote+t+".main+xml"+quote)) {
				return t
			}
		}
	}
	return "application/x-opc-package"
}

// openDocument looks at a document of LibreOffice and its like.
func (f *file) openDocument(archive *zip.Reader, declared *zip.File) (string, flows.Refusal) {
	mediaType := "application/x-opendocument-package"
	for _, t := range []string{typeODT, typeODS} {
		if string(f.readPart(declared)) == t {
			mediaType = t
		}
	}
	for _, entry := range archive.File {
		if entry.Name == odfManifest && bytes.Contains(f.readPart(entry), []byte("encryption-data")) {
			return mediaType, flows.RefusedEncrypted
		}
	}
	return mediaType, f.parts(archive)
}

// parts looks through all of a document's parts: none of them may be more than
// a document, and each must unpack to what the directory says.
func (f *file) parts(archive *zip.Reader) flows.Refusal {
	if len(archive.File) > f.limits.parts {
		return flows.RefusedCrowded
	}
	seen := map[string]bool{}
	for _, entry := range archive.File {
		name := strings.ToLower(entry.Name)
		ext := path.Ext(name)
		switch {
		case seen[name]:
			return flows.RefusedHidden // one program would read the first, another the second
		case entry.Flags&flagEncrypted != 0:
			return flows.RefusedEncrypted
		case holdsMacro(name):
			return flows.RefusedMacro
		case isProgramName(ext), isScriptName(ext):
			return flows.RefusedProgram
		}
		seen[name] = true
	}
	if why := f.limits.size(archive.File, f.size); why != flows.RefusedNot {
		return why
	}
	return f.unpack(archive)
}

// holdsMacro says whether a part of that name, in small letters, is for macros.
func holdsMacro(name string) bool {
	base := path.Base(name)
	return base == "vbaproject.bin" || base == "vbadata.xml" ||
		strings.HasPrefix(name, "xl/macrosheets/") ||
		strings.HasPrefix(name, "basic/") || strings.HasPrefix(name, "scripts/")
}

// unpack reads every part to its end: what is damaged shows only then.
func (f *file) unpack(archive *zip.Reader) flows.Refusal {
	f.left += 2 * f.size // each part once, with what surrounds it
	for _, entry := range archive.File {
		r, err := entry.Open()
		if err != nil {
			return flows.RefusedBroken
		}
		err = discard(f.ctx, r)
		_ = r.Close()
		if err != nil {
			return flows.RefusedBroken
		}
	}
	return flows.RefusedNot
}
