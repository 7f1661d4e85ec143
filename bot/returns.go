package bot

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"minhchung/flows/directory"
	"minhchung/scoring"
)

// returnsEvery is how often the dossiers are asked for returns that other
// replicas recorded: reminders of them have their time until the evening.
const returnsEvery = 5 * time.Minute

// returns knows the days by which verifiers want something more. To find them is
// one question a department, for what is new in its dossier.
type returns struct {
	streams *streams
	clock   Clock

	added atomic.Bool // this process recorded one since

	mu   sync.Mutex
	at   time.Time // when they were read; zero: not yet
	days map[string][]scoring.DueDay
}

// read gives them by department. What it gives is not to be changed.
func (r *returns) read(ctx context.Context, d *directory.Directory) (map[string][]scoring.DueDay, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.clock.Now()
	added := r.added.Swap(false)
	if !added && !r.at.IsZero() && !now.Before(r.at) && now.Sub(r.at) < returnsEvery {
		return r.days, nil
	}
	days := map[string][]scoring.DueDay{}
	for _, department := range d.Departments() {
		one, err := r.streams.dossier(department.ID).read(ctx)
		if err != nil {
			r.at = time.Time{}
			return nil, err
		}
		if own := one.value.dossier.ReturnDays(); len(own) > 0 {
			days[department.ID] = own
		}
	}
	r.at, r.days = now, days
	return days, nil
}

// appended looks for returns among what this process recorded.
func (r *returns) appended(entries []scoring.Entry) {
	for _, e := range entries {
		if _, ok := e.(scoring.Returned); ok {
			r.added.Store(true)
		}
	}
}
