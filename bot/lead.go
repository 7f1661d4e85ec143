package bot

import (
	"context"
	"sync"
	"time"
)

// leadership is the lock whose holder runs the jobs.
const leadership = "jobs"

// leadPause is how long a replica waits to ask again when the locks cannot be
// asked.
const leadPause = time.Second

// lead runs f whenever this replica is the one that runs the jobs, until ctx
// ends. f's context ends with its turn: before another replica can begin, but
// what f does at that moment may still overlap with the other's beginning.
func (b *Bot) lead(ctx context.Context, f func(context.Context)) {
	for ctx.Err() == nil {
		held, resign, err := b.Store.Locks.Hold(ctx, leadership)
		if err != nil {
			if ctx.Err() == nil {
				b.Log.WarnContext(ctx, "nobody can be chosen to run the jobs", "error", err)
				_ = sleep(ctx, b.Clock, leadPause) // the loop sees ctx
			}
			continue
		}
		b.Log.InfoContext(ctx, "this replica runs the jobs")
		f(held)
		resign()
		if ctx.Err() == nil {
			b.Log.WarnContext(ctx, "this replica no longer runs the jobs")
		}
	}
}

// runJobs runs what happens without anyone asking, until ctx ends. Each job
// can be run again afterwards, and two replicas doing so for a moment are
// harmless: what a job does is recorded by unique inserts.
func (b *Bot) runJobs(ctx context.Context) {
	var jobs sync.WaitGroup
	jobs.Go(func() { b.announcer.Run(ctx) })
	jobs.Go(func() { b.reminders.Run(ctx) })
	if b.Scan != nil {
		jobs.Go(func() { b.newRescanner().Run(ctx) })
	}
	jobs.Go(func() { b.purge(ctx) })
	jobs.Wait()
}
