package pdf

import (
	"slices"
	"testing"
	"time"

	"minhchung/bot/intake/pdf/pdftest"
)

func TestMemoryIsGivenBackEmpty(t *testing.T) {
	var m memory
	t.Cleanup(m.close)
	first := m.Allocate(0, 0).Reallocate(1 << 20)
	copy(first, "TỐI MẬT")
	if second := m.Allocate(0, 0).Reallocate(1 << 20); &first[0] == &second[0] {
		t.Fatal("two at once share their memory")
	}
	m.empty()
	if next := m.Allocate(0, 0).Reallocate(1 << 20); slices.ContainsFunc(next, func(b byte) bool { return b != 0 }) {
		t.Error("the next file finds what the last one left")
	}
	if (&linear{make([]byte, 10)}).Reallocate(11) != nil {
		t.Error("memory grows beyond its bound")
	}
}

// What a file has touched goes back to the system when it is done with, also
// when it was cut off.
func TestReaderKeepsNoMemory(t *testing.T) {
	r := limitedReader(t, Limits{Turn: patience, Read: slowed * time.Second})
	if _, err := text(t, r, rendered(t, "27-qd-kiem-toan-tabs")); err != nil {
		t.Fatal(err)
	}
	p := <-r.places
	if p.memory.let || slices.ContainsFunc(p.memory.region, func(b byte) bool { return b != 0 }) {
		t.Error("an honest file's memory was kept")
	}
	r.places <- p
	cutOff(t, r, pdftest.Slow(t))
	p = <-r.places
	defer func() { r.places <- p }()
	if p.memory.let || slices.ContainsFunc(p.memory.region, func(b byte) bool { return b != 0 }) {
		t.Error("a slow file's memory was kept")
	}
}
