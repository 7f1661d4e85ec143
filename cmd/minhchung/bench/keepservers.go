package main

import (
	"context"
	"errors"
	"fmt"

	goredis "github.com/redis/go-redis/v9"
	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	mongooptions "go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/connstring"

	"minhchung/bot/telegram"
)

// serverKeeper commits by inserts into MongoDB, acknowledged as the engine's
// are, and keeps the session in Redis.
type serverKeeper struct {
	client *driver.Client
	db     *driver.Database
	redis  *goredis.Client
}

func openServerKeeper(ctx context.Context, at site) (*serverKeeper, error) {
	parsed, err := connstring.ParseAndValidate(at.mongo)
	if err != nil {
		return nil, fmt.Errorf("read the probe's MongoDB URI: %w", err)
	}
	redis, err := goredis.ParseURL(at.redis)
	if err != nil {
		return nil, fmt.Errorf("read the probe's Redis URL: %w", err)
	}
	client, err := driver.Connect(mongooptions.Client().ApplyURI(at.mongo).SetWriteConcern(writeconcern.Majority()))
	if err != nil {
		return nil, fmt.Errorf("connect the probe to MongoDB: %w", err)
	}
	k := &serverKeeper{client: client, db: client.Database(parsed.Database), redis: goredis.NewClient(redis)}
	for _, name := range [][]byte{bucketArrived, bucketDecided, bucketDone} {
		if err := k.db.CreateCollection(ctx, string(name)); err != nil {
			return nil, errors.Join(fmt.Errorf("prepare the probe's MongoDB: %w", err), k.close())
		}
	}
	return k, nil
}

func (k *serverKeeper) insert(ctx context.Context, bucket []byte, key string, what []byte) error {
	_, err := k.db.Collection(string(bucket)).InsertOne(ctx, bson.D{{Key: "_id", Value: key}, {Key: "what", Value: what}})
	return err
}

func (k *serverKeeper) arrived(ctx context.Context, batch []telegram.Update) error {
	documents := make([]bson.D, len(batch))
	for i, one := range batch {
		documents[i] = bson.D{{Key: "_id", Value: one.Key}, {Key: "what", Value: one.Raw}}
	}
	_, err := k.db.Collection(string(bucketArrived)).InsertMany(ctx, documents, mongooptions.InsertMany().SetOrdered(false))
	return err
}

func (k *serverKeeper) decided(ctx context.Context, key string, what []byte) error {
	return k.insert(ctx, bucketDecided, key, what)
}

func (k *serverKeeper) done(ctx context.Context, key, chat string, what []byte) error {
	if err := k.redis.Set(ctx, "probe:"+chat, what, 0).Err(); err != nil {
		return err
	}
	return k.insert(ctx, bucketDone, key, what)
}

func (k *serverKeeper) close() error {
	return errors.Join(k.client.Disconnect(context.Background()), k.redis.Close())
}
