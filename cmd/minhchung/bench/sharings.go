package main

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// sharingNotes say what the figures of replicas are.
const sharingNotes = `
%d bots share MongoDB, Redis and the webhook; updates of the same contacts as above, all six of them, come to the bots in
turn. Offered is how many updates a second are due; done is how many a second had their reply, until the last one's.
p50, p95 and p99 are of all replies, from the moment that an update is due. CPU is processor time of all bots for an
update; again is how many deliveries had to be made once more because no bot confirmed them. Every step stands in the
ledger once, or there is no row.
`

// lookAlikeSharingNote goes with them on a MongoDB that is none.
const lookAlikeSharingNote = `
On the look-alike of MongoDB no more than %d updates a second of %d chats are offered, of the %.0f that were asked for:
this is its speed, not the bots'.
`

func printSharings(out io.Writer, o options, sharings []sharing) error {
	if len(sharings) == 0 {
		return nil
	}
	fmt.Fprintln(out)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "replicas\tchats\toffered/s\tdone/s\treplies\tp50\tp95\tp99\tCPU\tagain\t")
	for _, s := range sharings {
		fmt.Fprintf(w, "%d\t%d\t%.0f\t%.1f\t%d\t%s\t%s\t%s\t%s\t%d\t\n", replicaCount, s.chats, s.offered, s.done, len(s.waits),
			milliseconds(quantile(s.waits, 0.50)), milliseconds(quantile(s.waits, 0.95)), milliseconds(quantile(s.waits, 0.99)),
			milliseconds(s.cpu), s.again)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("print the table of replicas: %w", err)
	}
	fmt.Fprintf(out, sharingNotes, replicaCount)
	if realMongo() == "" && o.replicaRate > lookAlikeOffers {
		fmt.Fprintf(out, lookAlikeSharingNote, lookAlikeOffers, lookAlikeShares, o.replicaRate)
	}
	return nil
}
