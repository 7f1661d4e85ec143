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
	"io"
	"os"
	"sync"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

const (
	// maxInstances is how many files are read at once; others wait.
	maxInstances = 2
	// memoryPages bounds what one file may take, in pages of 64 KB: 96 MB.
	memoryPages = 1536
)

// ErrClosed says that the reader was closed.
var ErrClosed = errors.New("the PDF reader is closed")

// Reader reads PDF files, two at a time. Its first use compiles PDFium, which
// takes seconds, or milliseconds with a cache that an earlier process filled.
type Reader struct {
	cacheDir string
	places   chan struct{} // one for each file being read
	memory   landlord

	mu      sync.Mutex
	started chan struct{} // closed when pool or failed is set; nil before the first use
	pool    pdfium.Pool
	cache   wazero.CompilationCache
	failed  error
	closed  bool
	closing chan struct{} // closed with the reader
}

// New makes a reader that keeps its compiled code in the folder cacheDir, which
// nobody else may be able to write to; with "" it compiles in every process.
func New(cacheDir string) *Reader {
	return &Reader{cacheDir: cacheDir, places: make(chan struct{}, maxInstances), closing: make(chan struct{})}
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
	for range maxInstances {
		r.places <- struct{}{}
	}
	var failed error
	if r.pool != nil {
		failed = r.pool.Close()
	}
	if r.cache != nil {
		failed = errors.Join(failed, r.cache.Close(context.Background()))
	}
	if failed != nil {
		return fmt.Errorf("stop PDFium: %w", failed)
	}
	return nil
}

// Start compiles what the first file would otherwise wait for.
func (r *Reader) Start(ctx context.Context) error {
	_, err := r.start(ctx)
	return err
}

// start gives the pool, made on the first call. Who does not want to wait any
// longer leaves it to be made for the next.
func (r *Reader) start(ctx context.Context) (pdfium.Pool, error) {
	r.mu.Lock()
	if r.closed {
		r.mu.Unlock()
		return nil, ErrClosed
	}
	if r.started == nil {
		r.started = make(chan struct{})
		go func() {
			defer close(r.started)
			r.pool, r.failed = r.compile()
		}()
	}
	started := r.started
	r.mu.Unlock()
	select {
	case <-started:
		return r.pool, r.failed
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for PDFium to start: %w", ctx.Err())
	}
}

func (r *Reader) compile() (pdfium.Pool, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithCloseOnContextDone(true).
		WithMemoryLimitPages(memoryPages)
	if r.cacheDir != "" {
		if err := os.MkdirAll(r.cacheDir, 0o700); err != nil {
			return nil, fmt.Errorf("make the folder of compiled code: %w", err)
		}
		cache, err := wazero.NewCompilationCacheWithDir(r.cacheDir)
		if err != nil {
			return nil, fmt.Errorf("open the compiled code: %w", err)
		}
		r.cache = cache
		config = config.WithCompilationCache(cache)
	}
	pool, err := webassembly.Init(webassembly.Config{
		Context:       experimental.WithMemoryAllocator(context.Background(), &r.memory),
		MaxTotal:      maxInstances,
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig(), // the default would show it the whole disk
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
	if err != nil {
		return nil, fmt.Errorf("start PDFium: %w", err)
	}
	return pool, nil
}
