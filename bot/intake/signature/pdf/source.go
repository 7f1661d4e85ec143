package pdf

import (
	"errors"
	"fmt"
	"io"
)

// source reads a file in windows and remembers when it could not be read.
type source struct {
	r      io.ReaderAt
	size   int64
	cost   *budget
	failed error
}

// read gives up to n bytes from an offset; fewer at the end of the file.
func (s *source) read(at int64, n int) ([]byte, error) {
	if at < 0 || at > s.size {
		return nil, malformed(at, "outside of the file")
	}
	n = int(min(int64(n), s.size-at))
	buf := make([]byte, n)
	got, err := s.r.ReadAt(buf, at)
	if got == n {
		return buf, nil
	}
	if err == nil || errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	s.failed = fmt.Errorf("read %d bytes of a PDF at %d: %w", n, at, err)
	return nil, s.failed
}

// parse reads something at an offset through a window that grows until it is
// large enough.
func (s *source) parse(at int64, read func(*lexer) error) error {
	for n := firstWindow; ; n *= 4 {
		n = min(n, maxObject)
		buf, err := s.read(at, n)
		if err != nil {
			return err
		}
		l := &lexer{buf: buf, base: at, last: at+int64(len(buf)) == s.size, cost: s.cost}
		err = read(l)
		if e := spend(&s.cost.parsed, l.pos); e != nil {
			return e
		}
		if !errors.Is(err, errShort) {
			return err
		}
		if n == maxObject {
			return malformed(at, "an object of more than %d bytes", maxObject)
		}
	}
}

// blank says whether the bytes from one offset to another are white space
// and comments. (An end-of-file mark is no comment.)
func (s *source) blank(from, to int64, comments bool) (bool, error) {
	comment := false
	line := ""
	for from < to {
		buf, err := s.read(from, int(min(to-from, 32<<10)))
		if err != nil {
			return false, err
		}
		for _, c := range buf {
			switch {
			case comment && (c == '\n' || c == '\r'):
				comment = false
			case comment:
				if len(line) < 5 {
					line += string(c)
				}
				if line == "%%EOF" {
					return false, nil
				}
			case c == '%' && comments:
				comment, line = true, "%"
			case !isSpace(c):
				return false, nil
			}
		}
		from += int64(len(buf))
	}
	return !comment, nil
}
