package storagetest

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"minhchung/bot"
	"minhchung/storage"
)

const (
	lan  = "telegram:1001" // Lan, Sở Y tế
	minh = "telegram:1002" // Minh, Sở Nội vụ
)

func row(key, chat string) storage.Row {
	return storage.Row{Key: key, Chat: chat, Arrived: morning(), Update: []byte("update " + key)}
}

func testInbox(t *testing.T, store bot.Store) {
	i := store.Inbox
	t.Run("takes each update once, in order", func(t *testing.T) { inboxOrder(t, i) })
	t.Run("takes an update once of many at once", func(t *testing.T) { inboxRace(t, i) })
	t.Run("numbers a chat's rows in the order of calls", func(t *testing.T) { inboxRising(t, i) })
	t.Run("numbers a chat's rows apart when they come at once", func(t *testing.T) { inboxApart(t, i) })
	t.Run("lists what a chat has to do", func(t *testing.T) { inboxPendingOf(t, i) })
	t.Run("counts failures and sets aside", func(t *testing.T) { inboxFailed(t, i) })
	t.Run("puts back what was set aside", func(t *testing.T) { inboxAside(t, i) })
	t.Run("keeps the last session", func(t *testing.T) { inboxSession(t, i) })
	t.Run("purges all but the last session", func(t *testing.T) { inboxPurge(t, i) })
}

func inboxOrder(t *testing.T, i bot.Inbox) {
	later := row("m:3", minh)
	later.Due = morning().Add(time.Hour)
	later.Update = []byte{0, 0xff, '\n', 0xc3}
	got, err := i.Put(t.Context(), row("m:2", lan), row("m:1", lan), row("m:2", lan), later)
	must(t, err)
	equal(t, "new rows", keys(got), []string{"m:2", "m:1", "m:3"})
	more, err := i.Put(t.Context(), row("m:1", lan), row("m:0", lan))
	must(t, err)
	equal(t, "new rows of a repeated call", keys(more), []string{"m:0"})
	none, err := i.Put(t.Context())
	must(t, err)
	equal(t, "no rows", len(none), 0)

	pending, err := i.Pending(t.Context())
	must(t, err)
	ofLan, ofMinh := of(pending, lan), of(pending, minh)
	equal(t, "pending", len(pending), len(ofLan)+len(ofMinh))
	equal(t, "pending of Lan", keys(ofLan), []string{"m:2", "m:1", "m:0"})
	for n, r := range []storage.Row{got[0], got[1], more[0]} {
		equal(t, "row as Put gave it", ofLan[n], r)
	}
	rising(t, ofLan)
	want := later
	want.Order, want.Arrived, want.Due = got[2].Order, kept(later.Arrived), kept(later.Due)
	equal(t, "row with all its fields", ofMinh[0], want)
	if !ofLan[0].Due.IsZero() {
		t.Fatalf("due %v, want zero", ofLan[0].Due)
	}

	for _, r := range pending {
		must(t, i.Done(t.Context(), r.Key, nil, morning()))
	}
	pending, err = i.Pending(t.Context())
	must(t, err)
	equal(t, "pending after all", len(pending), 0)
	again, err := i.Put(t.Context(), row("m:1", lan))
	must(t, err)
	equal(t, "a done row delivered again", len(again), 0)
	mustBe(t, i.Done(t.Context(), "m:none", nil, morning()), storage.ErrNotFound)
}

func inboxRace(t *testing.T, i bot.Inbox) {
	var mu sync.Mutex
	counts := map[string]int{}
	race(10, func(int) {
		got, err := i.Put(t.Context(), row("r:1", lan), row("r:2", minh), row("r:3", lan))
		if err != nil {
			t.Error(err)
		}
		mu.Lock()
		defer mu.Unlock()
		for _, r := range got {
			counts[r.Key]++
		}
	})
	equal(t, "how often each row was new", fmt.Sprint(counts), "map[r:1:1 r:2:1 r:3:1]")
	for _, key := range []string{"r:1", "r:2", "r:3"} {
		must(t, i.Done(t.Context(), key, nil, morning()))
	}
}

