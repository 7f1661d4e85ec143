package jobs_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"minhchung/bot/jobs"
	"minhchung/storage"
)

// TestWhatIsNotRecordedIsNotSaidAgain: a reminder was sent, and the store takes
// no records for a while. The process loses the jobs meanwhile; whoever has them
// next, the same process or another, must not say it again.
func TestWhatIsNotRecordedIsNotSaidAgain(t *testing.T) {
	for _, test := range []struct {
		name string
		away time.Duration // of the store, from when it was sent on
		next string        // the process that has the jobs next
		both bool          // the first one has not heard yet that it lost them
	}{
		{"soon back, another process", 3 * time.Second, "p2", false},
		{"soon back, the same process", 3 * time.Second, "p1", false},
		{"long away, the same process", time.Minute, "p1", false},
		{"soon back, both", 20 * time.Second, "p2", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				y := newYear(t, 1, 1)
				y.ahead.Store(int64(time.Until(moment("2023-03-17 08:29"))))
				var away atomic.Bool
				made := map[string]*jobs.Reminder{}
				for _, holder := range []string{"p1", "p2"} {
					deps := y.deps(holder)
					record := deps.Record
					deps.Record = func(ctx context.Context, d storage.Delivery) error {
						if away.Load() && strings.HasSuffix(d.Mark, "/done") {
							return errAway
						}
						return record(ctx, d)
					}
					made[holder] = jobs.NewReminder(deps)
				}
				const due = time.Minute
				away.Store(true)
				time.AfterFunc(due+test.away, func() { away.Store(false) })
				run := func(holder string, d time.Duration) {
					ctx, cancel := context.WithTimeout(t.Context(), d)
					defer cancel()
					made[holder].Run(ctx)
				}
				if test.both {
					go run("p1", 3*time.Minute)
					<-time.After(due + time.Second)
				} else {
					run("p1", due+time.Second)
				}
				run(test.next, 3*time.Minute)
				if len(y.got) != 3 {
					t.Errorf("said was %v, want something to each of three contacts", y.got)
				}
				for id, n := range y.got {
					if n != 1 {
						t.Errorf("%s was said %d times", id, n)
					}
				}
			})
		})
	}
}
