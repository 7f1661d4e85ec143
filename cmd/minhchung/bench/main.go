// Command bench measures the bot beside a bare probe: steps per second, how
// long a reply takes at half that load, and memory, as one table; how fast an
// announcement leaves, as another; what three replicas on the webhook do with
// updates at a given rate, as a third. The bot is the real program in a process of its own; what it talks to is a lean stand-in
// for the Bot API in this one.
//
// It knows the command line and the stores from outside and nothing of how a
// step is made. It is no part of the product.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := command(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		stop()
		os.Exit(1)
	}
}

// command runs the benchmark, or, called by itself, the probe.
func command(ctx context.Context, args []string, out io.Writer) error {
	if len(args) > 0 && args[0] == probeArgument {
		return runProbe(ctx, args)
	}
	o, err := parseOptions(args)
	if err != nil {
		return err
	}
	return run(ctx, o, out)
}

// options are what a run takes.
type options struct {
	chats   []int
	engines []string
	rounds  int
	measure time.Duration // how long each of a round's three parts is measured
	program string        // of the bot; "" builds it

	recipients int // of the announcement; 0 sends none

	replicaRate  float64 // updates a second for three replicas; 0 starts none
	replicaChats int

	cache string // the folder of compiled code that the run's bots share
}

func parseOptions(args []string) (options, error) {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	chats := flags.String("chats", "1,50,500", "how many chats talk at the same time, one row each")
	engines := flags.String("engines", strings.Join(engineNames(), ","), "which stores")
	var o options
	flags.IntVar(&o.rounds, "rounds", 3, "how often probe and bot take turns")
	flags.IntVar(&o.recipients, "recipients", 600, "how many people the announcement goes to; 0 measures none")
	flags.Float64Var(&o.replicaRate, "replica-rate", 200, "how many updates a second three replicas on MongoDB and Redis are offered; 0 measures none")
	flags.IntVar(&o.replicaChats, "replica-chats", 200, "how many chats these updates come from")
	flags.DurationVar(&o.measure, "measure", 3*time.Second, "how long each part of a round is measured")
	flags.StringVar(&o.program, "program", "", "the bot's program; it is built when none is given")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	for _, word := range strings.Split(*chats, ",") {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 {
			return o, fmt.Errorf("-chats: %q is no number of chats", word)
		}
		o.chats = append(o.chats, n)
	}
	o.engines = strings.Split(*engines, ",")
	for _, name := range o.engines {
		if !slices.Contains(engineNames(), name) {
			return o, fmt.Errorf("-engines: %q is none of %s", name, strings.Join(engineNames(), ", "))
		}
	}
	if o.recipients < 0 {
		return o, fmt.Errorf("-recipients: %d is no number of recipients", o.recipients)
	}
	if o.replicaRate < 0 {
		return o, fmt.Errorf("-replica-rate: %g is no number of updates", o.replicaRate)
	}
	if o.replicaChats < 1 {
		return o, fmt.Errorf("-replica-chats: %d is no number of chats", o.replicaChats)
	}
	if o.rounds < 1 {
		return o, fmt.Errorf("-rounds: %d is no number of rounds", o.rounds)
	}
	return o, nil
}
