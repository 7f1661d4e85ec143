package storagetest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"minhchung/bot"
	"minhchung/storage"
)

func testBlobs(t *testing.T, store bot.Store) {
	b := store.Blobs
	t.Run("keeps contents of any size", func(t *testing.T) { blobsKeep(t, b) })
	t.Run("reads from anywhere", func(t *testing.T) { blobsSeek(t, b) })
	t.Run("takes one content from many at once", func(t *testing.T) { blobsRace(t, b) })
	t.Run("keeps nothing of what was cut", func(t *testing.T) { blobsCut(t, b) })
	t.Run("forgets what is deleted", func(t *testing.T) { blobsDelete(t, b) })
	t.Run("knows what it has not", func(t *testing.T) { blobsMissing(t, b) })
}

// Content makes n bytes that look random and are the same every time.
func Content(n int) []byte {
	seed := [32]byte{byte(n), byte(n >> 8), byte(n >> 16)}
	content := make([]byte, n)
	_, _ = rand.NewChaCha8(seed).Read(content) // never fails
	return content
}

func shaOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

func blobsKeep(t *testing.T, b bot.Blobs) {
	for _, n := range []int{0, 1, 255 << 10, 255<<10 + 1, 5 << 20} {
		content := Content(n)
		for range 2 { // the same twice
			sha, size, err := b.Put(t.Context(), bytes.NewReader(content))
			must(t, err)
			equal(t, "hash", sha, shaOf(content))
			equal(t, "size", size, int64(n))
		}
		if got := read(t, b, shaOf(content)); !bytes.Equal(got, content) {
			t.Fatalf("%d bytes came back as %d others", n, len(got))
		}
	}
}

func blobsDelete(t *testing.T, b bot.Blobs) {
	content := Content(300<<10 + 7)
	sha, _, err := b.Put(t.Context(), bytes.NewReader(content))
	must(t, err)
	must(t, b.Delete(t.Context(), sha))
	must(t, b.Delete(t.Context(), sha)) // once more is harmless
	if _, err := b.Open(t.Context(), sha); !errors.Is(err, storage.ErrNotFound) {
		t.Fatalf("a deleted content: %v", err)
	}
	again, _, err := b.Put(t.Context(), bytes.NewReader(content)) // and can come back whole
	must(t, err)
	if got := read(t, b, again); !bytes.Equal(got, content) {
		t.Fatal("a content that came back is another")
	}
}

func read(t *testing.T, b bot.Blobs, sha string) []byte {
	t.Helper()
	r, err := b.Open(t.Context(), sha)
	must(t, err)
	content, err := io.ReadAll(r)
	must(t, errors.Join(err, r.Close()))
	return content
}

func blobsSeek(t *testing.T, b bot.Blobs) {
	content := Content(600 << 10)
	sha, _, err := b.Put(t.Context(), bytes.NewReader(content))
	must(t, err)
	r, err := b.Open(t.Context(), sha)
	must(t, err)
	defer func() { must(t, r.Close()) }()
	for _, jump := range []struct {
		offset int64
		whence int
		at     int64
	}{{-10, io.SeekEnd, 600<<10 - 10}, {255<<10 - 5, io.SeekStart, 255<<10 - 5}, {100, io.SeekCurrent, 255<<10 + 105}, {0, io.SeekStart, 0}} {
		at, err := r.Seek(jump.offset, jump.whence)
		must(t, err)
		equal(t, "position", at, jump.at)
		part := make([]byte, 10)
		_, err = io.ReadFull(r, part)
		must(t, err)
		equal(t, "bytes there", part, content[at:at+10])
	}
	if _, err := r.Seek(-1, io.SeekStart); err == nil {
		t.Fatal("a position before the beginning was taken")
	}
	_, err = r.Seek(1, io.SeekEnd)
	must(t, err)
	_, err = r.Read(make([]byte, 1))
	mustBe(t, err, io.EOF)
}

func blobsRace(t *testing.T, b bot.Blobs) {
	content := Content(300 << 10)
	race(8, func(int) {
		sha, _, err := b.Put(t.Context(), iotest.HalfReader(bytes.NewReader(content)))
		if err != nil || sha != shaOf(content) {
			t.Errorf("put %s: %v", sha, err)
		}
	})
	if !bytes.Equal(read(t, b, shaOf(content)), content) {
		t.Fatal("the content came back as another")
	}
}

func blobsCut(t *testing.T, b bot.Blobs) {
	cut := errors.New("the connection broke")
	content := Content(400 << 10)
	_, _, err := b.Put(t.Context(), io.MultiReader(bytes.NewReader(content), iotest.ErrReader(cut)))
	mustBe(t, err, cut)
	_, err = b.Open(t.Context(), shaOf(content))
	mustBe(t, err, storage.ErrNotFound)
}

func blobsMissing(t *testing.T, b bot.Blobs) {
	for _, sha := range []string{shaOf([]byte("nobody sent this")), "", "../minhchung.db", strings.Repeat("/", 64), strings.Repeat("A", 64)} {
		_, err := b.Open(t.Context(), sha)
		mustBe(t, err, storage.ErrNotFound)
	}
	free, err := b.Free(t.Context())
	must(t, err)
	if free == 0 {
		t.Fatal("no space left, says an engine that has just kept contents")
	}
}
