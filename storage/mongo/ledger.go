package mongo

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"minhchung/storage"
)

// Ledger keeps the streams, one record a document. Its _id is stream/seq and
// {stream, seq} is unique as well; in a cluster the shard key is stream.
type Ledger struct {
	documents *driver.Collection
	tips      *tips
}

// documentRecord keeps entries as binary: as BSON they would lose the bytes
// that the hash is of.
type documentRecord struct {
	ID       string        `bson:"_id"`
	Stream   string        `bson:"stream"`
	Seq      int64         `bson:"seq"`
	Cause    string        `bson:"cause"`
	At       bson.DateTime `bson:"at"`
	Recorded bson.DateTime `bson:"recorded"`
	By       string        `bson:"by"`
	Prev     string        `bson:"prev"`
	Hash     string        `bson:"hash"` // so that the next append need not read the whole
	Entries  [][]byte      `bson:"entries"`
}

var errNoStream = errors.New("the stream has no name")

// Append inserts the document. storage.ErrConflict when its seq is taken, when
// the one before is missing or when its Prev is not that one's hash. Checking
// before inserting is safe, because documents never change or go.
func (l *Ledger) Append(ctx context.Context, doc storage.Document) error {
	if err := l.append(ctx, doc); err != nil {
		return fmt.Errorf("append to %s: %w", doc.Stream, err)
	}
	return nil
}

func (l *Ledger) append(ctx context.Context, doc storage.Document) error {
	if doc.Stream == "" {
		return errNoStream
	}
	prev, err := l.hash(ctx, doc.Stream, doc.Seq-1)
	if err != nil {
		return err
	}
	if doc.Prev != prev {
		return fmt.Errorf("document %d does not name the one before: %w", doc.Seq, storage.ErrConflict)
	}
	record := toRecord(doc)
	_, err = l.documents.InsertOne(ctx, record)
	if driver.IsDuplicateKeyError(err) {
		return fmt.Errorf("document %d: %w", doc.Seq, storage.ErrConflict)
	}
	if err != nil {
		return err
	}
	l.tips.learn(doc.Stream, doc.Seq, record.Hash)
	return nil
}

// hash gives a document's hash, "" for number 0.
func (l *Ledger) hash(ctx context.Context, stream string, seq int64) (string, error) {
	if seq == 0 {
		return "", nil
	}
	if hash, known := l.tips.hash(stream, seq); known {
		return hash, nil
	}
	var record struct{ Hash string }
	err := l.documents.FindOne(ctx, bson.D{{Key: "_id", Value: documentID(stream, seq)}},
		options.FindOne().SetProjection(bson.D{{Key: "hash", Value: 1}})).Decode(&record)
	if errors.Is(err, driver.ErrNoDocuments) {
		return "", fmt.Errorf("there is no document %d: %w", seq, storage.ErrConflict)
	}
	return record.Hash, err
}

// Read gives the documents of stream with a seq above after, in order. Mostly
// there are none, which the key of the next one tells at once.
func (l *Ledger) Read(ctx context.Context, stream string, after int64) ([]storage.Document, error) {
	after = max(after, 0)
	more, err := l.there(ctx, stream, after+1)
	if err != nil || !more {
		return nil, err
	}
	filter := bson.D{{Key: "stream", Value: stream}, {Key: "seq", Value: bson.D{{Key: "$gt", Value: after}}}}
	records, err := find[documentRecord](ctx, l.documents, filter, options.Find().SetSort(bson.D{{Key: "seq", Value: 1}}))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", stream, err)
	}
	var docs []storage.Document
	for _, r := range records {
		docs = append(docs, r.document())
	}
	if n := len(docs); n > 0 {
		l.tips.learn(stream, docs[n-1].Seq, docs[n-1].Hash())
	}
	return docs, nil
}

// there says whether a document was appended.
func (l *Ledger) there(ctx context.Context, stream string, seq int64) (bool, error) {
	err := l.documents.FindOne(ctx, bson.D{{Key: "_id", Value: documentID(stream, seq)}},
		options.FindOne().SetProjection(bson.D{{Key: "_id", Value: 1}})).Err()
	if errors.Is(err, driver.ErrNoDocuments) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("look for document %d of %s: %w", seq, stream, err)
	}
	return true, nil
}

// Grown gives those of the streams that have a document above the seq that is
// known of them: the one that follows on it.
func (l *Ledger) Grown(ctx context.Context, known map[string]int64) (map[string]bool, error) {
	var ids, streams bson.A
	for stream, seq := range known {
		ids = append(ids, documentID(stream, max(seq, 0)+1))
		streams = append(streams, stream) // only their shards need to look
	}
	grown := make(map[string]bool)
	if len(ids) == 0 {
		return grown, nil
	}
	filter := bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}, {Key: "stream", Value: bson.D{{Key: "$in", Value: streams}}}}
	records, err := find[documentRecord](ctx, l.documents, filter, options.Find().SetProjection(bson.D{{Key: "stream", Value: 1}}))
	if err != nil {
		return nil, fmt.Errorf("look for news in %d streams: %w", len(ids), err)
	}
	for _, r := range records {
		grown[r.Stream] = true
	}
	return grown, nil
}

// Streams lists the names of streams that start with prefix, sorted: those
// of all first documents.
func (l *Ledger) Streams(ctx context.Context, prefix string) ([]string, error) {
	filter := bson.D{
		{Key: "stream", Value: bson.D{{Key: "$gte", Value: prefix}, {Key: "$lt", Value: prefix + "\U0010FFFF"}}},
		{Key: "seq", Value: int64(1)},
	}
	records, err := find[documentRecord](ctx, l.documents, filter, options.Find().
		SetSort(bson.D{{Key: "stream", Value: 1}}).SetProjection(bson.D{{Key: "stream", Value: 1}}))
	if err != nil {
		return nil, fmt.Errorf("list streams %s*: %w", prefix, err)
	}
	var names []string
	for _, r := range records {
		names = append(names, r.Stream)
	}
	return names, nil
}

func documentID(stream string, seq int64) string { return stream + "/" + strconv.FormatInt(seq, 10) }

func toRecord(doc storage.Document) documentRecord {
	r := documentRecord{
		ID: documentID(doc.Stream, doc.Seq), Stream: doc.Stream, Seq: doc.Seq, Cause: doc.Cause, By: doc.By,
		Prev: doc.Prev, Hash: doc.Hash(), At: bson.DateTime(storage.ToMillis(doc.At)),
		Recorded: bson.DateTime(storage.ToMillis(doc.Recorded)), Entries: [][]byte{},
	}
	for _, e := range doc.Entries {
		r.Entries = append(r.Entries, e)
	}
	return r
}

func (r documentRecord) document() storage.Document {
	doc := storage.Document{
		Stream: r.Stream, Seq: r.Seq, Cause: r.Cause, By: r.By, Prev: r.Prev,
		At: storage.FromMillis(int64(r.At)), Recorded: storage.FromMillis(int64(r.Recorded)),
	}
	for _, e := range r.Entries {
		doc.Entries = append(doc.Entries, e)
	}
	return doc
}

// batch is how many records come at a time. The server's own first batch, 101,
// is less than the people of a province or a department's year.
const batch = 1000

// find gives all that a query finds.
func find[T any](ctx context.Context, c *driver.Collection, filter bson.D, o *options.FindOptionsBuilder) ([]T, error) {
	cursor, err := c.Find(ctx, filter, o.SetBatchSize(batch))
	if err != nil {
		return nil, err
	}
	var all []T
	if err := cursor.All(ctx, &all); err != nil {
		return nil, err
	}
	return all, nil
}
