package flowtest

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the transcripts")

// TestTranscripts plays every dialogue and compares the whole file. Those of
// reminders, and of what became of announcements, lie apart: a whole bot says
// and sends them in its own time.
func TestTranscripts(t *testing.T) {
	var files []string
	for _, pattern := range []string{"testdata/*.txt", "testdata/reminders/*.txt", "testdata/announcements/*.txt"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("no transcripts in %s: %v", pattern, err)
		}
		files = append(files, found...)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got, err := Run(string(want))
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != string(want) {
				t.Errorf("%s is not what is said now (-update rewrites it, and its diff is the review):\n%s", file, firstDifference(string(want), got))
			}
		})
	}
}
