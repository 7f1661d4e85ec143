package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestMain lets the test's program be the probe, as the benchmark's is.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == probeArgument {
		ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
		err := runProbe(ctx, os.Args[1:])
		stop()
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// TestARow runs one small row: its figures mean nothing here, but every step
// that it counts must stand in the ledger.
func TestARow(t *testing.T) {
	o := options{chats: []int{3}, engines: []string{engineEmbedded}, rounds: 1, measure: 200 * time.Millisecond}
	var out strings.Builder
	if err := run(t.Context(), o, &out); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(out.String(), "\n")
	if fields := strings.Fields(lines[1]); len(fields) < 10 || fields[0] != engineEmbedded || fields[1] != "3" {
		t.Errorf("the row is %q", lines[1])
	}
	t.Log("\n" + out.String())
}

func TestOptionsNameWhatIsWrong(t *testing.T) {
	for args, want := range map[string]string{
		"-chats=1,x": "-chats", "-chats=0": "-chats", "-engines=sql": "-engines", "-rounds=0": "-rounds",
	} {
		if _, err := parseOptions([]string{args}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", args, err)
		}
	}
	o, err := parseOptions([]string{"-chats=1,50", "-engines=embedded"})
	if err != nil || len(o.chats) != 2 || o.chats[1] != 50 || o.rounds < 1 {
		t.Errorf("got %+v (%v)", o, err)
	}
}

func TestQuantiles(t *testing.T) {
	var waits []time.Duration
	for i := range 100 {
		waits = append(waits, time.Duration(100-i)*time.Millisecond)
	}
	if got := quantile(waits, 0.50); got != 51*time.Millisecond {
		t.Errorf("half: %s", got)
	}
	if got := quantile(waits, 0.99); got != 100*time.Millisecond {
		t.Errorf("99 of 100: %s", got)
	}
	if got := quantile(nil, 0.99); got != 0 {
		t.Errorf("of none: %s", got)
	}
}

func TestTheTableSaysWhatWasNotMeasured(t *testing.T) {
	t.Setenv("MONGODB_URI", "")
	var out strings.Builder
	o := options{chats: []int{500}, engines: []string{engineServers}, rounds: 1, program: "none"}
	if err := run(t.Context(), o, &out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "–") || !strings.Contains(out.String(), "MONGODB_URI") {
		t.Errorf("the table is\n%s", out.String())
	}
}
