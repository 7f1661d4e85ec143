package bot

import (
	"context"
	"sort"
	"sync"

	"minhchung/storage"
)

// dispatcher gives rows to workers: one goroutine for each chat that has
// something to do, which ends when it has nothing more.
type dispatcher struct {
	ctx   context.Context // ends when the bot stops
	clock Clock
	work  func(context.Context, storage.Row) // one row, until it is done or the bot stops
	ripen func(context.Context, storage.Row) // a row that was not due until now

	mu      sync.Mutex
	queues  map[string][]storage.Row // by chat; a chat is there while its worker runs
	known   map[string]bool          // keys of rows that wait or are being worked
	timers  map[string]func() bool   // by key: what stops the wait of a row not due yet
	stopped bool
	workers sync.WaitGroup
}

func newDispatcher(ctx context.Context, clock Clock, work, ripen func(context.Context, storage.Row)) *dispatcher {
	return &dispatcher{
		ctx: ctx, clock: clock, work: work, ripen: ripen,
		queues: map[string][]storage.Row{}, known: map[string]bool{}, timers: map[string]func() bool{},
	}
}

// add takes rows. Those with a time wait for it and hold up no other.
func (d *dispatcher) add(rows ...storage.Row) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, row := range rows {
		if d.stopped || d.known[row.Key] {
			continue
		}
		d.known[row.Key] = true
		if row.Due.IsZero() {
			d.enqueue(row)
			continue
		}
		d.timers[row.Key] = d.clock.AfterFunc(max(0, row.Due.Sub(d.clock.Now())), func() { d.due(row) })
	}
}

// enqueue puts a row where its order wants it: two batches may come in
// crosswise.
func (d *dispatcher) enqueue(row storage.Row) {
	queue, active := d.queues[row.Chat]
	at := sort.Search(len(queue), func(i int) bool { return queue[i].Order > row.Order })
	queue = append(queue, storage.Row{})
	copy(queue[at+1:], queue[at:])
	queue[at] = row
	d.queues[row.Chat] = queue
	if !active {
		d.workers.Add(1)
		go d.serve(row.Chat)
	}
}

func (d *dispatcher) serve(chat string) {
	defer d.workers.Done()
	growStack()
	for {
		row, ok := d.next(chat)
		if !ok {
			return
		}
		d.work(d.ctx, row)
		d.forget(row.Key)
	}
}

func (d *dispatcher) next(chat string) (storage.Row, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	queue := d.queues[chat]
	if d.stopped || len(queue) == 0 {
		delete(d.queues, chat)
		return storage.Row{}, false
	}
	d.queues[chat] = queue[1:]
	return queue[0], true
}

func (d *dispatcher) forget(key string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.known, key)
}

func (d *dispatcher) due(row storage.Row) {
	d.mu.Lock()
	if d.stopped {
		d.mu.Unlock()
		return
	}
	delete(d.timers, row.Key)
	d.workers.Add(1)
	d.mu.Unlock()
	defer d.workers.Done()
	d.ripen(d.ctx, row)
	d.forget(row.Key)
}

// stop takes nothing more, and returns once what is in progress has ended.
func (d *dispatcher) stop() {
	d.mu.Lock()
	d.stopped = true
	for _, stop := range d.timers {
		stop()
	}
	d.mu.Unlock()
	d.workers.Wait()
}
