package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// Why updates cannot be had.
var (
	// ErrUnauthorized: the server does not accept the token. Waiting does not help.
	ErrUnauthorized = errors.New("the bot's token is not accepted by Telegram")
	// ErrOtherPoller: another program polls with the same token.
	ErrOtherPoller = errors.New("another program is receiving this bot's updates")
)

// Update is one update of a private chat, as the server delivered it.
type Update struct {
	Key  string // see KeyOf
	Chat string // "telegram:" and the person's id
	Raw  []byte
}

// The pauses after failures in a row: doubling, with jitter, up to the longest.
const (
	firstPause   = time.Second
	longestPause = time.Minute
	otherPause   = 10 * time.Second // to look again whether the other poller is gone
)

// allowedUpdates are the kinds that are read. The server remembers them.
const allowedUpdates = `["message","edited_message","callback_query","my_chat_member"]`

// Poll hands updates to sink, in their order, until ctx ends; then it returns
// nil. Updates are confirmed to the server by the next poll, so only after
// sink has returned without an error; until then they come again. Otherwise
// it returns only with ErrUnauthorized: whatever may pass is waited for.
func (c *Client) Poll(ctx context.Context, sink func(context.Context, []Update) error) error {
	p := poller{Client: c, sink: sink}
	for ctx.Err() == nil {
		err := p.round(ctx)
		switch {
		case err == nil:
			p.failures, p.worked = 0, true
		case ctx.Err() != nil:
		case errors.Is(err, ErrUnauthorized):
			return err
		default:
			d := p.pauseAfter(err)
			c.log.WarnContext(ctx, "updates do not come in", "error", err, "again_in", d.Round(time.Millisecond))
			_ = c.wait(ctx, d) // ends early only with ctx, which the loop sees
		}
	}
	return nil
}

type poller struct {
	*Client
	sink     func(context.Context, []Update) error
	offset   int64 // what the next poll confirms: everything below; 0 for nothing
	failures int   // in a row
	worked   bool  // the token was accepted once
}

// round polls once and hands on what came.
func (p *poller) round(ctx context.Context) error {
	raws, err := p.getUpdates(ctx)
	if err != nil {
		return asPollError(err, !p.worked)
	}
	batch, groups, next := p.sort(ctx, raws)
	if len(raws) > 0 && next == 0 {
		return fmt.Errorf("none of %d updates has a number", len(raws))
	}
	if len(batch) > 0 {
		if err := p.sink(ctx, batch); err != nil {
			return fmt.Errorf("keep %d updates: %w", len(batch), err)
		}
	}
	p.leave(ctx, groups)
	// Once a poll has confirmed, its offset is dropped: after a week of
	// silence the server may count from a lower number, which would not pass it.
	p.offset = next
	return nil
}

func (p *poller) getUpdates(ctx context.Context) ([]json.RawMessage, error) {
	params := tgbotapi.Params{
		"timeout":         strconv.Itoa(int(p.timeout / time.Second)),
		"allowed_updates": allowedUpdates,
	}
	params.AddNonZero64("offset", p.offset)
	result, err := p.do(ctx, p.timeout+pollGrace, "getUpdates", func(api *tgbotapi.BotAPI) (*tgbotapi.APIResponse, error) {
		return api.MakeRequest("getUpdates", params)
	})
	if err != nil {
		return nil, p.withoutWebhook(ctx, err)
	}
	var raws []json.RawMessage
	if err := json.Unmarshal(result, &raws); err != nil {
		return nil, fmt.Errorf("read the answer to getUpdates: %w", err)
	}
	return raws, nil
}

// withoutWebhook removes a webhook that was set in another installation: the
// server refuses polls as long as there is one.
func (p *poller) withoutWebhook(ctx context.Context, err error) error {
	var e *apiError
	if errors.As(err, &e) && e.status == 409 && e.says("webhook is active") {
		if _, failed := p.call(ctx, "deleteWebhook", nil); failed != nil {
			return failed
		}
	}
	return err
}

func (p *poller) pauseAfter(err error) time.Duration {
	var e *apiError
	switch {
	case errors.Is(err, ErrOtherPoller):
		return otherPause
	case errors.As(err, &e) && e.retryAfter > 0:
		return e.retryAfter
	}
	d := min(firstPause<<min(p.failures, 10), longestPause)
	p.failures++
	return d/2 + rand.N(d/2)
}

// asPollError names the errors that whoever runs the bot must know. A 404
// means the token only as long as the server has not accepted it.
func asPollError(err error, first bool) error {
	var e *apiError
	if !errors.As(err, &e) {
		return err
	}
	switch {
	case e.status == 401, e.status == 404 && first && e.cause == nil:
		return fmt.Errorf("%w (%s)", ErrUnauthorized, strings.TrimSpace(e.Error()))
	case e.status == 409 && !e.says("webhook"):
		return fmt.Errorf("%w (%w)", ErrOtherPoller, e)
	}
	return err
}
