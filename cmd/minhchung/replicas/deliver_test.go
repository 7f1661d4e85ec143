package replicas

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// delivery is one attempt of the sender's that ends with a confirmation.
type delivery struct {
	update
	first bool
}

// schedule delivers each update several times: shuffled across chats; within a
// chat the first deliveries in order, the repeats anywhere after their first.
func schedule(talks []*talk, random *rand.Rand) []delivery {
	var lists [][]delivery
	var turns []int // whose turn it is
	for i, k := range talks {
		var list []delivery
		for _, u := range slices.Backward(k.updates) {
			list = slices.Insert(list, 0, delivery{u, true})
			for range deliveries - 1 {
				list = slices.Insert(list, 1+random.IntN(len(list)), delivery{u, false})
			}
		}
		lists = append(lists, list)
		turns = append(turns, slices.Repeat([]int{i}, len(list))...)
	}
	random.Shuffle(len(turns), func(i, j int) { turns[i], turns[j] = turns[j], turns[i] })
	all := make([]delivery, len(turns))
	for n, i := range turns {
		all[n], lists[i] = lists[i][0], lists[i][1:]
	}
	return all
}

// atOnce is how many deliveries are under way at the same time.
const atOnce = 24

// ahead is how many updates people send without having been told anything: a
// slow server must not be given more than it can ever work off. heardWithin
// is how long they wait for that; some updates have no reply.
const (
	ahead       = 3
	heardWithin = 5 * time.Second
)

// sender is Telegram's side of the webhooks.
type sender struct {
	t         *testing.T
	api       *stub
	replicas  []*replica
	client    http.Client
	confirmed [][]chan struct{} // by chat and place: closed with the first confirmation
	once      [][]sync.Once
	sent      atomic.Int64
	after     map[int64]func() // what happens once so many were sent
	refused   atomic.Int64     // attempts without a confirmation
}

func newSender(t *testing.T, api *stub, talks []*talk, replicas ...*replica) *sender {
	s := &sender{t: t, api: api, replicas: replicas, after: map[int64]func(){}}
	s.client.Timeout = time.Minute
	for _, k := range talks {
		confirmed := make([]chan struct{}, len(k.updates))
		for i := range confirmed {
			confirmed[i] = make(chan struct{})
		}
		s.confirmed = append(s.confirmed, confirmed)
		s.once = append(s.once, make([]sync.Once, len(k.updates)))
	}
	return s
}

// deliverAll delivers what is scheduled, several at a time, and returns once
// everything was confirmed.
func (s *sender) deliverAll(all []delivery) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range atOnce {
		workers.Go(func() {
			for n := next.Add(1) - 1; n < int64(len(all)); n = next.Add(1) - 1 {
				s.deliver(all[n], int(n))
			}
		})
	}
	workers.Wait()
}

// deliver brings an update to one replica after the other until one confirms
// it. An update is not sent before the one ahead of it has been confirmed; a
// repeat may be under way together with its first.
func (s *sender) deliver(d delivery, n int) {
	if d.at > 0 {
		<-s.confirmed[d.chat][d.at-1]
	}
	if d.first {
		s.listen(d)
	}
	begin := time.Now()
	for try := n; !s.post(s.replicas[try%len(s.replicas)], d.raw); try++ {
		s.refused.Add(1)
		if time.Since(begin) > patience {
			s.t.Errorf("no replica takes update %d of chat %d", d.at, d.chat)
			break
		}
	}
	s.once[d.chat][d.at].Do(func() { close(s.confirmed[d.chat][d.at]) })
	if happens := s.after[s.sent.Add(1)]; happens != nil {
		happens()
	}
}

// listen waits until the chat was told something of what it sent before.
func (s *sender) listen(d delivery) {
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	over := time.After(heardWithin)
	for s.api.toldIn(firstID+int64(d.chat)) < d.at-ahead {
		select {
		case <-look.C:
		case <-over:
			return
		}
	}
}

func (s *sender) post(to *replica, raw []byte) (confirmed bool) {
	request, err := http.NewRequestWithContext(context.Background(), http.MethodPost, to.web.URL+"/hook", bytes.NewReader(raw))
	if err != nil {
		s.t.Error(err)
		return true
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	response, err := s.client.Do(request)
	if err != nil {
		return false // it is dead
	}
	defer response.Body.Close()
	_, _ = io.Copy(io.Discard, response.Body)
	return response.StatusCode == http.StatusOK
}

func (s *sender) String() string {
	return fmt.Sprintf("%d deliveries, %d more attempts were not confirmed", s.sent.Load(), s.refused.Load())
}
