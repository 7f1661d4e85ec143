package mongo_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.uber.org/goleak"

	"minhchung/bot"
	"minhchung/storage"
	"minhchung/storage/mongo"
	"minhchung/storage/storagetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func open(t *testing.T, uri string) *mongo.Store {
	t.Helper()
	s, err := mongo.Open(t.Context(), uri)
	check(t, err)
	t.Cleanup(func() { check(t, s.Close()) })
	return s
}

func contract(t *testing.T, server string) {
	storagetest.Run(t, func(t *testing.T) bot.Store {
		s := open(t, storagetest.MongoDatabase(t, server))
		return bot.Store{Ledger: s.Ledger(), Inbox: s.Inbox(), Deliveries: s.Deliveries(), People: s.People(), Blobs: s.Blobs()}
	})
}

func TestContract(t *testing.T) { contract(t, storagetest.MongoServer(t)) }

// TestContractOnMongoDB runs on the server that MONGODB_URI names, in
// databases of its own.
func TestContractOnMongoDB(t *testing.T) {
	server := os.Getenv("MONGODB_URI")
	if server == "" {
		t.Log("MONGODB_URI names no server: nothing to test beyond the look-alike")
		return
	}
	contract(t, server)
}

func TestFaults(t *testing.T) {
	server := storagetest.MongoServer(t)
	storagetest.RunFaults(t, server, func(t *testing.T, uri string) map[string]func(ctx context.Context) error {
		s := open(t, uri)
		doc := storage.Document{Stream: "dossier/2023/so-y-te", Seq: 1}
		return map[string]func(ctx context.Context) error{
			"append": func(ctx context.Context) error {
				err := s.Ledger().Append(ctx, doc)
				if errors.Is(err, storage.ErrConflict) { // an earlier call came through
					return nil
				}
				return err
			},
			"read": func(ctx context.Context) error {
				_, err := s.Ledger().Read(ctx, doc.Stream, 0)
				return err
			},
			"put": func(ctx context.Context) error {
				_, err := s.Inbox().Put(ctx, storage.Row{Key: "m:1", Chat: "telegram:1001"})
				return err
			},
			"blob": func(ctx context.Context) error {
				_, _, err := s.Blobs().Put(ctx, strings.NewReader("giấy mời"))
				return err
			},
			"person": func(ctx context.Context) error {
				return s.People().PutPerson(ctx, storage.Person{ID: "p-lan", Chat: "telegram:1001"})
			},
		}
	})
}

// TestReopen: another replica finds all, and its new rows come after the
// others' also when its clock is behind.
func TestReopen(t *testing.T) {
	ctx, uri := t.Context(), storagetest.MongoDatabase(t, storagetest.MongoServer(t))
	one := open(t, uri)
	now := time.Date(2023, 3, 24, 2, 0, 0, 0, time.UTC)
	first := storage.Document{Stream: "dossier/2023/so-y-te", Seq: 1, At: now}
	check(t, one.Ledger().Append(ctx, first))
	_, err := one.Inbox().Put(ctx, storage.Row{Key: "m:1", Chat: "telegram:1001", Arrived: now})
	check(t, err)

	two := open(t, uri)
	check(t, two.Ledger().Append(ctx, storage.Document{Stream: first.Stream, Seq: 2, At: now, Prev: first.Hash()}))
	stale := storage.Document{Stream: first.Stream, Seq: 2, At: now, Prev: first.Hash()}
	if err := one.Ledger().Append(ctx, stale); !errors.Is(err, storage.ErrConflict) {
		t.Fatalf("a number that the other replica took: %v", err)
	}
	rows, err := two.Inbox().Put(ctx, storage.Row{Key: "m:2", Chat: "telegram:1001", Arrived: now.Add(-time.Hour)})
	check(t, err)
	pending, err := one.Inbox().Pending(ctx)
	check(t, err)
	if len(rows) != 1 || len(pending) != 2 || pending[1].Key != "m:2" {
		t.Fatalf("new %v, pending %v", rows, pending)
	}
}

// TestCutUploadIsTakenUp: chunks without a file are no content, and the next
// upload of the same content completes them. GridFS' own reader reads it.
func TestCutUploadIsTakenUp(t *testing.T) {
	ctx, uri := t.Context(), storagetest.MongoDatabase(t, storagetest.MongoServer(t))
	s, content := open(t, uri), storagetest.Content(600<<10)
	sha, _, err := s.Blobs().Put(ctx, bytes.NewReader(content))
	check(t, err)

	client, err := driver.Connect(options.Client().ApplyURI(uri))
	check(t, err)
	defer func() { check(t, client.Disconnect(ctx)) }()
	db := client.Database(uri[strings.LastIndex(uri, "/")+1:])
	_, err = db.Collection("blobs.files").DeleteOne(ctx, bson.D{{Key: "_id", Value: sha}})
	check(t, err)
	_, err = db.Collection("blobs.chunks").DeleteOne(ctx, bson.D{{Key: "_id", Value: sha + "/1"}})
	check(t, err)
	if _, err := s.Blobs().Open(ctx, sha); !errors.Is(err, storage.ErrNotFound) {
		t.Fatalf("half a content was opened: %v", err)
	}

	_, _, err = s.Blobs().Put(ctx, bytes.NewReader(content))
	check(t, err)
	stream, err := db.GridFSBucket(options.GridFSBucket().SetName("blobs")).OpenDownloadStream(ctx, sha)
	check(t, err)
	got, err := io.ReadAll(stream)
	check(t, errors.Join(err, stream.Close()))
	if !bytes.Equal(got, content) {
		t.Fatal("the content came back as another")
	}
}

func TestOpenTellsWhatIsWrong(t *testing.T) {
	for uri, want := range map[string]string{
		"":                                 "mongodb://[",
		"http://secret@example.org":        "mongodb://[",
		"mongodb://u:secret@127.0.0.1:1/x": "127.0.0.1:1",
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
		_, err := mongo.Open(ctx, uri)
		cancel()
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("open %q: %v", uri, err)
		}
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
