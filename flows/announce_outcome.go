package flows

import "time"

// Sending is what became of telling one recipient.
type Sending string

// What it may have come to; "" while it is still to be done.
const (
	SendingOpen        Sending = ""
	SendingDone        Sending = "sent"
	SendingUnreachable Sending = "unreachable" // who blocked the bot, or has no chat any more
	SendingFailed      Sending = "failed"
)

// Outcome is how far an announcement has come at one recipient.
type Outcome struct {
	Sending   Sending
	At        time.Time // when that was known
	Corrected int64     // the last correction that they have read
	Removed   bool      // it was deleted there
}

// Outcomes are those of one announcement, by person.
type Outcomes map[string]Outcome

// outcomes gives those of an announcement; where loaded is false, the step
// comes again with them.
func (t *turn) outcomes(a *Announcement) (o Outcomes, loaded bool) {
	o, loaded = t.w.Outcomes[a.ID]
	if !loaded {
		t.do(Need{Announcements: []string{a.ID}, Outcomes: []string{a.ID}})
	}
	return o, loaded
}

// ProgressOf counts how far an announcement has come.
func ProgressOf(a *Announcement, o Outcomes) Progress {
	p := Progress{Recipients: len(a.Announced.Recipients)}
	for _, person := range a.Announced.Recipients {
		switch o[person].Sending {
		case SendingOpen:
		case SendingDone:
			p.Sent++
		case SendingUnreachable:
			p.Unreachable++
		case SendingFailed:
			p.Failed++
		}
		if a.Corrected > 0 && o[person].Corrected == a.Corrected {
			p.Corrected++
		}
		if o[person].Removed {
			p.Removed++
		}
	}
	switch told := p.Sent+p.Unreachable+p.Failed >= p.Recipients || a.Stopped; {
	case a.Deleted:
		p.Ended = p.Removed >= p.Sent
	case a.Corrected > 0:
		p.Ended = told && p.Corrected >= p.Sent
	default:
		p.Ended = told
	}
	return p
}

// underway says whether people are still being told: there is something to stop.
func underway(a *Announcement, p Progress) bool {
	return !a.Stopped && !a.Deleted && p.Sent+p.Unreachable+p.Failed < p.Recipients
}
