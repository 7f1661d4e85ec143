package flows

import (
	"time"

	"minhchung/flows/directory"
	"minhchung/flows/figures"
	"minhchung/flows/reminders"
	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// World is what a step may read. Nothing in it is changed by a step.
type World struct {
	Now       time.Time
	Edition   *scoring.Edition
	Settings  scoring.Settings // the fold of the edition's stream
	Directory *directory.Directory
	Dossiers  map[string]*scoring.Dossier // by department: the person's own, and what a Need asked for; with Figures in them
	Figures   *scoring.Figures            // the fold of the stream of figures; nil for none
	Tables    map[string]*figures.Table   // by the file's hash: what a Need asked for
	People    map[string]Person           // by id

	Announcements map[string]*Announcement // by id: what a Need asked for; nil for an id that none has
	AllAnnounced  bool                     // Announcements holds every one
	Outcomes      map[string]Outcomes      // of announcements, by id: what a Need asked for
	Me            Me
	Config        Config

	Texts  *texts.Catalog
	Reader *understand.Reader
}

// Me is the person whose event it is.
type Me struct {
	Person Person // ID "" for a stranger
	Admin  bool
}

// Person is what a conversation may know of a person.
type Person struct {
	ID       string
	Name     string
	Phone    string // digits with country code
	Chat     string
	Language string
	Blocked  bool
}

// Config is what the office decided at installation.
type Config struct {
	BotName    string                   // for deep links: https://t.me/<BotName>?start=…
	Owner      string                   // the index's owner, as people read it (cơ quan chủ trì)
	Helpdesk   string                   // whom to call: name and number; "" when none is given
	MaxFileMB  int                      // the largest upload
	WorkingDay func(day time.Time) bool // for "seven working days", and for reminders
	WorkFrom   reminders.Minutes        // when work begins and ends; both 0: at 08:00 and 17:30
	WorkTo     reminders.Minutes
}

// Calendar is when the office works.
func (c Config) Calendar() reminders.Calendar {
	return reminders.Calendar{WorkingDay: c.WorkingDay, From: c.WorkFrom, To: c.WorkTo}.Whole()
}

// DossierStream names the stream of a department's dossier.
func DossierStream(edition *scoring.Edition, department string) string {
	return "dossier/" + edition.Key() + "/" + department
}

// EditionStream names the stream of an edition's settings.
func EditionStream(edition *scoring.Edition) string { return "edition/" + edition.Key() }

// FiguresStream names the stream of the figures that others supply.
func FiguresStream(edition *scoring.Edition) string { return "figures/" + edition.Key() }
