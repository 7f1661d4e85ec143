package bot

import (
	"io"
	"time"

	"minhchung/flows"
)

// Outgoing is one message on its way to a chat. Exactly one of Message, Toast,
// File, Remove and Typing is meant; a message with a kept file comes with that
// as its File.
type Outgoing struct {
	Message *flows.Message
	Edit    string // the channel's id of the message to replace; "" sends a new one
	Remove  string // the channel's id of the message to delete; where it cannot be any more, Message replaces it

	Toast  *flows.Toast
	Answer string // the callback that the toast answers

	File   *File
	Typing string // a chat action: typing, upload_document
}

// File is content on its way to a person.
type File struct {
	Name    string
	Kind    string // document, photo or video
	Caption string
	Open    func() (io.ReadCloser, error) // may be called more than once
	Content string                        // its SHA-256 when it goes to many: then it leaves once; "" otherwise
}

// SendErrorKind names why a message did not leave.
type SendErrorKind string

// The kinds of send errors.
const (
	SendRetryAfter  SendErrorKind = "retry_after" // the channel asks the whole bot to pause
	SendUnreachable SendErrorKind = "unreachable" // the person blocked the bot or is gone
	SendFinal       SendErrorKind = "final"       // it will never be taken
	SendUnknown     SendErrorKind = "unknown"     // a transport error, a 5xx: it may have arrived
)

// SendError is what Channel.Send returns. Its text never holds a token.
type SendError struct {
	Kind       SendErrorKind
	RetryAfter time.Duration
	Code       int
	Detail     string
}

func (e *SendError) Error() string { return "send: " + string(e.Kind) + ": " + e.Detail }
