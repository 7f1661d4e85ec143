package bot

import (
	"context"
	"fmt"
	"testing"
	"time"

	"minhchung/scoring"
	"minhchung/storage"
)

// shelf is a ledger of one stream that counts who reads it from its beginning.
type shelf struct {
	Ledger
	documents []storage.Document
	wholly    int
}

func (s *shelf) Read(_ context.Context, _ string, after int64) ([]storage.Document, error) {
	if after == 0 {
		s.wholly++
	}
	return s.documents[after:], nil
}

// put appends a document, recorded so many days after the first.
func (s *shelf) put(cause string, days int) {
	at := time.Date(2023, 3, 1, 9, 0, 0, 0, time.UTC).AddDate(0, 0, days)
	seq := int64(len(s.documents) + 1)
	s.documents = append(s.documents, storage.Document{Stream: "s", Seq: seq, Cause: cause, At: at, Recorded: at})
}

// TestCausesAreForgottenOnlyByTheProcess: what a stream remembers does not grow
// with its age, and yet a row that waited for months is not appended twice.
func TestCausesAreForgottenOnlyByTheProcess(t *testing.T) {
	ledger := &shelf{}
	one := newStream("s", ledger, foldKind[int]{
		empty: func() int { return 0 }, clone: func(n int) int { return n }, decode: scoring.DecodeEntry,
		apply: func(n int, _ scoring.Stamp, _ []scoring.Entry) (int, error) { return n + 1, nil },
	})
	day := func(n int) time.Time { return time.Date(2023, 3, 1, 8, 0, 0, 0, time.UTC).AddDate(0, 0, n) }
	for n := range 400 {
		ledger.put(fmt.Sprint("m:", n), n)
		if _, err := one.read(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if kept := len(one.causes.led); kept > 9 || kept != len(one.causes.recent) {
		t.Errorf("after 400 days %d causes are remembered, in a list of %d", kept, len(one.causes.recent))
	}
	for _, want := range []struct {
		cause    string
		arrived  int
		appended bool
		sees     int
		wholly   int // reads of the whole stream
	}{
		{"m:399", 399, true, 399, 1}, // to fold what was before
		{"new", 399, false, 400, 0},
		{"m:7", 7, true, 7, 2},
		{"waited since then", 7, false, 400, 1},
	} {
		before := ledger.wholly
		f, appended, err := one.readFor(t.Context(), storage.Row{Key: want.cause, Arrived: day(want.arrived)}, true)
		if err != nil {
			t.Fatal(err)
		}
		if appended != want.appended || f.value != want.sees || ledger.wholly-before != want.wholly {
			t.Errorf("%s: appended %t, sees %d documents, %d whole reads; want %+v",
				want.cause, appended, f.value, ledger.wholly-before, want)
		}
	}
}
