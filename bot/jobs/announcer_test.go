package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/scoring"
	"minhchung/storage"
)

// desk is what an announcer works with here: one announcement, and a clock that
// stands.
type desk struct {
	*Announcer
	t *testing.T

	mu        sync.Mutex
	now       time.Time
	documents []storage.Document
	records   []storage.Delivery
	did       []string // deed and person
	outcome   Outcome  // of whatever is done
}

func newDesk(t *testing.T, at string, first flows.Announced) *desk {
	t.Helper()
	dir := directory.New()
	err := dir.Apply(scoring.Stamp{Seq: 1}, directory.DepartmentSet{ID: "so-y-te", Name: "Sở Y tế"},
		directory.RoleGranted{Person: "lan", Department: "so-y-te", Role: directory.Contact})
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, outcome: Sent}
	d.set(at)
	d.Announcer = NewAnnouncer(Deps{
		Read: func(_ context.Context, _ string, after int64) ([]storage.Document, error) {
			d.mu.Lock()
			defer d.mu.Unlock()
			return d.documents[after:], nil
		},
		Streams: func(context.Context, string) ([]string, error) { return []string{flows.AnnouncementStream("1")}, nil },
		Record: func(_ context.Context, r storage.Delivery) error {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.records = append(d.records, r)
			return nil
		},
		Recorded: func(context.Context, string) ([]storage.Delivery, error) {
			d.mu.Lock()
			defer d.mu.Unlock()
			return d.records, nil
		},
		Directory: func(context.Context) (*directory.Directory, error) { return dir, nil },
		Do: func(_ context.Context, e Errand) (string, Outcome, error) {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.did = append(d.did, string(e.Deed)+" "+e.Person)
			return "7", d.outcome, nil
		},
		Show:  func(context.Context, *flows.Announcement, flows.Progress) error { return nil },
		Sleep: func(ctx context.Context, _ time.Duration) error { <-ctx.Done(); return ctx.Err() },
		Now: func() time.Time {
			d.mu.Lock()
			defer d.mu.Unlock()
			return d.now
		},
		Log: slog.New(slog.DiscardHandler),
	})
	d.append(first)
	return d
}

