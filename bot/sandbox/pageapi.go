package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"minhchung/bot/sandbox/clock"
	"minhchung/bot/sandbox/page"
)

// pageRoutes are the page and what its scripts call.
func (s *Server) pageRoutes(mux *http.ServeMux) {
	mux.Handle("GET /", page.Handler())
	mux.HandleFunc("GET /sandbox/state", s.pageState)
	mux.HandleFunc("GET /sandbox/events", s.serveEvents)
	mux.HandleFunc("GET /sandbox/files/{file}", s.pageFile)
	mux.HandleFunc("GET /sandbox/clock", func(w http.ResponseWriter, _ *http.Request) { s.showClock(w) })
	mux.HandleFunc("POST /sandbox/clock", s.moveClock)
	mux.HandleFunc("GET /sandbox/faults", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, s.Faults())
	})
	mux.HandleFunc("POST /sandbox/faults", s.addFault)
	mux.HandleFunc("DELETE /sandbox/faults/{id}", s.removeFault)
	mux.HandleFunc("POST /sandbox/updates", s.injectUpdate)
	mux.HandleFunc("POST /sandbox/people", s.pageAddPerson)
	mux.HandleFunc("GET /sandbox/people/{id}", s.pageChat)
	mux.HandleFunc("POST /sandbox/people/{id}/upload", s.pageUpload)
	mux.HandleFunc("POST /sandbox/people/{id}/{action}", s.pageAct)
}

// protect refuses what other sites' pages try to do here.
func protect(h http.Handler) http.Handler {
	return http.NewCrossOriginProtection().Handler(h)
}

// personState is an entry of the list of people.
type personState struct {
	Person
	Started bool     `json:"started"`
	Blocked bool     `json:"blocked"`
	Unread  int      `json:"unread"`
	Last    *Message `json:"last,omitempty"`
}

func (s *Server) stateOf(p *Person) personState {
	ps := personState{Person: *p}
	c := s.state.chats[p.ID]
	if c == nil {
		return ps
	}
	ps.Started, ps.Blocked = c.Started, c.Blocked
	for i := len(c.messages) - 1; i >= 0 && c.messages[i].MessageID > c.Read; i-- {
		if c.messages[i].FromBot() {
			ps.Unread++
		}
	}
	if n := len(c.messages); n > 0 {
		last := *c.messages[n-1]
		last.ReplyMarkup, last.ReplyToMessage = nil, nil
		ps.Last = &last
	}
	return ps
}

func (s *Server) pageState(w http.ResponseWriter, _ *http.Request) {
	faults := s.Faults()
	s.mu.Lock()
	people := []personState{}
	for _, p := range s.state.people {
		people = append(people, s.stateOf(p))
	}
	seq := s.events.last
	s.mu.Unlock()
	writeJSON(w, http.StatusOK, map[string]any{
		"seq": seq, "bot": s.bot(), "people": people, "clock": s.clock.Now(), "faults": faults,
	})
}

func (s *Server) pageChat(w http.ResponseWriter, r *http.Request) {
	id, err := personID(r)
	if err != nil {
		refuse(w, err)
		return
	}
	s.mu.Lock()
	p := s.person(id)
	if p == nil {
		s.mu.Unlock()
		refuse(w, fmt.Errorf("%d: %w", id, ErrNoPerson))
		return
	}
	state, seq, language := s.stateOf(p), s.events.last, p.Language
	s.mu.Unlock()
	keyboard, shown := s.ReplyKeyboard(id)
	body := map[string]any{
		"seq": seq, "person": state, "messages": append([]Message{}, s.Messages(id)...),
		"commands": s.Commands(id), "description": s.description("description", language),
	}
	if shown {
		body["keyboard"] = keyboard
	}
	writeJSON(w, http.StatusOK, body)
}

func (s *Server) pageFile(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	f := s.state.files[r.PathValue("file")]
	s.mu.Unlock()
	if f == nil {
		http.NotFound(w, r)
		return
	}
	s.giveContent(w, r, f, r.URL.Query().Has("download"))
}

func (s *Server) showClock(w http.ResponseWriter) {
	writeJSON(w, http.StatusOK, map[string]any{"now": s.clock.Now()})
}

// moveClock takes {"advance":"1h30m"} or {"to":"2023-03-31T09:00:00+07:00"}.
func (s *Server) moveClock(w http.ResponseWriter, r *http.Request) {
	var wish struct {
		Advance string    `json:"advance"`
		To      time.Time `json:"to"`
	}
	if err := readBody(r, &wish); err != nil {
		refuse(w, err)
		return
	}
	d, err := time.ParseDuration(wish.Advance)
	switch {
	case !wish.To.IsZero():
		err = s.AdvanceTo(wish.To)
	case err == nil:
		err = s.Advance(d)
	}
	if err != nil {
		refuse(w, err)
		return
	}
	s.showClock(w)
}

func (s *Server) addFault(w http.ResponseWriter, r *http.Request) {
	var f Fault
	if err := readBody(r, &f); err != nil {
		refuse(w, err)
		return
	}
	writeJSON(w, http.StatusOK, map[string]int{"id": s.Fail(f)})
}

func (s *Server) removeFault(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.Atoi(r.PathValue("id"))
	if err != nil {
		refuse(w, fmt.Errorf("the fault's id: %w", err))
		return
	}
	s.Heal(id)
	writeJSON(w, http.StatusOK, s.Faults())
}

func (s *Server) injectUpdate(w http.ResponseWriter, r *http.Request) {
	var raw json.RawMessage
	err := readBody(r, &raw)
	if err == nil {
		err = s.Inject(raw)
	}
	if err != nil {
		refuse(w, err)
		return
	}
	writeJSON(w, http.StatusOK, true)
}

func (s *Server) pageAddPerson(w http.ResponseWriter, r *http.Request) {
	var p Person
	err := readBody(r, &p)
	if err == nil {
		p, err = s.AddPerson(p)
	}
	if err != nil {
		refuse(w, err)
		return
	}
	writeJSON(w, http.StatusOK, p)
}

func personID(r *http.Request) (int64, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%q: %w", r.PathValue("id"), ErrNoPerson)
	}
	return id, nil
}

func readBody(r *http.Request, v any) error {
	decoder := json.NewDecoder(http.MaxBytesReader(nil, r.Body, maxValues))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(v); err != nil {
		return fmt.Errorf("read the request: %w", err)
	}
	return nil
}

// refuse tells the page why something was not done.
func refuse(w http.ResponseWriter, err error) {
	code := http.StatusBadRequest
	switch {
	case errors.Is(err, ErrNoPerson):
		code = http.StatusNotFound
	case errors.Is(err, clock.ErrBackwards):
		code = http.StatusConflict
	}
	writeJSON(w, code, map[string]string{"error": err.Error()})
}
