package pdf

import (
	"sync"

	"github.com/tetratelabs/wazero/experimental"
)

// lease is the memory of one PDFium, outside Go's heap: it takes what it
// touches, up to its bound, and all of it is given back at once.
type lease struct {
	regions [][]byte
}

// end gives the memory back. Nothing may run in it any more.
func (l *lease) end() {
	for _, region := range l.regions {
		release(region)
	}
	l.regions = nil
}

// landlord gives memory to whoever is starting, one at a time.
type landlord struct {
	mu     sync.Mutex
	tenant *lease
}

// during makes what start allocates l's.
func (l *landlord) during(tenant *lease, start func() error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.tenant = tenant
	defer func() { l.tenant = nil }()
	return start()
}

// Allocate is called by start, hence under the lock.
func (l *landlord) Allocate(_, most uint64) experimental.LinearMemory {
	region := reserve(int(min(most, memoryPages<<16)))
	l.tenant.regions = append(l.tenant.regions, region)
	return &linear{region}
}

// linear grows in its place.
type linear struct{ region []byte }

func (l *linear) Reallocate(size uint64) []byte {
	if size > uint64(len(l.region)) {
		return nil
	}
	return l.region[:size]
}

// Free leaves it to the lease: a call that is being killed may still run.
func (l *linear) Free() {}
