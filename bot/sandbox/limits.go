package sandbox

import (
	"math"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limits are how many messages the sandbox takes. A field that is 0 limits nothing.
type Limits struct {
	PerSecond      float64 // over all chats
	ChatPerSecond  float64 // in one private chat, sustained
	ChatBurst      int     // how many may come at once in a chat before that holds; at least 1
	GroupPerMinute float64 // in one group
}

// TelegramLimits are those that Telegram documents.
func TelegramLimits() Limits {
	return Limits{PerSecond: 30, ChatPerSecond: 1, ChatBurst: 3, GroupPerMinute: 20}
}

// limiter counts messages against the limits.
type limiter struct {
	limits Limits
	real   func() time.Time

	mu    sync.Mutex
	all   *rate.Limiter
	chats map[int64]*rate.Limiter
}

func newLimiter(l Limits, real func() time.Time) *limiter {
	return &limiter{limits: l, real: real, chats: map[int64]*rate.Limiter{}}
}

// wait gives 0 when the call may pass, or else the seconds to wait.
func (l *limiter) wait(method string, chatID int64) int {
	if !counts(method) {
		return 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.real()
	if l.all == nil {
		l.all = newRate(l.limits.PerSecond, int(l.limits.PerSecond))
	}
	if l.chats[chatID] == nil {
		l.chats[chatID] = newRate(l.limits.ChatPerSecond, l.limits.ChatBurst)
		if chatID < 0 {
			l.chats[chatID] = newRate(l.limits.GroupPerMinute/60, int(l.limits.GroupPerMinute))
		}
	}
	waits := 0.0
	var held []*rate.Reservation
	for _, r := range []*rate.Limiter{l.all, l.chats[chatID]} {
		reservation := r.ReserveN(now, 1)
		held = append(held, reservation)
		waits = math.Max(waits, reservation.DelayFrom(now).Seconds())
	}
	if waits > 0 {
		for _, reservation := range held {
			reservation.CancelAt(now)
		}
	}
	return int(math.Ceil(waits))
}

func newRate(perSecond float64, burst int) *rate.Limiter {
	if perSecond <= 0 {
		return rate.NewLimiter(rate.Inf, 1)
	}
	return rate.NewLimiter(rate.Limit(perSecond), max(burst, 1))
}

// counts says whether a method puts something into a chat.
func counts(method string) bool {
	for _, prefix := range []string{"send", "edit", "copy", "forward"} {
		if strings.HasPrefix(method, prefix) {
			return method != "sendChatAction"
		}
	}
	return false
}
