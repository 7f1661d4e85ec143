package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"minhchung/flows"
	"minhchung/scoring"
)

// readingTime is how long an archive's documents are read, all together. After
// that they stay unread, and so they do after the first that took too long by
// itself.
const readingTime = 20 * time.Second

// lookAtMembers keeps each file of an archive by itself and looks at it. What
// is refused is named with the others; only what would be too much as a whole
// refuses the archive.
func (s *Seen) lookAtMembers(ctx context.Context, r io.ReadSeeker, o Options) error {
	archive, why, err := OpenArchive(ctx, r, s.Size)
	if err != nil {
		return err
	}
	if s.Refused = why; why != flows.RefusedNot {
		return nil
	}
	began := time.Now()
	for _, m := range archive.Members {
		found, err := lookAtMember(ctx, m, o)
		if err != nil {
			return err
		}
		found.Folder = m.Folder
		o.skip = o.skip || found.Reading == scoring.ReadingUnread || time.Since(began) > readingTime
		s.Members = append(s.Members, found)
	}
	return nil
}

func lookAtMember(ctx context.Context, m Member, o Options) (flows.Found, error) {
	found := flows.Found{Name: CleanName(m.Name, ""), Size: m.Size}
	content, err := m.Open()
	if err != nil {
		found.Refused = flows.RefusedBroken // packed in a way that nothing here knows
		return found, nil
	}
	defer content.Close()
	packed := &unpacked{r: content}
	keepable := NewKeepable(packed)
	sha, size, err := o.Blobs.Put(ctx, keepable)
	switch {
	case packed.failed && ctx.Err() == nil, errors.Is(err, ErrBroken):
		found.Refused = flows.RefusedBroken
		return found, nil
	case err != nil:
		return found, fmt.Errorf("keep an archive's file: %w", err)
	}
	kept, err := o.Blobs.Open(ctx, sha)
	if err != nil {
		return found, fmt.Errorf("open an archive's file: %w", err)
	}
	defer kept.Close()
	nested := o
	nested.Blobs = nil // no archive in an archive
	seen, err := Look(ctx, kept, size, m.Name, nested)
	if err != nil {
		return found, err
	}
	seen.Blob, seen.Original = sha, keepable.Original()
	if seen.Refused == flows.RefusedNot && seen.Type == typeZIP || seen.Refused == flows.RefusedArchive {
		seen.Refused = flows.RefusedNested
	}
	return seen.Found, nil
}

// unpacked notes whether a member is damaged: what else fails is the store's.
type unpacked struct {
	r      io.Reader
	failed bool
}

func (u *unpacked) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	u.failed = u.failed || err != nil && !errors.Is(err, io.EOF)
	return n, err
}
