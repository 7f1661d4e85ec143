package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"
)

// process is a program that runs beside this one.
type process struct {
	cmd     *exec.Cmd
	said    bytes.Buffer
	failure error
	ended   chan struct{}
	watched chan struct{}
	most    atomic.Int64 // anonymous memory, in bytes; 0 where the system does not tell
}

// stopTime is how long a program may take to end once it is asked to.
const stopTime = 30 * time.Second

func startProcess(program string, args, env []string) (*process, error) {
	p := &process{cmd: exec.Command(program, args...), ended: make(chan struct{}), watched: make(chan struct{})}
	p.cmd.Env = append(env, "PATH="+os.Getenv("PATH"), "HOME="+os.Getenv("HOME"), "TMPDIR="+os.TempDir())
	p.cmd.Stdout, p.cmd.Stderr = &p.said, &p.said
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", filepath.Base(program), err)
	}
	go func() {
		p.failure = p.cmd.Wait()
		close(p.ended)
	}()
	go p.watch()
	return p, nil
}

// stop asks the program to end and waits for it. What it said is in the error
// when it did not end well, and is shown otherwise: it only speaks of what goes
// wrong, and a store that is slow for a moment is no reason to measure nothing.
func (p *process) stop() error {
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // it may have ended
	select {
	case <-p.ended:
	case <-time.After(stopTime):
		_ = p.cmd.Process.Kill()
		<-p.ended
	}
	<-p.watched
	name := filepath.Base(p.cmd.Path)
	switch {
	case p.failure != nil:
		return fmt.Errorf("%s: %w\n%s", name, p.failure, p.said.Bytes())
	case p.said.Len() > 0:
		fmt.Fprintf(os.Stderr, "%s said:\n%s", name, p.said.Bytes())
	}
	return nil
}

// watch looks at the program's memory until it ends.
func (p *process) watch() {
	defer close(p.watched)
	status := fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid)
	for {
		if raw, err := os.ReadFile(status); err == nil {
			p.most.Store(max(p.most.Load(), anonymous(raw)))
		}
		select {
		case <-p.ended:
			return
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// anonymous reads the memory that is backed by no file out of what Linux says
// of a process, in bytes.
func anonymous(status []byte) int64 {
	for line := range bytes.Lines(status) {
		if words := bytes.Fields(line); len(words) == 3 && string(words[0]) == "RssAnon:" {
			kilobytes, _ := strconv.ParseInt(string(words[1]), 10, 64) // the kernel writes numbers
			return kilobytes << 10
		}
	}
	return 0
}

// peak is the most anonymous memory that was seen, in bytes.
func (p *process) peak() int64 { return p.most.Load() }

// ticks is how many of the kernel's ticks one second has; Linux reports times
// to programs in this unit on every machine.
const ticks = 100

// cpu is the processor time that the program has taken; 0 where the system
// does not tell.
func (p *process) cpu() time.Duration {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, rest, _ := bytes.Cut(raw, []byte(") ")) // behind the name, which may hold anything
	fields := bytes.Fields(rest)
	const user, system = 11, 12
	if len(fields) <= system {
		return 0
	}
	total := 0
	for _, field := range fields[user : system+1] {
		n, _ := strconv.Atoi(string(field)) // the kernel writes numbers
		total += n
	}
	return time.Duration(total) * time.Second / ticks
}
