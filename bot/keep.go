package bot

import (
	"context"
	"fmt"
	"io"

	"minhchung/bot/intake"
	"minhchung/bot/intake/malware"
	"minhchung/flows"
	"minhchung/scoring"
)

// kept is a content that came in and lies in the store.
type kept struct {
	sha      string
	size     int64
	original string            // SHA-256 of what came in, when something was taken out of it
	scan     scoring.ScanState // whether it waits for the malware scanner
}

// keep streams a content into the store. The scanner reads along, where there
// is one: what it knows is not kept. Of a picture, where it was taken is not.
func (t *turn) keep(ctx context.Context, content io.Reader) (kept, error) {
	var watched *malware.Watched
	if t.Scan != nil {
		watched = t.Scan.Watch(ctx, content)
		defer watched.Close()
		content = watched
	}
	keepable := intake.NewKeepable(content)
	sha, size, err := t.Store.Blobs.Put(ctx, keepable)
	if err != nil {
		return kept{}, err
	}
	k := kept{sha: sha, size: size, original: keepable.Original()}
	if watched != nil {
		if v := watched.Verdict(); v.Outcome == malware.Unavailable {
			t.Log.WarnContext(ctx, "a file waits for the malware scanner", "key", t.row.Key, "error", v.Err)
			k.scan = scoring.ScanPending
		}
	}
	return k, nil
}

// complete adds what the bot itself knows of a file that was looked at.
func (t *turn) complete(ctx context.Context, found *flows.Found, k kept) error {
	found.Blob, found.Size, found.Original = k.sha, k.size, k.original
	if k.scan == scoring.ScanPending {
		found.Scan = k.scan
	}
	if found.Members != nil {
		return t.completeMembers(ctx, found)
	}
	return t.findElsewhere(ctx, found)
}

// completeMembers does the same for an archive's files. They were kept by
// themselves: the archive is not needed any more, and may hold pictures that
// say where they were taken.
func (t *turn) completeMembers(ctx context.Context, found *flows.Found) error {
	if err := t.Store.Blobs.Delete(ctx, found.Blob); err != nil {
		return fmt.Errorf("delete an unpacked archive: %w", err)
	}
	found.Blob = ""
	var total int64
	for i := range found.Members {
		m := &found.Members[i]
		if total += m.Size; found.Scan == scoring.ScanPending {
			m.Scan = found.Scan
		}
	}
	if t.asAnnounced { // none goes with an announcement: it is only said what it holds
		return t.releaseAll(ctx, found.Members)
	}
	if total > t.quota {
		return t.overQuota(ctx, found)
	}
	// What is refused comes last: the archive may hold the same under a name
	// with which it is kept.
	for _, refused := range []bool{false, true} {
		for i := range found.Members {
			m := &found.Members[i]
			if (m.Refused != flows.RefusedNot) != refused {
				continue
			}
			if err := t.findElsewhere(ctx, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// overQuota refuses an archive whose files are too much for the day.
func (t *turn) overQuota(ctx context.Context, found *flows.Found) error {
	if err := t.releaseAll(ctx, found.Members); err != nil {
		return err
	}
	t.refuse(flows.RefusedQuota)
	*found = *t.found
	return nil
}

func (t *turn) releaseAll(ctx context.Context, members []flows.Found) error {
	for _, m := range members {
		if err := t.release(ctx, m.Blob); err != nil {
			return err
		}
	}
	return nil
}

// findElsewhere notes which other dossiers hold the same content. One that is
// refused is not kept; one with a mark of secrecy is, but not spoken of.
func (t *turn) findElsewhere(ctx context.Context, found *flows.Found) error {
	if found.Refused != flows.RefusedNot {
		return t.release(ctx, found.Blob)
	}
	others, err := t.elsewhere(ctx, found.Blob, t.department)
	if err != nil || found.Classified != flows.ClassifiedNot {
		return err
	}
	found.Elsewhere = append(found.Elsewhere, others...)
	return nil
}
