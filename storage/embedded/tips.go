package embedded

import "sync"

// tips remembers where the streams end, so that a step that finds nothing new
// in a stream, as most do, makes no query. This process is the folder's only
// one, so that nothing is appended past it.
type tips struct {
	mu       sync.RWMutex
	byStream map[string]tip
}

// tip is a stream's last document; seq 0 while there is none.
type tip struct {
	seq  int64
	hash string
}

func newTips() *tips { return &tips{byStream: make(map[string]tip)} }

// of gives what is known of a stream's end.
func (t *tips) of(stream string) (tip, bool) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	known, ok := t.byStream[stream]
	return known, ok
}

// learn takes in a document that is durable.
func (t *tips) learn(stream string, seen tip) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if known, ok := t.byStream[stream]; !ok || seen.seq > known.seq {
		t.byStream[stream] = seen
	}
}
