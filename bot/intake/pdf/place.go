package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// place is where one file at a time is read, each by a PDFium of its own that
// nothing of another file ever enters.
//
// A PDFium at work is stopped by its context only, and closed when it has come
// back: the library's own way, to close it from beside, races with it. The
// context is the whole pool's, which is made anew after that.
type place struct {
	pool   pdfium.Pool // nil when there is none
	stop   context.CancelFunc
	memory memory
}

// furnish makes the pool, unless there is one, of code that the cache has.
func (p *place) furnish(cache wazero.CompilationCache) error {
	if p.pool != nil {
		return nil
	}
	ctx, stop := context.WithCancel(experimental.WithMemoryAllocator(context.Background(), &p.memory))
	pool, err := webassembly.Init(webassembly.Config{
		Context:  ctx,
		MaxTotal: 1,
		RuntimeConfig: wazero.NewRuntimeConfig().
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithCloseOnContextDone(true).
			WithMemoryLimitPages(memoryPages).
			WithCompilationCache(cache),
		FSConfig: wazero.NewFSConfig(), // the default would show it the whole disk
		Stdout:   io.Discard,
		Stderr:   io.Discard,
	})
	if err != nil {
		stop()
		return fmt.Errorf("%w: %w", ErrUnready, err)
	}
	p.pool, p.stop = pool, stop
	return nil
}

// use does something with a PDFium, which is stopped when ctx ends.
func (p *place) use(ctx context.Context, do func(pdfium.Pdfium) error) error {
	defer p.memory.empty()
	instance, err := p.pool.GetInstanceWithContext(ctx)
	if err != nil {
		p.clear()
		return fmt.Errorf("start a PDFium: %w", err)
	}
	goesOn := context.AfterFunc(ctx, p.stop)
	failed := do(instance)
	if !goesOn() {
		p.clear()
		return errors.Join(failed, ctx.Err())
	}
	if err := instance.Close(); err != nil { // a broken one is not to be trusted any more
		p.clear()
	}
	return failed
}

// clear takes the pool down. Nothing is at work in it.
func (p *place) clear() {
	if p.pool == nil {
		return
	}
	p.stop()
	_ = p.pool.Close() // what a stopped one has to say of its end
	p.pool = nil
}
