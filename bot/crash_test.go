package bot_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"minhchung/bot"
	"minhchung/flows"
	"minhchung/scoring"
	"minhchung/storage"
)

// killer lets the process die right before one of its writes, which is right
// after the one before it. From then on nothing is written or sent any more.
type killer struct {
	mu   sync.Mutex
	left int // writes until then
	dead bool
}

var errDead = errors.New("the process is dead")

func (k *killer) do(write func() error) error {
	k.mu.Lock()
	k.left--
	k.dead = k.dead || k.left == 0
	dead := k.dead
	k.mu.Unlock()
	if dead {
		return errDead
	}
	return write()
}

func (k *killer) died() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.dead
}

type mortalLedger struct {
	bot.Ledger
	k *killer
}

func (m mortalLedger) Append(ctx context.Context, doc storage.Document) error {
	return m.k.do(func() error { return m.Ledger.Append(ctx, doc) })
}

type mortalInbox struct {
	bot.Inbox
	k *killer
}

func (m mortalInbox) Put(ctx context.Context, rows ...storage.Row) (added []storage.Row, err error) {
	err = m.k.do(func() error { added, err = m.Inbox.Put(ctx, rows...); return err })
	return added, err
}

func (m mortalInbox) Done(ctx context.Context, key string, session []byte, at time.Time) error {
	return m.k.do(func() error { return m.Inbox.Done(ctx, key, session, at) })
}

func (m mortalInbox) Failed(ctx context.Context, key, failure string, aside bool) (tries int, err error) {
	err = m.k.do(func() error { tries, err = m.Inbox.Failed(ctx, key, failure, aside); return err })
	return tries, err
}

type mortalSessions struct {
	bot.Sessions
	k *killer
}

func (m mortalSessions) Save(ctx context.Context, chat string, session []byte) error {
	return m.k.do(func() error { return m.Sessions.Save(ctx, chat, session) })
}

type mortalDeliveries struct {
	bot.Deliveries
	k *killer
}

func (m mortalDeliveries) Insert(ctx context.Context, d storage.Delivery) error {
	return m.k.do(func() error { return m.Deliveries.Insert(ctx, d) })
}

type mortalPeople struct {
	bot.People
	k *killer
}

func (m mortalPeople) PutPerson(ctx context.Context, p storage.Person) error {
	return m.k.do(func() error { return m.People.PutPerson(ctx, p) })
}

type mortalChannel struct {
	bot.Channel
	k *killer
}

func (m mortalChannel) Send(ctx context.Context, chat string, out bot.Outgoing) (ref string, err error) {
	err = m.k.do(func() error { ref, err = m.Channel.Send(ctx, chat, out); return err })
	if errors.Is(err, errDead) {
		err = &bot.SendError{Kind: bot.SendUnknown, Detail: err.Error()}
	}
	return ref, err
}

func mortal(s bot.Store, k *killer) bot.Store {
	s.Ledger, s.Inbox, s.Sessions = mortalLedger{s.Ledger, k}, mortalInbox{s.Inbox, k}, mortalSessions{s.Sessions, k}
	s.Deliveries, s.People = mortalDeliveries{s.Deliveries, k}, mortalPeople{s.People, k}
	return s
}

// diary is a step of every kind of effect: what Lan writes is noted in the
// dossier, shown back, told to the admins, and remembered a while later.
func diary(w flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
	_, d := own(w)
	if e.Kind == flows.EventWake {
		return s, []flows.Effect{say("reminded of " + e.Wake.Group)}, nil
	}
	s.Turn++
	me := w.Me.Person
	me.Language = "vi"
	noted := file(w, "I.1.1", d.Item("I.1.1").Note+e.Text)
	return s, []flows.Effect{
		noted,
		flows.Know{Person: me},
		flows.Say{Message: flows.Message{Text: fmt.Sprintf("%d noted %s", s.Turn, noted.Entries[0].(scoring.NoteWritten).Text), Edit: true}},
		flows.Tell{Person: flows.AllAdmins, Message: flows.Message{Text: "Lan noted " + e.Text}},
		flows.Wake{After: time.Second, What: flows.Wakeful{Reason: "album", Group: e.Text, Turn: s.Turn}},
	}, nil
}

// TestDyingAtAnyWrite lets the process die between any two writes of a small
// dialogue, and starts another one: one time the live sessions are lost with
// it, the other time they outlive it, as in Redis.
func TestDyingAtAnyWrite(t *testing.T) {
	atEveryWrite(t, "sessions are lost", 15, dieOnce)
	atEveryWrite(t, "sessions outlive", 15, func(h *house, k *killer) bool {
		h.keepSessions()
		return dieOnce(h, k)
	})
}

