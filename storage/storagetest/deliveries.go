package storagetest

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"minhchung/bot"
	"minhchung/storage"
)

func testDeliveries(t *testing.T, store bot.Store) {
	d := store.Deliveries
	t.Run("keeps each once, in order", func(t *testing.T) { deliveriesKeep(t, d) })
	t.Run("has one winner a mark", func(t *testing.T) { deliveriesRace(t, d) })
}

func deliveriesKeep(t *testing.T, d bot.Deliveries) {
	const job = "announcement/7"
	first := storage.Delivery{Job: job, Recipient: minh, Mark: "1", Outcome: "failed", At: morning()}
	second := storage.Delivery{Job: job, Recipient: lan, Mark: "done", Ref: "4711", Outcome: "sent", At: morning()}
	third := storage.Delivery{Job: job, Recipient: minh, Mark: "done", Ref: "4712", Outcome: "sent", At: morning()}
	other := storage.Delivery{Job: "announcement/70", Recipient: lan, Mark: "done", Outcome: "sent", At: morning()}
	for _, one := range []storage.Delivery{first, other, second, third} {
		must(t, d.Insert(t.Context(), one))
	}
	again := second
	again.Ref = "4713"
	mustBe(t, d.Insert(t.Context(), again), storage.ErrExists)

	list, err := d.List(t.Context(), job)
	must(t, err)
	want := []storage.Delivery{first, second, third}
	for i := range want {
		want[i].At = kept(want[i].At)
	}
	equal(t, "deliveries", list, want)
	list, err = d.List(t.Context(), "announcement/8")
	must(t, err)
	equal(t, "deliveries of an unknown job", len(list), 0)
}

func deliveriesRace(t *testing.T, d bot.Deliveries) {
	var won atomic.Int64
	race(20, func(i int) {
		err := d.Insert(t.Context(), storage.Delivery{
			Job: "album/1", Recipient: lan, Mark: "done", Ref: fmt.Sprint(i), Outcome: "sent", At: morning(),
		})
		if err == nil {
			won.Add(1)
		} else if !errors.Is(err, storage.ErrExists) {
			t.Error(err)
		}
	})
	equal(t, "winners", won.Load(), int64(1))
}
