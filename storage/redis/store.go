// Package redis keeps what replicas share while they run: live sessions,
// locks and pacing. Losing all of it is harmless: sessions are in the inbox
// too, locks end by themselves, and pacing begins anew.
//
// It must not know what the kept bytes mean, nor of any other engine.
package redis

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/bsm/redislock"
	goredis "github.com/redis/go-redis/v9"

	"minhchung/storage"
)

// prefix begins every key, so that the server may serve others as well.
const prefix = "minhchung:"

// callTimeout bounds dialling, one command and waiting for a connection: a
// server that is gone is told of, not waited for.
const callTimeout = 3 * time.Second

// Store is a connection to one Redis.
type Store struct {
	client   *goredis.Client
	sessions *Sessions
	locks    *Locks
	pacer    *Pacer
}

// Open connects to redis://[user:password@]host:port/number (rediss for TLS)
// and asks for a sign of life.
func Open(ctx context.Context, url string, pace storage.Pace) (*Store, error) {
	options, err := goredis.ParseURL(url)
	if err != nil {
		// The parser's own error quotes the URL, which may hold a password.
		return nil, errors.New("the Redis URL is not of the form redis://[user:password@]host:port/number")
	}
	options.ContextTimeoutEnabled = true // no call outlives its ctx
	options.DialTimeout, options.ReadTimeout = callTimeout, callTimeout
	options.WriteTimeout, options.PoolTimeout = callTimeout, callTimeout
	client := goredis.NewClient(options)
	if err := client.Ping(ctx).Err(); err != nil {
		_ = client.Close()
		return nil, fmt.Errorf("reach Redis at %s: %w", options.Addr, err)
	}
	return &Store{
		client:   client,
		sessions: &Sessions{client: client},
		locks:    &Locks{client: redislock.New(client)},
		pacer:    newPacer(client, pace),
	}, nil
}

// Close ends the connections.
func (s *Store) Close() error {
	if err := s.client.Close(); err != nil {
		return fmt.Errorf("close Redis: %w", err)
	}
	return nil
}

// Sessions gives the port.
func (s *Store) Sessions() *Sessions { return s.sessions }

// Locks gives the port; it spans all replicas.
func (s *Store) Locks() *Locks { return s.locks }

// Pacer gives the port; it spans all replicas.
func (s *Store) Pacer() *Pacer { return s.pacer }

// ended gives the context's own error once it is over: the network's timeout
// for the same reason comes in another form, and a moment early.
func ended(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if deadline, ok := ctx.Deadline(); ok && !time.Now().Before(deadline) {
		return context.DeadlineExceeded
	}
	return err
}
