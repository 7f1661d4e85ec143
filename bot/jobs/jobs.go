// Package jobs is what happens without anyone asking: announcements, reminders,
// scans of files that waited for the scanner.
//
// It knows neither Telegram nor storage engines; it sends through what the bot
// gives it. The replica that leads runs the jobs; for a moment two may, which
// unique inserts make harmless.
package jobs

import "time"

// pause is how long a job leaves what failed alone.
const pause = time.Minute
