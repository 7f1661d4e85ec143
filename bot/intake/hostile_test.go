package intake

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"

	"minhchung/bot/intake/signature"
	"minhchung/flows"
)

// inMemory keeps the files of an archive.
type inMemory map[string][]byte

func (m inMemory) Put(_ context.Context, r io.Reader) (string, int64, error) {
	content, err := io.ReadAll(r)
	if err != nil {
		return "", 0, err
	}
	sum := sha256.Sum256(content)
	sha := hex.EncodeToString(sum[:])
	m[sha] = content
	return sha, int64(len(content)), nil
}

func (m inMemory) Open(_ context.Context, sha string) (io.ReadSeekCloser, error) {
	content, ok := m[sha]
	if !ok {
		return nil, errors.New("no such content")
	}
	return struct {
		io.ReadSeeker
		io.Closer
	}{bytes.NewReader(content), io.NopCloser(nil)}, nil
}

// patience is how long one file may take.
const patience = 2 * time.Second

// TestHostileFiles looks at more than 500: none of them is accepted, none ends
// the program, none takes long or much memory.
func TestHostileFiles(t *testing.T) {
	n, refusals := 0, map[flows.Refusal]int{}
	for h := range hostileFiles(t) {
		n++
		seen, took := timed(t, h)
		if took > patience { // a busy machine is not the file's fault
			if _, took = timed(t, h); took > patience {
				t.Errorf("%s (%d bytes) took %s", h.name, len(h.content), took)
			}
		}
		why := whyRefused(seen.Found)
		refusals[why]++
		if why == flows.RefusedNot && !h.mutated {
			t.Errorf("%s (%d bytes: %.40q) is accepted: %+v", h.name, len(h.content), h.content, seen.Found)
		}
		if used := memory(); used > 256<<20 {
			t.Fatalf("after %s %d MB are in use", h.name, used>>20)
		}
	}
	t.Logf("%d files: %v", n, refusals)
	if n < 500 {
		t.Errorf("only %d files", n)
	}
}

func timed(t *testing.T, h hostile) (Seen, time.Duration) {
	t.Helper()
	began := time.Now()
	seen, err := Look(t.Context(), bytes.NewReader(h.content), int64(len(h.content)), h.name, Options{
		Blobs: inMemory{}, Trust: signature.NewTrust(), At: time.Date(2023, 3, 24, 9, 0, 0, 0, time.UTC),
	})
	if err != nil {
		t.Fatalf("%s: %v", h.name, err)
	}
	return seen, time.Since(began)
}

// whyRefused gives the first reason against a file or one of an archive's.
func whyRefused(found flows.Found) flows.Refusal {
	if found.Refused != flows.RefusedNot {
		return found.Refused
	}
	for _, m := range found.Members {
		if why := whyRefused(m); why != flows.RefusedNot {
			return why
		}
	}
	return flows.RefusedNot
}

// memory is what the process holds, in bytes.
func memory() uint64 {
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(samples)
	if used := samples[0].Value.Uint64() - samples[1].Value.Uint64(); used < 200<<20 {
		return used
	}
	runtime.GC() // what the makers of the files left is not the files' fault
	metrics.Read(samples)
	return samples[0].Value.Uint64() - samples[1].Value.Uint64()
}
