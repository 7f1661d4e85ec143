package intake

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"

	"minhchung/flows"
)

// flagEncrypted marks an entry that opens with a password only.
const flagEncrypted = 1

// insideZIP tells office documents from archives and programs by what lies in
// them.
func (f *file) insideZIP() (string, flows.Refusal) {
	archive, err := zip.NewReader(f, f.size)
	switch {
	case errors.Is(err, errTooMuch):
		return typeZIP, flows.RefusedCrowded
	case err != nil:
		return typeZIP, flows.RefusedBroken
	}
	named := map[string]*zip.File{}
	for _, entry := range archive.File {
		named[entry.Name] = entry
	}
	types, openXML := named[contentTypes]
	declared, openDocument := named[odfType]
	switch {
	case openXML && openDocument:
		return typeZIP, flows.RefusedHidden // two documents in one
	case openXML:
		return f.openXML(archive, types)
	case openDocument:
		return f.openDocument(archive, declared)
	case named["META-INF/MANIFEST.MF"] != nil, named["AndroidManifest.xml"] != nil:
		return "application/java-archive", flows.RefusedProgram
	}
	_, why := f.limits.list(archive, f.size)
	return typeZIP, why
}

// size says whether what the entries unpack to is within bounds, by what they
// say themselves; reading them stops where they say that they end.
func (l limits) size(entries []*zip.File, packed int64) flows.Refusal {
	var total uint64
	for _, entry := range entries {
		size := entry.UncompressedSize64
		if size > uint64(l.unpacked) || l.swells(size, entry.CompressedSize64) {
			return flows.RefusedBomb
		}
		total += size
	}
	if total > uint64(l.unpacked) || l.swells(total, uint64(packed)) {
		return flows.RefusedBomb
	}
	return flows.RefusedNot
}

func (l limits) swells(unpacked, packed uint64) bool {
	return unpacked > uint64(l.small) && unpacked/uint64(l.ratio) > packed
}

// readPart gives the beginning of an entry; nothing when it cannot be read.
func (f *file) readPart(entry *zip.File) []byte {
	if entry == nil {
		return nil
	}
	r, err := entry.Open()
	if err != nil {
		return nil
	}
	defer func() { _ = r.Close() }()
	content, err := io.ReadAll(io.LimitReader(r, f.limits.part))
	if err != nil {
		return nil
	}
	return content
}

// endsAsZIP says whether an archive hangs at the end of a file that is
// something else: its directory would be found from there.
func (f *file) endsAsZIP() bool {
	const record = 22 // the end of a directory, without its comment
	tail := f.tail(record + 0xFFFF)
	for at := len(tail); ; {
		at = bytes.LastIndex(tail[:at], []byte("PK\x05\x06"))
		if at < 0 {
			return false
		}
		if rest := len(tail) - at; rest >= record {
			comment := int(binary.LittleEndian.Uint16(tail[at+20:]))
			entries := binary.LittleEndian.Uint16(tail[at+10:])
			if entries > 0 && comment == rest-record {
				return true
			}
		}
	}
}

// tail gives the last n bytes of the file, or all of it.
func (f *file) tail(n int64) []byte {
	n = min(n, f.size)
	tail := make([]byte, n)
	read, err := f.ReadAt(tail, f.size-n)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil
	}
	return tail[:read]
}

// isJunk says whether an entry is what a system leaves behind in archives.
func isJunk(name string) bool {
	base := name[strings.LastIndexByte(name, '/')+1:]
	switch {
	case strings.HasPrefix(name, "__MACOSX/"), strings.HasPrefix(base, "._"):
		return true
	case strings.EqualFold(base, ".DS_Store"), strings.EqualFold(base, "Thumbs.db"), strings.EqualFold(base, "desktop.ini"):
		return true
	}
	return false
}
