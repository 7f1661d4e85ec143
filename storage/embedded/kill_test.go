package embedded_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"minhchung/storage"
	"minhchung/storage/embedded"
	"minhchung/storage/storagetest"
)

const killedEnv = "EMBEDDED_TEST_WRITE_UNTIL_KILLED"

// writeUntilKilled is the other process of TestKill: it appends and keeps
// contents for ever and says what was acknowledged.
func writeUntilKilled() {
	dir := os.Getenv(killedEnv)
	if dir == "" {
		return
	}
	s, err := embedded.Open(dir, storage.TelegramPace())
	ctx := context.Background()
	var docs []storage.Document
	if err == nil {
		docs, err = s.Ledger().Read(ctx, stream, 0)
	}
	var last storage.Document
	if len(docs) > 0 {
		last = docs[len(docs)-1]
	}
	for err == nil {
		doc := next(last)
		_, _, err = s.Blobs().Put(ctx, bytes.NewReader(storagetest.Content(int(doc.Seq))))
		if err == nil {
			err = s.Ledger().Append(ctx, doc)
		}
		fmt.Println(doc.Seq)
		last = doc
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// TestKill kills a writing process again and again: whatever it acknowledged
// is there, the chain holds, and the folder opens at once.
func TestKill(t *testing.T) {
	dir := t.TempDir()
	for round := range 5 {
		acknowledged := writeAndKill(t, dir, 5+7*round)
		s, err := embedded.Open(dir, storage.TelegramPace())
		check(t, err)
		docs, err := s.Ledger().Read(t.Context(), stream, 0)
		check(t, err)
		check(t, storage.Verify(docs))
		if int64(len(docs)) < acknowledged {
			t.Fatalf("%d documents of %d acknowledged", len(docs), acknowledged)
		}
		for _, doc := range docs {
			content := storagetest.Content(int(doc.Seq))
			sha, _, err := s.Blobs().Put(t.Context(), bytes.NewReader(content))
			check(t, err)
			r, err := s.Blobs().Open(t.Context(), sha)
			check(t, err)
			got, err := io.ReadAll(r)
			check(t, errors.Join(err, r.Close()))
			if !bytes.Equal(got, content) {
				t.Fatalf("content of document %d is damaged", doc.Seq)
			}
		}
		check(t, s.Close())
	}
}

// writeAndKill runs the writer for the given number of documents and gives
// the last number that it acknowledged.
func writeAndKill(t *testing.T, dir string, documents int) int64 {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killedEnv+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	check(t, err)
	check(t, cmd.Start())
	var last int64
	lines := bufio.NewScanner(out)
	for n := 0; lines.Scan(); n++ {
		last, err = strconv.ParseInt(lines.Text(), 10, 64)
		check(t, err)
		if n == documents {
			check(t, cmd.Process.Kill())
		}
	}
	if err := cmd.Wait(); cmd.ProcessState.ExitCode() != -1 {
		t.Fatalf("the writer ended by itself: %v", err)
	}
	return last
}
