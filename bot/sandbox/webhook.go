package sandbox

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// webhook is where updates are sent; without a URL they are fetched.
type webhook struct {
	URL            string `json:"url"`
	Secret         string `json:"secret,omitempty"`
	MaxConnections int    `json:"max_connections,omitempty"`
	LastErrorDate  int64  `json:"last_error_date,omitempty"`
	LastError      string `json:"last_error,omitempty"`
}

// firstRetry and lastRetry bound the pause after a failed delivery, in real time.
const (
	firstRetry = 200 * time.Millisecond
	lastRetry  = 10 * time.Second
)

func (s *Server) setWebhook(c *call) (any, error) {
	hook := webhook{URL: c.values["url"], Secret: c.values["secret_token"]}
	connections, err := c.number("max_connections", 40)
	if err != nil {
		return nil, err
	}
	hook.MaxConnections = int(min(max(connections, 1), 100))
	if hook.URL != "" && !webhookAddress(hook.URL) {
		return nil, badRequest("bad webhook: An HTTPS URL must be provided for webhook")
	}
	if len(hook.Secret) > 256 {
		return nil, badRequest("secret token is too long")
	}
	if strings.Trim(hook.Secret, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") != "" {
		return nil, badRequest("secret token contains unallowed characters")
	}
	var allowed []string
	if err := c.decode("allowed_updates", &allowed); err != nil {
		return nil, badRequest("%s", err)
	}
	return true, s.change(func() error {
		s.state.settings.Webhook = hook
		if c.values["allowed_updates"] != "" {
			s.state.settings.Allowed = allowed
		}
		s.replaceWebhook(c.flag("drop_pending_updates"))
		return nil
	})
}

func (s *Server) deleteWebhook(c *call) (any, error) {
	return true, s.change(func() error {
		s.state.settings.Webhook = webhook{}
		s.replaceWebhook(c.flag("drop_pending_updates"))
		return nil
	})
}

// replaceWebhook keeps a new webhook and ends what went on under the old one. Server.mu is held.
func (s *Server) replaceWebhook(drop bool) {
	s.keepSettings()
	if drop {
		s.confirm(s.state.counters.Update + 1)
	}
	if s.poller != nil && s.state.settings.Webhook.URL != "" {
		close(s.poller.ended)
		s.poller = nil
	}
	s.wakeWebhook()
	s.notify()
}

// webhookAddress lets plain HTTP through for this machine, where no certificate is to be had.
func webhookAddress(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return false
	}
	local := u.Hostname() == "127.0.0.1" || u.Hostname() == "localhost"
	return u.Scheme == "https" || u.Scheme == "http" && local
}

func (s *Server) getWebhookInfo() (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	hook := s.state.settings.Webhook
	info := map[string]any{
		"url": hook.URL, "has_custom_certificate": false, "pending_update_count": len(s.state.updates),
	}
	if hook.LastErrorDate != 0 {
		info["last_error_date"], info["last_error_message"] = hook.LastErrorDate, hook.LastError
	}
	if hook.URL != "" {
		info["max_connections"] = hook.MaxConnections
	}
	if s.state.settings.Allowed != nil {
		info["allowed_updates"] = s.state.settings.Allowed
	}
	return info, nil
}

func (s *Server) wakeWebhook() {
	select {
	case s.waking <- struct{}{}:
	default: // it has been told already
	}
}

// deliverWebhooks sends what is queued while there is a webhook: one at a time
// for each chat, several chats at once.
func (s *Server) deliverWebhooks() {
	for {
		for u, hook, ok := s.nextDelivery(); ok; u, hook, ok = s.nextDelivery() {
			s.running.Go(func() { s.deliver(u, hook) })
		}
		select {
		case <-s.waking:
		case <-s.ctx.Done():
			return
		}
	}
}

// nextDelivery takes the oldest update whose chat has none on its way.
func (s *Server) nextDelivery() (update, webhook, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	hook := s.state.settings.Webhook
	if hook.URL == "" || len(s.sending) >= hook.MaxConnections {
		return update{}, hook, false
	}
	for _, u := range s.state.updates {
		if !s.sending[u.Chat] {
			s.sending[u.Chat] = true
			return u, hook, true
		}
	}
	return update{}, hook, false
}

// deliver sends one update until it is taken, the webhook changes or the sandbox ends.
func (s *Server) deliver(u update, hook webhook) {
	defer s.wakeWebhook()
	pause := firstRetry
	for {
		err := s.settled()
		if err == nil {
			err = s.post(u, hook)
		}
		if s.delivered(u, hook, err) {
			return
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
			pause = min(2*pause, lastRetry)
		case <-s.ctx.Done():
			timer.Stop()
			s.delivered(u, webhook{}, nil)
			return
		}
	}
}

// delivered takes note of how a delivery went and says whether it is over.
func (s *Server) delivered(u update, hook webhook, err error) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	current := &s.state.settings.Webhook
	moved := current.URL != hook.URL || current.Secret != hook.Secret
	if err != nil && !moved {
		current.LastErrorDate, current.LastError = s.clock.Now().Unix(), err.Error()
		s.keepSettings()
		return false
	}
	delete(s.sending, u.Chat)
	if err == nil && !moved {
		s.forget(u.ID)
	}
	return true
}

// forget removes one update from the middle of the queue. Server.mu is held.
func (s *Server) forget(id int64) {
	for i, u := range s.state.updates {
		if u.ID == id {
			s.state.updates = append(s.state.updates[:i:i], s.state.updates[i+1:]...)
			s.journal.put(bucketUpdates, idKey(id), nil)
			s.active = s.options.Real()
			s.notify()
			return
		}
	}
}

func (s *Server) post(u update, hook webhook) error {
	ctx, cancel := context.WithTimeout(s.ctx, time.Minute)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, hook.URL, bytes.NewReader(u.Raw))
	if err != nil {
		return fmt.Errorf("make the request: %w", err)
	}
	r.Header.Set("Content-Type", "application/json")
	if hook.Secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", hook.Secret)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer func() { _ = response.Body.Close() }() // its content does not matter
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, maxValues))
	if response.StatusCode/100 != 2 {
		return fmt.Errorf("Wrong response from the webhook: %s", response.Status) //nolint:staticcheck // Telegram's words
	}
	return nil
}
