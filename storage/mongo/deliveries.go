package mongo

import (
	"context"
	"encoding/json"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"minhchung/storage"
)

// Deliveries keeps what was sent, insert only; _id holds job, recipient and
// mark. In a cluster the shard key is _id.
type Deliveries struct {
	records *driver.Collection
	orders  orders
}

type deliveryRecord struct {
	ID        string        `bson:"_id"`
	Job       string        `bson:"job"`
	Recipient string        `bson:"recipient"`
	Mark      string        `bson:"mark"`
	Ref       string        `bson:"ref"`
	Outcome   string        `bson:"outcome"`
	At        bson.DateTime `bson:"at"`
	Order     int64         `bson:"order"`
}

// Insert adds the record; storage.ErrExists when job, recipient and mark are known.
func (d *Deliveries) Insert(ctx context.Context, v storage.Delivery) error {
	id, err := json.Marshal([]string{v.Job, v.Recipient, v.Mark}) // different lists, different texts
	if err == nil {
		_, err = d.records.InsertOne(ctx, deliveryRecord{
			ID: string(id), Job: v.Job, Recipient: v.Recipient, Mark: v.Mark, Ref: v.Ref, Outcome: v.Outcome,
			At: bson.DateTime(storage.ToMillis(v.At)), Order: d.orders.next(v.At),
		})
	}
	if driver.IsDuplicateKeyError(err) {
		err = storage.ErrExists
	}
	if err != nil {
		return fmt.Errorf("insert delivery of %s to %s (%s): %w", v.Job, v.Recipient, v.Mark, err)
	}
	return nil
}

// List gives the records of a job in order of insertion.
func (d *Deliveries) List(ctx context.Context, job string) ([]storage.Delivery, error) {
	records, err := find[deliveryRecord](ctx, d.records, bson.D{{Key: "job", Value: job}},
		options.Find().SetSort(bson.D{{Key: "order", Value: 1}}))
	if err != nil {
		return nil, fmt.Errorf("list deliveries of %s: %w", job, err)
	}
	var list []storage.Delivery
	for _, r := range records {
		list = append(list, storage.Delivery{
			Job: r.Job, Recipient: r.Recipient, Mark: r.Mark, Ref: r.Ref, Outcome: r.Outcome,
			At: storage.FromMillis(int64(r.At)),
		})
	}
	return list, nil
}
