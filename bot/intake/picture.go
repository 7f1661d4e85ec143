package intake

import (
	"context"
	"errors"
	"fmt"
	"io"

	"minhchung/bot/intake/document"
	"minhchung/bot/intake/pdf"
)

// Why there is no picture of a document.
var (
	ErrClassified = errors.New("the document has a mark of secrecy")
	ErrNoPicture  = errors.New("the document cannot be drawn")
)

// Picture draws the first page of a PDF of size bytes as a PNG file. What the
// document says is read before that: there may have been no time for it when
// it came. The error is one of the above, what reading the file failed with, or
// that of ctx.
func Picture(ctx context.Context, reader *pdf.Reader, file io.ReadSeeker, size int64) ([]byte, error) {
	d, err := document.FromPDF(ctx, reader, file, size)
	if err == nil && d.Classified != document.NotClassified {
		return nil, ErrClassified
	}
	var png []byte
	if err == nil {
		png, err = reader.Picture(ctx, file, size)
	}
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("draw a page: %w", ctx.Err())
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrNoPicture, err)
	}
	return png, nil
}
