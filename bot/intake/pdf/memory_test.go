package pdf

import (
	"slices"
	"testing"
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
	r := newReader(t)
	if _, err := text(t, r, rendered(t, "27-qd-kiem-toan-tabs")); err != nil {
		t.Fatal(err)
	}
	cutOff(t, r, slow(t))
	for range maxPlaces {
		p := <-r.places
		if p.memory.let || slices.ContainsFunc(p.memory.region, func(b byte) bool { return b != 0 }) {
			t.Error("a file's memory was kept")
		}
		defer func() { r.places <- p }()
	}
}
