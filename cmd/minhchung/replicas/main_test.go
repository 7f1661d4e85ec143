package replicas

import (
	"context"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// TestMain keeps quiet what the Redis client of a dead replica has to say.
func TestMain(m *testing.M) {
	goredis.SetLogger(quiet{})
	os.Exit(m.Run())
}

type quiet struct{}

func (quiet) Printf(context.Context, string, ...any) {}

// patience is how long the test waits for what has to come: machines are
// shared, and the look-alike of MongoDB gets slower with all that is kept.
const patience = 3 * time.Minute

// size says how much is delivered. Its default is what a look-alike of
// MongoDB carries in seconds; CHATS and UPDATES name another one.
type size struct {
	chats   int
	updates int // of all chats together, each to be delivered deliveries times
}

// deliveries is how often each update is delivered.
const deliveries = 3

func sizeOf(t *testing.T) size {
	t.Helper()
	return size{chats: numberFrom(t, "CHATS", 10), updates: numberFrom(t, "UPDATES", 80)}
}

func numberFrom(t *testing.T, name string, otherwise int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s=%s is no number of them", name, text)
	}
	return n
}

// What every bot reads and none changes is loaded once. The edition is that of
// next year: nothing in it is due.
var (
	loadTexts   = sync.OnceValues(texts.Load)
	openEdition = sync.OnceValues(func() (*scoring.Edition, error) { return scoring.Open("2023", time.Now().Year()+1) })
)

// speech is what a bot understands and says.
func speech(t *testing.T) (*scoring.Edition, *texts.Catalog, *understand.Reader) {
	t.Helper()
	edition, err := openEdition()
	check(t, err)
	catalog, err := loadTexts()
	check(t, err)
	return edition, catalog, understand.New(edition)
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// eventually waits until a condition that nothing tells of holds. It may be
// called beside the test, so it does not end it.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	look := time.NewTicker(100 * time.Millisecond)
	defer look.Stop()
	over := time.After(patience)
	for !holds() {
		select {
		case <-look.C:
		case <-over:
			t.Errorf("%s: not within %v", what, patience)
			return
		}
	}
}

// seedOf is chance's, or what SEED says: the talks of a run that failed.
func seedOf(t *testing.T) uint64 {
	t.Helper()
	return uint64(numberFrom(t, "SEED", int(time.Now().UnixNano())))
}
