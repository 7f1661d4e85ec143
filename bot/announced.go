package bot

import (
	"context"
	"fmt"
	"strings"

	"minhchung/bot/jobs"
	"minhchung/flows"
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
