package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strconv"
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

// TestSmallRun runs one small row and a small announcement. Their figures mean
// nothing here, but run fails unless every step that it counts stands in the
// ledger, and everybody was told once.
func TestSmallRun(t *testing.T) {
	o := options{chats: []int{3}, engines: []string{engineEmbedded}, rounds: 1, measure: 200 * time.Millisecond, recipients: 60}
	var out strings.Builder
	if err := run(t.Context(), o, &out); err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(out.String()) {
		if fields := strings.Fields(line); len(fields) > 0 && fields[0] == engineEmbedded {
			rows = append(rows, fields)
		}
	}
	if len(rows) != 2 || len(rows[0]) < 10 || rows[0][1] != "3" || len(rows[1]) < 10 || rows[1][1] != "60" {
		t.Errorf("the rows are %q", rows)
	}
	t.Log("\n" + out.String())
}

// TestSmallReplicaRun lets three replicas share the webhook for a second. The
// figures mean little here, but run fails unless every update has its reply and
// every step stands in the ledger once.
func TestSmallReplicaRun(t *testing.T) {
	o := options{engines: []string{engineServers}, rounds: 1, measure: 200 * time.Millisecond, replicaRate: 10, replicaChats: 5}
	var out strings.Builder
	if err := run(t.Context(), o, &out); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		if fields := strings.Fields(line); len(fields) > 4 && fields[0] == "3" && fields[1] == "5" && fields[2] == "10" {
			if replies, _ := strconv.Atoi(fields[4]); replies < 10 {
				t.Errorf("in a second at ten a second %d replies are timed", replies)
			}
			t.Log("\n" + out.String())
			return
		}
	}
	t.Errorf("there is no row of replicas:\n%s", out.String())
}

func TestAudienceCounts(t *testing.T) {
	begin := time.Now()
	a := newAudience(2)
	a.listen(firstID, begin) // before the announcement
	a.listen(firstListener, begin.Add(time.Second))
	a.listen(firstID, begin.Add(time.Second+500*time.Millisecond))
	if err := a.check(); err == nil || !strings.Contains(err.Error(), "1 were not told") {
		t.Errorf("with one left: %v", err)
	}
	a.listen(firstListener+1, begin.Add(2*time.Second))
	a.listen(firstID, begin.Add(3*time.Second)) // after it
	if got := a.perSecond(); got != 2 {
		t.Errorf("%.2f a second", got)
	}
	if err := a.check(); err != nil {
		t.Errorf("everybody was told once: %v", err)
	}
	a.listen(firstListener, begin.Add(4*time.Second))
	if err := a.check(); err == nil || !strings.Contains(err.Error(), "1 more than once") {
		t.Errorf("with one told twice: %v", err)
	}
}

func TestAudienceCountsWhatTelegramWouldRefuse(t *testing.T) {
	a, begin := newAudience(100), time.Now()
	for i := range 100 {
		a.listen(firstListener+int64(i), begin)
	}
	if got := a.refused(); got != 100-channelBurst {
		t.Errorf("of 100 at once %d are refused", got)
	}
}

func TestOptionsNameWhatIsWrong(t *testing.T) {
	for args, want := range map[string]string{
		"-chats=1,x": "-chats", "-chats=0": "-chats", "-engines=sql": "-engines", "-rounds=0": "-rounds", "-recipients=-1": "-recipients",
		"-replica-rate=-1": "-replica-rate", "-replica-chats=0": "-replica-chats",
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
