package bot_test

import (
	"testing"
	"time"

	"minhchung/flows"
	"minhchung/scoring"
	"minhchung/storage"
)

// TestAReturnIsRemindedOfByItsOwnDay: one that this process records, and one
// that another replica does.
func TestAReturnIsRemindedOfByItsOwnDay(t *testing.T) {
	inHouse(t, func(h *house) {
		clock := reminded(h, "2023-04-10 09:00")
		until := scoring.Date{Year: 2023, Month: 4, Day: 14}.End().Add(-time.Second)
		h.options.Step = func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			return s, []flows.Effect{flows.Append{
				Stream: flows.DossierStream(w.Edition, "so-y-te"), By: w.Me.Person.ID,
				Entries: []scoring.Entry{scoring.Returned{Criterion: "I.5.1", Reason: "Chưa mở được liên kết", Until: until}},
			}}, nil
		}
		h.start()
		pass(2 * time.Minute)
		given := typed(binh, "return")
		given.At = clock.Now()
		h.accept(given)
		pass(time.Hour)
		clock.set(t, "2023-04-11 08:28")
		pass(time.Hour)
		h.restart()
		pass(5 * time.Hour)
		for _, chat := range []string{lan, minh} {
			lines(t, "three days before", headings(h.channel.to(chat)), "Còn 3 ngày đến hạn bổ sung 14/4")
		}
		lines(t, "Hoa, to whose department nothing was returned", headings(h.channel.to(hoa)))

		clock.set(t, "2023-04-13 08:20")
		raw, err := scoring.EncodeEntry(scoring.Returned{Criterion: "I.5.1", Reason: "Chưa mở được liên kết", Until: until})
		if err != nil {
			t.Fatal(err)
		}
		at := clock.Now().UTC()
		elsewhere := storage.Document{Stream: flows.DossierStream(h.options.Edition, "so-xay-dung"), Seq: 1, Cause: "elsewhere", At: at, Recorded: at}
		elsewhere.Entries = append(elsewhere.Entries, raw)
		if err := h.store.Ledger.Append(h.t.Context(), elsewhere); err != nil {
			t.Fatal(err)
		}
		pass(5 * time.Hour)
		lines(t, "Hoa, the day before", headings(h.channel.to(hoa)), "Ngày mai, 14/4, là hạn bổ sung")
	})
}
