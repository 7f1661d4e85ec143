package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"minhchung/bot/intake"
	"minhchung/flows"
	"minhchung/scoring"
	"minhchung/storage"
)

// picture sends a drawing of a document's first page, made for this once.
// Where there is none to be had, the person is told so.
func (t *turn) picture(ctx context.Context, e flows.Picture) error {
	png, err := t.draw(ctx, e.Evidence)
	switch {
	case errors.Is(err, intake.ErrClassified):
		return t.sayOwn(ctx, textSecretPicture)
	case errors.Is(err, intake.ErrNoPicture), errors.Is(err, storage.ErrNotFound):
		return t.sayOwn(ctx, textNoPicture)
	case err != nil:
		return err
	}
	_, err = t.toPerson(ctx, Outgoing{File: &File{
		Name: e.Evidence.Name + ".png", Kind: string(scoring.EvidencePhoto), Caption: e.Caption,
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(png)), nil },
	}})
	return err
}

func (t *turn) draw(ctx context.Context, ev scoring.Evidence) ([]byte, error) {
	if t.Picture == nil {
		return nil, intake.ErrNoPicture
	}
	content, err := t.Store.Blobs.Open(ctx, ev.Blob)
	if err != nil {
		return nil, fmt.Errorf("open evidence %s: %w", ev.ID, err)
	}
	defer content.Close()
	png, err := t.Picture(ctx, content, ev.Size)
	if err != nil {
		return nil, fmt.Errorf("draw evidence %s: %w", ev.ID, err)
	}
	return png, nil
}

// sayOwn sends one of the bot's own messages.
func (t *turn) sayOwn(ctx context.Context, key string) error {
	m, err := t.own(ctx, key)
	if err != nil {
		return err
	}
	_, err = t.toPerson(ctx, Outgoing{Message: &m})
	return err
}
