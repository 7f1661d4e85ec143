package redis_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"minhchung/bot"
	"minhchung/storage"
	"minhchung/storage/redis"
	"minhchung/storage/storagetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func open(t *testing.T, url string) *redis.Store {
	t.Helper()
	s, err := redis.Open(t.Context(), url, storage.TelegramPace())
	check(t, err)
	t.Cleanup(func() { check(t, s.Close()) })
	return s
}

func TestContract(t *testing.T) {
	url := storagetest.RedisServer(t)
	storagetest.Run(t, func(t *testing.T) bot.Store {
		check(t, client(t, url).FlushDB(t.Context()).Err())
		s := open(t, url)
		return bot.Store{Sessions: s.Sessions(), Locks: s.Locks(), Pacer: s.Pacer()}
	})
}

func TestFaults(t *testing.T) {
	server := storagetest.RedisServer(t)
	storagetest.RunFaults(t, server, func(t *testing.T, url string) map[string]func(ctx context.Context) error {
		s := open(t, url)
		return map[string]func(ctx context.Context) error{
			"save": func(ctx context.Context) error { return s.Sessions().Save(ctx, "telegram:1001", []byte("s")) },
			"load": func(ctx context.Context) error {
				_, err := s.Sessions().Load(ctx, "telegram:1001")
				return err
			},
			"lock": func(ctx context.Context) error {
				unlock, err := s.Locks().Lock(ctx, "telegram:1001")
				if err == nil {
					unlock()
				}
				return err
			},
			"wait":  func(ctx context.Context) error { return s.Pacer().Wait(ctx, "telegram:1001") },
			"bulk":  func(ctx context.Context) error { return s.Pacer().WaitBulk(ctx, fmt.Sprint("telegram:", rand.Int())) },
			"pause": func(ctx context.Context) error { return s.Pacer().Pause(ctx, 2*time.Millisecond) },
		}
	})
}

// TestReplicasShare: what one replica locks or pauses holds for the other.
func TestReplicasShare(t *testing.T) {
	url := storagetest.RedisServer(t)
	one, two := open(t, url), open(t, url)
	check(t, one.Sessions().Save(t.Context(), "telegram:1001", []byte("asking for I.2.2")))
	session, err := two.Sessions().Load(t.Context(), "telegram:1001")
	check(t, err)
	if string(session) != "asking for I.2.2" {
		t.Fatalf("session %q", session)
	}

	unlock, err := one.Locks().Lock(t.Context(), "telegram:1001")
	check(t, err)
	short, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := two.Locks().Lock(short, "telegram:1001"); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("both have the lock: %v", err)
	}
	unlock()
	unlock, err = two.Locks().Lock(t.Context(), "telegram:1001")
	check(t, err)
	unlock()

	check(t, one.Pacer().Pause(t.Context(), 300*time.Millisecond))
	short, cancel = context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := two.Pacer().Wait(short, "telegram:1001"); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("the other replica's pause is not kept: %v", err)
	}
}

// TestReplicasShareOnePace: what one sends in bulk and what the other answers
// come out of one budget, and the answers go first.
func TestReplicasShareOnePace(t *testing.T) {
	url := storagetest.RedisServer(t)
	check(t, client(t, url).FlushDB(t.Context()).Err())
	one, two := open(t, url), open(t, url)
	bulk, left := make(chan error, 1), make(chan struct{}, 60)
	begin := time.Now()
	go func() {
		defer close(left)
		for i := range 60 {
			if err := one.Pacer().WaitBulk(t.Context(), fmt.Sprint("telegram:", 2000+i)); err != nil {
				bulk <- err
				return
			}
			left <- struct{}{}
		}
		bulk <- nil
	}()
	var waited []time.Duration
	for i := range 20 {
		asked := time.Now()
		check(t, two.Pacer().Wait(t.Context(), fmt.Sprint("telegram:", 3000+i)))
		waited = append(waited, time.Since(asked))
		<-left // they come in between, one after each
	}
	slices.Sort(waited) // a busy machine may hold up one or the other
	if half := waited[len(waited)/2]; half > 100*time.Millisecond {
		t.Errorf("answers waited for what the other replica sends in bulk, half of them %v", half)
	}
	check(t, <-bulk)
	if took := time.Since(begin); took < 2500*time.Millisecond {
		t.Errorf("80 messages left within %v: each replica has a budget of its own", took)
	}
}

