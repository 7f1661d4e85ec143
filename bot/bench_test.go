package bot_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"

	"minhchung/bot"
	"minhchung/flows"
	"minhchung/storage"
	"minhchung/storage/embedded"
)

// BenchmarkStep is one update from Accept to its reply, durably: inbox, step,
// append, reply to a channel that takes no time, done.
func BenchmarkStep(b *testing.B) {
	for _, chats := range []int{1, 50, 500} {
		b.Run(fmt.Sprintf("chats=%d", chats), func(b *testing.B) { benchmarkStep(b, chats) })
	}
}

func benchmarkStep(b *testing.B, chats int) {
	edition, err := openEdition()
	if err != nil {
		b.Fatal(err)
	}
	catalog, err := loadTexts()
	if err != nil {
		b.Fatal(err)
	}
	engine, err := embedded.Open(b.TempDir(), storage.Pace{PerSecond: 1e9, Burst: 1e9, ChatPerSecond: 1e9, ChatBurst: 1e9})
	if err != nil {
		b.Fatal(err)
	}
	replied := &replies{waiting: map[string]chan struct{}{}}
	c := newChannel()
	c.fail = func(chat string, _ bot.Outgoing) error { replied.to(chat) <- struct{}{}; return nil }
	worker := bot.New(bot.Options{
		Store: bot.Store{
			Ledger: engine.Ledger(), Inbox: engine.Inbox(), Sessions: engine.Sessions(), Locks: engine.Locks(), Pacer: engine.Pacer(),
			Deliveries: engine.Deliveries(), People: engine.People(), Blobs: engine.Blobs(),
		},
		Channel: c, Clock: bot.SystemClock{}, Edition: edition, Texts: catalog, Step: notes, Log: slog.New(slog.DiscardHandler),
	})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- worker.Run(ctx) }()
	b.ResetTimer()
	var everyone sync.WaitGroup
	for i := range chats {
		everyone.Go(func() { talk(b, worker, replied, fmt.Sprintf("telegram:%d", i), (b.N+chats-1)/chats) })
	}
	everyone.Wait()
	b.StopTimer()
	cancel()
	if err := <-ended; err != nil {
		b.Error(err)
	}
	if err := engine.Close(); err != nil {
		b.Error(err)
	}
}

// talk says n things, each after the reply to the one before.
func talk(b *testing.B, worker *bot.Bot, replied *replies, chat string, n int) {
	for i := range n {
		e := typed(chat, "a")
		e.Key = fmt.Sprintf("m:%s:%d", chat, i)
		if err := worker.Accept(context.Background(), []bot.Update{{Key: e.Key, Chat: chat, Raw: marshal(b, e)}}); err != nil {
			b.Error(err)
			return
		}
		<-replied.to(chat)
	}
}

// notes appends to a dossier of the chat's own, so that chats do not conflict.
func notes(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
	s.Turn++
	department := "so-" + e.Chat[len("telegram:"):]
	d := w.Dossiers[department]
	if d == nil {
		return s, []flows.Effect{flows.Need{Departments: []string{department}}}, nil
	}
	return s, []flows.Effect{note(w, d, "I.1.1", e.Text), say("noted")}, nil
}

// replies tells who waits for a chat's reply that it came.
type replies struct {
	mu      sync.Mutex
	waiting map[string]chan struct{}
}

func (r *replies) to(chat string) chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	c, ok := r.waiting[chat]
	if !ok {
		c = make(chan struct{}, 8)
		r.waiting[chat] = c
	}
	return c
}
