package mongo

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"testing"

	"minhchung/storage"
	"minhchung/storage/storagetest"
)

// TestHalfAnUploadIsNoContent: the record that makes chunks a content comes
// last, so a cut at any chunk leaves none, and the next upload goes on.
func TestHalfAnUploadIsNoContent(t *testing.T) {
	s, err := Open(t.Context(), storagetest.MongoDatabase(t, storagetest.MongoServer(t)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	content := storagetest.Content(600 << 10)
	sum := sha256.Sum256(content)
	sha := hex.EncodeToString(sum[:])
	for parts := range 3 {
		err := s.blobs.upload(t.Context(), sha, int64(len(content)), &cutAfter{content, parts})
		if !errors.Is(err, errCut) {
			t.Fatalf("got %v", err)
		}
		if _, err := s.Blobs().Open(t.Context(), sha); !errors.Is(err, storage.ErrNotFound) {
			t.Fatalf("after %d parts: %v", parts, err)
		}
	}
	if _, _, err := s.Blobs().Put(t.Context(), bytes.NewReader(content)); err != nil {
		t.Fatal(err)
	}
	r, err := s.Blobs().Open(t.Context(), sha)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, content) {
		t.Fatalf("the content came back as another: %v", err)
	}
}

var errCut = errors.New("the process ended")

// cutAfter gives some parts of a content and then ends.
type cutAfter struct {
	content []byte
	parts   int
}

func (c *cutAfter) ReadAt(p []byte, at int64) (int, error) {
	if at >= int64(c.parts)*chunkSize {
		return 0, errCut
	}
	return bytes.NewReader(c.content).ReadAt(p, at)
}
