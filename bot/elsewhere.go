package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"minhchung/storage"
)

// elsewhere notes that a department's dossier got a content, and names the
// other dossiers that have it: "2022/so-y-te". A file that was another's, or
// last year's, is pointed out to the contact and the verifier.
func (t *turn) elsewhere(ctx context.Context, sha, department string) ([]string, error) {
	own := t.Edition.Key() + "/" + department
	job := "content:" + sha
	err := t.Store.Deliveries.Insert(ctx, storage.Delivery{
		Job: job, Recipient: own, Mark: markDone, Outcome: "kept", At: stamp(t.Clock.Now()),
	})
	if err != nil && !errors.Is(err, storage.ErrExists) {
		return nil, fmt.Errorf("note who has a content: %w", err)
	}
	all, err := t.Store.Deliveries.List(ctx, job)
	if err != nil {
		return nil, fmt.Errorf("look who else has a content: %w", err)
	}
	var others []string
	for _, d := range all {
		if d.Recipient != own && !slices.Contains(others, d.Recipient) {
			others = append(others, d.Recipient)
		}
	}
	return others, nil
}
