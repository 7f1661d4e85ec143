package storage

// Pace is how fast messages may leave. A figure of 0 does not limit.
type Pace struct {
	PerSecond     int // of the whole bot
	Burst         int // of the whole bot: what may leave at once after a rest
	ChatPerSecond int // of one chat, sustained
	ChatBurst     int // of one chat: so that a dialogue is never slowed
}

// TelegramPace keeps to what the Bot API's FAQ asks for: about 30 messages a
// second in bulk and one a second in a chat, short bursts allowed.
func TelegramPace() Pace {
	return Pace{PerSecond: 30, Burst: 30, ChatPerSecond: 1, ChatBurst: 20}
}
