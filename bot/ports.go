package bot

import (
	"context"
	"io"
	"time"

	"minhchung/flows"
	"minhchung/storage"
)

// Ledger keeps the streams.
type Ledger interface {
	// Append inserts doc under (stream, seq). storage.ErrConflict when the
	// number is taken; nothing is written then.
	Append(ctx context.Context, doc storage.Document) error
	// Read gives the documents of stream with a seq above after, in order.
	Read(ctx context.Context, stream string, after int64) ([]storage.Document, error)
	// Grown gives those of the streams that have a document above the seq that
	// is known of them. It asks once, however many they are.
	Grown(ctx context.Context, known map[string]int64) (map[string]bool, error)
	// Streams lists the names of streams that start with prefix, sorted.
	Streams(ctx context.Context, prefix string) ([]string, error)
}

// Inbox keeps every update from before it is confirmed to the channel until
// seven days after it was worked.
type Inbox interface {
	// Put inserts the rows that are new, in their order, and gives back those
	// (with Order set); a key that is known already is passed over. A row's Order
	// is above those of all rows of its chat that were put before, by any
	// replica. With an error it may give back what it has inserted by then.
	Put(ctx context.Context, rows ...storage.Row) ([]storage.Row, error)
	// Pending gives the rows neither done nor set aside; those of one chat by Order.
	Pending(ctx context.Context) ([]storage.Row, error)
	// PendingOf gives those of one chat that are not to wait (Due is zero), by
	// Order. It costs what it returns.
	PendingOf(ctx context.Context, chat string) ([]storage.Row, error)
	// Done marks the row done with the session that it leaves behind. Doing so twice is harmless.
	Done(ctx context.Context, key string, session []byte, at time.Time) error
	// Failed counts a failure and gives the number of tries so far; setAside
	// also takes the row out of Pending for good.
	Failed(ctx context.Context, key, failure string, setAside bool) (tries int, err error)
	// Aside gives the rows that were set aside, the oldest first. It may cost a
	// look through all that is kept.
	Aside(ctx context.Context) ([]storage.Row, error)
	// PutBack makes a row that was set aside pending again, with no tries, as the
	// last of its chat. storage.ErrNotFound when no such row is set aside.
	PutBack(ctx context.Context, key string) (storage.Row, error)
	// LastSession gives the session of the chat's last done row (by Order)
	// that left one, and that row's Order; nil for none.
	LastSession(ctx context.Context, chat string) (session []byte, order int64, err error)
	// Purge deletes rows done before the time, but never a chat's last session. It says how many.
	Purge(ctx context.Context, before time.Time) (int, error)
}

// Sessions keeps the live sessions. Losing them is harmless: the inbox has them too.
type Sessions interface {
	Load(ctx context.Context, chat string) ([]byte, error) // nil for none
	Save(ctx context.Context, chat string, session []byte) error
}

// Locks keeps one chat at one worker, and the jobs at one replica. They only
// keep replicas from doing the same work twice: should one be lost, what they
// guard stays correct by unique inserts.
type Locks interface {
	// Lock waits until the name is free or ctx ends, and gives what frees it again.
	Lock(ctx context.Context, name string) (unlock func(), err error)
	// Hold is Lock for what has no end: held ends with ctx, and before the name
	// can be another's.
	Hold(ctx context.Context, name string) (held context.Context, release func(), err error)
}

// Pacer says when the next message may leave. All messages leave from one
// budget.
type Pacer interface {
	// Wait returns when an answer to the chat may be sent, or with ctx's error:
	// somebody waits for it, so it goes ahead of what leaves in bulk.
	Wait(ctx context.Context, chat string) error
	// WaitBulk returns when a message that nobody waits for may be sent, or with
	// ctx's error. They leave one by one, and only while no answer is held up.
	WaitBulk(ctx context.Context, chat string) error
	// Pause holds everything back for the given time (the channel asked for it).
	Pause(ctx context.Context, d time.Duration) error
}

// Deliveries keeps what was sent, insert only.
type Deliveries interface {
	// Insert adds the record; storage.ErrExists when job, recipient and mark are known.
	Insert(ctx context.Context, d storage.Delivery) error
	// List gives the records of a job in order of insertion.
	List(ctx context.Context, job string) ([]storage.Delivery, error)
}

// People keeps the erasable records of persons.
type People interface {
	Person(ctx context.Context, id string) (storage.Person, error)         // storage.ErrNotFound
	PersonByChat(ctx context.Context, chat string) (storage.Person, error) // storage.ErrNotFound
	PutPerson(ctx context.Context, p storage.Person) error                 // storage.ErrExists when another person has the chat
	ErasePerson(ctx context.Context, id string) error
	AllPeople(ctx context.Context) ([]storage.Person, error)
}

// Blobs keeps contents under their SHA-256 (hexadecimal).
type Blobs interface {
	// Put streams r to the store, never whole in memory; the content is
	// durable when it returns. The same content twice is kept once.
	Put(ctx context.Context, r io.Reader) (sha string, size int64, err error)
	Open(ctx context.Context, sha string) (io.ReadSeekCloser, error) // storage.ErrNotFound
	// Delete forgets a content for good; one that is not there is no error.
	Delete(ctx context.Context, sha string) error
	// Free says how many bytes are left; negative when the engine cannot know.
	Free(ctx context.Context) (int64, error)
}

// Store is everything that an engine (or two together) provides.
type Store struct {
	Ledger     Ledger
	Inbox      Inbox
	Sessions   Sessions
	Locks      Locks
	Pacer      Pacer
	Deliveries Deliveries
	People     People
	Blobs      Blobs
	Close      func() error
}

// Channel is a way to reach people: Telegram is one.
type Channel interface {
	// Translate turns a stored update into an event; ok is false for what
	// concerns no flow (groups, channel posts, unknown kinds).
	Translate(update []byte, arrived time.Time) (event flows.Event, ok bool, err error)
	// Send delivers one message and gives the channel's id of it. Errors are *SendError.
	Send(ctx context.Context, chat string, m Outgoing) (ref string, err error)
	// Fetch opens the content of an upload.
	Fetch(ctx context.Context, fileID string) (io.ReadCloser, error)
}

// Clock is the time and what waits for it; the sandbox and the tests move theirs.
type Clock interface {
	Now() time.Time
	// AfterFunc runs f in its own goroutine once d has passed; stop says whether it came before that.
	AfterFunc(d time.Duration, f func()) (stop func() bool)
}
