package flows

import (
	"fmt"
	"strings"
)

// Action is what a button does. Written as "flow:verb:target:token" it fits
// Telegram's 64 bytes.
//
// Without a token it is open: it shows or navigates, is idempotent and never
// expires. With one it answers the prompt of that token, and is harmless once
// that prompt is gone.
type Action struct {
	Flow   Flow
	Verb   string
	Target string
	Token  string
}

// Flow is the conversation's part that a button belongs to: one file each.
type Flow string

// maxAction is what Telegram allows in a button, in bytes.
const maxAction = 64

// String writes the action. It panics when it does not fit: targets are ids
// of ours, so that is a mistake in the program.
func (a Action) String() string {
	s := fmt.Sprintf("%s:%s:%s:%s", a.Flow, a.Verb, a.Target, a.Token)
	if len(s) > maxAction {
		panic("flows: a button's action is too long: " + s)
	}
	return s
}

// ParseAction reads what String wrote. Whatever else comes gives ok false.
func ParseAction(s string) (a Action, ok bool) {
	parts := strings.Split(s, ":")
	if len(parts) != 4 || len(s) > maxAction {
		return Action{}, false
	}
	return Action{Flow: Flow(parts[0]), Verb: parts[1], Target: parts[2], Token: parts[3]}, true
}
