package intake

// The accepted types.
const (
	typePDF  = "application/pdf"
	typeDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	typeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	typePPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
	typeDOC  = "application/msword"
	typeXLS  = "application/vnd.ms-excel"
	typeODT  = "application/vnd.oasis.opendocument.text"
	typeODS  = "application/vnd.oasis.opendocument.spreadsheet"
	typeJPEG = "image/jpeg"
	typePNG  = "image/png"
	typeHEIC = "image/heic"
	typeHEIF = "image/heif"
	typeWebP = "image/webp"
	typeMP4  = "video/mp4"

	// What is known, but not accepted as it is.
	typeZIP = "application/zip"
	typeOLE = "application/x-ole-storage"
)

// accepted is a type that can be evidence.
type accepted struct {
	extensions []string // the usual one first
	fallback   string   // the name of a file that came without one
	image      bool
	video      bool
}

func acceptedType(mediaType string) (accepted, bool) {
	switch mediaType {
	case typePDF:
		return document(".pdf"), true
	case typeDOCX:
		return document(".docx"), true
	case typeXLSX:
		return document(".xlsx"), true
	case typePPTX:
		return document(".pptx"), true
	case typeDOC:
		return document(".doc"), true
	case typeXLS:
		return document(".xls"), true
	case typeODT:
		return document(".odt"), true
	case typeODS:
		return document(".ods"), true
	case typeJPEG:
		return picture(".jpg", ".jpeg", ".jpe", ".jfif"), true
	case typePNG:
		return picture(".png"), true
	case typeHEIC, typeHEIF:
		return picture(".heic", ".heif"), true
	case typeWebP:
		return picture(".webp"), true
	case typeMP4:
		return accepted{extensions: []string{".mp4", ".m4v"}, fallback: "video.mp4", video: true}, true
	}
	return accepted{}, false
}

func document(extension string) accepted {
	return accepted{extensions: []string{extension}, fallback: "tep" + extension}
}

func picture(extensions ...string) accepted {
	return accepted{extensions: extensions, fallback: "anh" + extensions[0], image: true}
}
