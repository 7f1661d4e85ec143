package mongo

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"minhchung/storage"
)

// Aside gives the rows that were set aside, the oldest first.
func (i *Inbox) Aside(ctx context.Context) ([]storage.Row, error) {
	rows, err := i.list(ctx, bson.D{{Key: "state", Value: rowAside}})
	if err != nil {
		return nil, fmt.Errorf("list rows set aside: %w", err)
	}
	slices.SortFunc(rows, func(a, b storage.Row) int {
		return cmp.Or(a.Arrived.Compare(b.Arrived), cmp.Compare(a.Key, b.Key))
	})
	return rows, nil
}

// PutBack makes a row that was set aside pending again, with no tries, as the
// last of its chat. storage.ErrNotFound when no such row is set aside. Its new
// number is found as Put finds one.
func (i *Inbox) PutBack(ctx context.Context, key string) (storage.Row, error) {
	back, err := i.putBack(ctx, key)
	if err != nil {
		return storage.Row{}, fmt.Errorf("put row %s back: %w", key, notFound(err))
	}
	return back, nil
}

func (i *Inbox) putBack(ctx context.Context, key string) (storage.Row, error) {
	filter := bson.D{{Key: "_id", Value: key}, {Key: "state", Value: rowAside}}
	for {
		var r rowRecord
		if err := i.rows.FindOne(ctx, filter).Decode(&r); err != nil {
			return storage.Row{}, err
		}
		last, err := i.highest(ctx, r.Chat)
		if err != nil {
			return storage.Row{}, err
		}
		set := bson.D{{Key: "state", Value: rowPending}, {Key: "tries", Value: 0}, {Key: "order", Value: last + 1}}
		err = i.rows.FindOneAndUpdate(ctx, filter, bson.D{{Key: "$set", Value: set}},
			options.FindOneAndUpdate().SetReturnDocument(options.After)).Decode(&r)
		if driver.IsDuplicateKeyError(err) {
			continue // another replica has taken the number
		}
		return r.row(), err
	}
}
