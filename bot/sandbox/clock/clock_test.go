package clock

import (
	"errors"
	"reflect"
	"sync"
	"testing"
	"time"
)

var hue = time.FixedZone("Asia/Ho_Chi_Minh", 7*3600)

// frozen gives a clock whose real time stands still.
func frozen(t *testing.T) (*Clock, *time.Duration) {
	t.Helper()
	start := time.Date(2023, 3, 24, 9, 0, 0, 0, hue)
	saved := new(time.Duration)
	return New(func() time.Time { return start }, 0, hue, func(d time.Duration) error { *saved = d; return nil }), saved
}

func TestAdvanceFiresInOrderAtEachOnesTime(t *testing.T) {
	c, saved := frozen(t)
	var mu sync.Mutex
	var fired []string
	at := func(name string) func() {
		return func() {
			now := c.Now()
			mu.Lock()
			defer mu.Unlock()
			fired = append(fired, name+" "+now.Format("02 15:04"))
		}
	}
	c.AfterFunc(3*time.Hour, at("third"))
	c.AfterFunc(time.Hour, at("first"))
	c.AfterFunc(time.Hour, at("second"))
	c.AfterFunc(48*time.Hour, at("never"))
	if err := c.Advance(24 * time.Hour); err != nil {
		t.Fatal(err)
	}
	want := []string{"first 24 10:00", "second 24 10:00", "third 24 12:00"}
	mu.Lock()
	defer mu.Unlock()
	if !reflect.DeepEqual(fired, want) {
		t.Errorf("got %v, want %v", fired, want)
	}
	if got := c.Now().Format("02 15:04"); got != "25 09:00" {
		t.Errorf("the clock shows %s", got)
	}
	if *saved != 24*time.Hour {
		t.Errorf("saved %s", *saved)
	}
}

func TestATimerArmedAnewFiresWithinTheSameMove(t *testing.T) {
	c, _ := frozen(t)
	var mu sync.Mutex
	times := 0
	var again func()
	again = func() {
		mu.Lock()
		times++
		mu.Unlock()
		c.AfterFunc(time.Hour, again)
	}
	c.AfterFunc(time.Hour, again)
	if err := c.Advance(5 * time.Hour); err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	defer mu.Unlock()
	if times != 5 {
		t.Errorf("fired %d times, want 5", times)
	}
}

func TestABlockedCallbackDoesNotHoldTheMoveUp(t *testing.T) {
	c, _ := frozen(t)
	free := make(chan struct{})
	blocked := make(chan struct{})
	c.AfterFunc(time.Minute, func() { <-free; close(blocked) })
	fired := make(chan struct{})
	c.AfterFunc(2*time.Minute, func() { close(fired) })
	if err := c.Advance(time.Hour); err != nil {
		t.Fatal(err)
	}
	<-fired
	close(free)
	<-blocked
}

func TestStop(t *testing.T) {
	c, _ := frozen(t)
	stop := c.AfterFunc(time.Hour, func() { t.Error("a stopped timer fired") })
	if !stop() || stop() {
		t.Error("stop should succeed once")
	}
	if err := c.Advance(2 * time.Hour); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	stop = c.AfterFunc(0, func() { close(done) })
	<-done
	if stop() {
		t.Error("stop came before a timer that had fired")
	}
}

func TestTheClockRunsOnAndATimerFiresByItself(t *testing.T) {
	c := New(time.Now, 0, hue, func(time.Duration) error { return nil })
	if err := c.Advance(time.Hour); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	c.AfterFunc(time.Millisecond, func() { close(done) })
	<-done
	late := make(chan struct{})
	c.AfterFunc(time.Hour, func() { close(late) })
	if err := c.Advance(time.Hour - time.Millisecond); err != nil {
		t.Fatal(err)
	}
	<-late // a millisecond of real time is left to wait
}

func TestBackwardsIsRefused(t *testing.T) {
	c, _ := frozen(t)
	if err := c.Advance(-time.Second); !errors.Is(err, ErrBackwards) {
		t.Errorf("got %v", err)
	}
	if err := c.AdvanceTo(c.Now().Add(-time.Second)); !errors.Is(err, ErrBackwards) {
		t.Errorf("got %v", err)
	}
	broken := New(time.Now, 0, hue, func(time.Duration) error { return errors.New("disk full") })
	if err := broken.Advance(time.Hour); err == nil {
		t.Error("an offset that cannot be kept should stop the move")
	}
}
