package bot_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"minhchung/bot"
	"minhchung/flows"
	"minhchung/scoring"
	"minhchung/storage"
)

// audience are people of whom nothing is known but their chats, in memory:
// the disk is not what these tests are about.
type audience struct {
	bot.People
	mu      sync.Mutex
	persons map[string]storage.Person
}

func newAudience(people bot.People, n int) *audience {
	a := &audience{People: people, persons: map[string]storage.Person{"admin": {ID: "admin", Chat: binh}}}
	for i := range n {
		id := fmt.Sprintf("p%05d", i)
		a.persons[id] = storage.Person{ID: id, Chat: "telegram:5" + id[1:]}
	}
	return a
}

func (a *audience) Person(ctx context.Context, id string) (storage.Person, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if p, ok := a.persons[id]; ok {
		return p, nil
	}
	return a.People.Person(ctx, id)
}

func (a *audience) PersonByChat(ctx context.Context, chat string) (storage.Person, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if p, ok := a.persons["p"+strings.TrimPrefix(chat, "telegram:5")]; ok {
		return p, nil
	}
	return a.People.PersonByChat(ctx, chat)
}

func (a *audience) PutPerson(ctx context.Context, p storage.Person) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if _, ok := a.persons[p.ID]; ok {
		a.persons[p.ID] = p
		return nil
	}
	return a.People.PutPerson(ctx, p)
}

func (a *audience) ids() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	var all []string
	for id := range a.persons {
		if id != "admin" {
			all = append(all, id)
		}
	}
	slices.Sort(all)
	return all
}

// deliveries are kept in memory, across the deaths of the process.
type deliveries struct {
	mu   sync.Mutex
	all  []storage.Delivery
	keys map[string]bool
}

func newDeliveries() *deliveries { return &deliveries{keys: map[string]bool{}} }

func (d *deliveries) Insert(_ context.Context, r storage.Delivery) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	key := r.Job + "\n" + r.Recipient + "\n" + r.Mark
	if d.keys[key] {
		return storage.ErrExists
	}
	d.keys[key] = true
	d.all = append(d.all, r)
	return nil
}

func (d *deliveries) List(_ context.Context, job string) ([]storage.Delivery, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var of []storage.Delivery
	for _, r := range d.all {
		if r.Job == job {
			of = append(of, r)
		}
	}
	return of, nil
}

// outcomes counts the records with a mark by outcome.
func (d *deliveries) outcomes(mark string) map[string]int {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := map[string]int{}
	for _, r := range d.all {
		if r.Mark == mark {
			n[r.Outcome]++
		}
	}
	return n
}

// theater is a house with an audience.
type theater struct {
	*house
	audience *audience
	kept     *deliveries
}

func inTheater(t *testing.T, n int, f func(*theater)) {
	t.Helper()
	inHouse(t, func(h *house) {
		th := &theater{house: h, audience: newAudience(h.store.People, n), kept: newDeliveries()}
		th.furnish()
		f(th)
	})
}

// furnish puts the audience before the engine, which is a new one after a death.
func (th *theater) furnish() {
	th.audience.People = th.store.People
	th.store.People, th.store.Deliveries = th.audience, th.kept
}

const theNews = "announcement/news"

// append writes to the announcement's stream as another replica would.
// throughDeaths lets the process die again and again, each time after as many
// writes as chance says, until it has died often enough or has nothing left to
// do. It gives how often that was and how much was on its way then, of what
// begins with heading; born is what each new process begins with.
func (th *theater) throughDeaths(kills int, chance func() int, heading string, born func()) (deaths, inFlight int) {
	alive := th.options.Channel
	for deaths < kills {
		k := &killer{left: chance()}
		th.store, th.options.Channel = mortal(th.store, k), mortalChannel{alive, k}
		th.bornDead(k)
		born()
		for waited := 0; !k.died() && waited < 100; waited++ {
			pass(time.Second)
		}
		if !k.died() {
			break
		}
		deaths++
		told := th.heard(heading)
		recorded := th.kept.outcomes("done")["sent"]
		th.stop()
		inFlight += total(told) - repeated(told) - recorded
		th.open()
		th.furnish()
	}
	th.options.Channel = alive
	return deaths, inFlight
}

func (th *theater) append(entries ...scoring.Entry) {
	th.t.Helper()
	th.appendTo(theNews, "admin", entries...)
}

func (th *theater) appendTo(stream, by string, entries ...scoring.Entry) {
	th.t.Helper()
	before := th.stream(stream)
	doc := storage.Document{Stream: stream, Seq: int64(len(before)) + 1, By: by, Cause: fmt.Sprint("c", len(before)), At: time.Now(), Recorded: time.Now()}
	if len(before) > 0 {
		doc.Prev = before[len(before)-1].Hash()
	}
	for _, e := range entries {
		raw, err := scoring.EncodeEntry(e)
		if err != nil {
			th.t.Fatal(err)
		}
		doc.Entries = append(doc.Entries, raw)
	}
	if err := th.engine.Ledger().Append(th.t.Context(), doc); err != nil {
		th.t.Fatal(err)
	}
}

func (th *theater) announce() {
	th.append(flows.Announced{Text: "news", Recipients: th.audience.ids()})
}

// heard counts how often each of those who listen was sent a line that begins so.
func (th *theater) heard(line string) map[string]int {
	th.channel.mu.Lock()
	defer th.channel.mu.Unlock()
	n := map[string]int{}
	for chat, said := range th.channel.sent {
		for _, s := range said {
			if chat != binh && strings.HasPrefix(s, line) {
				n[chat]++
			}
		}
	}
	return n
}

func total(n map[string]int) (all int) {
	for _, times := range n {
		all += times
	}
	return all
}

func repeated(n map[string]int) int { return total(n) - len(n) }
