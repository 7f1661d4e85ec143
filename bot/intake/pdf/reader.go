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
	"runtime/debug"
	"sync"
	"time"

	"github.com/tetratelabs/wazero"
)

// memoryPages bounds what one file may take, in pages of 64 KB: 96 MB.
const memoryPages = 1536

var (
	// ErrClosed says that the reader was closed.
	ErrClosed = errors.New("the PDF reader is closed")
	// ErrUnready says that PDFium could not be started.
	ErrUnready = errors.New("PDFium does not start")
	// ErrBusy says that a file's turn did not come in time: PDFium was still being
	// compiled, or others were being read. It says nothing of the file.
	ErrBusy = errors.New("the PDF reader is busy")
	// ErrSlow says that reading the file took too long.
	ErrSlow = errors.New("the PDF takes too long to read")
)

// Limits bound how long a file takes.
type Limits struct {
	Turn time.Duration // until its turn comes, PDFium's start included
	Read time.Duration // of reading it, once its turn has come
}

// UsualLimits let a file be looked at within two seconds, its signatures and
// all, and give one that comes first of all the time to wait for the start.
func UsualLimits() Limits {
	return Limits{Turn: slowed * 10 * time.Second, Read: slowed * 1500 * time.Millisecond}
}

// Reader reads PDF files, one at a time: two that take all they may would be
// more memory than the program is meant to have. Its first use compiles PDFium,
// which takes 5 seconds and 350 MB for as long, or a second and 50 MB with a
// cache that an earlier process filled. The 350 MB are in use, not waiting to be
// collected: a garbage collector that runs ten times as often saves 20 of them.
type Reader struct {
	cacheDir string
	limits   Limits
	places   chan *place // the place, while no file is being read there

	mu      sync.Mutex
	started chan struct{} // closed when cache or failed is set; nil before the first use
	cache   wazero.CompilationCache
	failed  error
	closed  bool
	closing chan struct{} // closed with the reader
}

// New makes a reader that keeps its compiled code in the folder cacheDir, which
// nobody else may be able to write to; with "" it compiles in every process.
func New(cacheDir string) *Reader { return NewLimited(cacheDir, UsualLimits()) }

// NewLimited makes a reader with other limits than the usual ones.
func NewLimited(cacheDir string, l Limits) *Reader {
	r := &Reader{cacheDir: cacheDir, limits: l, places: make(chan *place, 1), closing: make(chan struct{})}
	r.places <- new(place)
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
	p := <-r.places
	p.clear()
	p.memory.close()
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
		return fmt.Errorf("wait for PDFium to start: %w", context.Cause(ctx))
	}
}

// compile fills the cache, from which the place takes the code, and gives the
// memory back that this took.
func (r *Reader) compile() error {
	r.cache = wazero.NewCompilationCache()
	if r.cacheDir != "" {
		if err := os.MkdirAll(r.cacheDir, 0o700); err != nil {
			return fmt.Errorf("%w: make the folder of compiled code: %w", ErrUnready, err)
		}
		cache, err := wazero.NewCompilationCacheWithDir(r.cacheDir)
		if err != nil {
			return fmt.Errorf("%w: open the compiled code: %w", ErrUnready, err)
		}
		r.cache = cache
	}
	p := <-r.places
	defer func() { r.places <- p }()
	defer debug.FreeOSMemory()
	return p.furnish(r.cache)
}
