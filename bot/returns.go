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
// one question, which dossiers have grown, and one for each of those.
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
	all, err := r.streams.readDossiers(ctx, d.DepartmentIDs())
	if err != nil {
		r.at = time.Time{}
		return nil, err
	}
	days := map[string][]scoring.DueDay{}
	for department, one := range all {
		if own := one.dossier.ReturnDays(); len(own) > 0 {
			days[department] = own
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
