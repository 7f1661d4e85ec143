package bot_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"minhchung/flows"
	"minhchung/storage"
)

// TestOfTwoContactsTheSecondStepsAgain has Hoa write to Lan's dossier: she is
// of another department and waits for no turn there, as Lan's colleague at
// another replica would not.
func TestOfTwoContactsTheSecondStepsAgain(t *testing.T) {
	inHouse(t, func(h *house) {
		var steps atomic.Int32
		var both sync.WaitGroup // each sees the dossier before the other has written
		both.Add(2)
		h.options.Step = func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			d := w.Dossiers["so-y-te"]
			if d == nil {
				return s, []flows.Effect{flows.Need{Departments: []string{"so-y-te"}}}, nil
			}
			if steps.Add(1) <= 2 {
				both.Done()
				both.Wait()
			}
			s.Turn++
			return s, []flows.Effect{note(w, d, "I.1.1", e.Text), say(fmt.Sprintf("%d after %d", s.Turn, d.Seq))}, nil
		}
		h.start()
		h.accept(typed(lan, "from Lan"), typed(hoa, "from Hoa"))
		if n := steps.Load(); n != 3 {
			t.Errorf("%d steps, want 3", n)
		}
		documents := h.dossier("so-y-te")
		if len(documents) != 2 || documents[0].By == documents[1].By {
			t.Fatalf("the ledger holds %d documents, want one of each", len(documents))
		}
		if err := storage.Verify(documents); err != nil {
			t.Error(err)
		}
		said := append(h.channel.to(lan), h.channel.to(hoa)...)
		if !(said[0] == "1 after 0" && said[1] == "1 after 1" || said[0] == "1 after 1" && said[1] == "1 after 0") {
			t.Errorf("said %q, want one after 0 and one after 1", said)
		}
	})
}

func TestManyContactsAtOnceLoseNothing(t *testing.T) {
	inHouse(t, func(h *house) {
		const people, words = 12, 4
		for i := range people {
			p := storage.Person{ID: fmt.Sprintf("p-%02d", i), Name: fmt.Sprintf("Đầu mối %d", i), Chat: fmt.Sprintf("telegram:2%02d", i)}
			if err := h.store.People.PutPerson(h.t.Context(), p); err != nil {
				t.Fatal(err)
			}
		}
		h.options.Step = func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			s.Turn++
			d := w.Dossiers["so-y-te"]
			if d == nil {
				return s, []flows.Effect{flows.Need{Departments: []string{"so-y-te"}}}, nil
			}
			return s, []flows.Effect{note(w, d, "I.1.1", e.Text), say(fmt.Sprintf("%d %s", s.Turn, e.Text))}, nil
		}
		h.start()
		for word := range words {
			for i := range people {
				h.deliver(typed(fmt.Sprintf("telegram:2%02d", i), fmt.Sprint(word)))
			}
		}
		synctest.Wait()
		for range 20 { // those who gave way come again
			pass(1e9)
		}
		if n := len(h.dossier("so-y-te")); n != people*words {
			t.Errorf("%d documents, want %d", n, people*words)
		}
		for i := range people {
			chat := fmt.Sprintf("telegram:2%02d", i)
			lines(t, chat, h.channel.to(chat), "1 0", "2 1", "3 2", "4 3")
		}
	})
}

func TestAStepThatNeverHasEnoughFails(t *testing.T) {
	inHouse(t, func(h *house) {
		steps := 0
		h.options.Step = func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			steps++
			return s, []flows.Effect{flows.Need{Departments: []string{fmt.Sprint("so-", len(w.Dossiers))}}}, nil
		}
		h.options.Limits.Tries = 1
		h.start()
		h.accept(typed(binh, "a"))
		if steps != 4 {
			t.Errorf("%d steps, want 4: three loads", steps)
		}
		if rows := h.pending(); len(rows) != 0 {
			t.Errorf("%d rows are still pending", len(rows))
		}
	})
}

func TestWhatAStepSees(t *testing.T) {
	inHouse(t, func(h *house) {
		var seen []flows.World
		h.options.Step = func(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
			seen = append(seen, w)
			return echo(w, s, e)
		}
		h.start()
		h.accept(typed(lan, "a"))
		h.accept(typed(binh, "a"))
		h.accept(typed(khoa, "a"))
		if len(seen) != 3 {
			t.Fatalf("%d steps, want 3", len(seen))
		}
		if w := seen[0]; w.Me.Person.Name != "Nguyễn Thị Lan" || w.Me.Admin || w.Dossiers["so-y-te"] == nil || len(w.Dossiers) != 1 {
			t.Errorf("Lan's world: me %+v, %d dossiers", w.Me, len(w.Dossiers))
		}
		if w := seen[1]; !w.Me.Admin || w.Me.Person.ID == "" {
			t.Errorf("the admin's world: me %+v", w.Me)
		}
		if w := seen[2]; w.Me.Admin || w.Me.Person.ID != "" || len(w.Dossiers) != 0 {
			t.Errorf("a stranger's world: me %+v, %d dossiers", w.Me, len(w.Dossiers))
		}
	})
}
