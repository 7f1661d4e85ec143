package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

var (
	// ErrPassword says that the file opens with a password only.
	ErrPassword = errors.New("the PDF is locked with a password")
	// ErrBroken says that the file is no PDF that can be read.
	ErrBroken = errors.New("the PDF cannot be read")
)

// opened is one file in an instance of its own, which nothing of another file
// ever enters.
type opened struct {
	pdfium.Pdfium
	document references.FPDF_DOCUMENT
}

// with opens the file and does what is asked, until ctx ends: then PDFium is
// stopped, whatever it is at. The error is ErrPassword, ErrBroken, ErrClosed,
// that of ctx, or what reading the file failed with.
func (r *Reader) with(ctx context.Context, file io.ReadSeeker, size int64, do func(opened) error) error {
	if err := r.Start(ctx); err != nil {
		return err
	}
	var p *place
	select {
	case <-r.closing:
		return ErrClosed
	case <-ctx.Done():
		return fmt.Errorf("wait for a free PDFium: %w", ctx.Err())
	case p = <-r.places:
		defer func() { r.places <- p }()
	}
	if err := p.furnish(r.cache); err != nil {
		return err
	}
	watched := &watched{ReadSeeker: file}
	failed := p.use(ctx, func(instance pdfium.Pdfium) error { return openAndDo(instance, watched, size, do) })
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("read a PDF: %w", ctx.Err())
	case watched.failed != nil:
		return fmt.Errorf("read a PDF: %w", watched.failed)
	case failed != nil && !errors.Is(failed, ErrPassword):
		return fmt.Errorf("%w: %w", ErrBroken, failed)
	}
	return failed
}

func openAndDo(instance pdfium.Pdfium, file io.ReadSeeker, size int64, do func(opened) error) error {
	if size <= 0 {
		return errors.New("it is empty")
	}
	document, err := instance.OpenDocument(&requests.OpenDocument{FileReader: file, FileReaderSize: size})
	if errors.Is(err, pdferrors.ErrPassword) {
		return ErrPassword
	}
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	return do(opened{instance, document.Document})
}

// pageCount is how many pages the file says that it has.
func (o opened) pageCount() (int, error) {
	count, err := o.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: o.document})
	if err != nil {
		return 0, fmt.Errorf("count the pages: %w", err)
	}
	return count.PageCount, nil
}

func (o opened) page(index int) requests.Page {
	return requests.Page{ByIndex: &requests.PageByIndex{Document: o.document, Index: index}}
}

// watched keeps what reading fails with, which PDFium reports as a broken file.
type watched struct {
	io.ReadSeeker
	failed error
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.ReadSeeker.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		w.failed = err
	}
	return n, err
}

func (w *watched) Seek(offset int64, whence int) (int64, error) {
	at, err := w.ReadSeeker.Seek(offset, whence)
	if err != nil && offset >= 0 { // before the beginning is the file's own fault
		w.failed = err
	}
	return at, err
}
