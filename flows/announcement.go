package flows

import (
	"encoding/json"

	"minhchung/scoring"
)

// AnnouncementStream names the stream of one announcement.
func AnnouncementStream(id string) string { return "announcement/" + id }

// Announced records a text that an admin sends, with its recipients frozen at
// the moment of confirmation.
type Announced struct {
	Text       string   `json:"text"`       // as messages are written (HTML): what the admin was shown
	Recipients []string `json:"recipients"` // persons' ids
}

// Kind names the entry in the ledger.
func (Announced) Kind() string { return "announced" }

// DecodeAnnouncement reads an entry of an announcement's stream.
func DecodeAnnouncement(raw json.RawMessage) (scoring.Entry, error) {
	return scoring.DecodeAs[Announced](raw)
}
