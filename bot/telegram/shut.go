package telegram

import (
	"io"
	"os"
	"sync"
)

// shut is a reader that can be closed at any moment and more than once, also
// while the library's goroutine still reads from it.
type shut struct {
	mu     sync.Mutex
	inner  io.ReadCloser
	closed bool
}

func (s *shut) Read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return 0, os.ErrClosed
	}
	return s.inner.Read(p)
}

func (s *shut) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	return s.inner.Close()
}
