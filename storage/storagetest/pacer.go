package storagetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"minhchung/bot"
)

// The figures are storage.TelegramPace's: 29.8 a second after a burst of 25,
// one a second in a chat after a burst of 20.
func testPacer(t *testing.T, store bot.Store) {
	p := store.Pacer
	t.Run("never slows a dialogue, but a flood", func(t *testing.T) { pacerChat(t, p) })
	t.Run("holds the whole bot to its pace", func(t *testing.T) { pacerAll(t, p) })
	t.Run("sends in bulk evenly, and answers first", func(t *testing.T) { pacerBulk(t, p) })
	t.Run("sends in bulk once a second in a chat", func(t *testing.T) { pacerBulkInChat(t, p) })
	t.Run("sends in bulk while answers take everything", func(t *testing.T) { pacerPatience(t, p) })
	t.Run("pauses", func(t *testing.T) { pacerPause(t, p) })
}

func pacerChat(t *testing.T, p bot.Pacer) {
	begin := time.Now()
	for range 20 {
		must(t, p.Wait(t.Context(), lan))
	}
	if took := time.Since(begin); took > 700*time.Millisecond {
		t.Fatalf("20 messages of a dialogue took %v", took)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	mustBe(t, p.Wait(ctx, lan), context.DeadlineExceeded)
	must(t, p.Wait(t.Context(), minh)) // another chat does not wait for Lan's
}

// rested waits until the whole budget is there again.
func rested(t *testing.T, p bot.Pacer) {
	t.Helper()
	must(t, p.Pause(t.Context(), 1100*time.Millisecond))
	must(t, p.Wait(t.Context(), "telegram:5000"))
}

func pacerAll(t *testing.T, p bot.Pacer) {
	rested(t, p)
	begin := time.Now()
	race(44, func(i int) {
		if err := p.Wait(t.Context(), fmt.Sprintf("telegram:%d", 5001+i)); err != nil {
			t.Error(err)
		}
	})
	// 24 at once, 20 more at 29.8 a second: two thirds of a second.
	if took := time.Since(begin); took < 600*time.Millisecond || took > 5*time.Second {
		t.Fatalf("44 messages took %v, want about two thirds of a second", took)
	}
}

func pacerPause(t *testing.T, p bot.Pacer) {
	begin := time.Now()
	must(t, p.Pause(t.Context(), 400*time.Millisecond))
	must(t, p.Pause(t.Context(), time.Millisecond)) // does not cut the longer one short
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	mustBe(t, p.Wait(ctx, "telegram:6001"), context.DeadlineExceeded)
	mustBe(t, p.WaitBulk(ctx, "telegram:6003"), context.DeadlineExceeded)
	must(t, p.Wait(t.Context(), "telegram:6002"))
	if took := time.Since(begin); took < 380*time.Millisecond {
		t.Fatalf("a pause of 400 ms ended after %v", took)
	}
	must(t, p.Pause(t.Context(), 300*time.Millisecond))
	begin = time.Now()
	must(t, p.WaitBulk(t.Context(), "telegram:6004"))
	if took := time.Since(begin); took < 280*time.Millisecond {
		t.Fatalf("a message in bulk left after %v of a pause of 300 ms", took)
	}
}