func (d *desk) set(at string) {
	d.t.Helper()
	now, err := time.ParseInLocation("2006-01-02 15:04", at, scoring.Zone)
	if err != nil {
		d.t.Fatal(err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.now = now
}

func (d *desk) append(e scoring.Entry) {
	d.t.Helper()
	raw, err := scoring.EncodeEntry(e)
	if err != nil {
		d.t.Error(err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.documents = append(d.documents, storage.Document{Seq: int64(len(d.documents) + 1), At: d.now, Recorded: d.now, Entries: []json.RawMessage{raw}})
}

// look lets the announcer pass once, with what failed before.
func (d *desk) look(campaigns map[string]*campaign) []string {
	d.t.Helper()
	d.did = nil
	if _, err := d.pass(d.t.Context(), campaigns, false, true); err != nil {
		d.t.Error(err)
	}
	return d.did
}

func (d *desk) expect(campaigns map[string]*campaign, want ...string) {
	d.t.Helper()
	if got := d.look(campaigns); !slices.Equal(got, want) {
		d.t.Errorf("at %s it did %q, want %q", d.now.In(scoring.Zone).Format("2/1 15:04"), got, want)
	}
}

func date(t *testing.T, text string) scoring.Date {
	t.Helper()
	day, err := scoring.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

// TestAReminderThatFailsIsTriedAgain on its day, however long ago the
// announcement was made.
func TestAReminderThatFailsIsTriedAgain(t *testing.T) {
	d := newDesk(t, "2023-03-20 10:00", flows.Announced{Text: "news", Recipients: []string{"lan"}, Until: date(t, "2023-03-31")})
	campaigns := map[string]*campaign{}
	d.expect(campaigns, "tell lan")
	d.set("2023-03-22 08:31")
	d.outcome = Unknown
	d.expect(campaigns, "remind lan")
	d.outcome = Sent
	d.set("2023-03-22 08:33")
	d.expect(campaigns, "remind lan")
	d.set("2023-03-22 08:34")
	d.expect(campaigns)
	d.outcome = Unknown
	d.set("2023-03-23 08:31")
	d.expect(campaigns, "remind lan")
	d.set("2023-03-23 18:00") // too late for that day
	d.expect(campaigns)
	d.append(flows.AnnouncementCorrected{Text: "better news"}) // and nothing hangs on it
	d.outcome = Sent
	d.expect(campaigns, "correct lan")
	d.set("2023-03-24 08:31")
	d.expect(campaigns, "remind lan")
}

// TestOldAnnouncements are looked at now and then for what another replica
// appended, and as always while they are to be confirmed.
func TestOldAnnouncements(t *testing.T) {
	d := newDesk(t, "2023-03-20 10:00", flows.Announced{Text: "news", Recipients: []string{"lan"}, Until: date(t, "2023-08-31")})
	campaigns := map[string]*campaign{}
	d.expect(campaigns, "tell lan")
	d.set("2023-08-31 08:29")
	d.expect(campaigns)
	d.set("2023-08-31 08:30")
	d.expect(campaigns, "remind lan")
	d.set("2023-12-20 09:00")
	d.expect(campaigns)
	d.append(flows.AnnouncementDeleted{})
	d.set("2023-12-20 09:05")
	d.expect(campaigns)
	d.set("2023-12-20 09:15")
	d.expect(campaigns, "remove lan")
}

// TestFollowingWhileSending: what is appended meanwhile is taken over beside
// errands on their way and the admin's message. It is for the race detector.
func TestFollowingWhileSending(t *testing.T) {
	var all []string
	for n := range 300 {
		all = append(all, fmt.Sprintf("p%03d", n))
	}
	d := newDesk(t, "2023-03-20 10:00", flows.Announced{Text: "news", Recipients: all, Until: date(t, "2023-03-31")})
	d.Sleep = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
	do := d.Do
	d.Do = func(ctx context.Context, e Errand) (string, Outcome, error) {
		d.append(flows.AnnouncementReceived{Department: e.Person})
		d.mu.Lock()
		d.now = d.now.Add(followEvery)
		d.mu.Unlock()
		ref, _, err := do(ctx, e)
		return ref, Unknown, err
	}
	if did := d.look(map[string]*campaign{}); len(did) != len(all) {
		t.Errorf("%d were told", len(did))
	}
}

// TestWhatIsNotRecordedIsNotSentAgain: the store takes no records for a while,
// and the process may lose the jobs meanwhile.
func TestWhatIsNotRecordedIsNotSentAgain(t *testing.T) {
	for _, loses := range []bool{false, true} {
		d := newDesk(t, "2023-03-20 10:00", flows.Announced{Text: "news", Recipients: []string{"lan", "minh"}})
		away := true
		record := d.book.insert
		d.book.insert = func(ctx context.Context, r storage.Delivery) error {
			if away {
				return errors.New("away")
			}
			return record(ctx, r)
		}
		campaigns := map[string]*campaign{}
		if _, err := d.pass(t.Context(), campaigns, true, true); err == nil {
			t.Error("that nothing is recorded is no error")
		}
		told := len(d.did)
		if _, err := d.pass(t.Context(), campaigns, true, true); err == nil || len(d.did) != told {
			t.Errorf("without records it goes on: %q", d.did)
		}
		if away = false; loses {
			clear(campaigns)
		}
		first := d.did
		if all := slices.Sorted(slices.Values(append(first, d.look(campaigns)...))); !slices.Equal(all, []string{"tell lan", "tell minh"}) {
			t.Errorf("with loss of the jobs %v: told are %q", loses, all)
		}
	}
}
