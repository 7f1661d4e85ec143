package e2e

import (
	"net/http"
	"strings"
	"sync"
)

// moment is a point in the life of a request at which something can happen.
type moment int

const (
	arrived  moment = iota // nothing has been done yet
	halfway                // of a file, half is on its way
	answered               // the answer is on its way
)

// watcher is told of every moment of every request. lost says of one that has
// arrived that it never gets to the sandbox.
type watcher func(method string, m moment) (lost bool)

// front stands before the sandbox as the network does: it sees every request
// and can do something in the midst of one.
type front struct {
	telegram http.Handler

	mu      sync.Mutex
	methods map[string]int
	watch   watcher
	instead map[string]string // answers that are given instead of the sandbox's, by method
}

func newFront(telegram http.Handler) *front {
	return &front{telegram: telegram, methods: map[string]int{}}
}

// fileDownload stands for a method where a file is fetched.
const fileDownload = "(file)"

func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	method := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	if strings.HasPrefix(r.URL.Path, "/file/") {
		method = fileDownload
	}
	f.mu.Lock()
	f.methods[method]++
	f.mu.Unlock()
	if f.tell(method, arrived) {
		return
	}
	if answer, ok := f.answer(method); ok {
		_, _ = w.Write([]byte(answer))
		return
	}
	if method == fileDownload {
		w = &halves{ResponseWriter: w, then: func() { f.tell(method, halfway) }}
	}
	f.telegram.ServeHTTP(w, r)
	f.tell(method, answered)
}

func (f *front) tell(method string, m moment) (lost bool) {
	f.mu.Lock()
	watch := f.watch
	f.mu.Unlock()
	return watch != nil && watch(method, m)
}

// watching tells watch from now on, nobody when it is nil.
func (f *front) watching(watch watcher) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.watch = watch
}

// answering gives these answers instead of the sandbox's, by method; nil ends it.
func (f *front) answering(instead map[string]string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.instead = instead
}

func (f *front) answer(method string) (string, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	answer, ok := f.instead[method]
	return answer, ok
}

// calls says how often a method was called.
func (f *front) calls(method string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.methods[method]
}

// halves passes an answer on in two halves, and calls then in between.
type halves struct {
	http.ResponseWriter
	then func()
	done bool
}

func (h *halves) Write(p []byte) (int, error) {
	if h.done {
		return h.ResponseWriter.Write(p)
	}
	h.done = true
	half, err := h.ResponseWriter.Write(p[:len(p)/2])
	if err != nil {
		return half, err
	}
	_ = http.NewResponseController(h.ResponseWriter).Flush() // without it the halves only arrive together
	h.then()
	rest, err := h.ResponseWriter.Write(p[len(p)/2:])
	return half + rest, err
}
