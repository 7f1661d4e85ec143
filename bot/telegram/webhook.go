package telegram

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// Webhook is where the server sends updates to, instead of being polled.
type Webhook struct {
	URL    string // https; http to this machine only
	Secret string // 1 to 256 of A-Z a-z 0-9 _ -: what the server names itself with
}

// ErrWebhook says that the server does not take the webhook's address.
var ErrWebhook = errors.New("the webhook is not accepted by Telegram")

const (
	maxUpdate      = 1 << 20 // bytes: the largest updates are a few tens of kilobytes
	maxConnections = 40      // at the same time, of the server's: its own default
	secretHeader   = "X-Telegram-Bot-Api-Secret-Token"
)

// Validate says what is wrong with it; the secret is in no error.
func (w Webhook) Validate() error {
	u, err := url.Parse(w.URL)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return errors.New("the webhook's address must look like https://host/path")
	case u.Scheme == "http" && !local(u.Hostname()):
		return errors.New("the webhook's address must begin with https://: Telegram calls no other")
	case w.Secret == "" || len(w.Secret) > 256 || strings.ContainsFunc(w.Secret, notInSecret):
		return errors.New("the webhook's secret must be 1 to 256 of the characters A-Z, a-z, 0-9, _ and -")
	}
	return nil
}

func local(host string) bool { return host == "localhost" || host == "127.0.0.1" || host == "::1" }

func notInSecret(r rune) bool { return notInToken(r) || r == ':' }

// Path is where the server's requests come in.
func (w Webhook) Path() string {
	u, err := url.Parse(w.URL)
	if err != nil || u.Path == "" {
		return "/"
	}
	return u.Path
}

// SetWebhook lets the server send updates to w from now on; what waits there
// is kept. ErrWebhook when it will never take the address, ErrUnauthorized
// when it does not take the token.
func (c *Client) SetWebhook(ctx context.Context, w Webhook) error {
	_, err := c.call(ctx, "setWebhook", tgbotapi.Params{
		"url": w.URL, "secret_token": w.Secret, "allowed_updates": allowedUpdates,
		"max_connections": strconv.Itoa(maxConnections), "drop_pending_updates": "false",
	})
	var e *apiError
	if errors.As(err, &e) && e.status == http.StatusBadRequest {
		return fmt.Errorf("%w (%s)", ErrWebhook, e.description)
	}
	if err != nil {
		return asPollError(err, true)
	}
	return nil
}

// Receive gives the handler of the server's requests. Each carries an update,
// which is handed to sink and confirmed only after sink has returned without
// an error: until then the server sends it again. What Poll passes over is
// passed over here, and groups are left.
func (c *Client) Receive(w Webhook, sink func(context.Context, []Update) error) http.Handler {
	secret := sha256.Sum256([]byte(w.Secret))
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		given := sha256.Sum256([]byte(r.Header.Get(secretHeader)))
		kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
		switch {
		case subtle.ConstantTimeCompare(secret[:], given[:]) != 1:
			http.Error(rw, "the secret is wrong", http.StatusUnauthorized)
		case r.Method != http.MethodPost:
			rw.Header().Set("Allow", http.MethodPost)
			http.Error(rw, "updates are posted", http.StatusMethodNotAllowed)
		case err != nil || kind != "application/json":
			http.Error(rw, "updates are JSON", http.StatusUnsupportedMediaType)
		default:
			status := c.receive(r, http.MaxBytesReader(rw, r.Body, maxUpdate), sink)
			rw.WriteHeader(status)
		}
	})
}

// receive takes one update in and gives the answer's status.
func (c *Client) receive(r *http.Request, body io.Reader, sink func(context.Context, []Update) error) (status int) {
	ctx := r.Context()
	raw, err := io.ReadAll(body)
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		c.log.ErrorContext(ctx, "an update is too large and is refused", "limit", tooLarge.Limit)
		return http.StatusRequestEntityTooLarge
	case err != nil, !json.Valid(raw):
		return http.StatusBadRequest
	}
	batch, groups, next := c.sort(ctx, []json.RawMessage{raw})
	if next == 0 {
		return http.StatusBadRequest // it has no number: that is no update
	}
	if len(batch) > 0 {
		if err := sink(ctx, batch); err != nil {
			c.log.WarnContext(ctx, "an update could not be kept and is asked for again", "error", err)
			return http.StatusServiceUnavailable
		}
	}
	c.leave(ctx, groups)
	return http.StatusOK
}