func inboxFailed(t *testing.T, i bot.Inbox) {
	_, err := i.Put(t.Context(), row("f:1", lan), row("f:2", lan))
	must(t, err)
	for want := 1; want <= 4; want++ {
		tries, err := i.Failed(t.Context(), "f:1", fmt.Sprintf("failure %d", want), false)
		must(t, err)
		equal(t, "tries", tries, want)
	}
	pending, err := i.Pending(t.Context())
	must(t, err)
	equal(t, "still pending", keys(pending), []string{"f:1", "f:2"})
	equal(t, "its tries", pending[0].Tries, 4)
	equal(t, "its failure", pending[0].Failure, "failure 4")

	tries, err := i.Failed(t.Context(), "f:1", "failure 5", true)
	must(t, err)
	equal(t, "tries", tries, 5)
	pending, err = i.Pending(t.Context())
	must(t, err)
	equal(t, "pending after one was set aside", keys(pending), []string{"f:2"})
	again, err := i.Put(t.Context(), row("f:1", lan))
	must(t, err)
	equal(t, "a row set aside delivered again", len(again), 0)
	must(t, i.Done(t.Context(), "f:2", nil, morning()))
	_, err = i.Failed(t.Context(), "f:none", "?", false)
	mustBe(t, err, storage.ErrNotFound)
}

func inboxSession(t *testing.T, i bot.Inbox) {
	const mai = "telegram:1003"
	session := func() string {
		t.Helper()
		s, _, err := i.LastSession(t.Context(), mai)
		must(t, err)
		return string(s)
	}
	_, err := i.Put(t.Context(), row("s:1", mai), row("s:2", mai), row("s:3", mai), row("s:4", mai))
	must(t, err)
	none, _, err := i.LastSession(t.Context(), mai)
	must(t, err)
	if none != nil {
		t.Fatalf("session %q before any row was done", none)
	}
	must(t, i.Done(t.Context(), "s:2", []byte("after 2"), morning()))
	equal(t, "session", session(), "after 2")
	must(t, i.Done(t.Context(), "s:1", []byte("after 1"), morning()))
	equal(t, "session of the later row, not of the last call", session(), "after 2")
	must(t, i.Done(t.Context(), "s:3", nil, morning()))
	equal(t, "session when the last row left none", session(), "after 2")
	must(t, i.Done(t.Context(), "s:4", []byte{0, 0xff}, morning()))
	equal(t, "session", session(), "\x00\xff")
	must(t, i.Done(t.Context(), "s:4", []byte("again"), morning()))
	equal(t, "session after the same row twice", session(), "\x00\xff")
}

func inboxPurge(t *testing.T, i bot.Inbox) {
	const hoa, tam = "telegram:1004", "telegram:1005"
	_, err := i.Purge(t.Context(), morning().Add(time.Minute)) // of the tests before
	must(t, err)
	_, err = i.Put(t.Context(), row("p:1", hoa), row("p:2", hoa), row("p:3", hoa), row("p:4", tam), row("p:5", tam))
	must(t, err)
	day := 24 * time.Hour
	start := morning().Add(day)
	must(t, i.Done(t.Context(), "p:1", []byte("hoa 1"), start))
	must(t, i.Done(t.Context(), "p:2", []byte("hoa 2"), start.Add(day)))
	must(t, i.Done(t.Context(), "p:4", []byte("tam 4"), start.Add(2*day)))

	_, err = i.Purge(t.Context(), start)
	must(t, err)
	again, err := i.Put(t.Context(), row("p:1", hoa))
	must(t, err)
	equal(t, "a row done at the very time is kept", len(again), 0)

	_, err = i.Purge(t.Context(), start.Add(3*day))
	must(t, err)
	again, err = i.Put(t.Context(), row("p:1", hoa))
	must(t, err)
	equal(t, "a purged row is new again", keys(again), []string{"p:1"})
	pending, err := i.Pending(t.Context())
	must(t, err)
	equal(t, "what was not done stays", keys(of(pending, hoa)), []string{"p:3", "p:1"})
	equal(t, "what was not done stays", keys(of(pending, tam)), []string{"p:5"})
	for chat, want := range map[string]string{hoa: "hoa 2", tam: "tam 4", "telegram:1003": "\x00\xff"} {
		s, _, err := i.LastSession(t.Context(), chat)
		must(t, err)
		equal(t, "session of "+chat, string(s), want)
	}
	n, err := i.Purge(t.Context(), start.Add(3*day))
	must(t, err)
	equal(t, "rows that a second purge finds", n, 0)
}

// of gives the rows of one chat.
func of(rows []storage.Row, chat string) []storage.Row {
	var own []storage.Row
	for _, r := range rows {
		if r.Chat == chat {
			own = append(own, r)
		}
	}
	return own
}

func keys(rows []storage.Row) []string {
	var out []string
	for _, r := range rows {
		out = append(out, r.Key)
	}
	return out
}