// atEveryWrite runs f in a new house for the first write, the second, and so
// on, until f says that nothing died any more; that must take some writes.
func atEveryWrite(t *testing.T, name string, least int, f func(*house, *killer) (died bool)) {
	for at, died := 1, true; died; at++ {
		t.Run(fmt.Sprintf("%s, write %d", name, at), func(t *testing.T) {
			died = false
			inHouse(t, func(h *house) { died = f(h, &killer{left: at}) })
		})
		if !died && at < least {
			t.Errorf("%s: only %d writes: something is not written", name, at)
		}
	}
}

// lasting are live sessions that outlive the process.
type lasting struct {
	mu   sync.Mutex
	kept map[string][]byte
}

func (l *lasting) Load(_ context.Context, chat string) ([]byte, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.kept[chat], nil
}

func (l *lasting) Save(_ context.Context, chat string, session []byte) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.kept[chat] = session
	return nil
}

// dieOnce has a dialogue in which the process dies, and checks what is left.
// It says whether the process got so far as to die.
func dieOnce(h *house, k *killer) (died bool) {
	h.options.Step = diary
	alive := h.store
	h.store, h.options.Channel = mortal(alive, k), mortalChannel{h.channel, k}
	h.bornDead(k)
	events := []flows.Event{typed(lan, "a"), pressed(lan, "b", "7"), typed(lan, "c")}
	for i := range events {
		events[i].Key, events[i].Text = fmt.Sprintf("m:%d", i), string(rune('a'+i))
		h.offer(events[i])
	}
	pass(3 * time.Second)
	died = k.died()
	h.stop()

	h.options.Channel = h.channel
	h.open()
	h.start()
	for _, e := range events { // the channel delivers again what was not taken
		h.offer(e)
	}
	pass(3 * time.Second)

	checkDiary(h)
	return died
}

// checkDiary sees that nothing is lost and nothing there twice.
func checkDiary(h *house) {
	t := h.t
	documents := h.dossier("so-y-te")
	var causes, notes []string
	for _, doc := range documents {
		causes = append(causes, doc.Cause)
		notes = append(notes, string(doc.Entries[0]))
	}
	lines(t, "causes in the ledger", causes, "m:0", "m:1", "m:2")
	if len(notes) == 3 && !strings.Contains(notes[2], `"abc"`) {
		t.Errorf("the notes do not build on each other: %s", notes)
	}
	if err := storage.Verify(documents); err != nil {
		t.Errorf("the chain: %v", err)
	}
	said := once(h.channel.to(lan)) // an answer may come twice, but only the same one
	lines(t, "Lan", without(said, "reminded of"), "1 noted a", "EDIT 7 2 noted ab", "TOAST ", "3 noted abc")
	for _, group := range []string{"a", "b", "c"} {
		if !slices.Contains(said, "reminded of "+group) {
			t.Errorf("not reminded of %s", group)
		}
	}
	lines(t, "the admin", once(h.channel.to(binh)), "Lan noted a", "Lan noted b", "Lan noted c")
	if rows := h.pending(); len(rows) != 0 {
		t.Errorf("%d rows are still pending", len(rows))
	}
}

// bornDead starts a bot that may die while it starts.
func (h *house) bornDead(k *killer) {
	h.options.Store = h.store
	h.bot = bot.New(h.options)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- h.bot.Run(ctx) }()
	h.halt = func() {
		cancel()
		if err := <-ended; err != nil && !k.died() {
			h.t.Errorf("Run: %v", err)
		}
	}
	synctest.Wait()
}

// offer delivers an event that the bot may be too dead to take.
func (h *house) offer(e flows.Event) {
	h.t.Helper()
	raw := marshal(h.t, e)
	_ = h.bot.Accept(h.t.Context(), []bot.Update{{Key: e.Key, Chat: e.Chat, Raw: raw}})
	synctest.Wait()
}

// once leaves out what was said before.
func once(said []string) []string {
	var fresh []string
	for _, s := range said {
		if !slices.Contains(fresh, s) {
			fresh = append(fresh, s)
		}
	}
	return fresh
}

func without(said []string, part string) []string {
	var rest []string
	for _, s := range said {
		if !strings.Contains(s, part) {
			rest = append(rest, s)
		}
	}
	return rest
}
