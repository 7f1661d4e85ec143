package sandbox

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"sync"
)

// errTooLong is returned for a content over its limit.
var errTooLong = errors.New("the content is too long")

// contents keeps what files hold: in a folder, or in memory when dir is "".
type contents struct {
	dir string

	mu     sync.Mutex
	last   int64
	memory map[int64][]byte
}

// stored is a content that was taken in.
type stored struct {
	Number int64
	Size   int64
	Sum    [sha256.Size]byte
}

func openContents(dir string) (*contents, error) {
	c := &contents{dir: dir, memory: map[int64][]byte{}}
	if dir == "" {
		return c, nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of files: %w", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("read the folder of files: %w", err)
	}
	for _, e := range entries {
		if n, err := strconv.ParseInt(e.Name(), 10, 64); err == nil {
			c.last = max(c.last, n)
		}
	}
	return c, nil
}

// put streams r into a new content; errTooLong when it has more than limit bytes.
func (c *contents) put(r io.Reader, limit int64) (stored, error) {
	c.mu.Lock()
	c.last++
	s := stored{Number: c.last}
	c.mu.Unlock()

	sum := sha256.New()
	limited := io.TeeReader(io.LimitReader(r, limit+1), sum)
	var err error
	if c.dir == "" {
		s.Size, err = c.putMemory(s.Number, limited)
	} else {
		s.Size, err = c.putFile(s.Number, limited)
	}
	if err == nil && s.Size > limit {
		err = errTooLong
	}
	if err != nil {
		c.drop(s.Number)
		return stored{}, err
	}
	sum.Sum(s.Sum[:0])
	return s, nil
}

func (c *contents) putMemory(number int64, r io.Reader) (int64, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return 0, fmt.Errorf("read a file: %w", err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.memory[number] = data
	return int64(len(data)), nil
}

func (c *contents) putFile(number int64, r io.Reader) (int64, error) {
	f, err := os.OpenFile(c.path(number), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, fmt.Errorf("make a file: %w", err)
	}
	size, err := io.Copy(f, r)
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return 0, fmt.Errorf("take in a file: %w", err)
	}
	return size, nil
}

// open gives a content to read.
func (c *contents) open(number int64) (io.ReadSeekCloser, error) {
	if c.dir == "" {
		c.mu.Lock()
		defer c.mu.Unlock()
		data, ok := c.memory[number]
		if !ok {
			return nil, os.ErrNotExist
		}
		return nopCloser{bytes.NewReader(data)}, nil
	}
	f, err := os.Open(c.path(number))
	if err != nil {
		return nil, fmt.Errorf("open a file: %w", err)
	}
	return f, nil
}

// drop removes a content that came to nothing.
func (c *contents) drop(number int64) {
	if c.dir != "" {
		_ = os.Remove(c.path(number)) // what stays behind is only an unused file
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.memory, number)
}

func (c *contents) path(number int64) string {
	return filepath.Join(c.dir, strconv.FormatInt(number, 10))
}

type nopCloser struct{ *bytes.Reader }

func (nopCloser) Close() error { return nil }
