package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// How long a call may take, from its first byte out to its last byte in.
const (
	callTimeout   = 30 * time.Second
	uploadTimeout = 10 * time.Minute
	pollGrace     = 15 * time.Second // beyond what the server was allowed
)

// carrier brings one call of the library onto the wire: the library knows
// neither contexts nor deadlines, and its transport errors hold the token.
type carrier struct {
	ctx    context.Context
	client *Client
	status int // of the answer; the library forgets it for uploads and for pages that are not JSON
}

func (t *carrier) Do(req *http.Request) (*http.Response, error) {
	resp, err := t.client.http.Do(req.WithContext(t.ctx))
	if err != nil {
		return nil, &hidden{text: t.client.redact(err.Error()), cause: err}
	}
	t.status = resp.StatusCode
	return resp, nil
}

// call makes a call without files and gives its result.
func (c *Client) call(ctx context.Context, method string, params tgbotapi.Params) (json.RawMessage, error) {
	return c.do(ctx, callTimeout, method, func(api *tgbotapi.BotAPI) (*tgbotapi.APIResponse, error) {
		return api.MakeRequest(method, params)
	})
}

// upload makes a call that carries one file, as a stream.
func (c *Client) upload(ctx context.Context, method string, params tgbotapi.Params, field, name string, content io.ReadCloser) (json.RawMessage, error) {
	once := &shut{inner: content}
	defer func() { _ = once.Close() }() // the library closes only what it read to the end
	file := tgbotapi.RequestFile{Name: field, Data: tgbotapi.FileReader{Name: name, Reader: once}}
	return c.do(ctx, uploadTimeout, method, func(api *tgbotapi.BotAPI) (*tgbotapi.APIResponse, error) {
		return api.UploadFiles(method, params, []tgbotapi.RequestFile{file})
	})
}

// do runs one call of the library with a BotAPI of its own, which costs
// nothing and can so carry the context. Errors are *apiError.
func (c *Client) do(
	ctx context.Context, limit time.Duration, method string,
	run func(*tgbotapi.BotAPI) (*tgbotapi.APIResponse, error),
) (json.RawMessage, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	t := &carrier{ctx: ctx, client: c}
	api := &tgbotapi.BotAPI{Token: c.token, Client: t}
	api.SetAPIEndpoint(strings.ReplaceAll(c.base, "%", "%%") + "/bot%s/%s")
	resp, err := run(api)
	if err != nil {
		return nil, c.fault(method, t.status, err)
	}
	return resp.Result, nil
}

// redact takes the token out of a text. Its second half is the secret; the
// first is the bot's public id.
func (c *Client) redact(s string) string {
	s = strings.ReplaceAll(s, c.token, "<token>")
	if _, secret, ok := strings.Cut(c.token, ":"); ok && secret != "" {
		s = strings.ReplaceAll(s, secret, "<token>")
	}
	return s
}

// hidden is an error without the token: it can be compared, but what it was
// made of cannot be taken out and printed.
type hidden struct {
	text  string
	cause error
}

func (e *hidden) Error() string        { return e.text }
func (e *hidden) Is(target error) bool { return isAny(e.cause, target) }

// fetchURL is where a file of the server lies.
func (c *Client) fetchURL(path string) string {
	return fmt.Sprintf("%s/file/bot%s/%s", c.base, c.token, path)
}
