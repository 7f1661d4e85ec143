package e2e

import (
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"
)

// kills says how often the program is killed.
func kills(t testing.TB) int {
	t.Helper()
	text := os.Getenv("KILLS")
	if text == "" {
		return 10
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("KILLS=%s is not a number of kills", text)
	}
	return n
}

// maxDelay is how long after a moment of the wire a kill may come: what is
// written to the folder has no moments of its own.
const maxDelay = 25 * time.Millisecond

// rounds does a round undisturbed, to see of how many moments it is made, and
// then one for each kill.
func (x *town) rounds(round func(number int)) {
	x.t.Helper()
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 0))
	moments := x.countMoments(func() { round(0) })
	n := kills(x.t)
	x.t.Logf("%d kills within %d moments, seed %d", n, moments, seed)
	struck := 0
	for i := range n {
		f := &fate{town: x, left: random.IntN(moments), over: make(chan struct{})}
		if random.IntN(2) == 0 {
			f.delay = time.Duration(random.Int64N(int64(maxDelay))) + 1
		}
		f.lost = random.IntN(2) == 0
		x.front.watching(f.watch)
		round(i + 1)
		x.front.watching(nil)
		if f.met() {
			<-f.over
			struck++
			continue
		}
		x.running.kill() // the round was shorter than expected
		x.begin()
	}
	if struck < n/2 {
		x.t.Errorf("only %d of %d kills came in the midst of something", struck, n)
	}
}

func (x *town) countMoments(round func()) int {
	var mu sync.Mutex
	n := 0
	x.front.watching(func(string, moment) bool {
		mu.Lock()
		defer mu.Unlock()
		n++
		return false
	})
	round()
	x.front.watching(nil)
	mu.Lock()
	defer mu.Unlock()
	return n
}

// fate is one kill that is to come.
type fate struct {
	town  *town
	delay time.Duration // after the moment; 0 for in the midst of it
	lost  bool          // a request that the kill meets on its arrival is lost
	over  chan struct{} // closed when the program has been started again

	mu   sync.Mutex
	left int // moments until then; -1 when it has come
}

func (f *fate) watch(_ string, m moment) (lost bool) {
	f.mu.Lock()
	f.left--
	now := f.left == -1
	f.mu.Unlock()
	switch {
	case !now:
		return false
	case f.delay > 0:
		time.AfterFunc(f.delay, f.strike)
		return false
	}
	f.strike()
	return m == arrived && f.lost
}

func (f *fate) strike() {
	defer close(f.over)
	f.town.running.kill()
	f.town.begin()
}

func (f *fate) met() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.left < 0
}
