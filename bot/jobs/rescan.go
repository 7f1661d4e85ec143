package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"minhchung/bot/intake/malware"
	"minhchung/scoring"
	"minhchung/storage"
)

// Waiting is a file that was kept while the malware scanner was away.
type Waiting struct{ Department, Evidence, Blob string }

// RescanDeps is what a Rescanner works with.
type RescanDeps struct {
	// Waiting lists the files that wait.
	Waiting func(ctx context.Context) ([]Waiting, error)
	// Scan asks the scanner about a kept content; storage.ErrNotFound when it is gone.
	Scan func(ctx context.Context, blob string) (malware.Verdict, error)
	// Report hands a verdict on, to be recorded. Doing so twice is harmless.
	Report func(ctx context.Context, w Waiting, outcome scoring.ScanOutcome) error
	// Sleep waits on the clock, or returns ctx's error.
	Sleep func(ctx context.Context, d time.Duration) error
	Log   *slog.Logger
}

// Rescanner has the files scanned that came while the scanner was away, once
// it is back.
type Rescanner struct{ RescanDeps }

// NewRescanner makes one; Run lets it work.
func NewRescanner(d RescanDeps) *Rescanner { return &Rescanner{d} }

// Run looks every minute for files that wait, until ctx ends.
func (r *Rescanner) Run(ctx context.Context) {
	for {
		if err := r.pass(ctx); err != nil && ctx.Err() == nil {
			r.Log.WarnContext(ctx, "files wait for the malware scanner", "error", err)
		}
		if r.Sleep(ctx, pause) != nil {
			return
		}
	}
}

// pass has each content scanned that waits, once for all who sent it.
func (r *Rescanner) pass(ctx context.Context) error {
	waiting, err := r.Waiting(ctx)
	if err != nil {
		return fmt.Errorf("list the files that wait: %w", err)
	}
	verdicts := map[string]malware.Verdict{}
	var away error
	for _, w := range waiting {
		verdict, asked := verdicts[w.Blob]
		if !asked {
			verdict, err = r.Scan(ctx, w.Blob)
			if err != nil && !errors.Is(err, storage.ErrNotFound) {
				return fmt.Errorf("scan %s: %w", w.Blob, err)
			}
			verdicts[w.Blob] = verdict
		}
		switch verdict.Outcome {
		case malware.Clean:
			err = r.Report(ctx, w, scoring.ScanClean)
		case malware.Infected:
			r.Log.WarnContext(ctx, "malware was found", "name", verdict.Name, "department", w.Department, "evidence", w.Evidence)
			err = r.Report(ctx, w, scoring.ScanInfected)
		case malware.Unavailable:
			away, err = verdict.Err, nil
		default: // the content is gone: somebody else's step has deleted it
			err = nil
		}
		if err != nil {
			return fmt.Errorf("report a scan: %w", err)
		}
	}
	return away
}
