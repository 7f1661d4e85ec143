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

// with opens the file and does what is asked, until ctx ends: then the instance
// is killed, whatever it is at. The error is ErrPassword, ErrBroken, ErrClosed,
// that of ctx, or what reading the file failed with.
func (r *Reader) with(ctx context.Context, file io.ReadSeeker, size int64, do func(opened) error) error {
	pool, err := r.start(ctx)
	if err != nil {
		return err
	}
	select {
	case r.places <- struct{}{}:
		defer func() { <-r.places }()
	case <-r.closing:
		return ErrClosed
	case <-ctx.Done():
		return fmt.Errorf("wait for a free PDFium: %w", ctx.Err())
	}
	var memory lease
	defer memory.end()
	instance, err := r.instance(ctx, pool, &memory)
	if err != nil {
		return err
	}
	killed := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(killed)
		_ = instance.Kill()
	})
	watched := &watched{ReadSeeker: file}
	failed := openAndDo(instance, watched, size, do)
	if !stop() {
		<-killed
		return fmt.Errorf("read a PDF: %w", ctx.Err())
	}
	_ = instance.Close() // a broken one is thrown away all the same
	switch {
	case watched.failed != nil:
		return fmt.Errorf("read a PDF: %w", watched.failed)
	case failed != nil && !errors.Is(failed, ErrPassword):
		return fmt.Errorf("%w: %w", ErrBroken, failed)
	}
	return failed
}

// instance starts a PDFium for one file. There is a place for it: it is made
// here and now, in the memory given.
func (r *Reader) instance(ctx context.Context, pool pdfium.Pool, memory *lease) (pdfium.Pdfium, error) {
	var instance pdfium.Pdfium
	err := r.memory.during(memory, func() (err error) {
		instance, err = pool.GetInstanceWithContext(ctx)
		return err
	})
	if err != nil && ctx.Err() != nil {
		err = ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("start a PDFium: %w", err)
	}
	return instance, nil
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
