package bot_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"minhchung/bot"
	"minhchung/flows"
	"minhchung/flows/figures"
	"minhchung/flows/flowtest"
	"minhchung/scoring"
	"minhchung/storage"
	"minhchung/storage/embedded"
	"minhchung/storage/redis"
)

// rehearsal is how long an event may take on a busy machine.
const rehearsal = time.Minute

// troupe plays transcripts with a whole bot. One event is worked at a time.
type troupe struct {
	t     *testing.T
	stage *flowtest.Stage
	bot   *bot.Bot
	clock *stillClock
	live  *goredis.Client
	inbox *watchedInbox
	scene *scene
	log   *lockedBuffer
}

// newTroupe lets a bot run in the province of the stage, until the test ends.
func newTroupe(t *testing.T, stage *flowtest.Stage, redisURL string) *troupe {
	t.Helper()
	world := stage.World()
	p := &troupe{t: t, stage: stage, clock: &stillClock{now: world.Now}, scene: &scene{stage: stage, announced: map[string]bool{}}, log: &lockedBuffer{}}
	store := p.open(redisURL)
	var admins []string
	for _, persona := range flowtest.Cast() {
		if persona.Admin {
			admins = append(admins, stage.Chat(persona))
		}
	}
	p.bot = bot.New(bot.Options{
		Store: store, Channel: p.scene, Clock: p.clock, Edition: world.Edition, Config: world.Config,
		Texts: world.Texts, Reader: world.Reader, Admins: admins, Inspect: p.scene.inspect, Picture: p.scene.draw, ReadTable: p.scene.readTable,
		Log: slog.New(slog.NewTextHandler(p.log, nil)),
	})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- p.bot.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		err := errors.Join(<-ended, store.Close())
		if err != nil {
			t.Error(err)
		}
		if t.Failed() {
			t.Logf("the bot's log:\n%s", p.log)
		}
	})
	return p
}

// open opens a folder, with its live sessions, locks and pace in Redis, and
// puts into it what the stage holds before the first line.
func (p *troupe) open(redisURL string) bot.Store {
	p.t.Helper()
	folder, err := embedded.Open(p.t.TempDir(), storage.Pace{})
	if err != nil {
		p.t.Fatal(err)
	}
	shared, err := redis.Open(p.t.Context(), redisURL, storage.Pace{})
	if err != nil {
		p.t.Fatal(err)
	}
	options, err := goredis.ParseURL(redisURL)
	if err != nil {
		p.t.Fatal(err)
	}
	p.live = goredis.NewClient(options)
	p.inbox = &watchedInbox{Inbox: folder.Inbox(), over: make(chan error, 100)}
	p.seed(folder)
	return bot.Store{
		Ledger: watchedLedger{folder.Ledger(), p.scene}, Inbox: p.inbox, Deliveries: folder.Deliveries(),
		People: folder.People(), Blobs: stageBlobs{folder.Blobs()},
		Sessions: shared.Sessions(), Locks: shared.Locks(), Pacer: shared.Pacer(),
		Close: func() error { return errors.Join(p.live.Close(), shared.Close(), folder.Close()) },
	}
}

func (p *troupe) seed(folder *embedded.Store) {
	p.t.Helper()
	ctx := p.t.Context()
	for stream, documents := range p.stage.Seed() {
		prev := ""
		for i, entries := range documents {
			at := p.clock.Now().UTC()
			doc := storage.Document{Stream: stream, Seq: int64(i) + 1, Cause: fmt.Sprint("seed:", i), At: at, Recorded: at, Prev: prev, Entries: entries}
			if err := folder.Ledger().Append(ctx, doc); err != nil {
				p.t.Fatal(err)
			}
			prev = doc.Hash()
		}
	}
	for _, person := range p.stage.People() {
		if err := folder.People().PutPerson(ctx, storage.Person(person)); err != nil {
			p.t.Fatal(err)
		}
	}
}

// stageBlobs has, as nothing, the contents that transcripts make up: those of
// an archive's files, whose hashes begin with zeros.
type stageBlobs struct{ bot.Blobs }

func (b stageBlobs) Open(ctx context.Context, sha string) (io.ReadSeekCloser, error) {
	content, err := b.Blobs.Open(ctx, sha)
	if errors.Is(err, storage.ErrNotFound) && strings.HasPrefix(sha, "00000000") {
		return nothing{strings.NewReader("")}, nil
	}
	return content, err
}

type nothing struct{ io.ReadSeeker }

func (nothing) Close() error { return nil }

// Play brings an event in, over a Redis that has forgotten everything, and
// waits until its row is done.
func (p *troupe) Play(e flows.Event) ([]string, error) {
	p.clock.set(e.At)
	if err := p.live.FlushAll(p.t.Context()).Err(); err != nil {
		return nil, err
	}
	raw, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	p.scene.begin(e)
	p.inbox.expect(e)
	if err := p.bot.Accept(p.t.Context(), []bot.Update{{Key: e.Key, Chat: e.Chat, Raw: raw}}); err != nil {
		return nil, err
	}
	err = p.inbox.wait()
	return p.scene.end(), err
}

