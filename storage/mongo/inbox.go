package mongo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"minhchung/storage"
)

// Inbox keeps the updates, one record a row under the row's key. Only the
// worker that has the chat's lock changes a row.
type Inbox struct{ rows *driver.Collection }

const (
	rowPending = "pending"
	rowDone    = "done"
	rowAside   = "aside"
)

type rowRecord struct {
	Key     string        `bson:"_id"`
	Chat    string        `bson:"chat"`
	Order   int64         `bson:"order"`
	Arrived bson.DateTime `bson:"arrived"`
	Due     bson.DateTime `bson:"due"`
	Update  []byte        `bson:"update"`
	Tries   int           `bson:"tries"`
	Failure string        `bson:"failure"`
	State   string        `bson:"state"`
	DoneAt  bson.DateTime `bson:"done_at"`
	Left    bool          `bson:"left"` // it is done and left a session
	Session []byte        `bson:"session,omitempty"`
}

func (r rowRecord) row() storage.Row {
	return storage.Row{
		Key: r.Key, Chat: r.Chat, Order: r.Order, Update: r.Update, Tries: r.Tries, Failure: r.Failure,
		Arrived: storage.FromMillis(int64(r.Arrived)), Due: storage.FromMillis(int64(r.Due)),
	}
}

// Pending gives the rows neither done nor set aside, by Order, which means
// something within a chat only.
func (i *Inbox) Pending(ctx context.Context) ([]storage.Row, error) {
	rows, err := i.list(ctx, bson.D{{Key: "state", Value: rowPending}})
	if err != nil {
		return nil, fmt.Errorf("list pending rows: %w", err)
	}
	return rows, nil
}

// PendingOf gives the chat's rows neither done nor set aside that are not to
// wait, by Order.
func (i *Inbox) PendingOf(ctx context.Context, chat string) ([]storage.Row, error) {
	rows, err := i.list(ctx, bson.D{
		{Key: "chat", Value: chat}, {Key: "state", Value: rowPending}, {Key: "due", Value: bson.DateTime(0)},
	})
	if err != nil {
		return nil, fmt.Errorf("list pending rows of %s: %w", chat, err)
	}
	return rows, nil
}

func (i *Inbox) list(ctx context.Context, filter bson.D) ([]storage.Row, error) {
	records, err := find[rowRecord](ctx, i.rows, filter, options.Find().SetSort(bson.D{{Key: "order", Value: 1}}))
	if err != nil {
		return nil, err
	}
	var rows []storage.Row
	for _, r := range records {
		rows = append(rows, r.row())
	}
	return rows, nil
}

// Done marks the row done with the session that it leaves behind. Twice is
// harmless: the first stays. storage.ErrNotFound when there is no such row.
func (i *Inbox) Done(ctx context.Context, key string, session []byte, at time.Time) error {
	set := bson.D{{Key: "state", Value: rowDone}, {Key: "done_at", Value: bson.DateTime(storage.ToMillis(at))}}
	if session != nil {
		set = append(set, bson.E{Key: "left", Value: true}, bson.E{Key: "session", Value: session})
	}
	filter := bson.D{{Key: "_id", Value: key}, {Key: "state", Value: bson.D{{Key: "$ne", Value: rowDone}}}}
	result, err := i.rows.UpdateOne(ctx, filter, bson.D{{Key: "$set", Value: set}})
	if err == nil && result.MatchedCount == 0 { // done before, or no such row
		err = i.rows.FindOne(ctx, bson.D{{Key: "_id", Value: key}}).Err()
	}
	if err != nil {
		return fmt.Errorf("mark row %s done: %w", key, notFound(err))
	}
	return nil
}

// Failed counts a failure and gives the number of tries so far; setAside also
// takes the row out of Pending. storage.ErrNotFound when there is no such row.
func (i *Inbox) Failed(ctx context.Context, key, failure string, setAside bool) (int, error) {
	var r rowRecord
	err := i.rows.FindOneAndUpdate(ctx, bson.D{{Key: "_id", Value: key}}, bson.D{
		{Key: "$inc", Value: bson.D{{Key: "tries", Value: 1}}},
		{Key: "$set", Value: bson.D{{Key: "failure", Value: failure}}},
	}, options.FindOneAndUpdate().SetReturnDocument(options.After)).Decode(&r)
	if err == nil && setAside {
		filter := bson.D{{Key: "_id", Value: key}, {Key: "state", Value: rowPending}}
		_, err = i.rows.UpdateOne(ctx, filter, bson.D{{Key: "$set", Value: bson.D{{Key: "state", Value: rowAside}}}})
	}
	if err != nil {
		return 0, fmt.Errorf("count failure of row %s: %w", key, notFound(err))
	}
	return r.Tries, nil
}

// LastSession gives the session of the chat's last done row that left one, and
// that row's Order; nil for none.
func (i *Inbox) LastSession(ctx context.Context, chat string) (session []byte, order int64, err error) {
	r, err := i.lastOf(ctx, chat, "session", "order")
	if errors.Is(err, driver.ErrNoDocuments) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, fmt.Errorf("load last session of %s: %w", chat, err)
	}
	return r.Session, r.Order, nil
}

// lastOf finds the chat's last done row that left a session.
func (i *Inbox) lastOf(ctx context.Context, chat string, fields ...string) (rowRecord, error) {
	var r rowRecord
	var wanted bson.D
	for _, name := range fields {
		wanted = append(wanted, bson.E{Key: name, Value: 1})
	}
	err := i.rows.FindOne(ctx, bson.D{{Key: "chat", Value: chat}, {Key: "left", Value: true}}, options.FindOne().
		SetSort(bson.D{{Key: "order", Value: -1}}).SetProjection(wanted)).Decode(&r)
	return r, err
}

// notFound puts the contract's name on the driver's.
func notFound(err error) error {
	if errors.Is(err, driver.ErrNoDocuments) {
		return storage.ErrNotFound
	}
	return err
}
