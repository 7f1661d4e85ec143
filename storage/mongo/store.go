// Package mongo keeps ledger, inbox, deliveries, people and contents in
// MongoDB, for several replicas of the bot.
//
// It rests on one promise only: a second insert under a unique key fails.
// There are no transactions, no conditional updates that must not race and no
// expiry by the server, so that it also runs where those are missing. All keys
// are strings that begin with what a cluster would shard by: the stream, the
// chat, the job, the content. Writes are acknowledged by a majority.
//
// It must not know what the kept bytes mean, nor of any other engine.
package mongo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/connstring"
)

// defaultDatabase is used when the URI names none.
const defaultDatabase = "minhchung"

// callTimeout bounds a call whose ctx has no end, and so how long a server
// that is gone is waited for.
const callTimeout = 10 * time.Second

// Store is a connection to one MongoDB database.
type Store struct {
	client     *driver.Client
	ledger     *Ledger
	inbox      *Inbox
	deliveries *Deliveries
	people     *People
	blobs      *Blobs
}

// Open connects to a MongoDB URI, whose path names the database ("minhchung"
// where it names none), and makes the indexes that are missing.
func Open(ctx context.Context, uri string) (*Store, error) {
	parsed, err := connstring.ParseAndValidate(uri)
	if err != nil {
		// The parser's own error may quote the URI, which may hold a password.
		return nil, errors.New("the MongoDB URI is not of the form mongodb://[user:password@]host:port/database")
	}
	client, err := driver.Connect(options.Client().ApplyURI(uri).
		SetWriteConcern(writeconcern.Majority()).SetTimeout(callTimeout))
	if err != nil {
		return nil, fmt.Errorf("connect to MongoDB: %w", err)
	}
	name := parsed.Database
	if name == "" {
		name = defaultDatabase
	}
	s, err := prepare(ctx, client, client.Database(name))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open MongoDB database %s at %v: %w", name, parsed.Hosts, err), client.Disconnect(ctx))
	}
	return s, nil
}

// prepare makes indexes and finds out which order number of deliveries comes next.
func prepare(ctx context.Context, client *driver.Client, db *driver.Database) (*Store, error) {
	if err := makeIndexes(ctx, db); err != nil {
		return nil, err
	}
	s := &Store{
		client:     client,
		ledger:     &Ledger{documents: db.Collection("ledger"), tips: newTips()},
		inbox:      &Inbox{rows: db.Collection("inbox")},
		deliveries: &Deliveries{records: db.Collection("deliveries")},
		people:     &People{people: db.Collection("people"), chats: db.Collection("chats")},
		blobs:      &Blobs{files: db.Collection("blobs.files"), chunks: db.Collection("blobs.chunks")},
	}
	last, err := lastOrder(ctx, s.deliveries.records)
	if err != nil {
		return nil, err
	}
	s.deliveries.orders.last = last
	return s, nil
}

// makeIndexes makes what reads need; each key's own uniqueness is _id's.
func makeIndexes(ctx context.Context, db *driver.Database) error {
	unique := options.Index().SetUnique(true)
	for _, index := range []struct {
		collection string
		keys       bson.D
		options    *options.IndexOptionsBuilder
	}{
		{"ledger", bson.D{{Key: "stream", Value: 1}, {Key: "seq", Value: 1}}, unique},
		{"inbox", bson.D{{Key: "state", Value: 1}, {Key: "order", Value: 1}}, nil},
		{"inbox", bson.D{{Key: "chat", Value: 1}, {Key: "left", Value: 1}, {Key: "order", Value: -1}}, nil},
		{"inbox", bson.D{{Key: "chat", Value: 1}, {Key: "order", Value: 1}}, unique},
		{"inbox", bson.D{{Key: "chat", Value: 1}, {Key: "state", Value: 1}, {Key: "order", Value: 1}}, nil},
		{"deliveries", bson.D{{Key: "job", Value: 1}, {Key: "order", Value: 1}}, nil},
		{"deliveries", bson.D{{Key: "order", Value: 1}}, nil},
		{"people", bson.D{{Key: "chat", Value: 1}}, nil},
		{"chats", bson.D{{Key: "person", Value: 1}}, nil},
		{"blobs.chunks", bson.D{{Key: "files_id", Value: 1}, {Key: "n", Value: 1}}, unique},
	} {
		model := driver.IndexModel{Keys: index.keys, Options: index.options}
		if _, err := db.Collection(index.collection).Indexes().CreateOne(ctx, model); err != nil {
			return fmt.Errorf("make index of %s: %w", index.collection, err)
		}
	}
	return nil
}

// Close ends the connections.
func (s *Store) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	if err := s.client.Disconnect(ctx); err != nil {
		return fmt.Errorf("close MongoDB: %w", err)
	}
	return nil
}

// Ledger gives the port.
func (s *Store) Ledger() *Ledger { return s.ledger }

// Inbox gives the port.
func (s *Store) Inbox() *Inbox { return s.inbox }

// Deliveries gives the port.
func (s *Store) Deliveries() *Deliveries { return s.deliveries }

// People gives the port.
func (s *Store) People() *People { return s.people }

// Blobs gives the port.
func (s *Store) Blobs() *Blobs { return s.blobs }
