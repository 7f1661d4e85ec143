package storagetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"minhchung/bot"
	"minhchung/storage"
)

const health = "dossier/2023/so-y-te"

// document is what Lan of Sở Y tế appends after prev.
func document(stream string, prev storage.Document, entries ...string) storage.Document {
	doc := storage.Document{
		Stream: stream, Seq: prev.Seq + 1, Cause: fmt.Sprintf("message:%d", prev.Seq+1), By: "p-lan",
		At: kept(morning()), Recorded: kept(morning().Add(time.Second)),
	}
	if prev.Seq > 0 {
		doc.Prev = prev.Hash()
	}
	for _, e := range entries {
		doc.Entries = append(doc.Entries, json.RawMessage(e))
	}
	return doc
}

func testLedger(t *testing.T, store bot.Store) {
	l := store.Ledger
	t.Run("keeps documents byte by byte", func(t *testing.T) { ledgerKeeps(t, l) })
	t.Run("refuses what is not next", func(t *testing.T) { ledgerRefuses(t, l) })
	t.Run("has one winner a number", func(t *testing.T) { ledgerRace(t, l) })
	t.Run("takes all after retries", func(t *testing.T) { ledgerRetries(t, l) })
	t.Run("says which streams have grown", func(t *testing.T) { ledgerGrown(t, l) })
	t.Run("lists streams", func(t *testing.T) { ledgerStreams(t, l) })
}

func ledgerKeeps(t *testing.T, l bot.Ledger) {
	first := document(health, storage.Document{}, `{"b" : 1,  "a":"<Sở Y tế> &  "}`, "{\n  \"x\": 1.50\n}")
	second := document(health, first, `{"kind":"answer-given"}`)
	third := document(health, second)
	for _, doc := range []storage.Document{first, second, third} {
		must(t, l.Append(t.Context(), doc))
	}
	docs, err := l.Read(t.Context(), health, 0)
	must(t, err)
	equal(t, "whole stream", docs, []storage.Document{first, second, third})
	must(t, storage.Verify(docs))

	docs, err = l.Read(t.Context(), health, 1)
	must(t, err)
	equal(t, "after 1", docs, []storage.Document{second, third})
	docs, err = l.Read(t.Context(), health, 3)
	must(t, err)
	equal(t, "after the last", len(docs), 0)
	docs, err = l.Read(t.Context(), "dossier/2023/so-y", 0) // the beginning of another's name
	must(t, err)
	equal(t, "a stream without documents", len(docs), 0)
}

func ledgerGrown(t *testing.T, l bot.Ledger) {
	const still, growing, empty = "figures/2023/still", "figures/2023/growing", "figures/2023/empty"
	first := document(still, storage.Document{}, `{"n":1}`)
	must(t, l.Append(t.Context(), first))
	one := document(growing, storage.Document{}, `{"n":1}`)
	two := document(growing, one, `{"n":2}`)
	must(t, l.Append(t.Context(), one))
	must(t, l.Append(t.Context(), two))
	for _, c := range []struct {
		what  string
		known map[string]int64
		want  []string
	}{
		{"nothing asked", nil, nil},
		{"nothing known", map[string]int64{still: 0, growing: 0, empty: 0}, []string{growing, still}},
		{"one grown", map[string]int64{still: 1, growing: 1, empty: 0}, []string{growing}},
		{"all known", map[string]int64{still: 1, growing: 2, empty: 0}, nil},
	} {
		grown, err := l.Grown(t.Context(), c.known)
		must(t, err)
		var got []string
		for _, stream := range slices.Sorted(maps.Keys(grown)) {
			if grown[stream] {
				got = append(got, stream)
			}
		}
		equal(t, c.what, got, c.want)
	}
}

func ledgerRefuses(t *testing.T, l bot.Ledger) {
	const stream = "dossier/2023/so-noi-vu"
	first := document(stream, storage.Document{}, `{"n":1}`)
	early := first
	early.Seq = 2
	mustBe(t, l.Append(t.Context(), early), storage.ErrConflict)
	must(t, l.Append(t.Context(), first))

	again := document(stream, storage.Document{}, `{"n":"again"}`)
	mustBe(t, l.Append(t.Context(), again), storage.ErrConflict)
	gap := document(stream, first)
	gap.Seq = 3
	mustBe(t, l.Append(t.Context(), gap), storage.ErrConflict)
	forged := document(stream, first)
	forged.Prev = again.Hash()
	mustBe(t, l.Append(t.Context(), forged), storage.ErrConflict)

	docs, err := l.Read(t.Context(), stream, 0)
	must(t, err)
	equal(t, "after the conflicts", docs, []storage.Document{first})
}

// ledgerRace lets 50 writers want each number: one has it, 49 are told so.
func ledgerRace(t *testing.T, l bot.Ledger) {
	const stream, writers = "dossier/2023/so-giao-duc", 50
	var last storage.Document
	for range 3 {
		var mu sync.Mutex
		var won []storage.Document
		race(writers, func(i int) {
			doc := document(stream, last, fmt.Sprintf(`{"writer":%d}`, i))
			doc.By = fmt.Sprintf("p-%d", i)
			err := l.Append(t.Context(), doc)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				won = append(won, doc)
			} else if !errors.Is(err, storage.ErrConflict) {
				t.Errorf("writer %d: %v", i, err)
			}
		})
		if len(won) != 1 {
			t.Fatalf("number %d has %d winners", last.Seq+1, len(won))
		}
		last = won[0]
		docs, err := l.Read(t.Context(), stream, last.Seq-1)
		must(t, err)
		equal(t, "the winner's document", docs, won)
	}
}

// ledgerRetries lets five people append as the bot does: on a conflict read
// what is new and follow it.
func ledgerRetries(t *testing.T, l bot.Ledger) {
	const stream, people, each = "dossier/2023/so-tai-chinh", 5, 4
	race(people, func(int) {
		var last storage.Document
		for done := 0; done < each; {
			doc := document(stream, last, `{}`)
			err := l.Append(t.Context(), doc)
			if err == nil {
				last = doc
				done++
				continue
			}
			docs, readErr := l.Read(t.Context(), stream, last.Seq)
			if !errors.Is(err, storage.ErrConflict) || readErr != nil || len(docs) == 0 {
				t.Errorf("after %d: append %v, read %d: %v", last.Seq, err, len(docs), readErr)
				return
			}
			last = docs[len(docs)-1]
		}
	})
	docs, err := l.Read(t.Context(), stream, 0)
	must(t, err)
	equal(t, "documents", len(docs), people*each)
	must(t, storage.Verify(docs))
}

func ledgerStreams(t *testing.T, l bot.Ledger) {
	var last storage.Document
	for range 3 {
		last = document("edition/2023", last)
		must(t, l.Append(t.Context(), last))
	}
	for _, name := range []string{"edition/2024", "editions", "edition", "directory", "edition/2023.1", "edition/20(3"} {
		must(t, l.Append(t.Context(), document(name, storage.Document{})))
	}
	names, err := l.Streams(t.Context(), "edition/20")
	must(t, err)
	equal(t, "streams", names, []string{"edition/20(3", "edition/2023", "edition/2023.1", "edition/2024"})
	names, err = l.Streams(t.Context(), "edition/2023")
	must(t, err)
	equal(t, "streams", names, []string{"edition/2023", "edition/2023.1"})
	names, err = l.Streams(t.Context(), "announcement/")
	must(t, err)
	equal(t, "no such streams", len(names), 0)
}
