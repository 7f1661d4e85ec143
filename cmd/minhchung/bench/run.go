package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// run measures every row and prints the table.
func run(ctx context.Context, o options, out io.Writer) error {
	dir, err := os.MkdirTemp("", "minhchung-bench-")
	if err != nil {
		return fmt.Errorf("make a folder to work in: %w", err)
	}
	defer os.RemoveAll(dir) //nolint:errcheck // the system clears what is left
	if o.program == "" {
		if o.program, err = buildProgram(ctx, dir); err != nil {
			return err
		}
	}
	o.cache = filepath.Join(dir, "cache")
	var rows []row
	var failures []error // what was measured before is shown all the same
	for _, name := range o.engines {
		if rows, err = runEngine(ctx, o, dir, name, rows); err != nil {
			failures = append(failures, fmt.Errorf("%s: %w", name, err))
		}
	}
	var sendings []sending
	for _, name := range o.engines {
		if o.recipients == 0 {
			break
		}
		s, err := runAnnouncement(ctx, o, dir, name)
		if err != nil {
			failures = append(failures, fmt.Errorf("announce on %s: %w", name, err))
			continue
		}
		sendings = append(sendings, s)
	}
	var sharings []sharing
	if o.replicaRate > 0 && slices.Contains(o.engines, engineServers) {
		s, err := runReplicas(ctx, o, dir)
		if err != nil {
			failures = append(failures, fmt.Errorf("three replicas: %w", err))
		} else {
			sharings = append(sharings, s)
		}
	}
	return errors.Join(append(failures, printTable(out, o, rows), printSendings(out, sendings), printSharings(out, o, sharings))...)
}

// buildProgram builds the bot as it is shipped.
func buildProgram(ctx context.Context, dir string) (string, error) {
	program := filepath.Join(dir, "minhchung")
	said, err := exec.CommandContext(ctx, "go", "build", "-o", program, "minhchung/cmd/minhchung").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build the bot: %w\n%s", err, said)
	}
	return program, nil
}

func runEngine(ctx context.Context, o options, dir, name string, rows []row) ([]row, error) {
	for _, chats := range o.chats {
		if !carries(name, chats) {
			rows = append(rows, row{engine: name, chats: chats})
			continue
		}
		folder, err := os.MkdirTemp(dir, "row-")
		if err != nil {
			return rows, fmt.Errorf("make a folder for a row: %w", err)
		}
		e, err := openEngine(name, folder)
		if err != nil {
			return rows, err
		}
		measured, err := runRow(ctx, o, e, chats)
		e.close()
		if err != nil {
			return rows, fmt.Errorf("%d chats: %w", chats, err)
		}
		measured.engine = name
		rows = append(rows, measured)
	}
	return rows, nil
}

// runRow lets the probe and the bot take turns, so that whatever else the
// machine does hits both alike.
func runRow(ctx context.Context, o options, e *engine, chats int) (measured row, err error) {
	measured.chats = chats
	if err := seed(ctx, e.bot, chats); err != nil {
		return measured, fmt.Errorf("prepare the office: %w", err)
	}
	if err := warm(ctx, e.bot, o.cache); err != nil {
		return measured, err
	}
	self, err := os.Executable()
	if err != nil {
		return measured, fmt.Errorf("find the own program: %w", err)
	}
	probe, err := start(ctx, plainScript(), chats, nil, self, probeArguments(e.probe), nil)
	if err != nil {
		return measured, fmt.Errorf("start the probe: %w", err)
	}
	bot, err := start(ctx, contactScript(), chats, nil, o.program, []string{"serve"}, e.bot.environment())
	if err != nil {
		return measured, errors.Join(fmt.Errorf("start the bot: %w", err), probe.stop())
	}
	err = errors.Join(probe.greet(ctx), bot.greet(ctx))
	for round := 0; err == nil && round < e.rounds(o.rounds); round++ {
		err = measured.round(ctx, o, probe, bot)
	}
	measured.memory = bot.process.peak()
	err = errors.Join(err, bot.stop(), probe.stop())
	if err == nil {
		err = checkLedger(ctx, e.bot, bot.load.appended())
	}
	return measured, err
}

// round measures the probe, the bot, and the bot again at half its speed.
func (r *row) round(ctx context.Context, o options, probe, bot *subject) error {
	bare, err := probe.closed(ctx, o.measure)
	if err != nil {
		return fmt.Errorf("measure the probe: %w", err)
	}
	full, err := bot.closed(ctx, o.measure)
	if err != nil {
		return fmt.Errorf("measure the bot: %w", err)
	}
	waits, err := bot.paced(ctx, full.steps/2, o.measure)
	if err != nil {
		return fmt.Errorf("measure the bot at half its speed: %w", err)
	}
	r.probe, r.bot = append(r.probe, bare), append(r.bot, full)
	r.waits = append(r.waits, waits...)
	return nil
}
