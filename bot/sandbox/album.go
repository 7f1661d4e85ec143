package sandbox

import "strconv"

// The sizes of an album.
const (
	minAlbum = 2
	maxAlbum = 10
)

// albumEntry is one of the media of sendMediaGroup.
type albumEntry struct {
	Type      string `json:"type"`
	Media     string `json:"media"`
	Caption   string `json:"caption"`
	ParseMode string `json:"parse_mode"`
}

func (s *Server) sendMediaGroup(c *call) (any, error) {
	var entries []albumEntry
	if err := c.decode("media", &entries); err != nil {
		return nil, badRequest("%s", err)
	}
	if err := checkAlbum(entries); err != nil {
		return nil, err
	}
	if err := s.mayReach(c); err != nil {
		return nil, err
	}
	messages := make([]Message, len(entries))
	for i, e := range entries {
		one := &call{values: map[string]string{"caption": e.Caption, "parse_mode": e.ParseMode}, uploads: c.uploads}
		caption, err := one.caption()
		if err != nil {
			return nil, err
		}
		content, err := s.attachFrom(one, "", e.Media, e.Type)
		if err != nil {
			return nil, err
		}
		messages[i] = Message{Caption: caption.text, CaptionEntities: caption.entities}
		content.into(&messages[i])
	}
	var sent []*Message
	err := s.change(func() error {
		to, err := s.reach(c)
		if err != nil {
			return err
		}
		group := s.newGroup()
		for _, m := range messages {
			m.MediaGroupID = group
			sent = append(sent, s.put(to, m, replyMarkup{}))
		}
		return nil
	})
	return sent, err
}

func checkAlbum(entries []albumEntry) error {
	if len(entries) < minAlbum {
		return badRequest("there must be %d-%d items to send as an album", minAlbum, maxAlbum)
	}
	if len(entries) > maxAlbum {
		return badRequest("too many messages to send as an album")
	}
	for _, e := range entries {
		switch e.Type {
		case "photo", "video", "document":
		default:
			return badRequest("type %q can't be used in sendMediaGroup", e.Type)
		}
		if (e.Type == "document") != (entries[0].Type == "document") {
			return badRequest("document can't be mixed with other media types")
		}
	}
	return nil
}

// newGroup numbers an album. Server.mu is held.
func (s *Server) newGroup() string {
	s.state.counters.Group++
	s.keepCounters()
	return strconv.FormatInt(s.state.counters.Group, 10)
}
