package storagetest

import (
	"fmt"
	"testing"
	"time"

	"minhchung/bot"
	"minhchung/storage"
)

// rising sees that rows, in the order of their calls, are numbered so.
func rising(t *testing.T, rows []storage.Row) {
	t.Helper()
	for n := 1; n < len(rows); n++ {
		if rows[n].Order <= rows[n-1].Order {
			t.Fatalf("%s has the number %d, after %d of %s", rows[n].Key, rows[n].Order, rows[n-1].Order, rows[n-1].Key)
		}
	}
}

// inboxRising: whatever the clock says.
func inboxRising(t *testing.T, i bot.Inbox) {
	const chat = "telegram:1006"
	var all []storage.Row
	for n, shift := range []time.Duration{time.Hour, 0, -time.Hour, 365 * 24 * time.Hour, -365 * 24 * time.Hour} {
		one, two := row(fmt.Sprintf("u:%d", n), chat), row(fmt.Sprintf("v:%d", n), chat)
		one.Arrived, two.Arrived = one.Arrived.Add(shift), two.Arrived.Add(-shift)
		added, err := i.Put(t.Context(), one, row("u:0", chat), two, row("other:"+one.Key, minh)) // u:0 is known from the second call on
		must(t, err)
		all = append(all, of(added, chat)...)
		must(t, i.Done(t.Context(), "other:"+one.Key, nil, morning()))
	}
	equal(t, "new rows", len(all), 10)
	rising(t, all)
	for _, r := range all {
		must(t, i.Done(t.Context(), r.Key, []byte("after "+r.Key), morning()))
	}
	_, err := i.Purge(t.Context(), morning().Add(time.Minute))
	must(t, err)
	added, err := i.Put(t.Context(), row("u:last", chat))
	must(t, err)
	rising(t, append(all[9:], added...))
	must(t, i.Done(t.Context(), "u:last", []byte("last"), morning()))
	session, order, err := i.LastSession(t.Context(), chat)
	must(t, err)
	equal(t, "session", string(session), "last")
	equal(t, "the order of the row that left it", order, added[0].Order)
}

// inboxApart: calls at once get numbers of their own, and a call's rows keep
// their order.
func inboxApart(t *testing.T, i bot.Inbox) {
	const chat, calls = "telegram:1007", 12
	added := make([][]storage.Row, calls)
	race(calls, func(n int) {
		var err error
		added[n], err = i.Put(t.Context(), row(fmt.Sprintf("a:%d", n), chat), row("a:same", chat), row(fmt.Sprintf("b:%d", n), chat))
		if err != nil {
			t.Error(err)
		}
	})
	taken := map[int64]string{}
	total := 0
	for _, rows := range added {
		rising(t, rows)
		for _, r := range rows {
			if other, there := taken[r.Order]; there {
				t.Errorf("%s and %s both have the number %d", r.Key, other, r.Order)
			}
			taken[r.Order] = r.Key
			total++
		}
	}
	equal(t, "rows", total, 2*calls+1)
	pending, err := i.PendingOf(t.Context(), chat)
	must(t, err)
	equal(t, "pending", len(pending), total)
	rising(t, pending)
	for _, r := range pending {
		must(t, i.Done(t.Context(), r.Key, nil, morning()))
	}
}

func inboxPendingOf(t *testing.T, i bot.Inbox) {
	const phuc = "telegram:100" // a name that others begin with
	has := func(what string, want ...string) {
		t.Helper()
		pending, err := i.PendingOf(t.Context(), phuc)
		must(t, err)
		equal(t, what, keys(pending), want)
	}
	has("of a chat that has nothing")
	waiting := row("q:2", phuc)
	waiting.Due = morning().Add(time.Minute)
	added, err := i.Put(t.Context(), row("q:1", phuc), waiting, row("q:3", phuc), row("q:4", phuc), row("q:5", "telegram:1008"))
	must(t, err)
	has("what does not wait", "q:1", "q:3", "q:4")
	pending, err := i.PendingOf(t.Context(), phuc)
	must(t, err)
	equal(t, "row as Put gave it", pending[0], added[0])
	must(t, i.Done(t.Context(), "q:1", nil, morning()))
	has("what is not done", "q:3", "q:4")
	tries, err := i.Failed(t.Context(), "q:3", "failure", false)
	must(t, err)
	has("a row that failed stays", "q:3", "q:4")
	pending, err = i.PendingOf(t.Context(), phuc)
	must(t, err)
	equal(t, "its tries", pending[0].Tries, tries)
	_, err = i.Failed(t.Context(), "q:3", "failure", true)
	must(t, err)
	has("what is not set aside", "q:4")
	for _, r := range added[1:] {
		must(t, i.Done(t.Context(), r.Key, nil, morning()))
	}
	has("of a chat that has nothing left")
}
