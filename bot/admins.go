package bot

import (
	"context"
	"errors"
	"slices"

	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/scoring"
	"minhchung/storage"
)

// AdminState is one admin of the configuration.
type AdminState struct {
	Chat    string `json:"chat"`
	Person  string `json:"person"`
	Name    string `json:"name,omitempty"`
	Revoked bool   `json:"revoked,omitempty"`
}

// Admins lists the admins of the configuration, in its order.
func (o *Office) Admins(ctx context.Context) ([]AdminState, error) {
	if err := o.ensureAdmins(ctx); err != nil {
		return nil, err
	}
	f, err := o.directory.read(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]AdminState, 0, len(o.admins))
	for _, chat := range o.admins {
		_, person, err := o.people.in(ctx, chat)
		if err != nil {
			return nil, err
		}
		all = append(all, AdminState{chat, person.ID, person.Name, f.value.AdminRevoked(person.ID)})
	}
	return all, nil
}

// RevokeAdmin takes the rights of an admin, whatever the configuration says.
// An *OfficeError: the configuration names no such admin.
func (o *Office) RevokeAdmin(ctx context.Context, chat string) error {
	return o.setAdmin(ctx, chat, true)
}

// RestoreAdmin gives them back.
func (o *Office) RestoreAdmin(ctx context.Context, chat string) error {
	return o.setAdmin(ctx, chat, false)
}

func (o *Office) setAdmin(ctx context.Context, chat string, revoked bool) error {
	if !slices.Contains(o.admins, chat) {
		return &OfficeError{UnknownAdmin, chat}
	}
	if err := o.ensureAdmins(ctx); err != nil {
		return err
	}
	_, person, err := o.people.in(ctx, chat)
	if err != nil {
		return err
	}
	return o.amend(ctx, func(d *directory.Directory) ([]scoring.Entry, error) {
		switch {
		case d.AdminRevoked(person.ID) == revoked:
			return nil, nil
		case revoked:
			return []scoring.Entry{directory.AdminRevoked{Person: person.ID}}, nil
		}
		return []scoring.Entry{directory.AdminRestored{Person: person.ID}}, nil
	})
}

// ensureAdmins gives every admin a record: what admins do is signed with its
// random id, and they are told through it.
func (o *Office) ensureAdmins(ctx context.Context) error {
	for _, chat := range o.admins {
		_, person, err := o.people.in(ctx, chat)
		if err != nil {
			return err
		}
		if person.ID != "" {
			continue
		}
		err = o.people.put(ctx, flows.Person{ID: randomID(), Chat: chat})
		if err != nil && !errors.Is(err, storage.ErrExists) { // another process was first
			return err
		}
	}
	return nil
}
