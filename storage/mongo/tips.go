package mongo

import "sync"

// tips remembers hashes of documents that this process has read or written.
// Documents never change, so a hash once seen needs no second look; the memory
// is bounded, and losing any of it costs one read.
type tips struct {
	mu       sync.Mutex
	byStream map[string]tip
}

type tip struct {
	seq  int64
	hash string
}

const manyTips = 4096

func newTips() *tips { return &tips{byStream: make(map[string]tip)} }

func (t *tips) hash(stream string, seq int64) (string, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	known, ok := t.byStream[stream]
	return known.hash, ok && known.seq == seq
}

func (t *tips) learn(stream string, seq int64, hash string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, known := t.byStream[stream]; !known && len(t.byStream) >= manyTips {
		for other := range t.byStream {
			delete(t.byStream, other)
			break
		}
	}
	t.byStream[stream] = tip{seq: seq, hash: hash}
}
