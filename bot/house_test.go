package bot_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"minhchung/bot"
	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/flows/texts"
	"minhchung/scoring"
	"minhchung/storage"
	"minhchung/storage/embedded"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// The people of the tests, by their chats.
const (
	lan  = "telegram:101" // contact of Sở Y tế
	minh = "telegram:102" // contact of Sở Y tế
	hoa  = "telegram:103" // contact of Sở Xây dựng
	binh = "telegram:900" // admin
	khoa = "telegram:555" // nobody we know
)

func roster() []bot.DirectoryRow {
	return []bot.DirectoryRow{
		{Line: 2, ID: "so-y-te", Name: "Sở Y tế", Contact: "Nguyễn Thị Lan", Phone: "0905 000 101"},
		{Line: 3, ID: "so-y-te", Name: "Sở Y tế", Contact: "Trần Văn Minh", Phone: "0905 000 102"},
		{Line: 4, ID: "so-xay-dung", Name: "Sở Xây dựng", Contact: "Lê Thị Hoa", Phone: "0905 000 103"},
	}
}

type stepFunc func(flows.World, flows.Session, flows.Event) (flows.Session, []flows.Effect, error)

// house is a bot over a real data folder, in a bubble whose time moves only
// when everything waits.
type house struct {
	t       *testing.T
	dir     string
	engine  *embedded.Store
	store   bot.Store
	channel *channel
	lasting bot.Sessions // instead of the engine's, when not nil
	log     *lockedBuffer
	options bot.Options
	bot     *bot.Bot
	halt    func()
	pace    storage.Pace
	updates int
}

// inHouse runs f in a house with everybody on the roster.
func inHouse(t *testing.T, f func(h *house)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		h.open()
		h.enrol()
		f(h)
		h.close()
	})
}

// What every house reads and none changes is loaded once.
var (
	loadTexts   = sync.OnceValues(texts.Load)
	openEdition = sync.OnceValues(func() (*scoring.Edition, error) { return scoring.Open("2023", 0) })
)

func newHouse(t *testing.T) *house {
	catalog, err := loadTexts()
	if err != nil {
		t.Fatal(err)
	}
	edition, err := openEdition()
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, dir: t.TempDir(), channel: newChannel(), log: &lockedBuffer{}, pace: storage.Pace{PerSecond: 1e6, Burst: 1e6, ChatPerSecond: 1e6, ChatBurst: 1e6}}
	h.options = bot.Options{
		Channel: h.channel, Clock: bot.SystemClock{}, Edition: edition, Texts: catalog, Admins: []string{binh},
		Config: flows.Config{BotName: "minhchung_bot", MaxFileMB: 1},
		Inspect: func(_ context.Context, _ io.ReadSeeker, _ int64, name string) (flows.Found, error) {
			return flows.Found{Name: name, Type: "application/pdf"}, nil
		},
		Step:  echo,
		Admit: func(flows.World, flows.Session, flows.Event) flows.Refusal { return flows.RefusedNot },
		Log:   slog.New(slog.NewTextHandler(h.log, nil)),
	}
	return h
}

// echo says what was said, and counts the turns.
func echo(_ flows.World, s flows.Session, e flows.Event) (flows.Session, []flows.Effect, error) {
	s.Turn++
	return s, []flows.Effect{say(fmt.Sprintf("%d %s", s.Turn, e.Text))}, nil
}

func say(text string) flows.Say { return flows.Say{Message: flows.Message{Text: text}} }

// open opens the data folder.
func (h *house) open() {
	h.t.Helper()
	engine, err := embedded.Open(h.dir, h.pace)
	if err != nil {
		h.t.Fatal(err)
	}
	h.engine = engine
	h.store = bot.Store{
		Ledger: engine.Ledger(), Inbox: engine.Inbox(), Sessions: engine.Sessions(), Locks: engine.Locks(), Pacer: engine.Pacer(),
		Deliveries: engine.Deliveries(), People: engine.People(), Blobs: engine.Blobs(),
	}
	if h.lasting != nil {
		h.store.Sessions = h.lasting
	}
}

// keepSessions lets the live sessions outlive the bot.
func (h *house) keepSessions() {
	h.lasting = &lasting{kept: map[string][]byte{}}
	h.store.Sessions = h.lasting
}

