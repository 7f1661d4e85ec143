package storagetest

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"golang.org/x/time/rate"

	"minhchung/bot"
)

// departures are the moments at which messages left.
type departures struct {
	mu    sync.Mutex
	times []time.Time
}

func (d *departures) note() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.times = append(d.times, time.Now())
}

// sorted gives them in their order.
func (d *departures) sorted() []time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.SortedFunc(slices.Values(d.times), time.Time.Compare)
}

// fit says whether a channel that takes 30 a second, and 30 at once, takes all.
func fit(times []time.Time) bool {
	channel := rate.NewLimiter(30, 30)
	for _, at := range times {
		if !channel.AllowN(at, 1) {
			return false
		}
	}
	return true
}

// fullest counts the messages of the second that has the most.
func fullest(times []time.Time) (most int) {
	for first, last := 0, 0; last < len(times); last++ {
		for times[last].Sub(times[first]) > time.Second {
			first++
		}
		most = max(most, last-first+1)
	}
	return most
}

// sendInBulk lets n messages in bulk leave. What it gives says of each that it
// has left, and ends when all have.
func sendInBulk(ctx context.Context, t *testing.T, p bot.Pacer, n, firstChat int, left *departures) <-chan struct{} {
	t.Helper()
	news := make(chan struct{}, n)
	chats := make(chan int, n)
	for i := range n {
		chats <- firstChat + i
	}
	close(chats)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for chat := range chats {
				if err := p.WaitBulk(ctx, fmt.Sprintf("telegram:%d", chat)); err != nil {
					t.Error(err)
					return
				}
				left.note()
				news <- struct{}{}
			}
		})
	}
	go func() {
		all.Wait()
		close(news)
	}()
	return news
}

// through waits until all have left.
func through(news <-chan struct{}) {
	for range news {
	}
}

func pacerBulk(t *testing.T, p bot.Pacer) {
	rested(t, p)
	var bulk, all departures
	begin := time.Now()
	left := sendInBulk(t.Context(), t, p, 75, 7000, &bulk)
	var waited []time.Duration
	for i := range 12 {
		for range 4 { // an answer after each fourth of them
			<-left
		}
		asked := time.Now()
		must(t, p.Wait(t.Context(), fmt.Sprintf("telegram:%d", 7500+i)))
		waited = append(waited, time.Since(asked))
		all.note()
	}
	through(left)
	took := time.Since(begin)
	slices.Sort(waited) // a busy machine may hold up one or the other
	if half := waited[len(waited)/2]; half > 100*time.Millisecond {
		t.Errorf("answers waited for what is sent in bulk, half of them %v", half)
	}
	if most := fullest(bulk.sorted()); most > 30 {
		t.Errorf("%d messages in bulk left within one second", most)
	}
	all.times = append(all.times, bulk.times...)
	if !fit(all.sorted()) {
		t.Error("more left than a channel takes")
	}
	// 75 in bulk and 12 answers at 29.8 a second: 2.9 s, and no more than the
	// machine adds.
	if took < 2800*time.Millisecond || took > 10*time.Second {
		t.Errorf("87 messages took %v, want 2.9 s", took)
	}
}

func pacerBulkInChat(t *testing.T, p bot.Pacer) {
	rested(t, p)
	must(t, p.WaitBulk(t.Context(), "telegram:8000"))
	begin := time.Now()
	must(t, p.WaitBulk(t.Context(), "telegram:8000"))
	if took := time.Since(begin); took < 900*time.Millisecond {
		t.Errorf("two messages in bulk left within %v in one chat", took)
	}
}

// pacerPatience lets answers ask for all of the budget for three seconds.
func pacerPatience(t *testing.T, p bot.Pacer) {
	ctx, cancel := context.WithCancel(t.Context())
	var askers sync.WaitGroup
	for i := range 40 {
		askers.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				_ = p.Wait(ctx, fmt.Sprintf("telegram:%d", 9000+40*n+i)) // ends with ctx
			}
		})
	}
	var bulk departures
	begin := time.Now()
	through(sendInBulk(t.Context(), t, p, 3, 8500, &bulk))
	if took := time.Since(begin); took > 10*time.Second {
		t.Errorf("three messages in bulk took %v while answers asked for everything", took)
	}
	cancel()
	askers.Wait()
}
