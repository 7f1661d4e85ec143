package main

import (
	"context"
	"errors"
	"path/filepath"

	"minhchung/bot"
	"minhchung/storage"
	"minhchung/storage/embedded"
	"minhchung/storage/mongo"
)

// The engines, as the command line names them.
const (
	engineEmbedded = "embedded"
	engineServers  = "mongodb+redis"
)

func engineNames() []string { return []string{engineEmbedded, engineServers} }

// site is where one program keeps its things: a folder, or two servers.
type site struct {
	dir          string
	mongo, redis string // "" on the embedded engine
}

// engine is one row's stores, new and empty: one for the bot and one for the
// probe.
type engine struct {
	bot, probe site
	close      func()
}

func openEngine(name, dir string) (*engine, error) {
	e := &engine{
		bot:   site{dir: filepath.Join(dir, "bot")},
		probe: site{dir: filepath.Join(dir, "probe")},
		close: func() {},
	}
	if name != engineServers {
		return e, nil
	}
	servers, err := openServers(dir)
	if err != nil {
		return nil, err
	}
	e.bot.mongo, e.bot.redis = servers.mongo[0], servers.redis[0]
	e.probe.mongo, e.probe.redis = servers.mongo[1], servers.redis[1]
	e.close = servers.close
	return e, nil
}

// books are what the benchmark itself reads and writes of a bot's store.
type books struct {
	ledger bot.Ledger
	people bot.People
	close  func() error
}

func (s site) open(ctx context.Context) (books, error) {
	if s.mongo == "" {
		store, err := embedded.Open(s.dir, storage.Pace{})
		if err != nil {
			return books{}, err
		}
		return books{store.Ledger(), store.People(), store.Close}, nil
	}
	store, err := mongo.Open(ctx, s.mongo)
	if err != nil {
		return books{}, err
	}
	return books{store.Ledger(), store.People(), store.Close}, nil
}

// use opens the books for as long as f runs.
func (s site) use(ctx context.Context, f func(books) error) error {
	b, err := s.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(f(b), b.close())
}

// environment is how the bot is told where it keeps its things and that
// nobody asks it to be slow.
func (s site) environment() []string {
	env := []string{"DATA_DIR=" + s.dir, "ADMIN_IDS=1", "PACE=false", "LOG_LEVEL=warn"}
	if s.mongo != "" {
		env = append(env, "MONGODB_URI="+s.mongo, "REDIS_URL="+s.redis)
	}
	return env
}
