package replicas

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"minhchung/bot"
	"minhchung/bot/sandbox/clock"
	"minhchung/scoring"
	"minhchung/storage"
	"minhchung/storage/mongo"
	"minhchung/storage/redis"
	"minhchung/storage/storagetest"
)

// takenOverWithin is how soon another replica runs the jobs when the one that
// did is dead.
const takenOverWithin = 15 * time.Second

// TestThreeReplicasGiveTheDossiersOfOne: contacts talk to one replica, which
// nothing disturbs. The same updates then come to three, each three times and
// to whichever; the one that runs the jobs is killed in the middle, and Redis
// forgets everything. What is filed is the same, and nobody is left without a
// reply.
func TestThreeReplicasGiveTheDossiersOfOne(t *testing.T) {
	of, seed := sizeOf(t), seedOf(t)
	t.Logf("%d chats, %d updates, seed %d", of.chats, of.updates, seed)
	talks, want := one(t, of, seed)
	t.Logf("one replica files %d entries", want.books.entries)
	if want.books.entries < of.updates/5 {
		t.Errorf("of %d updates only %d filed anything", of.updates, want.books.entries)
	}
	got := newTrio(t, of).play(talks, seed)
	got.books.compare(t, want.books)
	for chat, n := range want.told {
		if got.told[chat] < n {
			t.Errorf("chat %d was told something %d times, one replica does so %d times", chat, got.told[chat], n)
		}
	}
}

// trio is three replicas on a MongoDB and a Redis.
type trio struct {
	t        *testing.T
	of       size
	store    bot.Store // past all that is cut
	redis    *goredis.Client
	api      *stub
	clock    *clock.Clock
	leaders  leaders
	replicas []*replica
}

func newTrio(t *testing.T, of size) *trio {
	t.Helper()
	mongoURI, redisURL := servers(t)
	options, err := goredis.ParseURL(redisURL)
	check(t, err)
	x := &trio{
		t: t, of: of, store: openStore(t, mongoURI, redisURL), redis: goredis.NewClient(options), api: newStub(t),
		clock: clock.New(time.Now, 0, scoring.Zone, func(time.Duration) error { return nil }),
	}
	t.Cleanup(func() { check(t, x.redis.Close()) })
	check(t, settle(t.Context(), x.store, of.chats))
	for _, name := range []string{"an", "bao", "chi"} {
		toMongo, toRedis := storagetest.NewProxy(t, mongoURI), storagetest.NewProxy(t, redisURL)
		store := openStore(t, toMongo.URL, toRedis.URL)
		store.Locks = watchedLocks{store.Locks, name, &x.leaders}
		x.replicas = append(x.replicas, startReplica(t, name, store, x.api, x.clock, func() {
			toRedis.Down()
			toMongo.Down()
		}))
	}
	return x
}

// play delivers the talks, with a death and a loss in the middle.
func (x *trio) play(talks []*talk, seed uint64) outcome {
	x.t.Helper()
	all := schedule(talks, rand.New(rand.NewPCG(seed, 1)))
	s := newSender(x.t, x.api, talks, x.replicas...)
	s.after[int64(len(all)*4/10)] = x.killLeader
	s.after[int64(len(all)*6/10)] = x.forget
	begin := time.Now()
	s.deliverAll(all)
	x.t.Logf("%s, in %v", s, time.Since(begin).Round(time.Millisecond))
	eventually(x.t, "all updates are worked", func() bool {
		advanced := x.clock.Advance(time.Second) // rows of the dead are looked for now and then
		pending, err := x.store.Inbox.Pending(x.t.Context())
		check(x.t, errors.Join(advanced, err))
		return len(pending) == 0
	})
	x.t.Logf("all is worked after %v", time.Since(begin).Round(time.Millisecond))
	return outcome{readBooks(x.t, x.store.Ledger, x.of.chats), x.api.told()}
}

// forget lets Redis lose everything.
func (x *trio) forget() {
	if err := x.redis.FlushAll(context.Background()).Err(); err != nil {
		x.t.Error(err)
	}
}

// killLeader kills the replica that runs the jobs, and sees another one take
// them over in time.
func (x *trio) killLeader() {
	dead, _ := x.leaders.current()
	for _, r := range x.replicas {
		if r.name == dead {
			r.kill()
		}
	}
	killed := time.Now()
	eventually(x.t, "another replica runs the jobs", func() bool {
		next, since := x.leaders.current()
		if next == dead {
			return false
		}
		x.t.Logf("%s was killed; %s runs the jobs after %v", dead, next, since.Sub(killed).Round(time.Millisecond))
		if took := since.Sub(killed); took > takenOverWithin {
			x.t.Errorf("it took %v until another replica ran the jobs", took)
		}
		return true
	})
}

// servers gives a MongoDB and a Redis of the test's own.
func servers(t *testing.T) (mongoURI, redisURL string) {
	t.Helper()
	server := os.Getenv("MONGODB_URI") // a real one
	if server == "" {
		server = storagetest.MongoServer(t)
	}
	return storagetest.MongoDatabase(t, server), storagetest.RedisServer(t)
}

func openStore(t *testing.T, mongoURI, redisURL string) bot.Store {
	t.Helper()
	m, err := mongo.Open(t.Context(), mongoURI)
	check(t, err)
	r, err := redis.Open(t.Context(), redisURL, storage.Pace{})
	check(t, err)
	t.Cleanup(func() {
		_ = r.Close() // what was cut cannot be told
		_ = m.Close()
	})
	return bot.Store{
		Ledger: m.Ledger(), Inbox: m.Inbox(), Deliveries: m.Deliveries(), People: m.People(), Blobs: m.Blobs(),
		Sessions: r.Sessions(), Locks: r.Locks(), Pacer: r.Pacer(),
	}
}
