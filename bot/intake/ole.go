package intake

import (
	"encoding/binary"
	"io"
	"slices"

	"github.com/richardlehane/mscfb"

	"minhchung/flows"
)

// insideOLE tells Word's and Excel's old documents from whatever else uses
// the same container: installers, mails, presentations, and documents of the
// new kind that are locked with a password.
func (f *file) insideOLE(seemed string) (string, flows.Refusal) {
	if isProgramType(seemed) {
		return seemed, flows.RefusedProgram
	}
	const sector = 512 // or a multiple of it
	container, err := mscfb.New(f)
	if err != nil || f.size%sector != 0 {
		return typeOLE, flows.RefusedBroken
	}
	f.left += f.size
	mediaType, why := typeOLE, flows.RefusedNot
	for _, entry := range container.File {
		switch {
		case slices.Contains([]string{"VBA", "Macros", "_VBA_PROJECT_CUR", "_VBA_PROJECT"}, entry.Name):
			return mediaType, flows.RefusedMacro
		case len(entry.Path) > 0 || mediaType != typeOLE:
			continue // a document embedded in another
		}
		switch entry.Name {
		case "EncryptedPackage":
			return typeOLE, flows.RefusedEncrypted
		case "WordDocument":
			mediaType, why = typeDOC, wordStream(entry)
		case "Workbook", "Book":
			mediaType, why = typeXLS, excelStream(entry)
		}
		if why == flows.RefusedNot && mediaType != typeOLE && discard(f.ctx, entry) != nil {
			why = flows.RefusedBroken
		}
	}
	return mediaType, why
}

// wordStream reads a document's own header ([MS-DOC], FibBase).
func wordStream(r io.Reader) flows.Refusal {
	var header [12]byte
	if _, err := io.ReadFull(r, header[:]); err != nil {
		return flows.RefusedBroken
	}
	const encrypted = 0x0100
	if binary.LittleEndian.Uint16(header[10:])&encrypted != 0 {
		return flows.RefusedEncrypted
	}
	return flows.RefusedNot
}

// excelStream reads the first records of a workbook ([MS-XLS]): whether it is
// encrypted, and whether one of its sheets is of macros.
func excelStream(r io.Reader) flows.Refusal {
	const (
		filePass   = 0x002F
		boundSheet = 0x0085
		endOfFile  = 0x000A
		macroSheet = 1
	)
	var header [4]byte
	for range 5000 { // the globals of an honest workbook are far fewer
		if _, err := io.ReadFull(r, header[:]); err != nil {
			return flows.RefusedBroken
		}
		record := make([]byte, binary.LittleEndian.Uint16(header[2:]))
		if _, err := io.ReadFull(r, record); err != nil {
			return flows.RefusedBroken
		}
		switch kind := binary.LittleEndian.Uint16(header[:]); {
		case kind == filePass:
			return flows.RefusedEncrypted
		case kind == boundSheet && len(record) > 5 && record[5] == macroSheet:
			return flows.RefusedMacro
		case kind == endOfFile:
			return flows.RefusedNot
		}
	}
	return flows.RefusedNot
}