// Settle lets all that waits become due.
func (p *troupe) Settle() ([]string, error) {
	due := p.inbox.waiting()
	if len(due) == 0 {
		return nil, nil
	}
	for _, row := range due {
		p.scene.begin(p.stage.Wake(row.Chat))
		if row.Due.After(p.clock.Now()) {
			p.stage.Until(row.Due.In(p.stage.World().Now.Location()))
			p.clock.set(row.Due)
		}
	}
	for range due {
		if err := p.inbox.wait(); err != nil {
			return nil, err
		}
	}
	return p.scene.end(), nil
}

// scene is the channel, and what is seen in it while one event is worked.
type scene struct {
	stage *flowtest.Stage
	real  *library // real papers, by name; nil where transcripts say what is seen of a file

	mu        lockedLines
	event     flows.Event
	announced map[string]bool // the texts that go to many, on their own time
}

func (s *scene) begin(e flows.Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.event, s.mu.lines = e, nil
}

func (s *scene) end() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mu.lines
}

// Translate reads an event as Play wrote it.
func (s *scene) Translate(update []byte, _ time.Time) (flows.Event, bool, error) {
	var e flows.Event
	err := json.Unmarshal(update, &e)
	return e, true, err
}

// Send shows a message on the stage. An announcement is not of the dialogue.
func (s *scene) Send(_ context.Context, chat string, m bot.Outgoing) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case m.Toast != nil && m.Toast.Text != "":
		s.mu.lines = append(s.mu.lines, flowtest.Block("TOAST", m.Toast.Text)...)
	case m.File != nil && m.Message == nil:
		s.mu.lines = append(s.mu.lines, flowtest.Block("SENDS", m.File.Name+" · "+m.File.Caption)...)
	case m.Message != nil && isReminder(m.Message.Text): // said by itself, when its time comes
	case m.Message != nil && !s.ofAnAnnouncement(*m.Message):
		s.mu.lines = append(s.mu.lines, s.shown(chat, *m.Message)...)
	}
	return "sent", nil
}

// ofAnAnnouncement says whether the announcer sends it: the stage has shown it.
func (s *scene) ofAnAnnouncement(m flows.Message) bool {
	if strings.HasPrefix(m.Replace, flows.AnnouncementStream("")) {
		return true // how far it has come
	}
	for text := range s.announced {
		if strings.HasPrefix(m.Text, text) {
			return true
		}
	}
	return false
}

func (s *scene) shown(chat string, m flows.Message) []string {
	if chat == s.event.Chat {
		return s.stage.Shown("BOT", s.event, m)
	}
	_, tag, _ := strings.Cut(chat, ":")
	return s.stage.Shown("TELL "+tag, flows.Event{Kind: flows.EventWake, Chat: chat}, m)
}

// Fetch gives a content of the size that the transcripts know.
func (s *scene) Fetch(context.Context, string) (io.ReadCloser, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.real != nil {
		return s.real.open(s.event.Upload.Name)
	}
	content := append([]byte(s.event.Upload.Found.Blob+" "), make([]byte, s.event.Upload.Size)...)
	return io.NopCloser(bytes.NewReader(content[:s.event.Upload.Size])), nil
}

// inspect finds what the transcript says of the file.
func (s *scene) inspect(ctx context.Context, content io.ReadSeeker, size int64, name string) (flows.Found, error) {
	if s.real != nil {
		return s.real.look(ctx, content, size, name)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return *s.event.Upload.Found, nil
}

// readTable finds the table that the transcript sent: a content begins with
// its event's key.
func (s *scene) readTable(content io.ReadSeeker, _ int64) (figures.Table, error) {
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return figures.Table{}, err
	}
	var key string
	if _, err := fmt.Fscan(content, &key); err != nil {
		return figures.Table{}, err
	}
	return s.stage.Table(key)
}

// appended notes what came into the ledger.
func (s *scene) appended(doc storage.Document) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, raw := range doc.Entries {
		s.mu.lines = append(s.mu.lines, flowtest.Block("LEDGER", string(raw))...)
		if !strings.HasPrefix(doc.Stream, flows.AnnouncementStream("")) {
			continue
		}
		switch entry, _ := flows.DecodeAnnouncement(raw); entry := entry.(type) {
		case flows.Announced:
			s.announced[entry.Text] = true
			for _, own := range entry.Own {
				s.announced[own.Text] = true
			}
		case flows.AnnouncementCorrected:
			s.announced[entry.Text] = true
		}
	}
	told, err := s.stage.Announced(doc.Stream, scoring.Stamp{Seq: doc.Seq, At: doc.At, By: doc.By}, doc.Entries)
	if err != nil {
		panic(err) // the bot has written it
	}
	s.mu.lines = append(s.mu.lines, told...)
}

// draw makes a picture of any document.
func (s *scene) draw(ctx context.Context, content io.ReadSeeker, size int64) ([]byte, error) {
	if s.real != nil {
		return s.real.draw(ctx, content, size)
	}
	return []byte("png"), nil
}

// isReminder says whether a text is what the bot says by itself about a day to
// come or gone: it belongs to no dialogue.
func isReminder(text string) bool {
	for _, begins := range []string{"Nhắc việc · ", "<b>Danh sách đôn đốc"} {
		if strings.HasPrefix(text, begins) {
			return true
		}
	}
	first, _, _ := strings.Cut(text, "\n")
	return strings.HasPrefix(first, "Kính báo cáo lãnh đạo ") && strings.HasSuffix(first, ".") // of a return it says what in the same line
}