// enrol lets everybody of the roster in.
func (h *house) enrol() {
	h.t.Helper()
	ctx := h.t.Context()
	if _, err := h.office().ImportDirectory(ctx, roster()); err != nil {
		h.t.Fatal(err)
	}
	everyone, err := h.store.People.AllPeople(ctx)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, p := range everyone {
		p.Chat = "telegram:" + p.Phone[len(p.Phone)-3:]
		if err := h.store.People.PutPerson(ctx, p); err != nil {
			h.t.Fatal(err)
		}
	}
}

func (h *house) office() *bot.Office {
	return bot.NewOffice(h.store, h.options.Clock, h.options.Admins, h.options.Config)
}

// start lets a bot run.
func (h *house) start() {
	h.t.Helper()
	h.options.Store = h.store
	h.bot = bot.New(h.options)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- h.bot.Run(ctx) }()
	h.halt = func() {
		cancel()
		if err := <-ended; err != nil {
			h.t.Errorf("Run: %v", err)
		}
	}
	synctest.Wait()
}

// stop ends the bot and closes the folder.
func (h *house) stop() {
	if h.halt != nil {
		h.halt()
		h.halt = nil
	}
	if h.engine != nil {
		if err := h.engine.Close(); err != nil {
			h.t.Errorf("close: %v", err)
		}
		h.engine = nil
	}
}

func (h *house) close() { h.stop() }

// restart ends the bot and starts another one on the same folder.
func (h *house) restart() {
	h.t.Helper()
	h.stop()
	h.open()
	h.start()
}

// accept brings events in, and waits until everything rests.
func (h *house) accept(events ...flows.Event) {
	h.t.Helper()
	h.deliver(events...)
	synctest.Wait()
}

func (h *house) deliver(events ...flows.Event) {
	h.t.Helper()
	var updates []bot.Update
	for _, e := range events {
		if e.Key == "" {
			h.updates++
			e.Key = fmt.Sprintf("m:%s:%d", e.Chat, h.updates)
		}
		updates = append(updates, bot.Update{Key: e.Key, Chat: e.Chat, Raw: marshal(h.t, e)})
	}
	if err := h.bot.Accept(h.t.Context(), updates); err != nil {
		h.t.Fatalf("accept: %v", err)
	}
}

func marshal(t testing.TB, e flows.Event) []byte {
	t.Helper()
	if e.At.IsZero() {
		e.At = time.Now()
	}
	raw, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func typed(chat, text string) flows.Event {
	return flows.Event{Kind: flows.EventText, Chat: chat, Text: text}
}

func pressed(chat, data, message string) flows.Event {
	return flows.Event{Kind: flows.EventButton, Chat: chat, Data: data, Message: message}
}

func upload(chat, file string, size int64) flows.Event {
	return flows.Event{Kind: flows.EventUpload, Chat: chat, Upload: &flows.Upload{File: file, Kind: "document", Name: file, Size: size}}
}

// pass lets time go by.
func pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// person gives the record of a chat.
func (h *house) person(chat string) storage.Person {
	h.t.Helper()
	p, err := h.store.People.PersonByChat(h.t.Context(), chat)
	if err != nil {
		h.t.Fatalf("person of %s: %v", chat, err)
	}
	return p
}

func (h *house) stream(name string) []storage.Document {
	h.t.Helper()
	documents, err := h.store.Ledger.Read(h.t.Context(), name, 0)
	if err != nil {
		h.t.Fatal(err)
	}
	return documents
}

func (h *house) dossier(department string) []storage.Document {
	return h.stream(flows.DossierStream(h.options.Edition, department))
}

func (h *house) pending() []storage.Row {
	h.t.Helper()
	rows, err := h.store.Inbox.Pending(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	return rows
}

// own is the department of the person, and its dossier.
func own(w flows.World) (string, *scoring.Dossier) {
	for _, g := range w.Directory.GrantsOf(w.Me.Person.ID) {
		if g.Role == directory.Contact {
			return g.Department, w.Dossiers[g.Department]
		}
	}
	return "", nil
}

// file appends a note on a criterion of the person's dossier.
func file(w flows.World, criterion, text string) flows.Append {
	_, d := own(w)
	return note(w, d, criterion, text)
}

// note appends a note to a dossier.
func note(w flows.World, d *scoring.Dossier, criterion, text string) flows.Append {
	return flows.Append{
		Stream: flows.DossierStream(w.Edition, d.Department), After: d.Seq, By: w.Me.Person.ID,
		Entries: []scoring.Entry{scoring.NoteWritten{Criterion: criterion, Text: text}},
	}
}

// lockedBuffer is a log that is read while it is written.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// lines compares what a chat was sent, one line a message.
func lines(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s:\n  %s\nwant:\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}
