package e2e

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"minhchung/storage/storagetest"
)

const (
	hookSecret = "end-to-end-secret"
	tooLarge   = "an update is too large" // the log says so, and the test makes one
	leads      = "this replica runs the jobs"
	leadsAfter = 15 * time.Second // of the death of the one that did
)

// TestThreeProgramsOnTheWebhook: three programs share a MongoDB and a Redis, and
// Telegram sends them updates through a proxy. The one that runs the jobs is
// killed at the moment at which it has confirmed an update. People notice
// nothing: that one is answered too, and another program runs the jobs.
func TestThreeProgramsOnTheWebhook(t *testing.T) {
	t.Parallel()
	x, proxy := webhookTown(t)
	x.importDirectory() // the store is free: nothing runs yet
	payload := x.invite("--department", "so-y-te", "--name", "Lan")
	proxy.start(x)
	lan := x.person(lanID)
	lan.arrive(payload, "anh/chị là Lan")
	lan.tap("Đúng", "gửi số điện thoại")
	lan.share("không gửi văn bản mật")
	lan.tap("Đã rõ", "điểm")
	lan.say("I.4.1", "I.4.1", "Hoàn thành trước")
	lan.tap("Trả lời", "Số tin bài")
	proxy.strangersAreRefused()

	leader := proxy.leader()
	var killed time.Time
	proxy.onceConfirmed(leader, func() {
		leader.kill()
		killed = time.Now()
	})
	lan.say("2 bài", "Đã ghi I.4.1", ": 2 → 10/10 điểm")
	eventually(t, "another program runs the jobs", func() bool { return proxy.leader() != nil })
	if took := proxy.leader().since().Sub(killed); took > leadsAfter {
		t.Errorf("another program runs the jobs %v after the death of the one that did", took)
	}
	lan.say("I.4.1", "2 → 10 điểm")
	lan.say("điểm", "Tự chấm 10/500")
	for _, r := range proxy.programs {
		if r != leader {
			r.stop()
		}
	}
}

// webhookTown is a town that three programs are to serve.
func webhookTown(t *testing.T) (*town, *hookProxy) {
	t.Helper()
	proxy := &hookProxy{t: t}
	web := httptest.NewServer(proxy)
	t.Cleanup(web.Close)
	settings := append(onServers(t, storagetest.RedisServer(t)),
		"BOT_NAME="+botName, "WEBHOOK_URL="+web.URL+"/hook", "WEBHOOK_SECRET="+hookSecret)
	return newTown(t, settings...), proxy
}

// start lets three programs run, and waits until they do.
func (p *hookProxy) start(x *town) {
	p.t.Helper()
	for range 3 {
		p.add(x)
	}
	for _, r := range p.programs {
		eventually(p.t, "a program is healthy", r.healthy)
	}
	eventually(p.t, "one program runs the jobs", func() bool { return p.leader() != nil })
}

// hookProgram is one of the programs that share the webhook.
type hookProgram struct {
	*process
	address string
	log     *output
}

func (r *hookProgram) healthy() bool {
	response, err := http.Get(r.address + "/healthz")
	if err != nil {
		return false
	}
	defer response.Body.Close()
	return response.StatusCode == http.StatusOK
}

func (r *hookProgram) dead() bool {
	select {
	case <-r.over:
		return true
	default:
		return false
	}
}

// since is when the program began to run the jobs, by its log.
func (r *hookProgram) since() time.Time {
	for line := range strings.Lines(r.log.String()) {
		if stamp, _, _ := strings.Cut(strings.TrimPrefix(line, "time="), " "); strings.Contains(line, leads) {
			at, err := time.Parse(time.RFC3339Nano, stamp)
			if err != nil {
				r.t.Errorf("no time in %q", line)
			}
			return at
		}
	}
	return time.Time{}
}

// hookProxy is what stands before the programs: it brings each update to one
// of them, in turn, and to the next when that one does not take it.
type hookProxy struct {
	t        *testing.T
	programs []*hookProgram

	mu    sync.Mutex
	turns int
	to    *hookProgram // who gets the next update; nil for whoever's turn it is
	then  func()       // what happens before Telegram is told that it was taken
}

// add starts a program with a folder and an address of its own.
func (p *hookProxy) add(x *town) {
	p.t.Helper()
	dir := p.t.TempDir()
	compiledIn(p.t, dir)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		p.t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		p.t.Fatal(err)
	}
	log := &output{}
	settings := append(x.settings[:len(x.settings):len(x.settings)], "DATA_DIR="+dir, "WEBHOOK_LISTEN="+address)
	p.t.Cleanup(func() {
		for _, line := range log.complaints() {
			if !strings.Contains(line, tooLarge) {
				p.t.Errorf("a program complains: %s", line)
			}
		}
		if p.t.Failed() {
			p.t.Logf("what the program at %s wrote:\n%s", address, log)
		}
	})
	p.programs = append(p.programs, &hookProgram{
		process: launch(p.t, log, log, settings, "serve"), address: "http://" + address, log: log,
	})
}

// leader is the living program that runs the jobs; nil for none.
func (p *hookProxy) leader() *hookProgram {
	for _, r := range p.programs {
		if !r.dead() && strings.Contains(r.log.String(), leads) {
			return r
		}
	}
	return nil
}

// onceConfirmed brings the next update to one program, and lets something
// happen once that has confirmed it.
func (p *hookProxy) onceConfirmed(by *hookProgram, then func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.to, p.then = by, then
}

// ServeHTTP passes an update on.
func (p *hookProxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the caller is gone
	}
	p.mu.Lock()
	p.turns++
	turn, to, then := p.turns, p.to, p.then
	p.to, p.then = nil, nil
	p.mu.Unlock()
	status := http.StatusBadGateway
	for try := range p.programs {
		next := p.programs[(turn+try)%len(p.programs)]
		if to != nil {
			next, to = to, nil
		}
		if status = next.post(r.Header, body); status < http.StatusInternalServerError {
			break
		}
	}
	if then != nil {
		then()
	}
	w.WriteHeader(status)
}

// post gives an update to a program, and its answer's status.
func (r *hookProgram) post(header http.Header, body []byte) int {
	request, err := http.NewRequest(http.MethodPost, r.address+"/hook", bytes.NewReader(body))
	if err != nil {
		return http.StatusInternalServerError
	}
	request.Header = header.Clone()
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return http.StatusBadGateway
	}
	defer response.Body.Close()
	return response.StatusCode
}

// strangersAreRefused: who does not know the secret, and what is no update.
func (p *hookProxy) strangersAreRefused() {
	p.t.Helper()
	update := `{"update_id":1,"message":{"message_id":1,"date":1,"from":{"id":777},"chat":{"id":777,"type":"private"},"text":"hi"}}`
	for _, one := range []struct {
		what, secret, body string
		want               int
	}{
		{"no secret", "", update, http.StatusUnauthorized},
		{"another secret", hookSecret + "x", update, http.StatusUnauthorized},
		{"no JSON", hookSecret, `{`, http.StatusBadRequest},
		{"two megabytes", hookSecret, `{"update_id":2,"text":"` + strings.Repeat("x", 2<<20) + `"}`, http.StatusRequestEntityTooLarge},
	} {
		header := http.Header{"Content-Type": {"application/json"}}
		if one.secret != "" {
			header.Set("X-Telegram-Bot-Api-Secret-Token", one.secret)
		}
		for _, r := range p.programs {
			if got := r.post(header, []byte(one.body)); got != one.want {
				p.t.Errorf("%s: %d, want %d", one.what, got, one.want)
			}
		}
	}
}
