package bot

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"minhchung/flows"
	"minhchung/storage"
)

// people is the record of persons, kept in the process for a moment: every
// step reads it, and it rarely changes.
type people struct {
	store People
	clock Clock

	mu       sync.Mutex
	current  *crowd
	writings int // counts own writes: what was read before one is out of date
}

// crowd is everyone at one moment. It is never changed.
type crowd struct {
	at     time.Time
	byID   map[string]flows.Person
	byChat map[string]string // ids
}

// all gives everyone, at most peopleTTL old, with this process's own writes.
func (p *people) all(ctx context.Context) (*crowd, error) {
	p.mu.Lock()
	current, writings := p.current, p.writings
	p.mu.Unlock()
	now := p.clock.Now()
	if current != nil && now.Sub(current.at) < peopleTTL && !now.Before(current.at) {
		return current, nil
	}
	records, err := p.store.AllPeople(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the people: %w", err)
	}
	fresh := &crowd{at: now, byID: make(map[string]flows.Person, len(records)), byChat: make(map[string]string, len(records))}
	for _, r := range records {
		fresh.byID[r.ID] = flows.Person(r)
		if r.Chat != "" {
			fresh.byChat[r.Chat] = r.ID
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.writings == writings {
		p.current = fresh
	}
	return fresh, nil
}

// in gives everyone and the one whose chat it is, the zero Person for a
// stranger. Somebody who came in at another replica a moment ago is found too.
func (p *people) in(ctx context.Context, chat string) (map[string]flows.Person, flows.Person, error) {
	everyone, err := p.all(ctx)
	if err != nil {
		return nil, flows.Person{}, err
	}
	if id, ok := everyone.byChat[chat]; ok {
		return everyone.byID, everyone.byID[id], nil
	}
	record, err := p.store.PersonByChat(ctx, chat)
	if errors.Is(err, storage.ErrNotFound) {
		return everyone.byID, flows.Person{}, nil
	}
	if err != nil {
		return nil, flows.Person{}, fmt.Errorf("find the person of a chat: %w", err)
	}
	return everyone.byID, flows.Person(record), nil
}

func (p *people) put(ctx context.Context, person flows.Person) error {
	err := p.store.PutPerson(ctx, storage.Person(person))
	p.forget()
	if err != nil {
		return fmt.Errorf("put person %s: %w", person.ID, err)
	}
	return nil
}

// forget makes the next step read anew.
func (p *people) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.current = nil
	p.writings++
}

// mark notes whether a person can be reached. A stranger is nobody to note.
func (p *people) mark(ctx context.Context, chat string, blocked bool) error {
	record, err := p.store.PersonByChat(ctx, chat)
	if errors.Is(err, storage.ErrNotFound) || err == nil && record.Blocked == blocked {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find the person of a chat: %w", err)
	}
	record.Blocked = blocked
	return p.put(ctx, flows.Person(record))
}
