// Package scoring is the index itself: editions, criteria, rules, points,
// the dossier that a department fills, and what follows from it (states,
// scores, ranking).
//
// It knows nothing of conversations, Telegram, storage or the clock: every
// figure is a pure function of an edition, its settings and a dossier.
package scoring

import (
	"time"
	_ "time/tzdata" // the zone is built in: an office PC may have none
)

// Zone is the time zone in which days begin and end (Asia/Ho_Chi_Minh).
var Zone = mustLoadZone("Asia/Ho_Chi_Minh")

func mustLoadZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic("scoring: the built-in zone data lacks " + name)
	}
	return zone
}
