package intake

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"minhchung/bot/intake/pdf"
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

// What one file may take. The race detector makes everything slower and larger.
const (
	patience   = slowed * 2 * time.Second
	mostMemory = slowed * 256 << 20
)

// TestHostileFiles looks at more than 800: none of them is accepted, none ends
// the program, none takes long or much memory.
func TestHostileFiles(t *testing.T) {
	reader := startedReader(t)
	n, refusals, highest, longest := 0, map[flows.Refusal]int{}, int64(0), time.Duration(0)
	for h := range hostileFiles(t) {
		n++
		freshPeak(t)
		seen, took := timed(t, reader, h)
		peak := peakMemory(t)
		if took > patience { // a busy machine is not the file's fault
			if _, took = timed(t, reader, h); took > patience {
				t.Errorf("%s (%d bytes) took %s", h.name, len(h.content), took)
			}
		}
		longest = max(longest, took)
		why := whyRefused(seen.Found)
		refusals[why]++
		if why == flows.RefusedNot && !h.maybe {
			t.Errorf("%s (%d bytes: %.40q) is accepted: %+v", h.name, len(h.content), h.content, seen.Found)
		}
		if peak > mostMemory {
			t.Errorf("%s (%d bytes): the process came to %d MB", h.name, len(h.content), peak>>20)
		}
		highest = max(highest, peak)
	}
	t.Logf("%d files, at most %s and %d MB: %v", n, longest, highest>>20, refusals)
	if n < 800 {
		t.Errorf("only %d files", n)
	}
}

// startedReader is one as the bot has it, whose start is over: compiling PDFium
// takes more than any file may, once.
func startedReader(t *testing.T) *pdf.Reader {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = t.TempDir()
	}
	reader := pdf.New(filepath.Join(cache, "minhchung-test", "pdfium"))
	t.Cleanup(func() {
		if err := reader.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := reader.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	return reader
}

func timed(t *testing.T, reader *pdf.Reader, h hostile) (Seen, time.Duration) {
	t.Helper()
	began := time.Now()
	seen, err := Look(t.Context(), bytes.NewReader(h.content), int64(len(h.content)), h.name, Options{
		Blobs: inMemory{}, Reader: reader, Trust: signature.NewTrust(), At: time.Date(2023, 3, 24, 9, 0, 0, 0, time.UTC),
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

// freshPeak lets the system measure the process's memory anew, without what the
// makers of the files left.
func freshPeak(t *testing.T) {
	t.Helper()
	if resident(t, "VmRSS") > mostMemory/2 {
		debug.FreeOSMemory()
	}
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		t.Log("this system does not measure a process's memory anew:", err)
	}
}

// peakMemory is the most that the process has had in memory since, program and
// all, in bytes.
func peakMemory(t *testing.T) int64 { return resident(t, "VmHWM") }

func resident(t *testing.T, what string) int64 {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	_, rest, ok := strings.Cut(string(status), what+":")
	if err != nil || !ok {
		t.Skip("this system does not tell a process's memory:", err)
	}
	kilobytes, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return kilobytes << 10
}
