package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"minhchung/bot/jobs"
	"minhchung/flows"
	"minhchung/scoring"
	"minhchung/storage"
)

// announced reads the announcements that a step asks for.
func (t *turn) announced(ctx context.Context, v *view, more flows.Need) (map[string]*flows.Announcement, error) {
	ids := more.Announcements
	if more.AllAnnouncements {
		streams, err := t.Store.Ledger.Streams(ctx, flows.AnnouncementStream(""))
		if err != nil {
			return nil, fmt.Errorf("list the announcements: %w", err)
		}
		for _, stream := range streams {
			ids = append(ids, strings.TrimPrefix(stream, flows.AnnouncementStream("")))
		}
	}
	all := map[string]*flows.Announcement{}
	for _, id := range ids {
		if _, there := all[id]; there {
			continue
		}
		a, err := see(ctx, v, t.streams.announcement(id), t.row)
		if err != nil {
			return nil, err
		}
		if a.Seq == 0 {
			a = nil // there is none
		}
		t.streams.dropUnknown(id)
		all[id] = a
	}
	return all, nil
}

// outcomes reads what became of announcements at their recipients.
func (t *turn) outcomes(ctx context.Context, ids []string) (map[string]flows.Outcomes, error) {
	all := map[string]flows.Outcomes{}
	for _, id := range ids {
		records, err := t.Store.Deliveries.List(ctx, flows.AnnouncementStream(id))
		if err != nil {
			return nil, fmt.Errorf("read what became of an announcement: %w", err)
		}
		all[id] = jobs.OutcomesOf(records)
	}
	return all, nil
}

// announce records an announcement that follows from what the step appended; the
// announcer sends it. An earlier try may have recorded it: that one stands. It is
// never given up, since what it tells of is so already.
func (t *turn) announce(ctx context.Context, e flows.Announce) error {
	stream := flows.AnnouncementStream(e.ID)
	doc, err := newDocument(flows.Append{Stream: stream, By: t.person, Entries: []scoring.Entry{e.News}}, "")
	if err != nil {
		return err
	}
	doc.Cause, doc.At, doc.Recorded = t.row.Key, t.event.At, stamp(t.Clock.Now())
	if err := t.Store.Ledger.Append(ctx, doc); err != nil && !errors.Is(err, storage.ErrConflict) {
		return fmt.Errorf("append to %s: %w: %w", stream, errOutage, err)
	}
	t.announcer.Appended(stream)
	return nil
}
