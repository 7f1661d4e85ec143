package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"minhchung/flows"
	"minhchung/scoring"
	"minhchung/storage"
)

// decide lets flows decide and records what it decided. When others were
// first, the step is taken again from what the world is by then.
func (t *turn) decide(ctx context.Context) error {
	if t.ignored {
		t.decided = true
		return nil
	}
	var more flows.Need
	for needs, conflicts := 0, 0; ; {
		v, err := t.look(ctx, more)
		if err != nil {
			return err
		}
		session, effects, err := t.step(v.world)
		if err != nil {
			return err
		}
		if need := needed(effects); need != nil {
			if needs++; needs > maxNeeds {
				return fmt.Errorf("step %s: it still needs more after %d loads", t.row.Key, maxNeeds)
			}
			more.Departments = append(more.Departments, need.Departments...)
			more.Tables = append(more.Tables, need.Tables...)
			more.Announcements = append(more.Announcements, need.Announcements...)
			more.AllAnnouncements = more.AllAnnouncements || need.AllAnnouncements
			more.Outcomes = append(more.Outcomes, need.Outcomes...)
			continue
		}
		err = t.record(ctx, v, effects)
		if errors.Is(err, storage.ErrConflict) && conflicts < maxConflicts {
			conflicts++
			if err := t.giveWay(ctx, conflicts); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		t.person = v.world.Me.Person.ID
		return t.settle(session, effects)
	}
}

// step takes one step from the session that the row found.
func (t *turn) step(w flows.World) (flows.Session, []flows.Effect, error) {
	s, err := t.session()
	if err != nil {
		return s, nil, err
	}
	e := t.event
	if e.Upload != nil {
		upload := *e.Upload
		upload.Found = t.found
		e.Upload = &upload
	}
	s, effects, err := t.Step(w, s, e)
	if err != nil {
		return s, nil, fmt.Errorf("step %s: %w", t.row.Key, err)
	}
	return s, effects, nil
}

func needed(effects []flows.Effect) *flows.Need {
	for _, e := range effects {
		if need, ok := e.(flows.Need); ok {
			return &need
		}
	}
	return nil
}

// giveWay waits a moment before the step is taken again, so that chats that
// write to the same dossier do not run into each other over and over.
func (t *turn) giveWay(ctx context.Context, conflicts int) error {
	if conflicts == 1 {
		return nil
	}
	return sleep(ctx, t.Clock, rand.N(time.Duration(conflicts)*5*time.Millisecond))
}

// record appends what the step wants kept, then changes the record of people:
// of two who use one invitation at the same moment, the append decides whose
// it was.
func (t *turn) record(ctx context.Context, v *view, effects []flows.Effect) error {
	appends := 0
	for _, e := range effects {
		a, ok := e.(flows.Append)
		if !ok {
			continue
		}
		if appends++; appends > 1 {
			return fmt.Errorf("step %s: it appends more than once", t.row.Key)
		}
		if err := t.append(ctx, v, a); err != nil {
			return err
		}
	}
	for _, e := range effects {
		if know, ok := e.(flows.Know); ok {
			if err := t.people.put(ctx, know.Person); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *turn) append(ctx context.Context, v *view, a flows.Append) error {
	if v.appended || len(a.Entries) == 0 {
		return nil
	}
	at, ok := v.heads[a.Stream]
	if !ok { // a stream that steps do not read
		documents, err := t.Store.Ledger.Read(ctx, a.Stream, 0)
		if err != nil {
			return fmt.Errorf("read %s: %w", a.Stream, err)
		}
		for _, doc := range documents {
			if doc.Cause == t.row.Key {
				return nil
			}
			at = head{seq: doc.Seq, hash: doc.Hash()}
		}
	}
	if a.After != at.seq {
		return fmt.Errorf("step %s: it appends to %s after %d, which stands at %d", t.row.Key, a.Stream, a.After, at.seq)
	}
	doc, err := newDocument(a, at.hash)
	if err != nil {
		return err
	}
	doc.Cause, doc.At, doc.Recorded = t.row.Key, t.event.At, stamp(t.Clock.Now())
	if doc.By == "" {
		doc.By = v.world.Me.Person.ID
	}
	if err := t.Store.Ledger.Append(ctx, doc); err != nil {
		return fmt.Errorf("append to %s: %w", a.Stream, err)
	}
	if at.learn != nil {
		at.learn(doc)
	}
	t.announcer.Appended(a.Stream)
	t.reminders.Appended(a.Stream)
	t.returns.appended(a.Entries)
	return nil
}

func newDocument(a flows.Append, prev string) (storage.Document, error) {
	doc := storage.Document{Stream: a.Stream, Seq: a.After + 1, By: a.By, Prev: prev}
	for _, entry := range a.Entries {
		raw, err := scoring.EncodeEntry(entry)
		if err != nil {
			return doc, err
		}
		doc.Entries = append(doc.Entries, raw)
	}
	return doc, nil
}

// settle keeps what was decided, to be performed. A pressed button is always
// answered: the phone shows until then that it waits.
func (t *turn) settle(s flows.Session, effects []flows.Effect) error {
	after, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("encode the session: %w", err)
	}
	if t.event.Kind == flows.EventButton && !hasToast(effects) {
		effects = append(effects, flows.Toast{})
	}
	t.after, t.effects, t.next, t.decided = after, effects, 0, true
	return nil
}
