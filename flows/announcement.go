package flows

import (
	"encoding/json"
	"fmt"

	"minhchung/scoring"
)

// AnnouncementStream names the stream of one announcement.
func AnnouncementStream(id string) string { return "announcement/" + id }

// Announced records a text that an admin sends, with its recipients frozen at
// the moment of confirmation.
type Announced struct {
	Text       string   `json:"text"`
	Recipients []string `json:"recipients"` // persons' ids
}

// Kind names the entry in the ledger.
func (Announced) Kind() string { return "announced" }

// DecodeAnnouncement reads an entry of an announcement's stream.
func DecodeAnnouncement(raw json.RawMessage) (scoring.Entry, error) {
	var e Announced
	if err := json.Unmarshal(raw, &e); err != nil {
		return nil, fmt.Errorf("read an announcement: %w", err)
	}
	return e, nil
}
