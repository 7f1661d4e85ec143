package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"minhchung/bot"
	"minhchung/flows"
)

// stallTimeout is how long a download may bring nothing. There is no limit
// for the whole: 20 MB over a district's line take their time.
const stallTimeout = time.Minute

var errStalled = errors.New("download: nothing came for " + stallTimeout.String())

// Fetch opens the content of an upload as a stream, to be closed by the
// caller. A *bot.FetchError says that the server will never give it out (too
// large, or gone); other errors are *bot.SendError, or, while reading, plain.
func (c *Client) Fetch(ctx context.Context, fileID string) (io.ReadCloser, error) {
	result, err := c.call(ctx, "getFile", tgbotapi.Params{"file_id": fileID})
	if err != nil {
		return nil, fetchError(err)
	}
	var f struct {
		Path string `json:"file_path"`
		Size int64  `json:"file_size"`
	}
	if err := json.Unmarshal(result, &f); err != nil {
		return nil, sendError(fmt.Errorf("read the answer to getFile: %w", err))
	}
	if f.Path == "" {
		return nil, &bot.FetchError{Refused: flows.RefusedGone, Detail: "getFile: no path"}
	}
	if c.localFiles != "" && filepath.IsAbs(f.Path) {
		return c.openLocal(f.Path)
	}
	return c.download(ctx, f.Path, f.Size)
}

// openLocal opens a file that the server beside us has already. A path that
// leads out of its folder is nobody's upload.
func (c *Client) openLocal(path string) (io.ReadCloser, error) {
	inside, err := filepath.Rel(c.localFiles, path)
	if err == nil {
		var f *os.File
		if f, err = os.OpenInRoot(c.localFiles, inside); err == nil {
			return f, nil
		}
	}
	c.log.Error("a local file cannot be read", "folder", c.localFiles, "error", err)
	return nil, &bot.FetchError{Refused: flows.RefusedGone, Detail: "the local server's file cannot be read"}
}

func (c *Client) download(ctx context.Context, path string, size int64) (io.ReadCloser, error) {
	ctx, stop := context.WithCancelCause(ctx)
	cancel := func() { stop(nil) }
	watch := time.AfterFunc(stallTimeout, func() { stop(errStalled) })
	segments := strings.Split(path, "/")
	for i, s := range segments {
		segments[i] = url.PathEscape(s)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.fetchURL(strings.Join(segments, "/")), nil)
	if err != nil {
		cancel()
		return nil, sendError(c.fault("download", 0, err))
	}
	resp, err := c.http.Do(req)
	if err != nil {
		cancel()
		return nil, sendError(c.fault("download", 0, err))
	}
	if resp.StatusCode != http.StatusOK {
		_ = resp.Body.Close()
		cancel()
		return nil, fetchError(&apiError{method: "download", status: resp.StatusCode, description: http.StatusText(resp.StatusCode)})
	}
	return &stream{ctx: ctx, client: c, body: resp.Body, watch: watch, cancel: cancel, size: size}, nil
}

// fetchError types why a file cannot be had.
func fetchError(err error) error {
	var e *apiError
	if errors.As(err, &e) && e.retryAfter == 0 {
		switch {
		case e.says("file is too big"):
			return &bot.FetchError{Refused: flows.RefusedTooLarge, Detail: e.Error()}
		case e.status == 404, e.status == 410, e.status == 400:
			return &bot.FetchError{Refused: flows.RefusedGone, Detail: e.Error()}
		}
	}
	return sendError(err)
}

// stream is the body of a download: it ends when nothing comes any more, and
// a body shorter than the server said is an error, not a shorter file.
type stream struct {
	ctx    context.Context // of the request; knows why it ended
	client *Client
	body   io.ReadCloser
	watch  *time.Timer
	cancel func()
	size   int64 // as the server said; 0 when it did not
	read   int64
}

func (s *stream) Read(p []byte) (int, error) {
	n, err := s.body.Read(p)
	s.read += int64(n)
	switch {
	case err == io.EOF && s.size > 0 && s.read != s.size:
		return n, fmt.Errorf("download: %d of %d bytes: %w", s.read, s.size, io.ErrUnexpectedEOF)
	case err != nil && errors.Is(context.Cause(s.ctx), errStalled):
		return n, errStalled
	case err != nil && err != io.EOF:
		return n, s.client.fault("download", 0, err)
	}
	if n > 0 {
		s.watch.Reset(stallTimeout)
	}
	return n, err
}

func (s *stream) Close() error {
	s.watch.Stop()
	s.cancel()
	return s.body.Close()
}
