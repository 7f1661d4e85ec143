package mongo

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"minhchung/storage"
)

// People keeps the erasable records. That a chat has one person rests on a
// collection of its own whose _id is the chat: a unique index over people
// would let only one of them have no chat.
type People struct {
	people *driver.Collection
	chats  *driver.Collection
}

type personRecord struct {
	ID       string `bson:"_id"`
	Name     string `bson:"name"`
	Phone    string `bson:"phone"`
	Chat     string `bson:"chat"`
	Language string `bson:"lang"`
	Blocked  bool   `bson:"blocked"`
}

type chatRecord struct {
	Chat   string `bson:"_id"`
	Person string `bson:"person"`
}

// upsertTries bounds what two upserts on one key do to each other: both may
// find nothing, then one insert fails, and its next try finds the other's.
const upsertTries = 5

// Person gives the person; storage.ErrNotFound for none.
func (p *People) Person(ctx context.Context, id string) (storage.Person, error) {
	return p.find(ctx, "_id", id)
}

// PersonByChat gives the person whose chat it is; storage.ErrNotFound for none.
func (p *People) PersonByChat(ctx context.Context, chat string) (storage.Person, error) {
	if chat == "" { // those who have none
		return storage.Person{}, fmt.Errorf("load person without a chat: %w", storage.ErrNotFound)
	}
	return p.find(ctx, "chat", chat)
}

func (p *People) find(ctx context.Context, field, value string) (storage.Person, error) {
	var r personRecord
	if err := p.people.FindOne(ctx, bson.D{{Key: field, Value: value}}).Decode(&r); err != nil {
		return storage.Person{}, fmt.Errorf("load person %s: %w", value, notFound(err))
	}
	return storage.Person(r), nil
}

// PutPerson inserts or replaces the person; storage.ErrExists when another
// person has the chat. A chat that the person leaves is free again.
func (p *People) PutPerson(ctx context.Context, person storage.Person) error {
	err := p.claim(ctx, person)
	if err == nil {
		err = p.upsert(ctx, personRecord(person))
	}
	if err == nil {
		err = p.freeChats(ctx, person.ID, person.Chat)
	}
	if err != nil {
		return fmt.Errorf("put person %s: %w", person.ID, err)
	}
	return nil
}

// claim takes the chat for the person, before the person says to have it.
func (p *People) claim(ctx context.Context, person storage.Person) error {
	if person.Chat == "" {
		return nil
	}
	for range upsertTries {
		_, err := p.chats.InsertOne(ctx, chatRecord{Chat: person.Chat, Person: person.ID})
		if !driver.IsDuplicateKeyError(err) {
			return err
		}
		var owner chatRecord
		err = p.chats.FindOne(ctx, bson.D{{Key: "_id", Value: person.Chat}}).Decode(&owner)
		switch {
		case errors.Is(err, driver.ErrNoDocuments): // left just now
		case err != nil:
			return err
		case owner.Person == person.ID:
			return nil
		default:
			return fmt.Errorf("chat %s: %w", person.Chat, storage.ErrExists)
		}
	}
	return fmt.Errorf("chat %s: %w", person.Chat, storage.ErrExists)
}

func (p *People) upsert(ctx context.Context, r personRecord) error {
	var err error
	for range upsertTries {
		_, err = p.people.ReplaceOne(ctx, bson.D{{Key: "_id", Value: r.ID}}, r, options.Replace().SetUpsert(true))
		if !driver.IsDuplicateKeyError(err) {
			return err
		}
	}
	return err
}

// freeChats frees all chats of the person but one.
func (p *People) freeChats(ctx context.Context, id, but string) error {
	_, err := p.chats.DeleteMany(ctx, bson.D{{Key: "person", Value: id}, {Key: "_id", Value: bson.D{{Key: "$ne", Value: but}}}})
	return err
}

// ErasePerson removes the person and the way from the chat to them; nothing
// happens when there is none.
func (p *People) ErasePerson(ctx context.Context, id string) error {
	_, err := p.people.DeleteOne(ctx, bson.D{{Key: "_id", Value: id}})
	if err == nil {
		err = p.freeChats(ctx, id, "")
	}
	if err != nil {
		return fmt.Errorf("erase person %s: %w", id, err)
	}
	return nil
}

// AllPeople gives everyone, by id.
func (p *People) AllPeople(ctx context.Context) ([]storage.Person, error) {
	records, err := find[personRecord](ctx, p.people, bson.D{}, options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}))
	if err != nil {
		return nil, fmt.Errorf("list people: %w", err)
	}
	var all []storage.Person
	for _, r := range records {
		all = append(all, storage.Person(r))
	}
	return all, nil
}
