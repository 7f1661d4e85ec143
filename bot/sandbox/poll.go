package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// terminated is what a poller hears when another one takes its place.
const terminated = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"

// poller is the getUpdates call that waits; there is at most one.
type poller struct{ ended chan struct{} }

// poll is what one getUpdates call asks for.
type poll struct {
	offset, limit int64
	timeout       time.Duration
}

func readPoll(c *call) (poll, error) {
	offset, err := c.number("offset", 0)
	if err != nil {
		return poll{}, err
	}
	limit, err := c.number("limit", 100)
	if err != nil {
		return poll{}, err
	}
	seconds, err := c.number("timeout", 0)
	if err != nil {
		return poll{}, err
	}
	return poll{
		offset:  offset,
		limit:   min(max(limit, 1), 100),
		timeout: time.Duration(min(max(seconds, 0), 50)) * time.Second,
	}, nil
}

// getUpdates hands out what is queued, waiting for the first if there is
// nothing. A second call ends the first one with a conflict, as Telegram does.
func (s *Server) getUpdates(c *call) (any, error) {
	p, err := readPoll(c)
	if err != nil {
		return nil, err
	}
	var allowed []string
	if err := c.decode("allowed_updates", &allowed); err != nil {
		return nil, badRequest("%s", err)
	}
	mine, err := s.takeOver(c, p, allowed)
	if err != nil {
		return nil, err
	}
	defer s.leavePoll(mine)
	timeout := time.NewTimer(p.timeout)
	defer timeout.Stop()
	for {
		list, changed := s.queued(p)
		if len(list) > 0 || p.timeout == 0 {
			return list, s.settled()
		}
		select {
		case <-changed:
		case <-mine.ended:
			return nil, &apiError{Code: http.StatusConflict, Description: terminated}
		case <-timeout.C:
			return list, nil
		case <-c.request.Context().Done():
			return list, nil
		case <-s.ctx.Done():
			return list, nil
		}
	}
}

// takeOver becomes the poller, confirms what lies below the offset and keeps the wish for kinds.
func (s *Server) takeOver(c *call, p poll, allowed []string) (*poller, error) {
	mine := &poller{ended: make(chan struct{})}
	err := s.change(func() error {
		if s.state.settings.Webhook.URL != "" {
			return conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
		}
		if s.poller != nil {
			close(s.poller.ended)
		}
		s.poller = mine
		if c.values["allowed_updates"] != "" && !slices.Equal(allowed, s.state.settings.Allowed) {
			s.state.settings.Allowed = allowed
			s.keepSettings()
		}
		offset := p.offset
		if n := int64(len(s.state.updates)); offset < 0 && n > 0 {
			offset = s.state.updates[max(n+offset, 0)].ID
		}
		s.confirm(offset)
		return nil
	})
	return mine, err
}

func (s *Server) leavePoll(mine *poller) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.poller == mine {
		s.poller = nil
	}
}

// queued gives what the poll may have now, and what to wait for when that is nothing.
func (s *Server) queued(p poll) ([]json.RawMessage, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := []json.RawMessage{}
	for _, u := range s.state.updates {
		if int64(len(list)) == p.limit {
			break
		}
		list = append(list, u.Raw)
	}
	return list, s.changed
}

// settled returns once all that was handed out is durable: an update that the
// bot has seen must not be numbered anew after a crash.
func (s *Server) settled() error {
	if err := s.journal.wait(); err != nil {
		return internal(err)
	}
	return nil
}
