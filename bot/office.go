package bot

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"time"

	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/scoring"
	"minhchung/storage"
)

// Office is what is done from the command line: who takes part, and who is
// let in. It works inside the running process (see ServeOffice) and, while
// none runs, on the opened store.
type Office struct {
	ledger    Ledger
	inbox     Inbox
	people    *people
	clock     Clock
	admins    []string
	config    flows.Config
	directory *stream[*directory.Directory]
	resume    func(storage.Row) // lets a row be worked; nil while no bot runs
}

// NewOffice makes an office on a store that no process serves.
func NewOffice(s Store, clock Clock, admins []string, config flows.Config) *Office {
	return &Office{
		ledger: s.Ledger, inbox: s.Inbox, people: &people{store: s.People, clock: clock}, clock: clock, admins: admins, config: config,
		directory: newStream(directory.Stream, s.Ledger, directoryFold()),
	}
}

// Office gives the office of the running bot: what it changes, the next step
// sees.
func (b *Bot) Office() *Office {
	return &Office{
		ledger: b.Store.Ledger, inbox: b.Store.Inbox, resume: b.resume, people: b.people, clock: b.Clock, admins: b.Admins, config: b.Config,
		directory: b.streams.directory,
	}
}

// OfficeErrorCode names why an office's operation is refused.
type OfficeErrorCode string

// The refusals.
const (
	UnknownDepartment OfficeErrorCode = "unknown_department"
	UnknownRole       OfficeErrorCode = "unknown_role"
	UnknownAdmin      OfficeErrorCode = "unknown_admin"
	BadPhone          OfficeErrorCode = "bad_phone"
	NotAside          OfficeErrorCode = "not_aside"        // no such update is set aside
	OwnersOfOthers    OfficeErrorCode = "owners_of_others" // only verifiers are for owners
)

// OfficeError is a refusal: the operator asked for what cannot be.
type OfficeError struct {
	Code  OfficeErrorCode `json:"code"`
	Value string          `json:"value"` // what was asked for
}

func (e *OfficeError) Error() string { return fmt.Sprintf("%s: %q", e.Code, e.Value) }

// byCommandLine is the cause of what has no update behind it.
func byCommandLine() string { return "cli:" + randomID() }

// randomID gives 128 random bits in 22 characters.
func randomID() string {
	var bits [16]byte
	rand.Read(bits[:]) // never fails: see its documentation
	return base64.RawURLEncoding.EncodeToString(bits[:])
}

// amend appends to the directory what decide finds due, and decides again
// when others were first. No entries: nothing is written.
func (o *Office) amend(ctx context.Context, decide func(*directory.Directory) ([]scoring.Entry, error)) error {
	cause := byCommandLine()
	for conflicts := 0; ; conflicts++ {
		f, err := o.directory.read(ctx)
		if err != nil {
			return err
		}
		entries, err := decide(f.value)
		if err != nil || len(entries) == 0 {
			return err
		}
		doc, err := newDocument(flows.Append{Stream: directory.Stream, After: f.seq, Entries: entries}, f.hash)
		if err != nil {
			return err
		}
		doc.Cause, doc.At = cause, stamp(o.clock.Now())
		doc.Recorded = doc.At
		err = o.ledger.Append(ctx, doc)
		if err == nil {
			return nil
		}
		if !errors.Is(err, storage.ErrConflict) || conflicts == maxConflicts {
			return fmt.Errorf("append to the directory: %w", err)
		}
		if err := sleep(ctx, o.clock, mathrand.N(10*time.Millisecond)); err != nil {
			return err
		}
	}
}
