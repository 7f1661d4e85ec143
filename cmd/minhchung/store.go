package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"minhchung/bot"
	"minhchung/storage"
	"minhchung/storage/embedded"
	"minhchung/storage/mongo"
	"minhchung/storage/redis"
)

// openStore opens the folder, or MongoDB and Redis where they are given.
func (f officeFlags) openStore(ctx context.Context, pace storage.Pace) (bot.Store, error) {
	if f.MongoURI != "" {
		return openServers(ctx, f.MongoURI, f.RedisURL, pace)
	}
	return openFolder(f.DataDir, pace)
}

func openFolder(dir string, pace storage.Pace) (bot.Store, error) {
	s, err := embedded.Open(dir, pace)
	if err != nil {
		return bot.Store{}, err
	}
	return bot.Store{
		Ledger: s.Ledger(), Inbox: s.Inbox(), Sessions: s.Sessions(), Locks: s.Locks(), Pacer: s.Pacer(),
		Deliveries: s.Deliveries(), People: s.People(), Blobs: s.Blobs(), Close: s.Close,
	}, nil
}

func openServers(ctx context.Context, mongoURI, redisURL string, pace storage.Pace) (bot.Store, error) {
	m, err := mongo.Open(ctx, mongoURI)
	if err != nil {
		return bot.Store{}, err
	}
	r, err := redis.Open(ctx, redisURL, pace)
	if err != nil {
		return bot.Store{}, errors.Join(err, m.Close())
	}
	return bot.Store{
		Ledger: m.Ledger(), Inbox: m.Inbox(), Deliveries: m.Deliveries(), People: m.People(), Blobs: m.Blobs(),
		Sessions: r.Sessions(), Locks: r.Locks(), Pacer: r.Pacer(),
		Close: func() error { return errors.Join(m.Close(), r.Close()) },
	}, nil
}

// socketIn is where the running process serves the command line.
func socketIn(dir string) string { return filepath.Join(dir, "office.sock") }

// office is what the commands do to the office's data: in the running process
// when there is one, because it holds the folder's lock, else by themselves.
type office interface {
	ImportDirectory(ctx context.Context, rows []bot.DirectoryRow) (bot.ImportReport, error)
	Invite(ctx context.Context, in bot.Invite) (bot.Invited, error)
	Admins(ctx context.Context) ([]bot.AdminState, error)
	RevokeAdmin(ctx context.Context, chat string) error
	RestoreAdmin(ctx context.Context, chat string) error
	Aside(ctx context.Context) ([]bot.AsideRow, error)
	PutBack(ctx context.Context, key string) error
}

// withOffice does something to the office's data.
func (f officeFlags) withOffice(ctx context.Context, admins adminFlags, do func(office) error) error {
	client, err := bot.DialOffice(ctx, socketIn(f.DataDir))
	if err == nil {
		return do(client)
	}
	if !errors.Is(err, bot.ErrNoOffice) {
		return err
	}
	store, err := f.openStore(ctx, storage.TelegramPace())
	if err != nil {
		return fmt.Errorf("open the office's data: %w", err)
	}
	err = do(bot.NewOffice(store, bot.SystemClock{}, admins.chats(), botFlags{}.conversation("")))
	return errors.Join(err, store.Close())
}
