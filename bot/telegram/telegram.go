// Package telegram is the Telegram channel: it turns updates of the Bot API
// into events and messages into calls, and nothing more. It types errors, so
// that who sends can decide what to do about them.
//
// It must not know what an event leads to, who a person is or where anything
// is kept. The bot's token appears in none of its errors and logs.
package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// PublicServer is where the Bot API is when nothing else is said.
const PublicServer = "https://api.telegram.org"

// scheme starts the names of this channel's chats: "telegram:123".
const scheme = "telegram:"

// Options says how to reach the Bot API.
type Options struct {
	Token       string
	APIURL      string        // methods under /bot<token>/, files under /file/bot<token>/; "" is PublicServer
	HTTP        *http.Client  // nil for one of its own; redirects are never followed
	Log         *slog.Logger  // nil for none
	PollTimeout time.Duration // how long the server may hold a poll; 0 is 50 s

	// LocalFiles is the folder in which a Bot API server of one's own, in its
	// local mode, keeps files: they are read there, not downloaded. "" for none.
	LocalFiles string

	// Wait pauses the poller after a failure; it returns early, with the
	// context's error, when that ends. nil waits in real time.
	Wait func(ctx context.Context, d time.Duration) error
}

// Client is the channel. It implements bot.Channel and may be used by any
// number of goroutines; only Poll must run once.
type Client struct {
	token      string
	base       string
	http       *http.Client
	log        *slog.Logger
	timeout    time.Duration
	wait       func(context.Context, time.Duration) error
	localFiles string
	files      sentFiles
}

// New checks the options; it does not reach out.
func New(o Options) (*Client, error) {
	if o.Token == "" || strings.ContainsFunc(o.Token, notInToken) {
		return nil, errors.New("the Telegram bot token is empty or holds a character that no token has")
	}
	if o.APIURL == "" {
		o.APIURL = PublicServer
	}
	u, err := url.Parse(o.APIURL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.RawQuery != "" || u.Fragment != "" {
		return nil, errors.New("the Bot API's address must look like " + PublicServer)
	}
	c := &Client{
		token: o.Token, base: strings.TrimRight(o.APIURL, "/"),
		log: o.Log, timeout: o.PollTimeout, wait: o.Wait, localFiles: o.LocalFiles,
	}
	c.http = withoutRedirects(o.HTTP)
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	if c.timeout == 0 {
		c.timeout = 50 * time.Second
	}
	if c.wait == nil {
		c.wait = pause
	}
	return c, nil
}

func notInToken(r rune) bool {
	return !strings.ContainsRune("0123456789:_-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", r)
}

// sendsAtOnce is about how many calls run at the same time on the busiest day:
// as many connections are kept for the next ones.
const sendsAtOnce = 256

// ownTransport is http's own, which would keep two connections to a server and
// open all others anew.
func ownTransport() http.RoundTripper {
	shared, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return http.DefaultTransport // somebody has put another kind in its place
	}
	own := shared.Clone()
	own.MaxIdleConns, own.MaxIdleConnsPerHost = sendsAtOnce, sendsAtOnce
	return own
}

// withoutRedirects copies the client: a redirect would carry the address,
// and with it the token, to another server as the Referer.
func withoutRedirects(given *http.Client) *http.Client {
	own := http.Client{}
	if given == nil {
		own.Transport = ownTransport()
	} else {
		own = *given
	}
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &own
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Me gives the bot's own user name, for deep links. ErrUnauthorized when the
// token is not accepted.
func (c *Client) Me(ctx context.Context) (username string, err error) {
	result, err := c.call(ctx, "getMe", nil)
	if err != nil {
		return "", asPollError(err, true)
	}
	var me struct {
		Username string `json:"username"`
	}
	if err := json.Unmarshal(result, &me); err != nil {
		return "", fmt.Errorf("read the answer to getMe: %w", err)
	}
	return me.Username, nil
}

// chatName gives the channel's name of a person's private chat.
func chatName(id int64) string { return scheme + strconv.FormatInt(id, 10) }

func chatID(name string) (string, error) {
	digits, ok := strings.CutPrefix(name, scheme)
	if _, err := strconv.ParseInt(digits, 10, 64); !ok || err != nil {
		return "", fmt.Errorf("%q is no Telegram chat", name)
	}
	return digits, nil
}
