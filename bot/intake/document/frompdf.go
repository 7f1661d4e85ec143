package document

import (
	"context"
	"fmt"
	"io"

	"minhchung/bot/intake/pdf"
)

// FromPDF reads the document in a PDF file of size bytes. The error is one of
// the reader's: pdf.ErrPassword, pdf.ErrBroken, pdf.ErrSlow, that it could not
// try (pdf.ErrBusy and the like), what reading the file failed with, or that of
// ctx.
func FromPDF(ctx context.Context, reader *pdf.Reader, file io.ReadSeeker, size int64) (Document, error) {
	text, err := reader.Text(ctx, file, size)
	if err != nil {
		return Document{}, fmt.Errorf("read what a document says: %w", err)
	}
	return Read(text.Pages), nil
}
