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

// with opens the file and does what is asked, until the reader's limits or ctx
// end it: then PDFium is stopped, whatever it is at. The error is ErrPassword or
// ErrBroken, ErrSlow, ErrBusy, ErrUnready or ErrClosed, that of ctx, or what
// reading the file failed with.
func (r *Reader) with(ctx context.Context, file io.ReadSeeker, size int64, do func(opened) error) error {
	p, err := r.turn(ctx)
	if err != nil {
		return err
	}
	watched := &watched{ReadSeeker: file}
	short, cancel := context.WithTimeout(ctx, r.limits.Read)
	defer cancel()
	failed := p.use(short, func(instance pdfium.Pdfium) error {
		return openAndDo(instance, watched, size, do)
	})
	r.giveBack(p)
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("read a PDF: %w", ctx.Err())
	case watched.failed != nil:
		return fmt.Errorf("read a PDF: %w", watched.failed)
	case short.Err() != nil && failed != nil:
		return ErrSlow
	case failed != nil && !errors.Is(failed, ErrPassword):
		return fmt.Errorf("%w: %w", ErrBroken, failed)
	}
	return failed
}

// turn waits for the place, and for PDFium to stand there.
func (r *Reader) turn(ctx context.Context) (*place, error) {
	patient, cancel := context.WithTimeoutCause(ctx, r.limits.Turn, ErrBusy)
	defer cancel()
	if err := r.Start(patient); err != nil {
		return nil, err
	}
	select {
	case <-r.closing:
		return nil, ErrClosed
	case <-patient.Done():
		return nil, fmt.Errorf("wait for a free PDFium: %w", context.Cause(patient))
	case p := <-r.places:
		if err := p.furnish(r.cache); err != nil {
			r.places <- p
			return nil, err
		}
		return p, nil
	}
}

// giveBack makes the place free, after a new PDFium was put there if the last
// one is gone: the next file should not wait for it within its time.
func (r *Reader) giveBack(p *place) {
	if p.pool != nil {
		r.places <- p
		return
	}
	go func() {
		_ = p.furnish(r.cache) // the next turn tries again, and says so
		r.places <- p
	}()
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
