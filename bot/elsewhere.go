package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"minhchung/storage"
)

// elsewhere notes that a department's dossier got a content, and names the
// other dossiers that have it: "2022/so-y-te". A file that was another's, or
// last year's, is pointed out to the contact and the verifier. What comes for no
// department ("": with an announcement, as a table of figures) is only noted, so
// that it is kept.
func (t *turn) elsewhere(ctx context.Context, sha, department string) ([]string, error) {
	own := t.Edition.Key() + "/" + department
	err := t.Store.Deliveries.Insert(ctx, storage.Delivery{
		Job: contentJob(sha), Recipient: own, Mark: markDone, Outcome: "kept", At: stamp(t.Clock.Now()),
	})
	if err != nil && !errors.Is(err, storage.ErrExists) {
		return nil, fmt.Errorf("note who has a content: %w", err)
	}
	if err := t.stillThere(ctx, sha); err != nil {
		return nil, err
	}
	all, err := t.Store.Deliveries.List(ctx, contentJob(sha))
	if err != nil {
		return nil, fmt.Errorf("look who else has a content: %w", err)
	}
	var others []string
	for _, d := range all {
		if strings.HasSuffix(d.Recipient, "/") || d.Recipient == own {
			continue
		}
		if !slices.Contains(others, d.Recipient) {
			others = append(others, d.Recipient)
		}
	}
	return others, nil
}

func contentJob(sha string) string { return "content:" + sha }

// stillThere says that a content was not released while somebody else noted
// it. If it was, the row is worked again, and the content fetched again.
func (t *turn) stillThere(ctx context.Context, sha string) error {
	content, err := t.Store.Blobs.Open(ctx, sha)
	if err != nil {
		return fmt.Errorf("look whether a content is still there: %w", err)
	}
	return content.Close()
}

// release deletes a content that was refused, unless a dossier has it. Whoever
// notes it at the same moment is heard: before the content is deleted, it is
// left alone; after that, this row is worked again and brings it back, or who
// noted it finds it gone and does so.
func (t *turn) release(ctx context.Context, sha string) error {
	if sha == "" {
		return nil
	}
	all, err := t.Store.Deliveries.List(ctx, contentJob(sha))
	if err != nil {
		return fmt.Errorf("look who has a refused content: %w", err)
	}
	if len(all) > 0 {
		return nil
	}
	if err := t.Store.Blobs.Delete(ctx, sha); err != nil {
		return fmt.Errorf("delete a refused content: %w", err)
	}
	all, err = t.Store.Deliveries.List(ctx, contentJob(sha))
	if err != nil {
		return fmt.Errorf("look who has a refused content: %w", err)
	}
	if len(all) > 0 {
		return errors.New("a refused content was kept by somebody else meanwhile")
	}
	return nil
}
