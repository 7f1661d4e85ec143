package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// subject is what is measured: a program, and the people who talk to it.
type subject struct {
	load    *load
	process *process
}

// startTime is how long a program may take until it asks for updates.
const startTime = 30 * time.Second

// start starts a program against a stub of its own and waits until it polls. a
// listens as well; it may be nil.
func start(ctx context.Context, s script, chats int, a *audience, program string, args, env []string) (*subject, error) {
	l, err := newLoad(s, chats, a)
	if err != nil {
		return nil, err
	}
	p, err := startProcess(program, args, append(env, "TELEGRAM_API_URL="+l.stub.address, "TELEGRAM_BOT_TOKEN="+token))
	if err != nil {
		return nil, errors.Join(err, l.stub.close())
	}
	one := &subject{load: l, process: p}
	select {
	case <-l.stub.polled:
		return one, nil
	case <-p.ended:
		err = errors.New("it ended")
	case <-time.After(startTime):
		err = fmt.Errorf("it does not ask for updates within %s", startTime)
	case <-ctx.Done():
		err = ctx.Err()
	}
	return nil, errors.Join(err, one.stop())
}

func (s *subject) stop() error {
	return errors.Join(s.process.stop(), s.load.stub.close())
}

// speed is what a subject did while everybody went on at once.
type speed struct {
	steps float64       // per second
	cpu   time.Duration // for one step
}

func (s *subject) closed(ctx context.Context, measure time.Duration) (speed, error) {
	ctx, cancel := s.alive(ctx)
	defer cancel()
	steps, cpu := s.load.appended(), s.process.cpu()
	perSecond, err := s.load.closed(ctx, measure)
	steps, cpu = s.load.appended()-steps, s.process.cpu()-cpu
	return speed{perSecond, cpu / time.Duration(max(steps, 1))}, err
}

func (s *subject) greet(ctx context.Context) error {
	ctx, cancel := s.alive(ctx)
	defer cancel()
	if err := s.load.greet(ctx); err != nil {
		return fmt.Errorf("begin with everybody: %w", err)
	}
	return nil
}

func (s *subject) paced(ctx context.Context, perSecond float64, measure time.Duration) ([]time.Duration, error) {
	ctx, cancel := s.alive(ctx)
	defer cancel()
	return s.load.paced(ctx, perSecond, measure)
}

// alive gives a context that ends with the program.
func (s *subject) alive(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		select {
		case <-s.process.ended:
			cancel()
		case <-ctx.Done():
		}
	}()
	return ctx, cancel
}
