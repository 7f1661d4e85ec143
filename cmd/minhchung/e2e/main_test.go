package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"sync"
	"testing"
	"time"
)

// patience is how long a test waits for what has to come: machines are shared.
const patience = time.Minute

// binDir names the folder of the built program, for the time of a test run.
const binDir = "MINHCHUNG_E2E_BIN"

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "minhchung-e2e-")
	if err == nil {
		err = os.Setenv(binDir, dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(dir) // what is left in the temporary folder does no harm
	os.Exit(code)
}

// program builds the program, once a run, and gives its path. Tests that look
// for races look for them in the program too.
var program = sync.OnceValues(func() (string, error) {
	if withRaceDetector() {
		return build("minhchung-race", "-race")
	}
	return plainProgram()
})

// plainProgram is the one that people run, for tests that measure memory: the
// race detector needs several times as much.
var plainProgram = sync.OnceValues(func() (string, error) { return build("minhchung") })

func build(name string, flags ...string) (path string, err error) {
	path = filepath.Join(os.Getenv(binDir), name)
	args := append([]string{"build", "-o", path}, flags...)
	out, err := exec.Command("go", append(args, "minhchung/cmd/minhchung")...).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return path, nil
}

func withRaceDetector() bool {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return false
	}
	for _, setting := range info.Settings {
		if setting.Key == "-race" {
			return setting.Value == "true"
		}
	}
	return false
}

// eventually waits until a condition that nothing tells of holds.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	over := time.After(patience)
	for !holds() {
		select {
		case <-look.C:
		case <-over:
			t.Fatalf("%s: not within %v", what, patience)
		}
	}
}
