package mongo

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"golang.org/x/sync/errgroup"

	"minhchung/storage"
)

// asksAtOnce bounds how many chats' highest numbers are asked for at the same
// time.
const asksAtOnce = 16

// Put inserts the rows that are new, in their order, and gives back those with
// Order set; a known key is passed over. After an error it gives back what it
// has inserted by then; of a call that timed out more may be in Pending.
//
// A row's number is the chat's highest and one: chat and number are unique, so
// of two replicas that saw the same highest only one gets in, and the other
// looks again. No clock is asked, and nothing that was put before can stand
// behind.
func (i *Inbox) Put(ctx context.Context, rows ...storage.Row) ([]storage.Row, error) {
	var added []storage.Row
	fail := func(err error) ([]storage.Row, error) {
		return added, fmt.Errorf("put %d rows into the inbox: %w", len(rows), err)
	}
	records := toRecords(rows)
	if err := i.number(ctx, records); err != nil {
		return fail(err)
	}
	for len(records) > 0 {
		n, err := i.insert(ctx, records)
		for _, r := range records[:n] {
			added = append(added, r.row())
		}
		if err != nil {
			return fail(err)
		}
		if records = records[n:]; len(records) == 0 {
			break
		}
		if records, err = i.refused(ctx, records); err != nil {
			return fail(err)
		}
	}
	return added, nil
}

// toRecords leaves out keys that come twice: within one call too, the first
// counts.
func toRecords(rows []storage.Row) []rowRecord {
	var records []rowRecord
	named := make(map[string]bool)
	for _, row := range rows {
		if named[row.Key] {
			continue
		}
		named[row.Key] = true
		records = append(records, rowRecord{
			Key: row.Key, Chat: row.Chat, Update: row.Update, Tries: row.Tries, Failure: row.Failure, State: rowPending,
			Arrived: bson.DateTime(storage.ToMillis(row.Arrived)), Due: bson.DateTime(storage.ToMillis(row.Due)),
		})
	}
	return records
}

// number gives each record the number that follows in its chat.
func (i *Inbox) number(ctx context.Context, records []rowRecord) error {
	byChat := make(map[string][]*rowRecord)
	for n := range records {
		byChat[records[n].Chat] = append(byChat[records[n].Chat], &records[n])
	}
	all, ctx := errgroup.WithContext(ctx)
	all.SetLimit(asksAtOnce)
	for chat, own := range byChat {
		all.Go(func() error { return i.numberOf(ctx, chat, own) })
	}
	return all.Wait()
}

func (i *Inbox) numberOf(ctx context.Context, chat string, records []*rowRecord) error {
	last, err := i.highest(ctx, chat)
	for n, r := range records {
		r.Order = last + int64(n) + 1
	}
	return err
}

// highest gives the highest number in a chat; 0 for none.
func (i *Inbox) highest(ctx context.Context, chat string) (int64, error) {
	var r rowRecord
	err := i.rows.FindOne(ctx, bson.D{{Key: "chat", Value: chat}}, options.FindOne().
		SetSort(bson.D{{Key: "order", Value: -1}}).SetProjection(bson.D{{Key: "order", Value: 1}})).Decode(&r)
	if err != nil && !errors.Is(err, driver.ErrNoDocuments) {
		return 0, fmt.Errorf("find the last row of %s: %w", chat, err)
	}
	return r.Order, nil
}

// insert inserts up to the first record whose key or number is taken, and says
// how many those were.
func (i *Inbox) insert(ctx context.Context, records []rowRecord) (int, error) {
	_, err := i.rows.InsertMany(ctx, records) // in order: it stops at the first that is refused
	var failed driver.BulkWriteException
	if err == nil {
		return len(records), nil
	}
	if !errors.As(err, &failed) || failed.WriteConcernError != nil || len(failed.WriteErrors) == 0 {
		return 0, err
	}
	first := failed.WriteErrors[0]
	if !driver.IsDuplicateKeyError(first) {
		return first.Index, err
	}
	return first.Index, nil
}

// refused finds out why the first record was, and gives what is to be inserted
// then: the others, when the row is known; the same, when another replica was
// first. The rest of its chat is numbered anew, so that no number is left out.
func (i *Inbox) refused(ctx context.Context, records []rowRecord) ([]rowRecord, error) {
	chat := records[0].Chat
	err := i.rows.FindOne(ctx, bson.D{{Key: "_id", Value: records[0].Key}},
		options.FindOne().SetProjection(bson.D{{Key: "_id", Value: 1}})).Err()
	switch {
	case err == nil:
		records = records[1:]
	case !errors.Is(err, driver.ErrNoDocuments):
		return nil, fmt.Errorf("look for row %s: %w", records[0].Key, err)
	}
	var rest []*rowRecord
	for n := range records {
		if records[n].Chat == chat {
			rest = append(rest, &records[n])
		}
	}
	if len(rest) == 0 {
		return records, nil
	}
	return records, i.numberOf(ctx, chat, rest)
}
