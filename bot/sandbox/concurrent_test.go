package sandbox

import (
	"fmt"
	"sync"
	"testing"
)

// TestManyAtOnce lets forty people write while the bot fetches, answers and the
// clock moves: everything arrives once, each chat in its order.
func TestManyAtOnce(t *testing.T) {
	const people, each = 40, 5
	var everybody []Person
	for i := range int64(people) {
		everybody = append(everybody, Person{ID: 201 + i, Name: fmt.Sprintf("Đầu mối %d", i+1)})
	}
	b := open(t, Options{Dir: t.TempDir(), People: everybody})
	var writers sync.WaitGroup
	for _, p := range everybody {
		writers.Go(func() {
			for i := range each {
				if _, err := b.Say(p.ID, fmt.Sprintf("%d", i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Go(func() {
		if err := b.Advance(1e9); err != nil {
			t.Error(err)
		}
	})
	next := map[string]int{}
	offset, got := int64(0), 0
	for got < people*each {
		list, last := b.updates(offset)
		for _, u := range list {
			var chat int64
			var n int
			if _, err := fmt.Sscanf(u, "message:%d:%d", &chat, &n); err != nil {
				t.Fatalf("%s: %v", u, err)
			}
			key := fmt.Sprint(chat)
			if next[key] != n {
				t.Fatalf("chat %s: %d came instead of %d", key, n, next[key])
			}
			next[key]++
			b.write(chat, "Đã nhận "+u)
		}
		got += len(list)
		if last > 0 {
			offset = last + 1
		}
	}
	writers.Wait()
	for _, p := range everybody {
		if n := len(b.Messages(p.ID)); n != 2*each {
			t.Errorf("the chat of %d shows %d messages, want %d", p.ID, n, 2*each)
		}
	}
}
