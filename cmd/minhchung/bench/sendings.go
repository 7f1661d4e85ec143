package main

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// sendingNotes say what the figures of announcements are.
const sendingNotes = `
An announcement leaves at the pace that Telegram asks for (%d messages a second) while %d contacts talk to the bot,
together %d step a second. Messages a second are all that the bot sends from the first recipient to the last, answers
among them; refused are those that Telegram would have refused for their number; answer p50 and worst are the contacts'
replies meanwhile. Unpaced is the same announcement with PACE=false and nobody talking; CPU is processor time for a
message then, the program's start included. Every recipient was told once, or there is no row.
`

func printSendings(out io.Writer, sendings []sending) error {
	if len(sendings) == 0 {
		return nil
	}
	fmt.Fprintln(out)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "engine\trecipients\tmessages/s\trefused\tanswers\tanswer p50\tworst\tunpaced messages/s\tCPU\t")
	for _, s := range sendings {
		fmt.Fprintf(w, "%s\t%d\t%.2f\t%d\t%d\t%s\t%s\t%.0f\t%s\t\n", s.engine, s.recipients, s.perSecond, s.refused,
			len(s.waits), milliseconds(quantile(s.waits, 0.50)), milliseconds(quantile(s.waits, 1)), s.unpaced, milliseconds(s.cpu))
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("print the table of announcements: %w", err)
	}
	fmt.Fprintf(out, sendingNotes, channelPerSecond, askers, asksPerSecond)
	return nil
}
