package storagetest

import (
	"testing"
	"time"

	"minhchung/bot"
	"minhchung/storage"
)

// inboxAside: rows that were set aside can be listed and put back, behind all
// that came to their chat meanwhile.
func inboxAside(t *testing.T, i bot.Inbox) {
	const chat = "telegram:1011"
	late := row("a:late", chat)
	late.Arrived = morning().Add(time.Hour)
	_, err := i.Put(t.Context(), late, row("a:early", chat))
	must(t, err)
	for _, key := range []string{"a:late", "a:early"} {
		_, err := i.Failed(t.Context(), key, "no reason", true)
		must(t, err)
	}
	aside, err := i.Aside(t.Context())
	must(t, err)
	aside = of(aside, chat)
	equal(t, "set aside, the oldest first", keys(aside), []string{"a:early", "a:late"})
	equal(t, "its failure", aside[0].Failure, "no reason")
	equal(t, "its update", string(aside[0].Update), string(row("a:early", chat).Update))

	after, err := i.Put(t.Context(), row("a:after", chat))
	must(t, err)
	back, err := i.PutBack(t.Context(), "a:early")
	must(t, err)
	equal(t, "tries of what was put back", back.Tries, 0)
	equal(t, "it keeps its arrival", back.Arrived, aside[0].Arrived)
	rising(t, append(after, back))
	pending, err := i.PendingOf(t.Context(), chat)
	must(t, err)
	equal(t, "pending", keys(pending), []string{"a:after", "a:early"})
	rest, err := i.Aside(t.Context())
	must(t, err)
	equal(t, "still set aside", keys(of(rest, chat)), []string{"a:late"})

	for _, key := range []string{"a:early", "a:after", "a:none"} { // put back, never set aside, unknown
		_, err = i.PutBack(t.Context(), key)
		mustBe(t, err, storage.ErrNotFound)
	}
	must(t, i.Done(t.Context(), "a:after", nil, morning()))
	must(t, i.Done(t.Context(), "a:early", []byte("after early"), morning()))
	session, _, err := i.LastSession(t.Context(), chat)
	must(t, err)
	equal(t, "session", string(session), "after early")
}
