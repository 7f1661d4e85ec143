package bot

import "time"

// Limits bound what the bot takes on. What is zero gets its default.
type Limits struct {
	Chats      int   // chats whose steps run at the same time (64)
	Fetches    int   // files that come in at the same time (8)
	DailyBytes int64 // what one department may send on one day (2 GB)
	FreeBytes  int64 // the room that must be left on the disk before a file is taken (1 GB)
	Tries      int   // after which a row is set aside (5)
}

func (l Limits) withDefaults() Limits {
	if l.Chats == 0 {
		l.Chats = 64
	}
	if l.Fetches == 0 {
		l.Fetches = 8
	}
	if l.DailyBytes == 0 {
		l.DailyBytes = 2 << 30
	}
	if l.FreeBytes == 0 {
		l.FreeBytes = 1 << 30
	}
	if l.Tries == 0 {
		l.Tries = 5
	}
	return l
}

const (
	maxNeeds     = 3  // how often one step may ask for more of the world
	maxConflicts = 12 // how often one step is taken again because others were first

	keepRows   = 7 * 24 * time.Hour // how long done rows stay in the inbox
	lookEvery  = 10 * time.Second   // how often rows are looked for that nobody works
	orphanAge  = 15 * time.Second   // how long a row has waited when it is taken for one of those
	purgeEvery = 24 * time.Hour     // how often they are looked through
	graceTime  = 5 * time.Second    // what is being sent may go on for so long after the stop
	slowFetch  = 2 * time.Second    // after which the person is told that the file is coming in
	peopleTTL  = 5 * time.Second    // how old the record of people may be that a step reads
	storeTime  = 30 * time.Second   // how long the store may take for what has begun
	sendTrying = time.Minute        // how long a message is tried when nobody knows why it fails
)

// outagePause is how long a row waits when the store, not the row, is at fault.
const outagePause = 5 * time.Second

// retryPause is how long a chat waits after its row failed for the nth time.
func retryPause(n int) time.Duration {
	pauses := []time.Duration{time.Second, 5 * time.Second, 20 * time.Second, time.Minute}
	return pauses[min(max(n, 1), len(pauses))-1]
}
