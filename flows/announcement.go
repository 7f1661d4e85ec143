package flows

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"minhchung/flows/directory"
	"minhchung/scoring"
)

// AnnouncementStream names the stream of one announcement.
func AnnouncementStream(id string) string { return announcements + id }

// AnnouncementID gives the id of the announcement whose stream it is, and ""
// for another stream.
func AnnouncementID(stream string) string {
	id, ok := strings.CutPrefix(stream, announcements)
	if !ok {
		return ""
	}
	return id
}

// announcements is what the streams of announcements start with.
const announcements = "announcement/"

// Announced records what an admin sends, with its recipients frozen at the
// moment of confirmation.
type Announced struct {
	Text       string         `json:"text"`             // as messages are written (HTML): what the admin was shown
	Number     string         `json:"number,omitempty"` // of the document that it goes with: 12/STTTT-CNTT
	File       *AnnouncedFile `json:"file,omitempty"`   // a photo or document that the text is the caption of
	Recipients []string       `json:"recipients"`       // persons' ids, each once
	Until      scoring.Date   `json:"until,omitzero"`   // "Đã nhận" is asked for by the end of this day; zero: not asked for
	Own        []OwnText      `json:"own,omitempty"`    // where what is read differs: every recipient is in one; the text stands for all then
	Follows    *Follows       `json:"follows,omitempty"`
}

// AnnouncedFile is a kept content that goes with an announcement.
type AnnouncedFile struct {
	Photo bool   `json:"photo,omitempty"` // to be shown as a picture
	Blob  string `json:"blob"`            // SHA-256 of the content
	Name  string `json:"name"`
	Size  int64  `json:"size"`
	Type  string `json:"type"`
}

// AnnouncementStopped records that an admin stopped the sending: who was not
// reached until then is not sent to.
type AnnouncementStopped struct{}

// AnnouncementCorrected replaces the text, also where it was sent already.
type AnnouncementCorrected struct {
	Text string `json:"text"` // HTML, the whole message
}

// AnnouncementDeleted takes it back: it is not sent any more, and deleted where it was.
type AnnouncementDeleted struct{}

// AnnouncementReceived records a department's "Đã nhận"; one is enough. Here
// and below, who has no department stands with their own id: see Party.
type AnnouncementReceived struct {
	Department string `json:"department"`
}

// AnnouncementAsked records a department's question to the admins.
type AnnouncementAsked struct {
	Department string `json:"department"`
	Text       string `json:"text"`
}

// AnnouncementAnswered records an admin's answer to the questions of a
// department that are open.
type AnnouncementAnswered struct {
	Department string `json:"department"`
	Text       string `json:"text"`
}

// The names of the entries in the ledger.

func (Announced) Kind() string             { return "announced" }
func (AnnouncementStopped) Kind() string   { return "announcement-stopped" }
func (AnnouncementCorrected) Kind() string { return "announcement-corrected" }
func (AnnouncementDeleted) Kind() string   { return "announcement-deleted" }
func (AnnouncementReceived) Kind() string  { return "announcement-received" }
func (AnnouncementAsked) Kind() string     { return "announcement-asked" }
func (AnnouncementAnswered) Kind() string  { return "announcement-answered" }

// DecodeAnnouncement reads an entry of an announcement's stream.
func DecodeAnnouncement(raw json.RawMessage) (scoring.Entry, error) {
	kind, err := scoring.EntryKind(raw)
	if err != nil {
		return nil, err
	}
	switch kind {
	case Announced{}.Kind():
		return scoring.DecodeAs[Announced](raw)
	case AnnouncementStopped{}.Kind():
		return scoring.DecodeAs[AnnouncementStopped](raw)
	case AnnouncementCorrected{}.Kind():
		return scoring.DecodeAs[AnnouncementCorrected](raw)
	case AnnouncementDeleted{}.Kind():
		return scoring.DecodeAs[AnnouncementDeleted](raw)
	case AnnouncementReceived{}.Kind():
		return scoring.DecodeAs[AnnouncementReceived](raw)
	case AnnouncementAsked{}.Kind():
		return scoring.DecodeAs[AnnouncementAsked](raw)
	case AnnouncementAnswered{}.Kind():
		return scoring.DecodeAs[AnnouncementAnswered](raw)
	}
	return nil, fmt.Errorf("read an entry of an announcement: unknown kind %q", kind)
}

