package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"minhchung/storage/storagetest"
)

// realMongo is the MongoDB to measure on; "" takes the tests' look-alike.
func realMongo() string { return os.Getenv("MONGODB_URI") }

// lookAlikeCarries is how many chats the look-alike carries: each of its reads
// goes through the whole collection, and with more chats every call times out.
const lookAlikeCarries = 50

// carries says whether an engine is fit for so many chats.
func carries(engine string, chats int) bool {
	return engine != engineServers || realMongo() != "" || chats <= lookAlikeCarries
}

// lookAlikeListens is the audience that the look-alike carries.
const lookAlikeListens = 60

// recipients is how many of the wanted recipients an announcement has.
func (e *engine) recipients(wanted int) int {
	if e.bot.mongo != "" && realMongo() == "" {
		return min(wanted, lookAlikeListens)
	}
	return wanted
}

// What the look-alike carries for replicas: so many updates a second, of so
// many chats. At 60 of 50 chats its calls time out.
const (
	lookAlikeOffers = 10
	lookAlikeShares = 20
)

// replicaLoad is how many chats talk to the replicas, and how many updates a
// second they are offered.
func replicaLoad(o options) (chats int, perSecond float64) {
	if realMongo() == "" {
		return min(o.replicaChats, lookAlikeShares), min(o.replicaRate, lookAlikeOffers)
	}
	return o.replicaChats, o.replicaRate
}

// rounds is how many of the wanted rounds are made: the look-alike gets slower
// with all that is kept.
func (e *engine) rounds(wanted int) int {
	if e.bot.mongo != "" && realMongo() == "" {
		return 1
	}
	return wanted
}

// servers are a MongoDB and a Redis with two databases each.
type servers struct {
	mongo, redis [2]string
	close        func()
}

func openServers(dir string) (s servers, err error) {
	bed := &testbed{dir: dir}
	s.close = bed.cleanup
	err = bed.try(func() {
		server := realMongo()
		if server == "" {
			server = storagetest.MongoServer(bed)
		}
		redis := storagetest.RedisServer(bed)
		for i := range s.mongo {
			s.mongo[i] = storagetest.MongoDatabase(bed, server)
			s.redis[i] = fmt.Sprintf("%s/%d", strings.TrimSuffix(redis, "/0"), i)
		}
	})
	if err != nil {
		bed.cleanup()
	}
	return s, err
}

// testbed lets the tests' servers serve the benchmark: it is as much of a
// testing.TB as they use.
type testbed struct {
	testing.TB // nil: what is not below is not used

	dir      string
	cleanups []func()
}

// unfit is what a testbed panics with where a test would end.
type unfit struct{ why string }

// try runs f, and gives what would have ended a test as an error.
func (b *testbed) try(f func()) (err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case unfit:
			err = errors.New(p.why)
		default:
			panic(p)
		}
	}()
	f()
	return nil
}

func (b *testbed) cleanup() {
	for i := len(b.cleanups) - 1; i >= 0; i-- {
		b.cleanups[i]()
	}
}

func (b *testbed) Helper()          {}
func (b *testbed) Cleanup(f func()) { b.cleanups = append(b.cleanups, f) }

func (b *testbed) TempDir() string {
	dir, err := os.MkdirTemp(b.dir, "server-")
	if err != nil {
		panic(unfit{err.Error()})
	}
	return dir
}

func (b *testbed) Fatal(args ...any)                 { panic(unfit{fmt.Sprint(args...)}) }
func (b *testbed) Fatalf(format string, args ...any) { panic(unfit{fmt.Sprintf(format, args...)}) }
func (b *testbed) Skipf(format string, args ...any)  { b.Fatalf(format, args...) }
func (b *testbed) Error(args ...any)                 { fmt.Fprintln(os.Stderr, args...) }
func (b *testbed) Errorf(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
