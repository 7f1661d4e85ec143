package flows

import (
	"time"

	"minhchung/scoring"
)

// Effect is something that a step wants done; only the bot does it. The set
// is closed: a new kind needs a handler in bot/perform.go.
type Effect interface{ effect() }

// Say sends a message to the person whose event it is.
type Say struct{ Message }

// Toast answers a pressed button with a line that fades (at most 200 characters).
type Toast struct {
	Text  string
	Alert bool // to be confirmed by the person
}

// Show sends a kept file back.
type Show struct {
	Evidence scoring.Evidence
	Caption  string
}

// Picture sends a drawing of the first page of a kept PDF. Of one with a mark of
// secrecy none is made, whatever was seen of it before.
type Picture struct {
	Evidence scoring.Evidence
	Caption  string
}

// Tell sends a message to another person.
type Tell struct {
	Person string // a person's id, or AllAdmins
	Message
}

// AllAdmins as the person of a Tell means every admin.
const AllAdmins = "admins"

// Purge deletes a content for good, after what records it was appended.
type Purge struct{ Blob string }

// Append records entries in one stream: at most one Append a step.
type Append struct {
	Stream  string
	After   int64  // the sequence number that it follows
	By      string // the person's id
	Entries []scoring.Entry
}

// Announce has an announcement sent that tells of what the step appends
// elsewhere. It comes after that; one with the same ID is recorded once.
type Announce struct {
	ID   string // see AnnouncementStream
	News Announced
}

// Need asks for the same step again with more loaded.
type Need struct {
	Departments []string // whose dossiers
	Tables      []string // the hashes of kept files that are read as tables

	Announcements    []string // ids
	AllAnnouncements bool
	Outcomes         []string // ids of announcements of which is asked who got them
}

// Know changes the erasable record of a person, after what the step appends:
// of two who use one invitation at the same moment, the append decides.
type Know struct{ Person Person }

// Wake asks for an event of its own, After from now.
type Wake struct {
	After time.Duration
	What  Wakeful
}

func (Say) effect()      {}
func (Toast) effect()    {}
func (Show) effect()     {}
func (Picture) effect()  {}
func (Tell) effect()     {}
func (Append) effect()   {}
func (Announce) effect() {}
func (Need) effect()     {}
func (Know) effect()     {}
func (Wake) effect()     {}
func (Purge) effect()    {}

// Message is what a person reads: text in the HTML subset of Telegram, made
// by templates that escape by themselves.
type Message struct {
	Text    string
	Buttons [][]Button
	Edit    bool   // replace the message whose button was pressed, if one was
	Replace string // names the message to edit when it was sent before under the same name (an album's reply)

	AskPhone   string // label of the button that shares the phone number; "" for none
	DropKeys   bool   // takes that button away again
	NoPreview  bool   // links without a preview
	Attachment *Attachment
	File       *AnnouncedFile // a kept content whose caption is the text; it replaces no message and is replaced by none
}

// Attachment is a file that the bot makes: a list, a report.
type Attachment struct {
	Name    string
	Content []byte
}

// Button is one button under a message: an action or a link.
type Button struct {
	Label  string
	Action Action
	URL    string
}
