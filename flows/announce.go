package flows

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"minhchung/scoring"
)

// announcementID is how announcements are called: 8 bytes of the nonce of the
// event that confirmed one.
var announcementID = regexp.MustCompile(`^[0-9a-f]{16}$`)

// pressedAnnounce takes the buttons under announcements, and the admins' own.
func (t *turn) pressedAnnounce(a Action) {
	if a.Token != "" {
		t.answeredOffice(a)
		return
	}
	id, rest, _ := strings.Cut(a.Target, "/")
	switch a.Verb {
	case "new":
		t.beginPost()
	case "received":
		t.received(id)
	case "ask":
		t.beginQuestion(id)
	case "reply":
		n, _ := strconv.Atoi(rest) // what is no number is the first one
		t.beginClarification(id, n)
	default:
		t.pressedFollowing(a, id, rest)
	}
}

// Confirms names the announcement that an event confirms; "" for every other
// event. Many people may do so at the same moment, and all write to one stream.
func Confirms(e Event) (id string) {
	a, ok := ParseAction(e.Data)
	if e.Kind != EventButton || !ok || a.Flow != flowAnnounce || a.Verb != "received" || !announcementID.MatchString(a.Target) {
		return ""
	}
	return a.Target
}

// announced finds an announcement; nil when there is none. Where loaded is
// false, the step comes again with it.
func (t *turn) announced(id string) (a *Announcement, loaded bool) {
	if !announcementID.MatchString(id) {
		return nil, true
	}
	a, loaded = t.w.Announcements[id]
	if !loaded {
		t.do(Need{Announcements: []string{id}})
	}
	return a, loaded
}

// allAnnounced lists every announcement, the newest first; where loaded is
// false, the step comes again with them.
func (t *turn) allAnnounced() (all []*Announcement, loaded bool) {
	if !t.w.AllAnnounced {
		t.do(Need{AllAnnouncements: true})
		return nil, false
	}
	for _, a := range t.w.Announcements {
		if a != nil {
			all = append(all, a)
		}
	}
	slices.SortFunc(all, func(a, b *Announcement) int {
		return cmp.Or(b.Stamp.At.Compare(a.Stamp.At), strings.Compare(a.ID, b.ID))
	})
	return all, true
}

// amendAnnouncement appends to an announcement's stream and applies it to what
// this step goes on to read.
func (t *turn) amendAnnouncement(a *Announcement, entries ...scoring.Entry) *Announcement {
	seq := t.toAppend(AnnouncementStream(a.ID), a.Seq, entries)
	fresh := a.Clone()
	if err := fresh.Apply(scoring.Stamp{Seq: seq, At: t.e.At, By: t.w.Me.Person.ID}, entries...); err != nil {
		t.fail(err)
		return a
	}
	all := maps.Clone(t.w.Announcements)
	all[a.ID] = fresh
	t.w.Announcements = all
	return fresh
}
