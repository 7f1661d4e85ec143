package replicas

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"minhchung/bot"
	"minhchung/bot/intake/table"
	"minhchung/bot/telegram"
	"minhchung/flows"
)

// secret is what the webhook's sender names itself with.
const secret = "the-replicas-secret"

// replica is one running bot behind a webhook.
type replica struct {
	name string
	web  *httptest.Server
	cut  func() // takes its stores away, as its death would
	halt context.CancelFunc
	over chan struct{} // closed when it has ended
	err  error
}

var errNoFiles = errors.New("nobody sends files here")

// startReplica lets a bot work on a store. cut is called when it is killed.
func startReplica(t *testing.T, name string, store bot.Store, api *stub, clock bot.Clock, cut func()) *replica {
	t.Helper()
	edition, catalog, reader := speech(t)
	log := slog.New(slog.NewTextHandler(&lines{t: t}, &slog.HandlerOptions{Level: slog.LevelError})).With("replica", name)
	channel, err := telegram.New(telegram.Options{Token: token, APIURL: api.web.URL})
	check(t, err)
	b := bot.New(bot.Options{
		Store: store, Channel: channel, Clock: clock, Edition: edition, Texts: catalog, Reader: reader,
		Config: flows.Config{BotName: "minhchung_bot"}, Admins: []string{"telegram:1"}, ReadTable: table.Read, Log: log,
		Inspect: func(context.Context, io.ReadSeeker, int64, string) (flows.Found, error) {
			return flows.Found{}, errNoFiles
		},
	})
	sink := func(ctx context.Context, updates []telegram.Update) error {
		taken := make([]bot.Update, len(updates))
		for i, u := range updates {
			taken[i] = bot.Update(u)
		}
		return b.Accept(ctx, taken)
	}
	ctx, halt := context.WithCancel(context.Background())
	r := &replica{name: name, cut: cut, halt: halt, over: make(chan struct{})}
	r.web = httptest.NewServer(channel.Receive(telegram.Webhook{URL: "https://localhost/hook", Secret: secret}, sink))
	go func() {
		r.err = b.Run(ctx)
		close(r.over)
	}()
	t.Cleanup(func() {
		r.halt()
		<-r.over
		r.web.Close()
	})
	return r
}

// kill ends a replica as a power cut would: in the middle of whatever it does,
// nothing more of it reaches a store, and it frees no lock.
func (r *replica) kill() {
	r.cut()
	r.web.CloseClientConnections()
	r.web.Listener.Close()
	r.halt()
}

// stop ends a replica in good order.
func (r *replica) stop(t *testing.T) {
	t.Helper()
	r.halt()
	<-r.over
	check(t, r.err)
}

// leaders tells which replica runs the jobs.
type leaders struct {
	mu    sync.Mutex
	now   string
	since time.Time
}

func (l *leaders) note(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.now, l.since = name, time.Now()
}

func (l *leaders) current() (name string, since time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.now, l.since
}

// watchedLocks tell who leads.
type watchedLocks struct {
	bot.Locks
	name    string
	leaders *leaders
}

func (w watchedLocks) Hold(ctx context.Context, name string) (context.Context, func(), error) {
	held, release, err := w.Locks.Hold(ctx, name)
	if err == nil {
		w.leaders.note(w.name)
	}
	return held, release, err
}

// watchedInbox tells of each row that is done.
type watchedInbox struct {
	bot.Inbox
	done func(key string)
}

func (w watchedInbox) Done(ctx context.Context, key string, session []byte, at time.Time) error {
	err := w.Inbox.Done(ctx, key, session, at)
	if err == nil {
		w.done(key)
	}
	return err
}

// lines shows a log with the test.
type lines struct{ t *testing.T }

func (l *lines) Write(line []byte) (int, error) {
	l.t.Logf("%s", line)
	return len(line), nil
}
