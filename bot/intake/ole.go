package intake

import (
	"io"

	"github.com/richardlehane/mscfb"
)

// insideOLE tells Word's and Excel's old documents from whatever else uses
// the same container: installers, mails, presentations. Where the container
// is damaged, what its beginning seemed to be stands.
func insideOLE(file io.ReaderAt, seemed string) string {
	container, err := mscfb.New(file)
	if err != nil {
		return seemed
	}
	for _, f := range container.File {
		if len(f.Path) > 0 {
			continue // a document embedded in another
		}
		switch f.Name {
		case "WordDocument":
			return typeDOC
		case "Workbook", "Book":
			return typeXLS
		}
	}
	return typeOLE
}
