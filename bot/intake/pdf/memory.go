package pdf

import "github.com/tetratelabs/wazero/experimental"

// memory is that of a place, outside Go's heap: a file takes what it touches of
// it, up to a bound, and all of it goes back to the system with the file. It
// stays mapped, and so never leaves a hole.
type memory struct {
	region []byte
	let    bool
}

// Allocate gives the memory to the place's PDFium, of which there is one.
func (m *memory) Allocate(_, _ uint64) experimental.LinearMemory {
	if m.let {
		return &linear{make([]byte, memoryPages<<16)}
	}
	if m.region == nil {
		m.region = reserve(memoryPages << 16)
	}
	m.let = true
	return &linear{m.region}
}

// empty takes the memory back, for the next file.
func (m *memory) empty() {
	if m.let && !vacate(m.region) {
		m.region = nil
	}
	m.let = false
}

func (m *memory) close() {
	if m.region != nil {
		release(m.region)
	}
	m.region = nil
}

// linear grows in its place.
type linear struct{ region []byte }

func (l *linear) Reallocate(size uint64) []byte {
	if size > uint64(len(l.region)) {
		return nil
	}
	return l.region[:size]
}

// Free leaves it to the place.
func (l *linear) Free() {}
