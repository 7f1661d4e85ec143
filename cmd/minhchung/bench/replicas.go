package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"
)

// replicaCount is how many bots share the webhook.
const replicaCount = 3

// replicaParts is how many times as long as a part of a round the replicas are
// measured: the slowest of a hundred replies want many.
const replicaParts = 5

// sharing is what replicas on the webhook came to.
type sharing struct {
	chats   int
	offered float64 // updates per second
	done    float64 // of them, replied to
	again   int64   // deliveries that nobody confirmed
	waits   []time.Duration
	cpu     time.Duration // of all replicas, for one update
}

// runReplicas measures bots that share MongoDB and Redis while updates come to
// them in turn.
func runReplicas(ctx context.Context, o options, dir string) (s sharing, err error) {
	folder, err := os.MkdirTemp(dir, "replicas-")
	if err != nil {
		return s, fmt.Errorf("make a folder for replicas: %w", err)
	}
	e, err := openEngine(engineServers, folder)
	if err != nil {
		return s, err
	}
	defer e.close()
	s.chats, s.offered = replicaLoad(o)
	if err := seed(ctx, e.bot, s.chats); err != nil {
		return s, fmt.Errorf("prepare the office: %w", err)
	}
	r, err := startReplicas(ctx, o, e.bot, s.chats)
	if err != nil {
		return s, errors.Join(fmt.Errorf("start the replicas: %w", err), r.stop())
	}
	alive, cancel := r.alive(ctx)
	err = s.measure(alive, r, replicaParts*o.measure)
	cancel()
	if err = errors.Join(err, r.stop()); err == nil {
		err = checkLedger(ctx, e.bot, r.load.appended())
	}
	return s, err
}

// measure offers updates for a time, and waits for the last reply: done is
// less than offered where replies do not come as fast.
func (s *sharing) measure(ctx context.Context, r *replicas, d time.Duration) error {
	if err := r.load.greet(ctx); err != nil {
		return fmt.Errorf("begin with everybody: %w", err)
	}
	script := r.load.script
	steps := s.offered * float64(script.counted()) / float64(len(script))
	replies, cpu, begin := r.load.replies.Load(), r.cpu(), time.Now()
	waits, err := r.load.paced(ctx, steps, d)
	if err != nil {
		return err
	}
	replies = r.load.replies.Load() - replies
	s.done = float64(replies-1) / time.Since(begin).Seconds() // the first is due at once
	s.waits, s.again = waits, r.hooks.again.Load()
	s.cpu = (r.cpu() - cpu) / time.Duration(max(replies, 1))
	return nil
}

// replicas are bots that share one webhook, and the people who talk to them.
type replicas struct {
	load      *load
	hooks     *hooks
	processes []*process
}

// startReplicas gives what was started even when that is not everything.
func startReplicas(ctx context.Context, o options, at site, chats int) (*replicas, error) {
	r := &replicas{}
	listen, err := freeAddresses(ctx, replicaCount)
	if err != nil {
		return r, err
	}
	var web []string
	for _, address := range listen {
		web = append(web, "http://"+address)
	}
	r.hooks = newHooks(web)
	if r.load, err = newLoad(contactScript(), chats, nil); err != nil {
		return r, err
	}
	r.load.everyReply = true
	r.load.stub.deliver = r.hooks.deliver
	for i, address := range listen {
		own := at
		own.dir = filepath.Join(at.dir, fmt.Sprint("replica-", i+1))
		if err := warm(ctx, own, o.cache); err != nil {
			return r, err
		}
		p, err := startProcess(o.program, []string{"serve"}, append(own.environment(),
			"TELEGRAM_API_URL="+r.load.stub.address, "TELEGRAM_BOT_TOKEN="+token,
			"WEBHOOK_URL="+r.load.stub.address+hookPath, "WEBHOOK_SECRET="+hookSecret, "WEBHOOK_LISTEN="+address))
		if err != nil {
			return r, err
		}
		r.processes = append(r.processes, p)
	}
	alive, cancel := r.alive(ctx)
	defer cancel()
	for _, address := range web {
		if err := r.hooks.healthy(alive, address); err != nil {
			return r, err
		}
	}
	return r, nil
}

// freeAddresses gives addresses at which nobody listens. They are all taken
// before one is free again, so they differ.
func freeAddresses(ctx context.Context, n int) (all []string, err error) {
	var config net.ListenConfig
	for range n {
		listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
		if err != nil {
			return nil, fmt.Errorf("find an address for a replica: %w", err)
		}
		defer listener.Close() //nolint:errcheck // it was only to keep others away
		all = append(all, listener.Addr().String())
	}
	return all, nil
}

// alive gives a context that ends with the first replica.
func (r *replicas) alive(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	for _, p := range r.processes {
		go func() {
			select {
			case <-p.ended:
				cancel()
			case <-ctx.Done():
			}
		}()
	}
	return ctx, cancel
}

// cpu is the processor time of all replicas.
func (r *replicas) cpu() (all time.Duration) {
	for _, p := range r.processes {
		all += p.cpu()
	}
	return all
}

func (r *replicas) stop() (err error) {
	for _, p := range r.processes {
		err = errors.Join(err, p.stop())
	}
	if r.load != nil {
		err = errors.Join(err, r.load.stub.close())
	}
	if r.hooks != nil {
		r.hooks.close()
	}
	return err
}
