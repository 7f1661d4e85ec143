// Package storage says what is kept and under which promises: ledger, inbox,
// sessions, deliveries, people and blobs. The engines are its subfolders;
// storagetest holds the one contract suite that all of them pass.
//
// It must not know what the kept things mean: entries, updates and sessions
// are bytes to it.
package storage

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strconv"
	"time"
)

// The errors that every engine returns, wrapped with what was being done.
var (
	// ErrConflict: the sequence number that an append named is taken.
	ErrConflict = errors.New("conflict")
	// ErrNotFound: no such blob, person or row.
	ErrNotFound = errors.New("not found")
	// ErrExists: the unique key is taken (deliveries).
	ErrExists = errors.New("exists already")
)

// Document is what one step appended to one stream: the unit of the ledger.
type Document struct {
	Stream   string            `json:"stream"`
	Seq      int64             `json:"seq"`   // 1, 2, 3 … without gaps; unique with Stream
	Cause    string            `json:"cause"` // the key of the update that led to it
	At       time.Time         `json:"at"`    // the moment that counts, UTC, milliseconds
	Recorded time.Time         `json:"recorded"`
	By       string            `json:"by"`   // a person's random id
	Prev     string            `json:"prev"` // Hash of the document before, "" for the first
	Entries  []json.RawMessage `json:"entries"`
}

// Hash is the SHA-256 of the document's fields in a fixed order, in
// hexadecimal; the next document carries it, so that tampering shows.
func (d Document) Hash() string {
	h := sha256.New()
	write := func(s string) {
		h.Write([]byte(strconv.Itoa(len(s)) + ":" + s))
	}
	write(d.Stream)
	write(strconv.FormatInt(d.Seq, 10))
	write(d.Cause)
	write(strconv.FormatInt(d.At.UnixMilli(), 10))
	write(strconv.FormatInt(d.Recorded.UnixMilli(), 10))
	write(d.By)
	write(d.Prev)
	for _, e := range d.Entries {
		write(string(e))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Row is one update in the inbox. It is inserted once under its key, then
// marked done or set aside.
type Row struct {
	Key     string    // unique: kind, chat, message id and edit date, or the callback id
	Chat    string    // rows of one chat are worked in order of arrival
	Order   int64     // set by Put: rises within the chat, whichever replica puts
	Arrived time.Time // UTC, milliseconds
	Due     time.Time // not to be worked before; zero for at once. A waiting row holds up no other
	Update  []byte    // as the channel delivered it
	Tries   int       // how often it failed
	Failure string    // the last failure, for the operator
}

// Delivery is the insert-only record of what was done for somebody, or is about
// to be; unique by Job, Recipient and Mark. What they are called is their
// writer's.
type Delivery struct {
	Job       string // what is sent: an announcement, a day's reminders, an album's reply; or a content that is kept
	Recipient string // a person's id, with the department where it matters; or a dossier
	Mark      string // "done", or which attempt, correction, day it is
	Ref       string // the channel's id of the sent message, or who claims it
	Outcome   string // sent, unreachable, failed, kept, …
	At        time.Time
}

// Person is the erasable record beside the ledger: the only place where
// names, phone numbers and channel ids live.
type Person struct {
	ID       string `json:"id"`                // random
	Name     string `json:"name,omitempty"`    // as shown
	Phone    string `json:"phone,omitempty"`   // digits with country code: 84905123456
	Chat     string `json:"chat,omitempty"`    // channel and id, "telegram:123"; unique where set
	Language string `json:"lang,omitempty"`    // "vi" or "en"
	Blocked  bool   `json:"blocked,omitempty"` // the channel said: unreachable
}

// IsSHA says whether s is a SHA-256 as blobs are named: 64 lower-case
// hexadecimal digits.
func IsSHA(s string) bool {
	if len(s) != 2*sha256.Size {
		return false
	}
	for _, c := range s {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
