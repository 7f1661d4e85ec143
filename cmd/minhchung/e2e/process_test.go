package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// process is the running program.
type process struct {
	t    testing.TB
	cmd  *exec.Cmd
	over chan struct{} // closed when it has ended
	err  error         // how it ended
}

// output is what processes write, kept for the messages of failing tests.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// environment is what a process sees of ours: no settings of whoever runs the
// tests, and the given ones.
func environment(settings []string) []string {
	var env []string
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "GOCOVERDIR"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return append(append(env, "GORACE=halt_on_error=1"), settings...)
}

// compiledIn lends a data folder the compiled PDF reader that `minhchung
// inspect` keeps for the user: a program that begins by compiling would have
// every test of a new folder wait for it.
func compiledIn(t testing.TB, dir string) {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		return // then each compiles by itself
	}
	shared := filepath.Join(cache, "minhchung")
	if err := os.MkdirAll(shared, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(shared, filepath.Join(dir, "cache")); err != nil {
		t.Fatal(err)
	}
}

// launch starts the program. It is killed when the test ends.
func launch(t testing.TB, stdout, stderr *output, settings []string, args ...string) *process {
	t.Helper()
	return launchBuilt(t, program, stdout, stderr, settings, args...)
}

// launchBuilt is launch of one of the program's builds.
func launchBuilt(t testing.TB, built func() (string, error), stdout, stderr *output, settings []string, args ...string) *process {
	t.Helper()
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{t: t, cmd: exec.Command(path, args...), over: make(chan struct{})}
	p.cmd.Env, p.cmd.Dir = environment(settings), os.TempDir()
	p.cmd.Stdout, p.cmd.Stderr = stdout, stderr
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		p.err = p.cmd.Wait()
		close(p.over)
	}()
	t.Cleanup(p.kill)
	return p
}

// kill ends the process as a power cut would (kill -9) and waits until it is gone.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may have ended by itself
	<-p.over
}

// stop asks the process to end, and expects that it does so in good order.
func (p *process) stop() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Errorf("stop: %v", err)
	}
	select {
	case <-p.over:
	case <-time.After(patience):
		p.t.Errorf("the process does not stop within %v", patience)
		p.kill()
	}
	if p.err != nil {
		p.t.Errorf("the process ended with: %v", p.err)
	}
}

// complaints are the lines of the log that no test expects.
func (o *output) complaints() []string {
	var lines []string
	for line := range strings.Lines(o.String()) {
		for _, sign := range []string{"level=ERROR", "DATA RACE", "panic:", "fatal error:"} {
			if strings.Contains(line, sign) {
				lines = append(lines, strings.TrimSpace(line))
			}
		}
	}
	return lines
}
