package bot_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"minhchung/flows"
	"minhchung/storage"
)

// byName refuses programs by their name, and finds a mark of secrecy in others.
func byName(_ context.Context, _ io.ReadSeeker, _ int64, name string) (flows.Found, error) {
	found := flows.Found{Name: name, Type: "application/pdf"}
	switch {
	case strings.HasSuffix(name, ".exe"):
		found.Refused = flows.RefusedProgram
	case strings.HasPrefix(name, "mat"):
		found.Classified = flows.ClassifiedMat
	}
	return found, nil
}

// TestARefusedContentIsDeleted, but not one that somebody has, whatever it was
// called then.
func TestARefusedContentIsDeleted(t *testing.T) {
	const same = "the same bytes"
	sum := sha256.Sum256([]byte(same))
	for name, c := range map[string]struct {
		before []string
		kept   bool
	}{
		"nobody has it":     {nil, false},
		"it is evidence":    {[]string{"a.pdf"}, true},
		"it is shut away":   {[]string{"mat.pdf"}, true},
		"it was refused":    {[]string{"b.exe"}, false},
		"it was both":       {[]string{"b.exe", "a.pdf"}, true},
		"and refused again": {[]string{"a.pdf", "b.exe"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			inHouse(t, func(h *house) {
				h.options.Step, h.options.Inspect = keep, byName
				h.channel.fetch = func(context.Context, string) (io.Reader, error) { return strings.NewReader(same), nil }
				h.start()
				for _, file := range append(c.before, "cai-dat.exe") {
					h.accept(upload(lan, file, 0))
				}
				content, err := h.store.Blobs.Open(h.t.Context(), hex.EncodeToString(sum[:]))
				if err == nil {
					_ = content.Close()
				}
				if there := err == nil; there != c.kept || err != nil && !errors.Is(err, storage.ErrNotFound) {
					t.Errorf("the content is there: %t (%v), want %t", there, err, c.kept)
				}
				if said := h.channel.to(lan); said[len(said)-1] != "refused: program" {
					t.Errorf("Lan is told %q", said)
				}
			})
		})
	}
}

// releasing lets something happen right after a content was deleted, once.
type releasing struct {
	storage blobStore
	after   func(sha string)
}

type blobStore interface {
	Put(ctx context.Context, r io.Reader) (sha string, size int64, err error)
	Open(ctx context.Context, sha string) (io.ReadSeekCloser, error)
	Delete(ctx context.Context, sha string) error
	Free(ctx context.Context) (int64, error)
}

func (r *releasing) Put(ctx context.Context, c io.Reader) (string, int64, error) {
	return r.storage.Put(ctx, c)
}
func (r *releasing) Open(ctx context.Context, sha string) (io.ReadSeekCloser, error) {
	return r.storage.Open(ctx, sha)
}
func (r *releasing) Free(ctx context.Context) (int64, error) { return r.storage.Free(ctx) }

func (r *releasing) Delete(ctx context.Context, sha string) error {
	err := r.storage.Delete(ctx, sha)
	if after := r.after; after != nil {
		r.after = nil
		after(sha)
	}
	return err
}

// TestAContentThatIsKeptMeanwhileComesBack: another contact's upload of the same
// bytes notes them just when they are deleted.
func TestAContentThatIsKeptMeanwhileComesBack(t *testing.T) {
	inHouse(t, func(h *house) {
		h.options.Step, h.options.Inspect = keep, byName
		blobs := &releasing{storage: h.store.Blobs}
		h.store.Blobs = blobs
		var deleted string
		blobs.after = func(sha string) {
			deleted = sha
			err := h.store.Deliveries.Insert(h.t.Context(), storage.Delivery{Job: "content:" + sha, Recipient: "2023/so-gddt", Mark: "done", Outcome: "kept"})
			if err != nil {
				t.Error(err)
			}
		}
		h.start()
		h.accept(upload(lan, "cai-dat.exe", 0))
		pass(time.Minute) // the row is tried again
		content, err := h.store.Blobs.Open(h.t.Context(), deleted)
		if err != nil {
			t.Errorf("the content %q is gone: %v", deleted, err)
			return
		}
		_ = content.Close()
		lines(t, "Lan", h.channel.to(lan), "(upload_document)", "(upload_document)", "refused: program")
	})
}
