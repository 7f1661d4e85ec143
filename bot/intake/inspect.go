package intake

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"minhchung/flows"
)

// headSize is how much of a file's beginning is looked at; the library that
// knows the types looks at no more.
const headSize = 4096

// Inspect says what the file in r is, which has size bytes and was called
// name. Everything but the blob is set, also of what is refused: empty files
// and types that are not accepted. An error means that r could not be read,
// and says nothing of the file.
func Inspect(r io.ReadSeeker, size int64, name string) (flows.Found, error) {
	found := flows.Found{Size: size, Name: CleanName(name, "")}
	head, err := readHead(r)
	if err != nil {
		return flows.Found{}, err
	}
	if size == 0 || len(head) == 0 {
		found.Refused = flows.RefusedEmpty
		return found, nil
	}
	file := &bounded{r: r, left: maxInside}
	found.Type = guarded(func() string { return detect(head, file, size) })
	if file.failed != nil {
		return flows.Found{}, fmt.Errorf("look inside a file: %w", file.failed)
	}
	kind, ok := acceptedType(found.Type)
	if !ok {
		found.Refused = flows.RefusedType
		return found, nil
	}
	found.Name = CleanName(name, found.Type)
	found.Image, found.Video = kind.image, kind.video
	return found, nil
}

func readHead(r io.ReadSeeker) ([]byte, error) {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("go to a file's beginning: %w", err)
	}
	head := make([]byte, headSize)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("read a file's beginning: %w", err)
	}
	return head[:n], nil
}

// typeUnknown is the type of what nobody knows.
const typeUnknown = "application/octet-stream"

// guarded makes a panic in a library's parser the file's fault: it must not
// end the program, and again at each start.
func guarded(detect func() string) (mediaType string) {
	defer func() {
		if recover() != nil {
			mediaType = typeUnknown
		}
	}()
	return detect()
}

// detect gives the media type, from the content alone.
func detect(head []byte, file io.ReaderAt, size int64) string {
	known := mimetype.Detect(head)
	switch {
	case under(known, typeZIP):
		return insideZip(file, size)
	case under(known, typeOLE):
		return insideOLE(file, known.String())
	case under(known, typePNG): // moving ones too
		return typePNG
	case known.Is(typePDF) && !startsAsPDF(head):
		return typeUnknown // something else that carries a PDF
	}
	mediaType, _, _ := strings.Cut(known.String(), ";")
	return mediaType
}

// under says whether m is of the type or a special kind of it.
func under(m *mimetype.MIME, mediaType string) bool {
	for ; m != nil; m = m.Parent() {
		if m.Is(mediaType) {
			return true
		}
	}
	return false
}

// startsAsPDF lets nothing stand before a PDF but blanks and a byte order mark.
func startsAsPDF(head []byte) bool {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	return bytes.HasPrefix(bytes.TrimLeft(head, "\r\n\t \x00"), []byte("%PDF-"))
}
