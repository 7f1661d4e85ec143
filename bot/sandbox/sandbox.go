// Package sandbox is a stand-in for Telegram on localhost: a Bot API server
// that refuses what Telegram refuses, people who write to the bot (by method
// calls in tests, by a page in the demo), a clock that can be moved forward,
// and faults on demand. It must not know the bot, the conversation or the
// index: to them it is Telegram.
package sandbox

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"minhchung/bot/sandbox/botapi"
	"minhchung/bot/sandbox/clock"
)

// Options say what a sandbox is made of.
type Options struct {
	Dir         string           // where its state is kept; "" keeps it in memory
	Token       string           // the bot's token, "<id>:<secret>"
	BotUsername string           // without @
	BotName     string           // as chats show it
	People      []Person         // who can be acted as, beside those added on the page
	Start       time.Time        // the clock's time when there is no state yet; zero means now
	Real        func() time.Time // nil means time.Now
	Limits      Limits           // zero limits nothing
	Local       bool             // the larger file sizes of a local Bot API server
}

// Server is the sandbox. It is safe for concurrent use.
type Server struct {
	options  Options
	api      *botapi.API
	journal  *journal
	contents *contents
	clock    *clock.Clock
	faults   *faults
	limiter  *limiter
	started  time.Time
	ctx      context.Context // ends with Close
	stop     context.CancelFunc
	running  sync.WaitGroup

	mu      sync.Mutex
	state   state
	events  events
	changed chan struct{} // closed and replaced at every change
	poller  *poller
	active  time.Time      // real time of the last call or update
	sending map[int64]bool // chats with an update on its way to the webhook
	sweepAt int            // how many callbacks make it worth to drop old ones
	waking  chan struct{}  // tells the webhook's loop to look again
}

// New opens a sandbox; Close ends it.
func New(o Options) (*Server, error) {
	if err := o.complete(); err != nil {
		return nil, err
	}
	api, err := botapi.Load()
	if err != nil {
		return nil, err
	}
	s := &Server{
		options: o, api: api, state: newState(), changed: make(chan struct{}),
		faults: &faults{}, limiter: newLimiter(o.Limits, o.Real),
		started: o.Real(), sending: map[int64]bool{}, waking: make(chan struct{}, 1),
	}
	if err := s.open(); err != nil {
		return nil, err
	}
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.running.Go(s.deliverWebhooks)
	return s, nil
}

func (o *Options) complete() error {
	if id, secret, ok := strings.Cut(o.Token, ":"); !ok || secret == "" || strings.Trim(id, "0123456789") != "" || id == "" {
		return errors.New("the sandbox's token must look like 1000001:secret")
	}
	if o.BotUsername == "" {
		o.BotUsername = "sandbox_bot"
	}
	if o.BotName == "" {
		o.BotName = o.BotUsername
	}
	if o.Real == nil {
		o.Real = time.Now
	}
	for _, p := range o.People {
		if p.ID <= 0 || p.Name == "" {
			return fmt.Errorf("person %d %q: an id above 0 and a name are needed", p.ID, p.Name)
		}
	}
	return nil
}

// open brings back what an earlier run has kept.
func (s *Server) open() error {
	folder := ""
	if s.options.Dir != "" {
		folder = filepath.Join(s.options.Dir, "files")
		if err := os.MkdirAll(s.options.Dir, 0o700); err != nil {
			return fmt.Errorf("make the sandbox's folder: %w", err)
		}
		var err error
		if s.journal, err = openJournal(filepath.Join(s.options.Dir, "sandbox.db")); err != nil {
			return err
		}
	}
	err := s.state.load(s.journal)
	if err == nil {
		s.contents, err = openContents(folder)
	}
	if err != nil {
		return errors.Join(err, s.journal.close())
	}
	earlier := s.state.people
	s.state.people = nil
	s.addPeople(s.options.People)
	for _, p := range earlier { // those added on the page come after the others
		if s.person(p.ID) == nil {
			s.state.people = append(s.state.people, p)
			s.state.known[p.ID] = p
		}
	}
	s.startClock()
	return nil
}

// BotLink is the deep link that hands the payload to the bot.
func (s *Server) BotLink(payload string) string {
	return "https://t.me/" + s.options.BotUsername + "?start=" + payload
}

// Close ends open polls and writes what is left.
func (s *Server) Close() error {
	s.stop()
	s.running.Wait()
	return s.journal.close()
}

// Handler serves the Bot API, its files and the page.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	s.pageRoutes(mux)
	page := protect(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasPrefix(r.URL.Path, "/bot"):
			s.serveMethod(w, r)
		case strings.HasPrefix(r.URL.Path, "/file/bot"):
			s.serveFile(w, r)
		default:
			page.ServeHTTP(w, r)
		}
	})
}

// bot is the bot as a user.
func (s *Server) bot() *User {
	id, _, _ := strings.Cut(s.options.Token, ":")
	n, _ := strconv.ParseInt(id, 10, 64) // complete has checked it
	return &User{ID: n, IsBot: true, FirstName: s.options.BotName, Username: s.options.BotUsername}
}

// change runs f with the state locked and returns once all of it is durable.
func (s *Server) change(f func() error) error {
	s.mu.Lock()
	err := f()
	s.mu.Unlock()
	if keeping := s.journal.wait(); keeping != nil {
		return internal(keeping)
	}
	return err
}

// notify wakes everybody who waits for a change. Server.mu is held.
func (s *Server) notify() {
	close(s.changed)
	s.changed = make(chan struct{})
}

func (s *Server) keepCounters() {
	s.journal.put(bucketMeta, []byte("counters"), s.state.counters)
}

func (s *Server) keepSettings() {
	s.journal.put(bucketMeta, []byte("settings"), s.state.settings)
}

func (s *Server) keepChat(c *chat) { s.journal.put(bucketChats, idKey(c.ID), c) }
