package embedded

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"minhchung/storage"
)

// TestLocksForgetNames: what nobody holds or wants takes no memory.
func TestLocksForgetNames(t *testing.T) {
	l := newLocks()
	unlock, err := l.Lock(t.Context(), "telegram:1001")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := l.Lock(ctx, "telegram:1001"); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("got %v", err)
	}
	if len(l.byName) != 1 {
		t.Fatalf("%d names while one is held", len(l.byName))
	}
	unlock()
	if len(l.byName) != 0 {
		t.Fatalf("%d names while none is held", len(l.byName))
	}
}

// TestPacerForgetsRestedChats but not those that have just written.
func TestPacerForgetsRestedChats(t *testing.T) {
	p := newPacer(storage.TelegramPace())
	if err := p.Wait(t.Context(), "telegram:1001"); err != nil {
		t.Fatal(err)
	}
	busy := p.chats["telegram:1001"]
	rested := time.Now()
	for i := range manyChats {
		p.keepChat(fmt.Sprintf("telegram:%d", 2000+i), rested, rested)
	}
	if len(p.chats) > 2 {
		t.Fatalf("%d chats are remembered", len(p.chats))
	}
	if p.chats["telegram:1001"] != busy {
		t.Fatal("a chat that has just written begins anew")
	}
}
