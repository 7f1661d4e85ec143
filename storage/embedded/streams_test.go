package embedded_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"minhchung/storage"
)

// TestStreamsKeepApart: whatever streams are called, and however much one
// name begins like another, each reads back its own documents.
func TestStreamsKeepApart(t *testing.T) {
	s, round := open(t, t.TempDir()), 0
	rapid.Check(t, func(t *rapid.T) {
		round++
		names := rapid.MapOf(rapid.StringMatching(`[ab/\x01\x{1ea1}]{1,4}`), rapid.IntRange(1, 3)).Draw(t, "streams")
		lengths := map[string]int{}
		for name, n := range names {
			lengths[fmt.Sprintf("%d/%s", round, name)] = n
		}
		var want []string
		for name, n := range lengths {
			want = append(want, name)
			var last storage.Document
			for range n {
				doc := next(last)
				doc.Stream = name
				if err := s.Ledger().Append(t.Context(), doc); err != nil {
					t.Fatal(err)
				}
				last = doc
			}
		}
		slices.Sort(want)
		got, err := s.Ledger().Streams(t.Context(), fmt.Sprintf("%d/", round))
		if err != nil || strings.Join(got, "|") != strings.Join(want, "|") {
			t.Fatalf("streams %q, want %q: %v", got, want, err)
		}
		for name, n := range lengths {
			docs, err := s.Ledger().Read(t.Context(), name, 0)
			if err != nil || len(docs) != n || storage.Verify(docs) != nil {
				t.Fatalf("%q has %d documents of %d: %v, %v", name, len(docs), n, err, storage.Verify(docs))
			}
		}
	})
	if err := s.Ledger().Append(t.Context(), storage.Document{Stream: "a\x00b", Seq: 1}); err == nil {
		t.Fatal("a name with a NUL was taken")
	}
}
