package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"sync"
)

// probeArgument makes this program the probe. It is not meant for people.
const probeArgument = "probe"

func probeArguments(at site) []string {
	return []string{probeArgument, at.dir, at.mongo, at.redis}
}

// probe is a bot that does nothing: the same HTTP and as many commits, each
// chat in its own order, and no decision.
type probe struct {
	base   string
	http   *http.Client
	keep   keeper
	chats  map[int64]chan probed // one goroutine each
	ended  sync.WaitGroup
	failed chan error
}

// probed is one update as far as the probe looks at it.
type probed struct {
	key string
	raw json.RawMessage
}

// keeper makes the three commits: of a batch as it came, of what would have
// been decided, and of where that leaves the chat.
type keeper interface {
	arrived(ctx context.Context, batch []probed) error
	decided(ctx context.Context, key string, what []byte) error
	done(ctx context.Context, key string, chat int64, what []byte) error
	close() error
}

// runProbe works until ctx ends. args are those of probeArguments.
func runProbe(ctx context.Context, args []string) error {
	if len(args) != 3 {
		return fmt.Errorf("the probe takes three arguments, not %d", len(args))
	}
	keep, err := openKeeper(ctx, site{dir: args[0], mongo: args[1], redis: args[2]})
	if err != nil {
		return err
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConns, transport.MaxIdleConnsPerHost = 256, 256 // as the bot's
	p := &probe{
		base: os.Getenv("TELEGRAM_API_URL") + "/bot" + os.Getenv("TELEGRAM_BOT_TOKEN") + "/",
		http: &http.Client{Transport: transport}, keep: keep,
		chats: map[int64]chan probed{}, failed: make(chan error, 1),
	}
	err = p.poll(ctx)
	for _, one := range p.chats {
		close(one)
	}
	p.ended.Wait()
	if closeErr := keep.close(); err == nil {
		err = closeErr
	}
	return err
}

func (p *probe) poll(ctx context.Context) error {
	offset := int64(0)
	for ctx.Err() == nil {
		select {
		case err := <-p.failed:
			return err
		default:
		}
		raw, err := p.call(ctx, "getUpdates", url.Values{"timeout": {"50"}, "offset": {strconv.FormatInt(offset, 10)}})
		switch {
		case ctx.Err() != nil: // told to stop
		case err != nil:
			return err
		default:
			if offset, err = p.take(ctx, raw, offset); err != nil {
				return err
			}
		}
	}
	return nil
}

// take keeps a batch and hands it to its chats.
func (p *probe) take(ctx context.Context, raw []byte, offset int64) (int64, error) {
	var answer struct {
		Result []json.RawMessage `json:"result"`
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		return offset, fmt.Errorf("read the updates: %w", err)
	}
	batch, chats := make([]probed, len(answer.Result)), make([]int64, len(answer.Result))
	for i, raw := range answer.Result {
		var u struct {
			ID      int64 `json:"update_id"`
			Message struct {
				ID   int64 `json:"message_id"`
				Chat struct {
					ID int64 `json:"id"`
				} `json:"chat"`
			} `json:"message"`
		}
		if err := json.Unmarshal(raw, &u); err != nil {
			return offset, fmt.Errorf("read an update: %w", err)
		}
		batch[i] = probed{fmt.Sprintf("m:%d:%d", u.Message.Chat.ID, u.Message.ID), raw}
		chats[i], offset = u.Message.Chat.ID, u.ID+1
	}
	if len(batch) == 0 {
		return offset, nil
	}
	if err := p.keep.arrived(ctx, batch); err != nil {
		return offset, fmt.Errorf("keep a batch: %w", err)
	}
	for i, one := range batch {
		p.chat(ctx, chats[i]) <- one
	}
	return offset, nil
}

func (p *probe) chat(ctx context.Context, id int64) chan probed {
	c, ok := p.chats[id]
	if !ok {
		c = make(chan probed, 8)
		p.chats[id] = c
		p.ended.Go(func() {
			for one := range c {
				if err := p.work(context.WithoutCancel(ctx), id, one); err != nil {
					select {
					case p.failed <- err:
					default: // the first one counts
					}
				}
			}
		})
	}
	return c
}

// The sizes of what the bot appends, leaves and says.
var (
	probeEntry   = bytes.Repeat([]byte("x"), 400)
	probeSession = bytes.Repeat([]byte("x"), 250)
	probeText    = string(bytes.Repeat([]byte("x"), 250))
)

func (p *probe) work(ctx context.Context, chat int64, one probed) error {
	if err := p.keep.decided(ctx, one.key, probeEntry); err != nil {
		return fmt.Errorf("keep what was decided: %w", err)
	}
	_, err := p.call(ctx, "sendMessage", url.Values{"chat_id": {strconv.FormatInt(chat, 10)}, "text": {probeText}})
	if err != nil {
		return err
	}
	if err := p.keep.done(ctx, one.key, chat, probeSession); err != nil {
		return fmt.Errorf("keep what is done: %w", err)
	}
	return nil
}

func (p *probe) call(ctx context.Context, method string, form url.Values) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, p.base+method, bytes.NewReader([]byte(form.Encode())))
	if err != nil {
		return nil, fmt.Errorf("call %s: %w", method, err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := p.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("call %s: %w", method, err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, fmt.Errorf("call %s: %w", method, err)
	}
	return raw, nil
}
