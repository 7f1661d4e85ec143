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
	typeZIP  = "application/zip" // for what lies in it

	// What is known, but not accepted as it is.
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
	kind, ok := acceptedTypes()[mediaType]
	return kind, ok
}

func acceptedTypes() map[string]accepted {
	return map[string]accepted{
		typePDF:  paper(".pdf"),
		typeDOCX: paper(".docx"),
		typeXLSX: paper(".xlsx"),
		typePPTX: paper(".pptx"),
		typeDOC:  paper(".doc"),
		typeXLS:  paper(".xls"),
		typeODT:  paper(".odt"),
		typeODS:  paper(".ods"),
		typeZIP:  paper(".zip"),
		typeJPEG: pictured(".jpg", ".jpeg", ".jpe", ".jfif"),
		typePNG:  pictured(".png"),
		typeHEIC: pictured(".heic", ".heif", ".hif"),
		typeHEIF: pictured(".heic", ".heif", ".hif"),
		typeWebP: pictured(".webp"),
		typeMP4:  {extensions: []string{".mp4", ".m4v"}, fallback: "video.mp4", video: true},
	}
}

func paper(extension string) accepted {
	return accepted{extensions: []string{extension}, fallback: "tep" + extension}
}

func pictured(extensions ...string) accepted {
	return accepted{extensions: extensions, fallback: "anh" + extensions[0], image: true}
}
