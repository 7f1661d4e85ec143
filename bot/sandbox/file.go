package sandbox

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
)

// What Telegram takes and gives, in bytes.
const (
	maxDownload    = 20 << 20 // by getFile
	maxUpload      = 50 << 20 // by a bot
	maxPhoto       = 10 << 20
	maxPersonFile  = 2000 << 20 // by a person's app
	maxLocalUpload = 2000 << 20 // by a bot at a local server
)

// file is what a file_id stands for.
type file struct {
	ID      string      `json:"id"`
	Unique  string      `json:"unique"`
	Kind    string      `json:"kind"` // documents, photos, videos: the folder of its path
	Name    string      `json:"name,omitempty"`
	MIME    string      `json:"mime"`
	Size    int64       `json:"size"`
	Content int64       `json:"content"` // its number in contents
	Path    string      `json:"path"`    // as getFile gives it
	Width   int         `json:"width,omitempty"`
	Height  int         `json:"height,omitempty"`
	Sizes   []PhotoSize `json:"sizes,omitempty"` // of a photo's largest size: all sizes
}

// fileIDPrefix makes ids look like Telegram's, which start alike for one kind of file.
func fileIDPrefix(kind string) string {
	switch kind {
	case "photos":
		return "AgACAgUAAxkB"
	case "videos":
		return "BAACAgUAAxkB"
	default:
		return "BQACAgUAAxkB"
	}
}

// newFile gives a content its ids and path. Server.mu is held.
func (s *Server) newFile(kind, name, mime string, c stored) *file {
	s.state.counters.File++
	n := s.state.counters.File
	var salt [16]byte
	binary.BigEndian.PutUint64(salt[:8], uint64(n))
	_, _ = rand.Read(salt[8:]) // never fails
	f := &file{
		ID:      fileIDPrefix(kind) + base64.RawURLEncoding.EncodeToString(salt[:]),
		Unique:  "AgAD" + base64.RawURLEncoding.EncodeToString(c.Sum[:9]),
		Kind:    kind,
		Name:    name,
		MIME:    mime,
		Size:    c.Size,
		Content: c.Number,
	}
	f.Path = fmt.Sprintf("%s/file_%d%s", kind, n, extension(name, mime))
	return f
}

func (s *Server) keepFile(f *file) {
	s.state.files[f.ID] = f
	s.journal.put(bucketFiles, []byte(f.ID), f)
	s.keepCounters()
}

func (f *file) document() *Document {
	return &Document{FileID: f.ID, FileUniqueID: f.Unique, FileName: f.Name, MimeType: f.MIME, FileSize: f.Size}
}

func (f *file) video() *Video {
	return &Video{
		FileID: f.ID, FileUniqueID: f.Unique, FileName: f.Name, MimeType: f.MIME, FileSize: f.Size,
		Width: 1280, Height: 720, Duration: 5,
	}
}

// getFile answers where a file can be fetched.
func (s *Server) getFile(c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.state.files[c.values["file_id"]]
	if f == nil {
		return nil, badRequest("invalid file_id")
	}
	if f.Size > maxDownload && !s.options.Local {
		return nil, badRequest("file is too big")
	}
	path := f.Path
	if s.options.Local && s.contents.dir != "" { // a local server says where the file lies on its disk
		path = s.contents.path(f.Content)
	}
	return map[string]any{"file_id": f.ID, "file_unique_id": f.Unique, "file_size": f.Size, "file_path": path}, nil
}

// serveFile gives a content under /file/bot<token>/<path>.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request) {
	token, path, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/file/bot"), "/")
	if token != s.options.Token {
		answerError(w, &apiError{Code: http.StatusUnauthorized, Description: "Unauthorized"})
		return
	}
	if fault := s.faults.take(FileDownload, 0); fault != nil {
		s.fail(w, fault)
		return
	}
	f := s.fileByPath(path)
	if f == nil || f.Size > maxDownload && !s.options.Local {
		answerError(w, &apiError{Code: http.StatusNotFound, Description: "Not Found"})
		return
	}
	s.giveContent(w, r, f, true)
}

func (s *Server) fileByPath(path string) *file {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.state.files {
		if f.Path == path {
			return f
		}
	}
	return nil
}

// giveContent writes a file; unless it is a picture for the page, as a download that no browser runs.
func (s *Server) giveContent(w http.ResponseWriter, r *http.Request, f *file, download bool) {
	content, err := s.contents.open(f.Content)
	if err != nil {
		answerError(w, &apiError{Code: http.StatusNotFound, Description: "Not Found"})
		return
	}
	defer func() { _ = content.Close() }() // it was only read
	head := w.Header()
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	head.Set("Content-Type", "application/octet-stream")
	if showable(f.MIME) && !download {
		head.Set("Content-Type", f.MIME)
	} else {
		head.Set("Content-Disposition", disposition(f.downloadName()))
	}
	http.ServeContent(w, r, "", s.started, content)
}

func (f *file) downloadName() string {
	if f.Name != "" {
		return f.Name
	}
	return filepath.Base(f.Path)
}
