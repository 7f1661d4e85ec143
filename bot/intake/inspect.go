package intake

import (
	"context"
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
// name. Everything but the blob is set, also of what is refused. An archive is
// looked at from outside only: see Look. An error means that r could not be
// read or that ctx ended, and says nothing of the file.
func Inspect(ctx context.Context, r io.ReadSeeker, size int64, name string) (flows.Found, error) {
	return inspect(ctx, r, size, name, usualLimits())
}

func inspect(ctx context.Context, r io.ReadSeeker, size int64, name string, l limits) (flows.Found, error) {
	found := flows.Found{Size: size, Name: CleanName(name, "")}
	head, err := readHead(r)
	if err != nil {
		return flows.Found{}, err
	}
	if size == 0 || len(head) == 0 {
		found.Refused = flows.RefusedEmpty
		return found, nil
	}
	short, cancel := context.WithTimeout(ctx, l.time)
	defer cancel()
	f := &file{bounded: bounded{ctx: short, r: r, left: l.inside}, head: head, size: size, limits: l}
	found.Type, found.Refused = guarded(f.detect)
	switch {
	case f.failed != nil:
		return flows.Found{}, fmt.Errorf("look inside a file: %w", f.failed)
	case ctx.Err() != nil:
		return flows.Found{}, fmt.Errorf("look inside a file: %w", ctx.Err())
	case short.Err() != nil:
		found.Refused = flows.RefusedSlow
	case found.Refused == flows.RefusedNot:
		found.Refused = judge(found.Type, extensionOf(found.Name))
	}
	if found.Refused == flows.RefusedNot {
		kind, _ := acceptedType(found.Type)
		found.Name = CleanName(name, found.Type)
		found.Image, found.Video = kind.image, kind.video
	}
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
func guarded(detect func() (string, flows.Refusal)) (mediaType string, why flows.Refusal) {
	defer func() {
		if recover() != nil {
			mediaType, why = typeUnknown, flows.RefusedBroken
		}
	}()
	return detect()
}

// file is one that is being looked at.
type file struct {
	bounded
	head   []byte
	size   int64
	limits limits
}

// detect gives the media type, from the content alone, and why the file is
// refused when its inside is to blame.
func (f *file) detect() (string, flows.Refusal) {
	known := mimetype.Detect(f.head)
	mediaType, _, _ := strings.Cut(known.String(), ";")
	switch {
	case runs(f.head):
		return programType(mediaType), flows.RefusedProgram
	case under(known, typeZIP):
		return f.insideZIP()
	case under(known, typeOLE):
		return f.insideOLE(mediaType)
	}
	why := f.whole(known)
	if why == flows.RefusedNot && f.endsAsZIP() {
		why = flows.RefusedHidden
	}
	if under(known, typePNG) { // moving ones too
		mediaType = typePNG
	}
	return mediaType, why
}

// whole says whether a file of the type is there from its beginning to its end.
func (f *file) whole(known *mimetype.MIME) flows.Refusal {
	var whole bool
	switch {
	case known.Is(typePDF) && !startsAsPDF(f.head):
		return flows.RefusedHidden // something else that carries a PDF
	case known.Is(typePDF):
		return f.insidePDF()
	case known.Is(typeJPEG):
		whole = f.wholeJPEG()
	case under(known, typePNG):
		whole = f.wholePNG()
	case known.Is(typeWebP):
		whole = f.wholeRIFF()
	case known.Is(typeMP4):
		whole = f.wholeBoxes("moov", "mdat")
	case known.Is(typeHEIC), known.Is(typeHEIF):
		whole = f.wholeBoxes("meta", "mdat")
	default:
		whole = true
	}
	if !whole {
		return flows.RefusedBroken
	}
	return flows.RefusedNot
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
