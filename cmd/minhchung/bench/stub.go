package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path"
	"strconv"
	"sync"
	"time"
)

// token is the bot's; it protects nothing.
const token = "1000001:bench"

// batch is how many updates the Bot API gives out at once.
const batch = 100

// stub is a Bot API that answers at once. It is as lean as it can be, because
// it shares the machine with what is measured.
type stub struct {
	web     *http.Server
	address string
	replied func(chat int64, body []byte)
	polled  chan struct{}                  // closed with the first poll
	deliver func(number int64, raw []byte) // brings updates to webhooks; nil where they are asked for
	first   sync.Once

	mu    sync.Mutex
	last  int64    // the number of the last update
	queue []update // not confirmed yet
	more  chan struct{}
	sent  int64 // numbers the messages sent
}

type update struct {
	number int64
	raw    []byte
}

func newStub(replied func(chat int64, body []byte)) (*stub, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for the bot: %w", err)
	}
	s := &stub{
		address: "http://" + listener.Addr().String(), replied: replied,
		polled: make(chan struct{}), more: make(chan struct{}, 1),
	}
	s.web = &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.web.Serve(listener) }() // ends with close
	return s, nil
}

func (s *stub) close() error { return s.web.Close() }

// add gives out an update; make is given its number.
func (s *stub) add(make func(number int64) []byte) {
	s.mu.Lock()
	s.last++
	u := update{s.last, make(s.last)}
	if s.deliver != nil {
		s.mu.Unlock()
		go s.deliver(u.number, u.raw)
		return
	}
	s.queue = append(s.queue, u)
	s.mu.Unlock()
	select {
	case s.more <- struct{}{}:
	default: // a poll has been told already
	}
}

// ServeHTTP answers the methods that the bot uses.
func (s *stub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the caller is gone
	}
	w.Header().Set("Content-Type", "application/json")
	switch path.Base(r.URL.Path) {
	case "getUpdates":
		s.getUpdates(w, r.Context(), body)
	case "sendMessage", "editMessageText":
		chat := field(body, "chat_id")
		fmt.Fprintf(w, `{"ok":true,"result":{"message_id":%d,"date":%d,"chat":{"id":%d,"type":"private"}}}`,
			s.message(), time.Now().Unix(), chat)
		s.replied(chat, body)
	case "getMe":
		_, _ = io.WriteString(w, `{"ok":true,"result":{"id":1000001,"is_bot":true,"first_name":"Minh Chứng","username":"minhchung_bot"}}`)
	default:
		_, _ = io.WriteString(w, `{"ok":true,"result":true}`)
	}
}

func (s *stub) message() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent++
	return s.sent
}

func (s *stub) getUpdates(w io.Writer, ctx context.Context, body []byte) {
	s.first.Do(func() { close(s.polled) })
	ctx, cancel := context.WithTimeout(ctx, time.Duration(field(body, "timeout"))*time.Second)
	defer cancel()
	offset := field(body, "offset")
	for {
		if given := s.unconfirmed(offset); len(given) > 0 {
			_, _ = fmt.Fprintf(w, `{"ok":true,"result":[%s]}`, bytes.Join(given, []byte{','}))
			return
		}
		select {
		case <-s.more:
		case <-ctx.Done():
			if errors.Is(ctx.Err(), context.DeadlineExceeded) {
				_, _ = io.WriteString(w, `{"ok":true,"result":[]}`)
			}
			return
		}
	}
}

// unconfirmed drops what an offset confirms and gives the next batch.
func (s *stub) unconfirmed(offset int64) [][]byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	for len(s.queue) > 0 && s.queue[0].number < offset {
		s.queue = s.queue[1:]
	}
	var given [][]byte
	for _, u := range s.queue[:min(len(s.queue), batch)] {
		given = append(given, u.raw)
	}
	return given
}

// field reads a number among the fields of a form; 0 for none.
func field(body []byte, name string) int64 {
	for _, pair := range bytes.Split(body, []byte{'&'}) {
		if value, ok := bytes.CutPrefix(pair, []byte(name+"=")); ok {
			n, _ := strconv.ParseInt(string(value), 10, 64) // no number is 0
			return n
		}
	}
	return 0
}
