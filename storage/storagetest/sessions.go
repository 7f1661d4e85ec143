package storagetest

import (
	"testing"

	"minhchung/bot"
)

func testSessions(t *testing.T, store bot.Store) {
	s := store.Sessions
	none, err := s.Load(t.Context(), lan)
	must(t, err)
	if none != nil {
		t.Fatalf("session %q of a new chat", none)
	}
	given := []byte("asking for I.2.2\x00\xff")
	must(t, s.Save(t.Context(), lan, given))
	must(t, s.Save(t.Context(), minh, []byte("at the menu")))
	copy(given, "overwritten later") // the caller's own again
	got, err := s.Load(t.Context(), lan)
	must(t, err)
	equal(t, "Lan's session", string(got), "asking for I.2.2\x00\xff")
	must(t, s.Save(t.Context(), lan, []byte("next question")))
	got, err = s.Load(t.Context(), lan)
	must(t, err)
	equal(t, "Lan's session", string(got), "next question")
}
