package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// row is what one engine and number of chats came to: figures of each round,
// and every reply's time at half speed.
type row struct {
	engine     string
	chats      int
	probe, bot []speed // in pairs
	waits      []time.Duration
	memory     int64
}

// notes say what the figures are.
const notes = `
A step is one update from getUpdates to its reply: kept in the inbox, decided, appended to the ledger, answered over
HTTP, with fsync on. Five of six updates are such steps (a typed number, a link, a withdrawn link, "no figure yet" as
words and as a button); the sixth only opens a question: it is worked as well, but not counted. Contacts share %d
departments whose dossiers are half done. The probe is the same HTTP (the Telegram client, no bot) with three commits
and one sendMessage an update. Figures are medians of %d rounds in which probe and bot take turns; p50 and p99 are of
all replies at half of the bot's own speed, from the moment that an update is due. CPU is processor time for a step,
memory the most anonymous memory of the bot's process.
`

// lookAlikeNote goes with the rows of a MongoDB that is none.
const lookAlikeNote = `
This MongoDB is the tests' look-alike, each of whose reads goes through the whole collection: it shows that the engine
works, not how fast it is. It carries no more than %d chats, one round, and an announcement to %d people. MONGODB_URI names
a real one to measure on.
`

func printTable(out io.Writer, o options, rows []row) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "engine\tchats\tprobe steps/s\tbot steps/s\tratio\tp50\tp99\tprobe CPU\tbot CPU\tmemory\t")
	for _, r := range rows {
		if len(r.bot) == 0 {
			fmt.Fprintf(w, "%s\t%d\t–\t–\t–\t–\t–\t–\t–\t–\t\n", r.engine, r.chats)
			continue
		}
		fmt.Fprintf(w, "%s\t%d\t%.0f\t%.0f\t%.2f\t%s\t%s\t%s\t%s\t%.0f MB\t\n", r.engine, r.chats,
			median(r.probe, perSecond), median(r.bot, perSecond), r.ratio(),
			milliseconds(quantile(r.waits, 0.50)), milliseconds(quantile(r.waits, 0.99)),
			milliseconds(time.Duration(median(r.probe, perStep))), milliseconds(time.Duration(median(r.bot, perStep))),
			float64(r.memory)/(1<<20))
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("print the table: %w", err)
	}
	fmt.Fprintf(out, notes, departments, o.rounds)
	if realMongo() == "" && slices.Contains(o.engines, engineServers) {
		fmt.Fprintf(out, lookAlikeNote, lookAlikeCarries, lookAlikeListens)
	}
	return nil
}

func perSecond(s speed) float64 { return s.steps }
func perStep(s speed) float64   { return float64(s.cpu) }

// ratio is the bot's speed as a share of the probe's just before it.
func (r row) ratio() float64 {
	shares := make([]speed, len(r.bot))
	for i := range r.bot {
		shares[i].steps = r.bot[i].steps / r.probe[i].steps
	}
	return median(shares, perSecond)
}

func median(speeds []speed, of func(speed) float64) float64 {
	var values []float64
	for _, s := range speeds {
		values = append(values, of(s))
	}
	slices.Sort(values)
	if n := len(values); n%2 == 0 {
		return (values[n/2-1] + values[n/2]) / 2
	}
	return values[len(values)/2]
}

// quantile gives the time that a share of the replies do not exceed; 0 when
// there are none.
func quantile(waits []time.Duration, share float64) time.Duration {
	if len(waits) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(waits))
	return sorted[min(int(share*float64(len(sorted))), len(sorted)-1)]
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.2f ms", float64(d)/float64(time.Millisecond))
}
