package embedded

import (
	"bytes"
	"context"
	"sync"
)

// Sessions keeps the live sessions in memory; the inbox has them too.
type Sessions struct {
	mu     sync.RWMutex
	byChat map[string][]byte
}

func newSessions() *Sessions { return &Sessions{byChat: make(map[string][]byte)} }

// Load gives the chat's session; nil for none.
func (s *Sessions) Load(ctx context.Context, chat string) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return bytes.Clone(s.byChat[chat]), nil
}

// Save keeps the chat's session.
func (s *Sessions) Save(ctx context.Context, chat string, session []byte) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.byChat[chat] = bytes.Clone(session)
	return nil
}
