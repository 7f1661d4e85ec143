package mongo

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"minhchung/storage"
)

// Blobs keeps contents in GridFS' layout, so that its tools read them, with
// the content's SHA-256 as the file's id. It writes them itself: with ids that
// follow from the content, an upload that was cut is taken up by the next, and
// two of the same content at once work at the same chunks. GridFS' own writer
// would let both fail. In a cluster the chunks' shard key is files_id.
type Blobs struct {
	files  *driver.Collection
	chunks *driver.Collection
}

// chunkSize is GridFS' usual one. Another would need other chunk ids.
const chunkSize = 255 << 10

type fileRecord struct {
	SHA       string        `bson:"_id"`
	Length    int64         `bson:"length"`
	ChunkSize int32         `bson:"chunkSize"`
	Uploaded  bson.DateTime `bson:"uploadDate"`
	Name      string        `bson:"filename"`
}

type chunkRecord struct {
	ID   string `bson:"_id"`
	File string `bson:"files_id"`
	N    int32  `bson:"n"`
	Data []byte `bson:"data"`
}

func chunkID(sha string, n int64) string { return sha + "/" + strconv.FormatInt(n, 10) }

// Put streams r to a file beside, whose hash is known only at its end, and
// from there to the database: chunks first, and last the record that makes
// them a content. The same content twice is kept once.
func (b *Blobs) Put(ctx context.Context, r io.Reader) (sha string, size int64, err error) {
	spool, err := os.CreateTemp("", "minhchung-")
	if err != nil {
		return "", 0, fmt.Errorf("keep content: %w", err)
	}
	_ = os.Remove(spool.Name()) // open files outlive their names, so a crash leaves none
	defer func() {
		_ = spool.Close()
		_ = os.Remove(spool.Name()) // where the first was refused
	}()
	hash := sha256.New()
	size, err = io.Copy(io.MultiWriter(spool, hash), storage.While(ctx, r))
	if err != nil {
		return "", 0, fmt.Errorf("keep content: %w", err)
	}
	sha = hex.EncodeToString(hash.Sum(nil))
	if err := b.upload(ctx, sha, size, spool); err != nil {
		return "", 0, fmt.Errorf("keep content %s: %w", sha, err)
	}
	return sha, size, nil
}

func (b *Blobs) upload(ctx context.Context, sha string, size int64, content io.ReaderAt) error {
	_, err := b.file(ctx, sha)
	if !errors.Is(err, driver.ErrNoDocuments) {
		return err // nil: it is there already
	}
	data := make([]byte, chunkSize)
	for at := int64(0); at < size; at += chunkSize {
		part := data[:min(chunkSize, size-at)]
		if _, err := content.ReadAt(part, at); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		n := at / chunkSize
		err := insertOnce(ctx, b.chunks, chunkRecord{ID: chunkID(sha, n), File: sha, N: int32(n), Data: part})
		if err != nil {
			return err
		}
	}
	return insertOnce(ctx, b.files, fileRecord{
		SHA: sha, Length: size, ChunkSize: chunkSize, Name: sha,
		Uploaded: bson.DateTime(time.Now().UnixMilli()), // for people who look; nothing reads it
	})
}

// insertOnce inserts a record; one with its id is the same.
func insertOnce(ctx context.Context, c *driver.Collection, record any) error {
	_, err := c.InsertOne(ctx, record)
	if driver.IsDuplicateKeyError(err) {
		return nil
	}
	return err
}

func (b *Blobs) file(ctx context.Context, sha string) (fileRecord, error) {
	var f fileRecord
	err := b.files.FindOne(ctx, bson.D{{Key: "_id", Value: sha}}).Decode(&f)
	return f, err
}

// Open opens the content, to be read under ctx; storage.ErrNotFound for none.
func (b *Blobs) Open(ctx context.Context, sha string) (io.ReadSeekCloser, error) {
	if !storage.IsSHA(sha) {
		return nil, fmt.Errorf("open content %q: %w", sha, storage.ErrNotFound)
	}
	f, err := b.file(ctx, sha)
	if err != nil {
		return nil, fmt.Errorf("open content %s: %w", sha, notFound(err))
	}
	return &reader{ctx: ctx, chunks: b.chunks, file: f, n: -1}, nil
}

// Delete forgets a content, its record first: from then on it is not there.
// One that is not there is no error.
func (b *Blobs) Delete(ctx context.Context, sha string) error {
	if _, err := b.files.DeleteOne(ctx, bson.D{{Key: "_id", Value: sha}}); err != nil {
		return fmt.Errorf("delete content %s: %w", sha, err)
	}
	if _, err := b.chunks.DeleteMany(ctx, bson.D{{Key: "files_id", Value: sha}}); err != nil {
		return fmt.Errorf("delete content %s: %w", sha, err)
	}
	return nil
}

// Free cannot be known here: it is negative.
func (b *Blobs) Free(ctx context.Context) (int64, error) { return -1, ctx.Err() }
