package bot

import (
	"time"

	"minhchung/storage"
)

const (
	// keepCauses is how long it is remembered in the process which document an
	// update led to: a little longer than done rows stay in the inbox, for what
	// is known there is never worked again.
	keepCauses = keepRows + 24*time.Hour
	// clockSkew is how far apart the clocks of replicas may be.
	clockSkew = time.Hour
)

// causes remembers which document of a stream each recent update led to. What
// it has forgotten it says: an update may wait in the inbox for longer than
// keepCauses, when nothing ran or when it was set aside.
type causes struct {
	led       map[string]int64
	recent    []caused  // in the stream's order
	forgotten time.Time // when the latest of those forgotten was recorded
}

type caused struct {
	cause    string
	recorded time.Time
}

// learn takes documents in that follow in the stream, and forgets those that
// are long before the last of them.
func (c *causes) learn(documents []storage.Document) {
	if len(documents) == 0 {
		return
	}
	if c.led == nil {
		c.led = map[string]int64{}
	}
	horizon := documents[len(documents)-1].Recorded.Add(-keepCauses)
	for _, doc := range documents {
		c.led[doc.Cause] = doc.Seq
		c.recent = append(c.recent, caused{doc.Cause, doc.Recorded})
	}
	old := 0
	for old < len(c.recent) && c.recent[old].recorded.Before(horizon) {
		delete(c.led, c.recent[old].cause)
		if at := c.recent[old].recorded; at.After(c.forgotten) {
			c.forgotten = at
		}
		old++
	}
	if old > 0 {
		c.recent = append([]caused(nil), c.recent[old:]...) // the old ones' memory is let go
	}
}

// of gives the document that a cause led to, 0 for none. known is false when
// that may have been forgotten: a row leads to nothing before it arrives.
func (c *causes) of(cause string, arrived time.Time) (seq int64, known bool) {
	if seq, ok := c.led[cause]; ok {
		return seq, true
	}
	return 0, c.forgotten.IsZero() || arrived.After(c.forgotten.Add(clockSkew))
}
