package redis

import (
	"context"
	"errors"
	"fmt"
	"time"

	goredis "github.com/redis/go-redis/v9"
)

// Sessions keeps the live sessions.
type Sessions struct{ client *goredis.Client }

// sessionLife is how long an untouched session stays: far longer than a
// dialogue rests, short enough to clear what nobody comes back to. The inbox
// still has it then.
const sessionLife = 30 * 24 * time.Hour

func sessionKey(chat string) string { return prefix + "session:" + chat }

// Load gives the chat's session; nil for none.
func (s *Sessions) Load(ctx context.Context, chat string) ([]byte, error) {
	session, err := s.client.Get(ctx, sessionKey(chat)).Bytes()
	if errors.Is(err, goredis.Nil) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load session of %s: %w", chat, ended(ctx, err))
	}
	return session, nil
}

// Save keeps the chat's session.
func (s *Sessions) Save(ctx context.Context, chat string, session []byte) error {
	if err := s.client.Set(ctx, sessionKey(chat), session, sessionLife).Err(); err != nil {
		return fmt.Errorf("save session of %s: %w", chat, ended(ctx, err))
	}
	return nil
}
