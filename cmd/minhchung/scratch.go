package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// scratch keeps the files of archives while they are looked at.
type scratch struct{ dir string }

func newScratch() (*scratch, error) {
	dir, err := os.MkdirTemp("", "minhchung-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the files of archives: %w", err)
	}
	return &scratch{dir}, nil
}

// remove throws everything away.
func (s *scratch) remove() { _ = os.RemoveAll(s.dir) } // the system clears its folder too

// Put keeps a content under its hash.
func (s *scratch) Put(_ context.Context, r io.Reader) (sha string, size int64, err error) {
	f, err := os.CreateTemp(s.dir, "put-")
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	hash := sha256.New()
	if size, err = io.Copy(io.MultiWriter(f, hash), r); err != nil {
		return "", 0, err
	}
	sha = hex.EncodeToString(hash.Sum(nil))
	return sha, size, os.Rename(f.Name(), filepath.Join(s.dir, sha))
}

// Open opens a content that was put.
func (s *scratch) Open(_ context.Context, sha string) (io.ReadSeekCloser, error) {
	return os.Open(filepath.Join(s.dir, sha))
}

// hashOf reads a file from its beginning.
func hashOf(r io.ReadSeeker) (sha string, size int64, err error) {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return "", 0, err
	}
	hash := sha256.New()
	size, err = io.Copy(hash, r)
	return hex.EncodeToString(hash.Sum(nil)), size, err
}
