package intake

import (
	"context"
	"errors"
	"io"
)

// errTooMuch ends the reading of what is larger than anything honest.
var errTooMuch = errors.New("more has to be read than an honest file needs")

// bounded reads anywhere in a file until ctx ends, but not more than is left.
// What fails below is kept: parsers turn it into "not my format".
type bounded struct {
	ctx    context.Context
	r      io.ReadSeeker
	left   int64
	failed error
}

func (b *bounded) ReadAt(p []byte, off int64) (int, error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	if b.left -= int64(len(p)); b.left < 0 {
		return 0, errTooMuch
	}
	if off < 0 {
		return 0, errors.New("before the file's beginning")
	}
	if _, err := b.r.Seek(off, io.SeekStart); err != nil {
		b.failed = err
		return 0, err
	}
	n, err := io.ReadFull(b.r, p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	if err != nil && !errors.Is(err, io.EOF) {
		b.failed = err
	}
	return n, err
}

// discard reads r to its end, or until ctx ends.
func discard(ctx context.Context, r io.Reader) error {
	buf := make([]byte, 32<<10)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		_, err := r.Read(buf)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
