package bot

import (
	"context"
	"errors"
	"fmt"

	"minhchung/flows"
	"minhchung/storage"
)

// What a delivery came to.
const (
	outcomeSent        = "sent"
	outcomeUnreachable = "unreachable"
	outcomeFailed      = "failed"

	markDone = "done"
)

// tell sends to others. A row that comes again does not tell them again. Who
// cannot be told is noted and does not fail the row, whose own person waits;
// only an outage, or the stop of the bot, leaves it to another try.
func (t *turn) tell(ctx context.Context, index int, e flows.Tell) error {
	recipients, err := t.recipients(ctx, e.Person)
	if err != nil {
		return err
	}
	job := fmt.Sprintf("tell:%s:%d", t.row.Key, index)
	for _, person := range recipients {
		err := t.tellOne(ctx, job, person, e.Message)
		if err != nil && (errors.Is(err, errOutage) || ctx.Err() != nil) {
			return err
		}
		if err != nil {
			t.Log.WarnContext(ctx, "somebody was not told", "key", t.row.Key, "effect", index, "person", person.ID, "error", err)
		}
	}
	return nil
}

// recipients are those among the named who have a chat.
func (t *turn) recipients(ctx context.Context, who string) ([]flows.Person, error) {
	everyone, err := t.people.all(ctx)
	if err != nil {
		return nil, err
	}
	if who != flows.AllAdmins {
		if person := everyone.byID[who]; person.Chat != "" {
			return []flows.Person{person}, nil
		}
		return nil, nil
	}
	dir, err := t.streams.directory.read(ctx)
	if err != nil {
		return nil, err
	}
	var admins []flows.Person
	for _, chat := range t.Admins {
		id := everyone.byChat[chat]
		if id != "" && t.isAdmin(chat, id, dir.value) {
			admins = append(admins, everyone.byID[id])
		}
	}
	return admins, nil
}

func (t *turn) tellOne(ctx context.Context, job string, person flows.Person, m flows.Message) error {
	told, err := t.Store.Deliveries.List(ctx, job)
	if err != nil {
		return fmt.Errorf("look whom was told: %w", err)
	}
	for _, d := range told {
		if d.Recipient == person.ID && d.Mark == markDone {
			return nil
		}
	}
	ref, failure := t.send(ctx, person.Chat, Outgoing{Message: &m})
	if failure != nil && (errors.Is(failure, errOutage) || ctx.Err() != nil) {
		return failure
	}
	outcome := outcomeSent
	switch sendErrorKind(failure) {
	case "":
	case SendUnreachable:
		outcome = outcomeUnreachable
		if err := t.people.mark(ctx, person.Chat, true); err != nil {
			return err
		}
	default:
		outcome = outcomeFailed
	}
	err = t.delivered(ctx, storage.Delivery{Job: job, Recipient: person.ID, Mark: markDone, Ref: ref, Outcome: outcome})
	if err != nil {
		return err
	}
	return failure
}
