package storage

import "time"

// Pace is how fast messages may leave. A figure of 0 does not limit.
type Pace struct {
	PerSecond     float64 // of the whole bot
	Burst         int     // of the whole bot: how many answers may leave at once, also ahead of what goes out in bulk
	ChatPerSecond float64 // of one chat, sustained
	ChatBurst     int     // of one chat: so that a dialogue is never slowed
}

// TelegramPace keeps to what the Bot API's FAQ asks for: about 30 messages a
// second in bulk and one a second in a chat, short bursts allowed. It stays a
// little below, for what leaves evenly does not arrive so.
func TelegramPace() Pace {
	return Pace{PerSecond: 29.8, Burst: 25, ChatPerSecond: 1, ChatBurst: 20}
}

// BulkPatience is how long a message that is sent in bulk lets answers go
// first: on a busy day it must get out as well.
const BulkPatience = time.Second

// Gait is the pace of the whole bot or of one chat, as the engines count it:
// each message moves the moment from which the next one is on time by Every.
type Gait struct {
	Every time.Duration // between two messages, sustained
	Burst int           // how many answers may leave at once
}

// Gaits gives the pace of the whole bot and of a chat.
func (p Pace) Gaits() (all, chat Gait) {
	return gait(p.PerSecond, p.Burst), gait(p.ChatPerSecond, p.ChatBurst)
}

func gait(perSecond float64, burst int) Gait {
	if perSecond <= 0 {
		return Gait{Burst: 1}
	}
	return Gait{Every: time.Duration(float64(time.Second) / perSecond), Burst: max(burst, 1)}
}

// Ahead is by how much an answer may be early.
func (g Gait) Ahead() time.Duration { return time.Duration(g.Burst-1) * g.Every }

// Slack is by how much a message in bulk that left late may be made up for:
// enough for timers that are late, too little for a second to hold one more.
func (g Gait) Slack() time.Duration { return g.Every / 6 }
