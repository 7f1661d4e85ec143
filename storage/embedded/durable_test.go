package embedded_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"minhchung/storage"
	"minhchung/storage/embedded"
	"minhchung/storage/storagetest"
)

const stream = "dossier/2023/so-y-te"

func next(last storage.Document) storage.Document {
	doc := storage.Document{
		Stream: stream, Seq: last.Seq + 1, Cause: fmt.Sprint("message:", last.Seq+1), By: "p-lan",
		At: time.UnixMilli(1_679_623_200_000), Recorded: time.UnixMilli(1_679_623_200_500),
		Entries: []json.RawMessage{json.RawMessage(`{"kind":"answer-given","criterion":"I.2.2"}`)},
	}
	if last.Seq > 0 {
		doc.Prev = last.Hash()
	}
	return doc
}

func TestReopen(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	s, err := embedded.Open(dir, storage.TelegramPace())
	check(t, err)
	first := next(storage.Document{})
	check(t, s.Ledger().Append(ctx, first))
	_, err = s.Inbox().Put(ctx, storage.Row{Key: "m:1", Chat: "telegram:1001"}, storage.Row{Key: "m:2", Chat: "telegram:1001"})
	check(t, err)
	check(t, s.Inbox().Done(ctx, "m:1", []byte("asking for I.2.2"), time.UnixMilli(1_679_623_200_000)))
	check(t, s.People().PutPerson(ctx, storage.Person{ID: "p-lan", Name: "Lan", Chat: "telegram:1001"}))
	check(t, s.Deliveries().Insert(ctx, storage.Delivery{Job: "j", Recipient: "telegram:1001", Mark: "done"}))
	sha, _, err := s.Blobs().Put(ctx, strings.NewReader("giấy mời"))
	check(t, err)
	check(t, s.Close())
	if err := s.Ledger().Append(ctx, next(first)); err == nil {
		t.Fatal("a closed store took a document")
	}

	s = open(t, dir)
	check(t, s.Ledger().Append(ctx, next(first)))
	docs, err := s.Ledger().Read(ctx, stream, 0)
	check(t, err)
	if len(docs) != 2 || storage.Verify(docs) != nil {
		t.Fatalf("%d documents, %v", len(docs), storage.Verify(docs))
	}
	rows, err := s.Inbox().Put(ctx, storage.Row{Key: "m:1", Chat: "telegram:1001"}, storage.Row{Key: "m:3", Chat: "telegram:1001"})
	check(t, err)
	pending, err := s.Inbox().Pending(ctx)
	check(t, err)
	if len(rows) != 1 || len(pending) != 2 || pending[0].Key != "m:2" || pending[1].Key != "m:3" {
		t.Fatalf("new %v, pending %v", rows, pending)
	}
	session, order, err := s.Inbox().LastSession(ctx, "telegram:1001")
	check(t, err)
	if string(session) != "asking for I.2.2" || order == 0 {
		t.Fatalf("session %q of row %d", session, order)
	}
	_, err = s.People().PersonByChat(ctx, "telegram:1001")
	check(t, err)
	if err := s.Deliveries().Insert(ctx, storage.Delivery{Job: "j", Recipient: "telegram:1001", Mark: "done"}); !errors.Is(err, storage.ErrExists) {
		t.Fatalf("the same delivery again: %v", err)
	}
	r, err := s.Blobs().Open(ctx, sha)
	check(t, err)
	content, err := io.ReadAll(r)
	check(t, errors.Join(err, r.Close()))
	if string(content) != "giấy mời" {
		t.Fatalf("content %q", content)
	}
}

func TestSecondProcessIsRefused(t *testing.T) {
	dir := t.TempDir()
	open(t, dir)
	_, err := embedded.Open(dir, storage.TelegramPace())
	if !errors.Is(err, embedded.ErrInUse) || !strings.Contains(err.Error(), dir) {
		t.Fatalf("got %v, want ErrInUse with the folder's name", err)
	}
}

// TestPrivate: nobody else on the machine reads the folder.
func TestPrivate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s := open(t, dir)
	_, _, err := s.Blobs().Put(t.Context(), strings.NewReader("kết luận"))
	check(t, err)
	check(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		return err
	}))
}

// TestHalfWrittenContentsAreCleared: what a crash left is gone at the next
// start, and a name never stands for half a content.
func TestHalfWrittenContentsAreCleared(t *testing.T) {
	dir := t.TempDir()
	s, err := embedded.Open(dir, storage.TelegramPace())
	check(t, err)
	check(t, s.Close())
	left := filepath.Join(dir, "blobs", "tmp", "put-123")
	check(t, os.WriteFile(left, []byte("half"), 0o600))
	open(t, dir)
	if _, err := os.Stat(left); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("%s is still there: %v", left, err)
	}
}

// TestPutLeavesNothingBehind also when reading fails or the context ends.
func TestPutLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	broken := &cutReader{content: storagetest.Content(1 << 20), cut: cancel}
	if _, _, err := s.Blobs().Put(ctx, broken); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	for range 2 {
		_, _, err := s.Blobs().Put(t.Context(), bytes.NewReader([]byte("giấy mời")))
		check(t, err)
	}
	left, err := os.ReadDir(filepath.Join(dir, "blobs", "tmp"))
	check(t, err)
	if len(left) != 0 {
		t.Fatalf("left behind: %v", left)
	}
}

// cutReader ends the context after its first kilobyte.
type cutReader struct {
	content []byte
	cut     func()
}

func (r *cutReader) Read(p []byte) (int, error) {
	n := copy(p[:1024], r.content)
	r.content = r.content[n:]
	r.cut()
	return n, nil
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
