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
type Inbox struct {
	rows   *driver.Collection
	orders orders
}

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

// Put inserts the rows that are new, in their order, and gives back those with
// Order set; a known key is passed over. After an error some of the rows may
// have been inserted: they are in Pending.
func (i *Inbox) Put(ctx context.Context, rows ...storage.Row) ([]storage.Row, error) {
	var records []rowRecord
	named := make(map[string]bool)
	for _, row := range rows {
		if !named[row.Key] { // within one call too, the first counts
			named[row.Key] = true
			records = append(records, i.record(row))
		}
	}
	if len(records) == 0 {
		return nil, nil
	}
	_, err := i.rows.InsertMany(ctx, records, options.InsertMany().SetOrdered(false))
	known, err := duplicates(err)
	if err != nil {
		return nil, fmt.Errorf("put %d rows into the inbox: %w", len(rows), err)
	}
	var added []storage.Row
	for n, r := range records {
		if !known[n] {
			added = append(added, r.row())
		}
	}
	return added, nil
}

// duplicates says which of an insert's records were there already; any other
// failure is given back.
func duplicates(err error) (map[int]bool, error) {
	var failed driver.BulkWriteException
	if !errors.As(err, &failed) {
		return nil, err
	}
	if failed.WriteConcernError != nil {
		return nil, err
	}
	known := make(map[int]bool)
	for _, one := range failed.WriteErrors {
		if !driver.IsDuplicateKeyError(one) {
			return nil, err
		}
		known[one.Index] = true
	}
	return known, nil
}

func (i *Inbox) record(row storage.Row) rowRecord {
	return rowRecord{
		Key: row.Key, Chat: row.Chat, Order: i.orders.next(row.Arrived), Update: row.Update,
		Tries: row.Tries, Failure: row.Failure, State: rowPending,
		Arrived: bson.DateTime(storage.ToMillis(row.Arrived)), Due: bson.DateTime(storage.ToMillis(row.Due)),
	}
}

func (r rowRecord) row() storage.Row {
	return storage.Row{
		Key: r.Key, Chat: r.Chat, Order: r.Order, Update: r.Update, Tries: r.Tries, Failure: r.Failure,
		Arrived: storage.FromMillis(int64(r.Arrived)), Due: storage.FromMillis(int64(r.Due)),
	}
}

// Pending gives the rows neither done nor set aside, by Order.
func (i *Inbox) Pending(ctx context.Context) ([]storage.Row, error) {
	records, err := find[rowRecord](ctx, i.rows, bson.D{{Key: "state", Value: rowPending}},
		options.Find().SetSort(bson.D{{Key: "order", Value: 1}}))
	if err != nil {
		return nil, fmt.Errorf("list pending rows: %w", err)
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

// LastSession gives the session of the chat's last done row that left one;
// nil for none.
func (i *Inbox) LastSession(ctx context.Context, chat string) ([]byte, error) {
	r, err := i.lastOf(ctx, chat, "session")
	if errors.Is(err, driver.ErrNoDocuments) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load last session of %s: %w", chat, err)
	}
	return r.Session, nil
}

// lastOf finds the chat's last done row that left a session.
func (i *Inbox) lastOf(ctx context.Context, chat, field string) (rowRecord, error) {
	var r rowRecord
	err := i.rows.FindOne(ctx, bson.D{{Key: "chat", Value: chat}, {Key: "left", Value: true}}, options.FindOne().
		SetSort(bson.D{{Key: "order", Value: -1}}).SetProjection(bson.D{{Key: field, Value: 1}})).Decode(&r)
	return r, err
}

// notFound puts the contract's name on the driver's.
func notFound(err error) error {
	if errors.Is(err, driver.ErrNoDocuments) {
		return storage.ErrNotFound
	}
	return err
}
