package bot

import (
	"context"

	"minhchung/flows"
)

// takeTurns runs f when no other step of the person's department is under way
// in this process. Contacts of one department write to the same dossier: side
// by side, all but one would find at the append that they were too late, and
// step again; so would all but one of those who confirm one announcement. Between
// processes the append alone decides; and who is in several departments waits for
// the first of them, which is no harm.
func (t *turn) takeTurns(ctx context.Context, f func(context.Context) error) error {
	if id := flows.Confirms(t.event); id != "" {
		defer t.streams.dropUnknown(id)
		return t.streams.announcement(id).turns.do(ctx, f)
	}
	_, me, err := t.people.in(ctx, t.row.Chat)
	if err != nil {
		return err
	}
	own := departmentsOf(t.streams.directory.known().value, me.ID)
	if len(own) == 0 {
		return f(ctx)
	}
	return t.streams.dossier(own[0]).turns.do(ctx, f)
}
