package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// keptEvents is how many events a page may lag behind before it loads anew.
const keptEvents = 2000

// event is something that an open page should show at once.
type event struct {
	Seq    int64           `json:"seq"`
	Person int64           `json:"person"` // 0: for all
	Kind   string          `json:"kind"`
	Data   json.RawMessage `json:"data,omitempty"`
}

// events is the recent past, for the pages.
type events struct {
	last int64
	list []event
}

// emit tells the pages and everybody who waits. Server.mu is held.
func (s *Server) emit(person int64, kind string, data any) {
	raw, err := json.Marshal(data)
	if err != nil {
		raw = json.RawMessage("null") // the page then shows what it loads next
	}
	e := &s.events
	e.last++
	e.list = append(e.list, event{Seq: e.last, Person: person, Kind: kind, Data: raw})
	if len(e.list) > 2*keptEvents {
		e.list = append([]event{}, e.list[len(e.list)-keptEvents:]...)
	}
	s.notify()
}

// eventsAfter gives what happened after seq, and what to wait for. A page that
// lags too far behind gets one event that makes it load anew.
func (s *Server) eventsAfter(seq int64) ([]event, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := &s.events
	first := e.last - int64(len(e.list)) + 1
	switch {
	case seq > e.last || seq+1 < first:
		return []event{{Seq: e.last, Kind: "reload"}}, s.changed
	case seq == e.last:
		return nil, s.changed
	}
	return append([]event{}, e.list[seq+1-first:]...), s.changed
}

// serveEvents streams events to a page until it is closed.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	flusher, ok := w.(http.Flusher)
	if !ok {
		http.Error(w, "no streaming here", http.StatusInternalServerError)
		return
	}
	since := r.Header.Get("Last-Event-ID")
	if since == "" {
		since = r.URL.Query().Get("since")
	}
	seq, _ := strconv.ParseInt(since, 10, 64) // from the start when it is no number
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusOK)
	flusher.Flush()
	alive := time.NewTicker(15 * time.Second)
	defer alive.Stop()
	for {
		list, changed := s.eventsAfter(seq)
		for _, e := range list {
			data, _ := json.Marshal(e) // plain fields and raw JSON
			if _, err := fmt.Fprintf(w, "id: %d\ndata: %s\n\n", e.Seq, data); err != nil {
				return
			}
			seq = e.Seq
		}
		flusher.Flush()
		select {
		case <-changed:
		case <-alive.C:
			_, _ = fmt.Fprint(w, ": alive\n\n") // a page that is gone ends the request's context
		case <-r.Context().Done():
			return
		case <-s.ctx.Done():
			return
		}
	}
}

func (s *Server) announceClock() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.emit(0, "clock", s.clock.Now())
}

func (s *Server) announceFaults() {
	list := s.Faults()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.emit(0, "faults", list)
}
