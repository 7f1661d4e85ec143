package storage

import (
	"context"
	"io"
	"time"
)

// Rest waits for the time, or returns ctx's error.
func Rest(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// While reads from r until ctx ends.
func While(ctx context.Context, r io.Reader) io.Reader { return whileReader{ctx, r} }

type whileReader struct {
	ctx context.Context
	r   io.Reader
}

func (w whileReader) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.r.Read(p)
}
