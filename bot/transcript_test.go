package bot_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"minhchung/flows/flowtest"
	"minhchung/storage/storagetest"
)

// blobs are the hashes of contents: those of the transcripts are made up.
// What differs between runs of real files and of those that transcripts describe.
var (
	blobs = regexp.MustCompile(`"blob":"[0-9a-f]{64}"`)
	sizes = regexp.MustCompile(`"size":[0-9]+`)
)

// TestTranscripts plays every dialogue of the conversation through the whole
// bot: inbox, ledger and people in a data folder, live sessions in a Redis
// that is flushed before every event. What is said and recorded must be what
// the transcript says, line by line: with the random bits of its events the
// bot gives the same receipt codes and invitations.
func TestTranscripts(t *testing.T) {
	folder := filepath.Join("..", "flows", "flowtest", "testdata")
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts in %s: %v", folder, err)
	}
	redis := storagetest.RedisServer(t)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got, err := flowtest.RunWith(string(want), func(s *flowtest.Stage) (flowtest.Worker, error) {
				return newTroupe(t, s, redis), nil
			})
			if err != nil {
				t.Fatal(err)
			}
			masked := [2]string{string(want), got}
			for i := range masked {
				masked[i] = blobs.ReplaceAllString(masked[i], `"blob":"…"`)
			}
			if masked[0] != masked[1] {
				t.Errorf("the bot says something else than flows alone:\n%s", flowtest.FirstDifference(masked[0], masked[1]))
			}
		})
	}
}