// Announcement is the fold of one announcement's stream.
type Announcement struct {
	ID        string
	Seq       int64
	Announced Announced
	Stamp     scoring.Stamp // of the confirmation; By is the admin's id
	Text      string        // as it reads now
	Corrected int64         // the Seq of the last correction; 0 for none
	Stopped   bool
	Deleted   bool
	Received  []AnnouncementReceipt  // in order, each department once
	Questions []AnnouncementQuestion // in order
}

// AnnouncementReceipt is a department's "Đã nhận".
type AnnouncementReceipt struct {
	Department string
	Stamp      scoring.Stamp
}

// AnnouncementQuestion is what a department asks about an announcement.
type AnnouncementQuestion struct {
	Department string
	Text       string
	Stamp      scoring.Stamp // By is who asks
	Answer     string        // "" while it is open
	AnsweredBy scoring.Stamp // By is the admin's id
}

// ReceivedBy says whether the department has confirmed it.
func (a *Announcement) ReceivedBy(department string) bool {
	return slices.ContainsFunc(a.Received, func(r AnnouncementReceipt) bool { return r.Department == department })
}

// Party is whom a confirmation of the person counts for, and whose question
// theirs is: the departments they work for, or, a person without one, their id.
// Nil for who has no role any more.
func Party(d *directory.Directory, person string) []string {
	grants := d.GrantsOf(person)
	var departments []string
	for _, g := range grants {
		if g.Department != "" && !slices.Contains(departments, g.Department) {
			departments = append(departments, g.Department)
		}
	}
	if len(departments) == 0 && len(grants) > 0 {
		return []string{person}
	}
	return departments
}

// Waiting lists the parties of the recipients that have not confirmed, in the
// order of the recipients. Nil when that is not asked for.
func (a *Announcement) Waiting(d *directory.Directory) []string {
	if a.Announced.Until.IsZero() || a.Deleted {
		return nil
	}
	var waiting []string
	seen := map[string]bool{}
	for _, r := range a.Received {
		seen[r.Department] = true
	}
	for _, person := range a.Announced.Recipients {
		for _, party := range Party(d, person) {
			if !seen[party] {
				seen[party] = true
				waiting = append(waiting, party)
			}
		}
	}
	return waiting
}

// Reminded lists the recipients who are to be reminded that their party has
// not confirmed: of a department its contacts, or, where none received it,
// whoever did.
func (a *Announcement) Reminded(d *directory.Directory) []string {
	waiting := a.Waiting(d)
	contacts := map[string]bool{} // by department: a contact is among the recipients
	files := func(person, party string) bool {
		return slices.ContainsFunc(d.GrantsOf(person), func(g directory.Grant) bool {
			return g.Department == party && g.Role == directory.Contact
		})
	}
	for _, person := range a.Announced.Recipients {
		for _, party := range Party(d, person) {
			contacts[party] = contacts[party] || files(person, party)
		}
	}
	var reminded []string
	for _, person := range a.Announced.Recipients {
		for _, party := range Party(d, person) {
			if slices.Contains(waiting, party) && (!contacts[party] || files(person, party)) {
				reminded = append(reminded, person)
				break
			}
		}
	}
	return reminded
}

// Clone gives a copy that can be applied to without touching a.
func (a *Announcement) Clone() *Announcement {
	c := *a
	c.Received, c.Questions = slices.Clone(a.Received), slices.Clone(a.Questions)
	return &c
}

// Apply folds the entries of one document into a.
func (a *Announcement) Apply(s scoring.Stamp, entries ...scoring.Entry) error {
	for _, e := range entries {
		switch e := e.(type) {
		case Announced:
			a.Announced, a.Text, a.Stamp = e, e.Text, s
		case AnnouncementStopped:
			a.Stopped = true
		case AnnouncementCorrected:
			a.Text, a.Corrected = e.Text, s.Seq
		case AnnouncementDeleted:
			a.Deleted = true
		case AnnouncementReceived:
			if !a.ReceivedBy(e.Department) {
				a.Received = append(a.Received, AnnouncementReceipt{e.Department, s})
			}
		case AnnouncementAsked:
			a.Questions = append(a.Questions, AnnouncementQuestion{Department: e.Department, Text: e.Text, Stamp: s})
		case AnnouncementAnswered:
			for i, q := range a.Questions {
				if q.Department == e.Department && q.Answer == "" {
					a.Questions[i].Answer, a.Questions[i].AnsweredBy = e.Text, s
				}
			}
		default:
			return fmt.Errorf("announcement: unknown entry %T", e)
		}
	}
	a.Seq = s.Seq
	return nil
}
