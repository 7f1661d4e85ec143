package mongo

import (
	"context"
	"errors"
	"fmt"
	"io"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
)

// reader reads a content from any position, and holds one chunk of it.
type reader struct {
	ctx    context.Context
	chunks *driver.Collection
	file   fileRecord
	at     int64
	n      int64 // which chunk data is; -1 for none yet
	data   []byte
}

var (
	errPosition = errors.New("a position before the beginning")
	errClosed   = errors.New("the content is closed")
	errDamaged  = errors.New("a part of the content has not the length that it should")
)

func (r *reader) Read(p []byte) (int, error) {
	if r.chunks == nil {
		return 0, errClosed
	}
	if r.at >= r.file.Length {
		return 0, io.EOF
	}
	size := int64(r.file.ChunkSize)
	if n := r.at / size; n != r.n {
		if err := r.load(n, min(size, r.file.Length-n*size)); err != nil {
			return 0, fmt.Errorf("read content %s: %w", r.file.SHA, err)
		}
	}
	copied := copy(p, r.data[r.at%size:])
	r.at += int64(copied)
	return copied, nil
}

func (r *reader) load(n, length int64) error {
	var c chunkRecord
	if err := r.chunks.FindOne(r.ctx, bson.D{{Key: "_id", Value: chunkID(r.file.SHA, n)}}).Decode(&c); err != nil {
		return fmt.Errorf("load part %d: %w", n, err)
	}
	if int64(len(c.Data)) != length {
		return fmt.Errorf("part %d: %w", n, errDamaged)
	}
	r.n, r.data = n, c.Data
	return nil
}

func (r *reader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.at
	case io.SeekEnd:
		offset += r.file.Length
	}
	if offset < 0 {
		return 0, fmt.Errorf("seek in content %s: %w", r.file.SHA, errPosition)
	}
	r.at = offset
	return offset, nil
}

func (r *reader) Close() error {
	r.chunks, r.data = nil, nil
	return nil
}
