package intake

import (
	"errors"
	"io"
)

// maxInside is how much of a file may be read to find out what it is, in
// bytes. The directory of an honest office file is a few kilobytes.
const maxInside = 4 << 20

var errTooMuch = errors.New("the file's directory is too large")

// bounded reads anywhere in a file, but not more than is left. What fails
// below is kept: parsers turn it into "not my format".
type bounded struct {
	r      io.ReadSeeker
	left   int64
	failed error
}

func (b *bounded) ReadAt(p []byte, off int64) (int, error) {
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
