package embedded

import (
	"context"
	"encoding/json"
	"fmt"

	"go.etcd.io/bbolt"

	"minhchung/storage"
)

// People keeps the erasable records, with an index by chat.
type People struct {
	db     *bbolt.DB
	writer *writer
}

// Person gives the person; storage.ErrNotFound for none.
func (p *People) Person(ctx context.Context, id string) (storage.Person, error) {
	return p.find(ctx, "person "+id, func(*bbolt.Tx) []byte { return []byte(id) })
}

// PersonByChat gives the person whose chat it is; storage.ErrNotFound for none.
func (p *People) PersonByChat(ctx context.Context, chat string) (storage.Person, error) {
	return p.find(ctx, "person of chat "+chat, func(tx *bbolt.Tx) []byte {
		return tx.Bucket(bucketChats()).Get([]byte(chat))
	})
}

func (p *People) find(ctx context.Context, what string, id func(*bbolt.Tx) []byte) (storage.Person, error) {
	if err := ctx.Err(); err != nil {
		return storage.Person{}, err
	}
	var person storage.Person
	err := p.db.View(func(tx *bbolt.Tx) error {
		found, err := get(tx.Bucket(bucketPeople()), id(tx), &person)
		if err == nil && !found {
			err = storage.ErrNotFound
		}
		return err
	})
	if err != nil {
		return storage.Person{}, fmt.Errorf("load %s: %w", what, err)
	}
	return person, nil
}

// PutPerson inserts or replaces the person; storage.ErrExists when another
// person has the chat. A chat that the person leaves is free again.
func (p *People) PutPerson(ctx context.Context, person storage.Person) error {
	err := p.writer.do(ctx, func(tx *bbolt.Tx) error {
		people, chats := tx.Bucket(bucketPeople()), tx.Bucket(bucketChats())
		if owner := chats.Get([]byte(person.Chat)); owner != nil && string(owner) != person.ID {
			return fmt.Errorf("chat %s: %w", person.Chat, storage.ErrExists)
		}
		if err := freeChat(tx, person.ID); err != nil {
			return err
		}
		if person.Chat != "" {
			if err := chats.Put([]byte(person.Chat), []byte(person.ID)); err != nil {
				return err
			}
		}
		return put(people, []byte(person.ID), person)
	})
	if err != nil {
		return fmt.Errorf("put person %s: %w", person.ID, err)
	}
	return nil
}

// ErasePerson removes the person and the way from the chat to them; nothing
// happens when there is none.
func (p *People) ErasePerson(ctx context.Context, id string) error {
	err := p.writer.do(ctx, func(tx *bbolt.Tx) error {
		if err := freeChat(tx, id); err != nil {
			return err
		}
		return tx.Bucket(bucketPeople()).Delete([]byte(id))
	})
	if err != nil {
		return fmt.Errorf("erase person %s: %w", id, err)
	}
	return nil
}

func freeChat(tx *bbolt.Tx, id string) error {
	var known storage.Person
	found, err := get(tx.Bucket(bucketPeople()), []byte(id), &known)
	if err != nil || !found || known.Chat == "" {
		return err
	}
	return tx.Bucket(bucketChats()).Delete([]byte(known.Chat))
}

// AllPeople gives everyone, by id.
func (p *People) AllPeople(ctx context.Context) ([]storage.Person, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var all []storage.Person
	err := p.db.View(func(tx *bbolt.Tx) error {
		return tx.Bucket(bucketPeople()).ForEach(func(_, v []byte) error {
			var person storage.Person
			if err := json.Unmarshal(v, &person); err != nil {
				return err
			}
			all = append(all, person)
			return nil
		})
	})
	if err != nil {
		return nil, fmt.Errorf("list people: %w", err)
	}
	return all, nil
}
