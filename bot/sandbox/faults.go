package sandbox

import (
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
)

// FileDownload is the Method of a fault that meets downloads of files.
const FileDownload = "file"

// Fault makes calls fail although nothing is wrong with them.
type Fault struct {
	ID                  int    `json:"id"`                             // given by Fail
	Method              string `json:"method"`                         // "" for every method but getUpdates
	ChatID              int64  `json:"chat_id,omitempty"`              // 0 for every chat
	Code                int    `json:"code"`                           // 429, 403, 500, …; 502 and 504 answer a page, not JSON
	RetryAfter          int    `json:"retry_after,omitempty"`          // seconds, of a 429
	Description         string `json:"description,omitempty"`          // "" for Telegram's usual words
	Times               int    `json:"times,omitempty"`                // how often; 0 until removed
	ProbabilityPermille int    `json:"probability_permille,omitempty"` // 0 means always
	After               bool   `json:"after,omitempty"`                // the method takes effect; only its answer is lost
	Cut                 bool   `json:"cut,omitempty"`                  // the connection is cut instead of answered
}

// faults is the list of those that are in force.
type faults struct {
	mu   sync.Mutex
	last int
	list []Fault
}

// Fail adds a fault and gives its id. Of several that meet a call, the earliest is taken.
func (s *Server) Fail(f Fault) int {
	s.faults.mu.Lock()
	s.faults.last++
	f.ID = s.faults.last
	if f.Code == 0 {
		f.Code = http.StatusInternalServerError
	}
	s.faults.list = append(s.faults.list, f)
	s.faults.mu.Unlock()
	s.announceFaults()
	return f.ID
}

// Heal removes a fault, or all of them for id 0.
func (s *Server) Heal(id int) {
	s.faults.mu.Lock()
	s.faults.list = slices.DeleteFunc(s.faults.list, func(f Fault) bool { return id == 0 || f.ID == id })
	s.faults.mu.Unlock()
	s.announceFaults()
}

// Faults lists what is in force.
func (s *Server) Faults() []Fault {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	return append([]Fault{}, s.faults.list...)
}

// take gives the fault that meets a call, if any, and counts it.
func (f *faults) take(method string, chatID int64) *Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.list {
		fault := &f.list[i]
		if !fault.meets(method, chatID) {
			continue
		}
		if p := fault.ProbabilityPermille; p > 0 && rand.IntN(1000) >= p {
			continue
		}
		taken := *fault
		if fault.Times > 0 {
			if fault.Times--; fault.Times == 0 {
				f.list = slices.Delete(f.list, i, i+1)
			}
		}
		return &taken
	}
	return nil
}

func (f Fault) meets(method string, chatID int64) bool {
	if f.Method == "" && (method == "getUpdates" || method == FileDownload) || f.Method != "" && f.Method != method {
		return false
	}
	return f.ChatID == 0 || f.ChatID == chatID
}

// fail answers a call with a fault.
func (s *Server) fail(w http.ResponseWriter, f *Fault) {
	s.announceFaults()
	if f.Cut {
		panic(http.ErrAbortHandler) // how net/http is told to cut a connection
	}
	e := &apiError{Code: f.Code, Description: f.Description, RetryAfter: f.RetryAfter}
	switch f.Code {
	case http.StatusTooManyRequests:
		e = tooMany(max(f.RetryAfter, 1))
	case http.StatusBadGateway, http.StatusGatewayTimeout:
		// Telegram's front answers these before its Bot API has seen the call.
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(f.Code)
		_, _ = w.Write([]byte("<html><head><title>" + http.StatusText(f.Code) + "</title></head></html>"))
		return
	}
	if f.Description != "" {
		e.Description = f.Description
	}
	if e.Description == "" {
		e.Description = usualWords(f.Code)
	}
	answerError(w, e)
}

func usualWords(code int) string {
	switch code {
	case http.StatusForbidden:
		return "Forbidden: bot was blocked by the user"
	case http.StatusBadRequest:
		return "Bad Request: chat not found"
	case http.StatusConflict:
		return terminated
	default:
		return http.StatusText(code)
	}
}
