package embedded

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"minhchung/storage"
)

// Blobs keeps contents as files ab/abcd… named by their SHA-256. A content
// is written elsewhere in the folder first and renamed once it is whole and on
// disk, so that a name never stands for half of it.
type Blobs struct {
	dir string // holds 00 … ff and, for what is being written, tmp
}

const tmpName = "tmp"

func openBlobs(dir string) (*Blobs, error) {
	b := &Blobs{dir: dir}
	if err := os.RemoveAll(b.tmp()); err != nil { // what a crash left
		return nil, fmt.Errorf("clear half-written contents: %w", err)
	}
	if err := os.MkdirAll(b.tmp(), 0o700); err != nil {
		return nil, fmt.Errorf("create folder for contents: %w", err)
	}
	// All made at once: then a rename has only its own folder to sync.
	for i := range 256 {
		err := os.Mkdir(filepath.Join(dir, hex.EncodeToString([]byte{byte(i)})), 0o700)
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, fmt.Errorf("create folder for contents: %w", err)
		}
	}
	if err := errors.Join(syncDir(dir), syncDir(filepath.Dir(dir))); err != nil {
		return nil, err
	}
	return b, nil
}

func (b *Blobs) tmp() string { return filepath.Join(b.dir, tmpName) }

func (b *Blobs) path(sha string) string { return filepath.Join(b.dir, sha[:2], sha) }

// Put streams r to a file and gives the SHA-256 of what it held. The content
// is durable when it returns; a content that is there already is kept once.
func (b *Blobs) Put(ctx context.Context, r io.Reader) (sha string, size int64, err error) {
	tmp, err := os.CreateTemp(b.tmp(), "put-")
	if err != nil {
		return "", 0, fmt.Errorf("keep content: %w", err)
	}
	defer func() {
		_ = tmp.Close()
		if err != nil {
			_ = os.Remove(tmp.Name())
		}
	}()
	hash := sha256.New()
	size, err = io.Copy(io.MultiWriter(tmp, hash), storage.While(ctx, r))
	if err != nil {
		return "", 0, fmt.Errorf("keep content: %w", err)
	}
	sha = hex.EncodeToString(hash.Sum(nil))
	if err = tmp.Sync(); err == nil {
		// Over a file of the same name this changes nothing for its readers.
		if err = os.Rename(tmp.Name(), b.path(sha)); err == nil {
			err = syncDir(filepath.Dir(b.path(sha)))
		}
	}
	if err != nil {
		return "", 0, fmt.Errorf("keep content %s: %w", sha, err)
	}
	return sha, size, nil
}

// Open opens the content; storage.ErrNotFound for none.
func (b *Blobs) Open(ctx context.Context, sha string) (io.ReadSeekCloser, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if !storage.IsSHA(sha) { // also keeps the name from leading out of the folder
		return nil, fmt.Errorf("open content %q: %w", sha, storage.ErrNotFound)
	}
	f, err := os.Open(b.path(sha))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("open content %s: %w", sha, storage.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("open content %s: %w", sha, err)
	}
	return f, nil
}

// Delete forgets a content; one that is not there is no error.
func (b *Blobs) Delete(ctx context.Context, sha string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if !storage.IsSHA(sha) {
		return nil
	}
	err := os.Remove(b.path(sha))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = syncDir(filepath.Dir(b.path(sha)))
	}
	if err != nil {
		return fmt.Errorf("delete content %s: %w", sha, err)
	}
	return nil
}

// Free says how many bytes are left to this process; negative where the
// system does not tell.
func (b *Blobs) Free(ctx context.Context) (int64, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	return freeBytes(b.dir)
}

// syncDir makes a rename or a new file in the folder last over a power cut.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("sync folder %s: %w", dir, err)
	}
	return nil
}