// TestLockIsRenewedAndOnlyItsOwn: a held lock outlives its first term, and
// freeing one that was lost frees nobody else's.
func TestLockIsRenewedAndOnlyItsOwn(t *testing.T) {
	url := storagetest.RedisServer(t)
	s, c := open(t, url), client(t, url)
	const key = "minhchung:lock:telegram:1001"
	unlock, err := s.Locks().Lock(t.Context(), "telegram:1001")
	check(t, err)
	check(t, c.PExpire(t.Context(), key, 3*time.Second).Err()) // as if most of its term had passed
	for left := time.Duration(0); left < 5*time.Second; {
		left, err = c.PTTL(t.Context(), key).Result()
		check(t, err)
		if left < 0 {
			t.Fatal("the lock ended while it was held")
		}
	}

	check(t, c.Del(t.Context(), key).Err()) // Redis was flushed
	unlockOther, err := s.Locks().Lock(t.Context(), "telegram:1001")
	check(t, err)
	unlock()
	if n, err := c.Exists(t.Context(), key).Result(); err != nil || n != 1 {
		t.Fatalf("the other's lock was freed: %v", err)
	}
	unlockOther()
	if n, err := c.Exists(t.Context(), key).Result(); err != nil || n != 0 {
		t.Fatalf("the lock stays: %v", err)
	}
}

// TestHoldEndsBeforeAnotherCanHaveIt: when the lock is another's, and, without
// a server, before it has run out.
func TestHoldEndsBeforeAnotherCanHaveIt(t *testing.T) {
	server := storagetest.RedisServer(t)
	proxy := storagetest.NewProxy(t, server)
	s, c := open(t, proxy.URL), client(t, server)
	const key = "minhchung:lock:jobs"
	held, release, err := s.Locks().Hold(t.Context(), "jobs")
	check(t, err)
	check(t, c.Set(t.Context(), key, "another's", 0).Err())
	<-held.Done()
	release()
	if got := c.Get(t.Context(), key).Val(); got != "another's" {
		t.Fatalf("the other's lock was freed: %q", got)
	}
	check(t, c.Del(t.Context(), key).Err())

	held, release, err = s.Locks().Hold(t.Context(), "jobs")
	check(t, err)
	proxy.Hang(t)
	<-held.Done()
	if left := c.PTTL(t.Context(), key).Val(); left <= 0 {
		t.Error("another could have it already")
	}
	proxy.Heal(t)
	release()
}

// TestHoldCountsFromWhenItWasAsked: the lock runs from when Redis gave it, not
// from when the slow answer came.
func TestHoldCountsFromWhenItWasAsked(t *testing.T) {
	t.Parallel()
	server := storagetest.RedisServer(t)
	proxy := storagetest.NewProxy(t, server)
	s, c := open(t, proxy.URL), client(t, server)
	proxy.Slow(t, 1800)
	held, release, err := s.Locks().Hold(t.Context(), "jobs")
	check(t, err)
	proxy.Hang(t)
	<-held.Done()
	if left := c.PTTL(t.Context(), "minhchung:lock:jobs").Val(); left <= 0 {
		t.Error("another could have it already")
	}
	proxy.Heal(t)
	release()
}

// TestAnotherLeadsWithin15Seconds of its holder's death.
func TestAnotherLeadsWithin15Seconds(t *testing.T) {
	t.Parallel()
	url := storagetest.RedisServer(t)
	dying, err := redis.Open(t.Context(), url, storage.Pace{})
	check(t, err)
	_, release, err := dying.Locks().Hold(t.Context(), "jobs")
	check(t, err)
	check(t, dying.Close()) // from now on it renews nothing and frees nothing
	begin := time.Now()
	_, releaseNext, err := open(t, url).Locks().Hold(t.Context(), "jobs")
	check(t, err)
	if took := time.Since(begin); took > 15*time.Second {
		t.Errorf("it took %v", took)
	}
	releaseNext()
	release()
}

func TestOpenTellsWhatIsWrong(t *testing.T) {
	for url, want := range map[string]string{
		"":                              "redis://",
		"http://secret@example.org":     "redis://[",
		"redis://:secret@127.0.0.1:1/0": "127.0.0.1:1",
	} {
		_, err := redis.Open(t.Context(), url, storage.Pace{})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("open %q: %v", url, err)
		}
	}
}

func client(t *testing.T, url string) *goredis.Client {
	t.Helper()
	options, err := goredis.ParseURL(url)
	check(t, err)
	c := goredis.NewClient(options)
	t.Cleanup(func() { check(t, c.Close()) })
	return c
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
