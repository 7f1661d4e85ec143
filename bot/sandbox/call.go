package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
)

// maxValues is how many bytes a call's parameters may have beside its files.
const maxValues = 1 << 20

// call is one request of the bot: a method and its parameters.
type call struct {
	method  string
	values  map[string]string // JSON values other than strings stay JSON
	uploads map[string]upload
	request *http.Request
}

// upload is a file that came with the call.
type upload struct {
	name string
	stored
}

// readCall reads parameters the four ways that Telegram takes them: in the
// address, as a form, as a multipart form and as JSON.
func (s *Server) readCall(method string, r *http.Request) (*call, error) {
	c := &call{method: method, values: map[string]string{}, uploads: map[string]upload{}, request: r}
	for name, values := range r.URL.Query() {
		c.values[name] = values[0]
	}
	if r.Method != http.MethodPost && r.Method != http.MethodGet {
		return nil, &apiError{Code: http.StatusMethodNotAllowed, Description: "Method Not Allowed"}
	}
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var err error
	switch kind {
	case "application/json":
		err = c.readJSON(r.Body)
	case "application/x-www-form-urlencoded":
		err = c.readForm(r)
	case "multipart/form-data":
		err = s.readMultipart(c, multipart.NewReader(r.Body, params["boundary"]))
	}
	if err != nil {
		s.dropUploads(c)
		return nil, err
	}
	return c, nil
}

func (c *call) readForm(r *http.Request) error {
	r.Body = http.MaxBytesReader(nil, r.Body, maxValues)
	if err := r.ParseForm(); err != nil {
		return tooLargeOr(err, "can't parse the form")
	}
	for name, values := range r.PostForm {
		c.values[name] = values[0]
	}
	return nil
}

func (c *call) readJSON(body io.Reader) error {
	data, err := io.ReadAll(io.LimitReader(body, maxValues+1))
	if err != nil {
		return badRequest("can't read the request: %v", err)
	}
	if len(data) > maxValues {
		return tooLarge()
	}
	if len(strings.TrimSpace(string(data))) == 0 {
		return nil
	}
	var values map[string]json.RawMessage
	if err := json.Unmarshal(data, &values); err != nil {
		return badRequest("can't parse JSON-encoded request")
	}
	for name, raw := range values {
		var text string
		switch {
		case string(raw) == "null":
		case json.Unmarshal(raw, &text) == nil:
			c.values[name] = text
		default:
			c.values[name] = string(raw)
		}
	}
	return nil
}

func (s *Server) readMultipart(c *call, reader *multipart.Reader) error {
	limit := s.uploadLimit()
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return tooLargeOr(err, "can't parse the multipart form")
		}
		if part.FileName() == "" {
			value, err := io.ReadAll(io.LimitReader(part, maxValues+1))
			if err != nil {
				return badRequest("can't read the request: %v", err)
			}
			if len(value) > maxValues {
				return tooLarge()
			}
			c.values[part.FormName()] = string(value)
			continue
		}
		content, err := s.contents.put(part, limit)
		if errors.Is(err, errTooLong) {
			return tooLarge()
		}
		if err != nil {
			return internal(err)
		}
		if old, twice := c.uploads[part.FormName()]; twice {
			s.contents.drop(old.Number)
		}
		c.uploads[part.FormName()] = upload{name: part.FileName(), stored: content}
	}
}

func (s *Server) uploadLimit() int64 {
	if s.options.Local {
		return maxLocalUpload
	}
	return maxUpload
}

// dropUploads throws away what a failed call brought along.
func (s *Server) dropUploads(c *call) {
	for _, u := range c.uploads {
		s.contents.drop(u.Number)
	}
}

func tooLargeOr(err error, what string) error {
	var over *http.MaxBytesError
	if errors.As(err, &over) {
		return tooLarge()
	}
	return badRequest("%s: %v", what, err)
}

// files says which parameters came as uploads.
func (c *call) files() map[string]bool {
	names := map[string]bool{}
	for name := range c.uploads {
		names[name] = true
	}
	return names
}

// number gives a whole-number parameter, or def when it is left out.
func (c *call) number(name string, def int64) (int64, error) {
	value := c.values[name]
	if value == "" {
		return def, nil
	}
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return 0, badRequest("parameter %q must be a whole number", name)
	}
	return n, nil
}

func (c *call) flag(name string) bool {
	switch strings.ToLower(c.values[name]) {
	case "true", "1":
		return true
	default:
		return false
	}
}

// decode reads a JSON parameter into v.
func (c *call) decode(name string, v any) error {
	if c.values[name] == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(c.values[name]), v); err != nil {
		return fmt.Errorf("can't parse %s JSON object", strings.ReplaceAll(name, "_", " "))
	}
	return nil
}
