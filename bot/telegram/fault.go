package telegram

import (
	"errors"
	"fmt"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"minhchung/bot"
)

// unsaidPause is how long to hold back when a 429 names no time.
const unsaidPause = 5 * time.Second

// apiError is why a call failed: what the server answered, or why no answer
// of its came (status 0, or the status of a page that is not the server's).
type apiError struct {
	method      string
	status      int
	description string // without the token
	retryAfter  time.Duration
	cause       error // nil for an answer of the server
}

func (e *apiError) Error() string {
	if e.status == 0 {
		return fmt.Sprintf("%s: %s", e.method, e.description)
	}
	return fmt.Sprintf("%s: %d %s", e.method, e.status, e.description)
}

// Is lets a cancelled context be recognised without giving the cause away.
func (e *apiError) Is(target error) bool { return isAny(e.cause, target) }

func isAny(err, target error) bool { return err != nil && errors.Is(err, target) }

// fault types an error of the library. status is that of the HTTP answer, 0
// when there was none.
func (c *Client) fault(method string, status int, err error) *apiError {
	e := &apiError{method: method, status: status}
	var answered *tgbotapi.Error
	if errors.As(err, &answered) {
		// Uploads leave the code out; the HTTP status is the same number.
		if answered.Code != 0 {
			e.status = answered.Code
		}
		e.description = c.redact(answered.Message)
		e.retryAfter = time.Duration(answered.RetryAfter) * time.Second
	} else {
		e.description, e.cause = c.redact(err.Error()), err
		if status < 400 {
			e.status = 0
		}
	}
	if e.status == 429 && e.retryAfter == 0 {
		e.retryAfter = unsaidPause
	}
	return e
}

// says tells whether the server's words contain any of the given ones.
func (e *apiError) says(words ...string) bool {
	said := strings.ToLower(e.description)
	for _, w := range words {
		if strings.Contains(said, w) {
			return true
		}
	}
	return false
}

func (e *apiError) kind() bot.SendErrorKind {
	switch {
	case e.retryAfter > 0:
		return bot.SendRetryAfter
	case e.status == 403,
		e.status == 400 && e.says("chat not found", "user is deactivated", "user not found", "peer_id_invalid", "bot was blocked"):
		return bot.SendUnreachable
	case e.status >= 400 && e.status < 500:
		return bot.SendFinal
	default:
		return bot.SendUnknown
	}
}

// sendError gives the error that bot.Channel promises. nil stays nil.
func sendError(err error) error {
	if err == nil {
		return nil
	}
	var e *apiError
	if !errors.As(err, &e) {
		return &bot.SendError{Kind: bot.SendUnknown, Detail: err.Error()}
	}
	return &bot.SendError{Kind: e.kind(), RetryAfter: e.retryAfter, Code: e.status, Detail: err.Error()}
}
