// Package pdf reads PDF files: the text of their pages by position, with what
// signatures and other annotations show, and a picture of the first page.
//
// It must not know what a text means, who sent the file or where it is kept.
// PDFium does the reading inside WebAssembly, with no access to files, network
// or the program's memory: a hostile file can make it fail or hang, which ends
// in an error when the context does, and nothing else.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"

	"github.com/tetratelabs/wazero"
)

const (
	// maxPlaces is how many files are read at once; others wait.
	maxPlaces = 2
	// memoryPages bounds what one file may take, in pages of 64 KB: 96 MB.
	memoryPages = 1536
)

// ErrClosed says that the reader was closed.
var ErrClosed = errors.New("the PDF reader is closed")

// Reader reads PDF files, two at a time. Its first use compiles PDFium, which
// takes seconds and 300 MB for as long, or next to nothing with a cache that an
// earlier process filled.
type Reader struct {
	cacheDir string
	places   chan *place // those where no file is being read

	mu      sync.Mutex
	started chan struct{} // closed when cache or failed is set; nil before the first use
	cache   wazero.CompilationCache
	failed  error
	closed  bool
	closing chan struct{} // closed with the reader
}

// New makes a reader that keeps its compiled code in the folder cacheDir, which
// nobody else may be able to write to; with "" it compiles in every process.
func New(cacheDir string) *Reader {
	r := &Reader{cacheDir: cacheDir, places: make(chan *place, maxPlaces), closing: make(chan struct{})}
	for range maxPlaces {
		r.places <- new(place)
	}
	return r
}

// Close frees what the reader holds, once the files being read are, which their
// contexts bound; others are refused. It may be called twice.
func (r *Reader) Close() error {
	r.mu.Lock()
	already, started := r.closed, r.started
	r.closed = true
	if !already {
		close(r.closing)
	}
	r.mu.Unlock()
	if already || started == nil {
		return nil
	}
	<-started
	for range maxPlaces {
		p := <-r.places
		p.clear()
		p.memory.close()
	}
	if r.cache == nil {
		return nil
	}
	if err := r.cache.Close(context.Background()); err != nil {
		return fmt.Errorf("stop PDFium: %w", err)
	}
	return nil
}

// Start compiles what the first file would otherwise wait for. Who does not
// want to wait any longer leaves it to go on for the next.
func (r *Reader) Start(ctx context.Context) error {
	r.mu.Lock()
	if r.closed {
		r.mu.Unlock()
		return ErrClosed
	}
	if r.started == nil {
		r.started = make(chan struct{})
		go func() {
			defer close(r.started)
			r.failed = r.compile()
		}()
	}
	started := r.started
	r.mu.Unlock()
	select {
	case <-started:
		return r.failed
	case <-ctx.Done():
		return fmt.Errorf("wait for PDFium to start: %w", ctx.Err())
	}
}

// compile fills the cache, from which each place takes the code.
func (r *Reader) compile() error {
	r.cache = wazero.NewCompilationCache()
	if r.cacheDir != "" {
		if err := os.MkdirAll(r.cacheDir, 0o700); err != nil {
			return fmt.Errorf("make the folder of compiled code: %w", err)
		}
		cache, err := wazero.NewCompilationCacheWithDir(r.cacheDir)
		if err != nil {
			return fmt.Errorf("open the compiled code: %w", err)
		}
		r.cache = cache
	}
	first := <-r.places
	defer func() { r.places <- first }()
	return first.furnish(r.cache)
}
