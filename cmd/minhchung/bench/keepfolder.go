package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"go.etcd.io/bbolt"

	"minhchung/bot/telegram"
)

func openKeeper(ctx context.Context, at site) (keeper, error) {
	if at.mongo != "" {
		return openServerKeeper(ctx, at)
	}
	return openFolderKeeper(at.dir)
}

// folderKeeper commits to a bbolt file with the settings of the embedded
// engine. What arrives during one commit shares the next one.
type folderKeeper struct {
	db     *bbolt.DB
	queue  chan commit
	writer sync.WaitGroup
}

type commit struct {
	bucket []byte
	pairs  [][2][]byte
	result chan error
}

var (
	bucketArrived = []byte("arrived")
	bucketDecided = []byte("decided")
	bucketDone    = []byte("done")
)

// maxGroup bounds one commit, as the embedded engine does.
const maxGroup = 512

func openFolderKeeper(dir string) (*folderKeeper, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the probe's folder: %w", err)
	}
	db, err := bbolt.Open(filepath.Join(dir, "probe.db"), 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return nil, fmt.Errorf("open the probe's file: %w", err)
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		for _, name := range [][]byte{bucketArrived, bucketDecided, bucketDone} {
			if _, err := tx.CreateBucketIfNotExists(name); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("prepare the probe's file: %w", err)
	}
	k := &folderKeeper{db: db, queue: make(chan commit, maxGroup)}
	k.writer.Go(k.run)
	return k, nil
}

func (k *folderKeeper) run() {
	for first := range k.queue {
		group := []commit{first}
		for len(group) < maxGroup && len(k.queue) > 0 {
			group = append(group, <-k.queue)
		}
		err := k.db.Update(func(tx *bbolt.Tx) error {
			for _, c := range group {
				for _, pair := range c.pairs {
					if err := tx.Bucket(c.bucket).Put(pair[0], pair[1]); err != nil {
						return err
					}
				}
			}
			return nil
		})
		for _, c := range group {
			c.result <- err
		}
	}
}

func (k *folderKeeper) commit(bucket []byte, pairs ...[2][]byte) error {
	c := commit{bucket, pairs, make(chan error, 1)}
	k.queue <- c
	return <-c.result
}

func (k *folderKeeper) arrived(_ context.Context, batch []telegram.Update) error {
	pairs := make([][2][]byte, len(batch))
	for i, one := range batch {
		pairs[i] = [2][]byte{[]byte(one.Key), one.Raw}
	}
	return k.commit(bucketArrived, pairs...)
}

func (k *folderKeeper) decided(_ context.Context, key string, what []byte) error {
	return k.commit(bucketDecided, [2][]byte{[]byte(key), what})
}

func (k *folderKeeper) done(_ context.Context, key, chat string, what []byte) error {
	return k.commit(bucketDone, [2][]byte{[]byte(chat), append([]byte(key), what...)})
}

func (k *folderKeeper) close() error {
	close(k.queue)
	k.writer.Wait()
	return k.db.Close()
}
