// Package flowtest runs transcripts: text files of whole dialogues that a
// person of the department can read. The runner plays the people's lines,
// writes down what the bot says and records, and compares the whole file.
//
// It stands where the bot stands in the program, without storage or network:
// the session is written and read between every two lines.
package flowtest

import (
	"encoding/json"
	"fmt"
	"time"

	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/flows/reminders"
	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// Persona is somebody of the cast.
type Persona struct {
	Tag        string // as transcripts write it: LAN
	Name       string
	Department string // the department's id; "" for strangers and admins
	Role       directory.Role
	Owners     []string // of a verifier: whose figures alone
	Admin      bool
	Stranger   bool
}

// Cast are the people of the transcripts: invented desks of real departments.
func Cast() []Persona {
	return []Persona{
		{Tag: "LAN", Name: "Lan", Department: "so-y-te", Role: directory.Contact},
		{Tag: "MINH", Name: "Minh", Department: "so-y-te", Role: directory.Contact},
		{Tag: "HOA", Name: "Hoa", Department: "so-gddt", Role: directory.Contact},
		{Tag: "BINH", Name: "Bình", Department: "so-y-te", Role: directory.Leader},
		{Tag: "THAO", Name: "Thảo", Role: directory.Verifier},
		{Tag: "QUAN", Name: "Quân", Admin: true},
		{Tag: "KHACH", Name: "", Stranger: true},
		{Tag: "DUC", Name: "Đức", Role: directory.Verifier, Owners: []string{"hue_s"}},
	}
}

// Stage is a province in memory: the streams, the people and everyone's chat.
type Stage struct {
	world    flows.World // what is the same for all
	streams  map[string][]entryDoc
	people   map[string]flows.Person
	sessions map[string][]byte // by chat
	screens  map[string]*screen
	cast     map[string]Persona
	tables   map[string]string // the names of tables that were sent, by the event's key
	events   int               // counts events, for keys, nonces and message ids
	album    int
	woken    []wake
	reminded []reminders.Item // what was said, or found to be done, already
	worker   Worker           // nil: the stage works by itself

	announced map[string]*flows.Announcement // by id
	sending   map[string]flows.Sending       // by person: what becomes of announcements there
}

type entryDoc struct {
	stamp   scoring.Stamp
	cause   string
	entries []json.RawMessage
}

type wake struct {
	chat string
	due  time.Time
	what flows.Wakeful
}

// screen is what a person's chat shows: enough to press its buttons.
type screen struct {
	messages []shown
}

type shown struct {
	id      string
	buttons [][]flows.Button
}

// NewStage sets the stage: the departments, and everyone of the cast in their role.
func NewStage(edition *scoring.Edition, now time.Time) (*Stage, error) {
	catalog, err := texts.Load()
	if err != nil {
		return nil, fmt.Errorf("load the texts: %w", err)
	}
	return setStage(flows.World{
		Now: now, Edition: edition, Texts: catalog, Reader: understand.New(edition),
		Config: flows.Config{
			BotName: "minhchung_bot", Owner: "Sở Thông tin và Truyền thông", Helpdesk: "Tổ chuyển đổi số, 0234.3.123.456",
			MaxFileMB: 20, WorkingDay: weekday,
		},
	}), nil
}

// Anew sets the same stage again, as if nothing had been played.
func (s *Stage) Anew(now time.Time) *Stage {
	w := s.world
	w.Now = now
	return setStage(w)
}

func setStage(w flows.World) *Stage {
	s := &Stage{
		world:    w,
		streams:  map[string][]entryDoc{},
		people:   map[string]flows.Person{},
		sessions: map[string][]byte{},
		screens:  map[string]*screen{},
		cast:     map[string]Persona{},
		tables:   map[string]string{},

		announced: map[string]*flows.Announcement{},
	}
	s.seed()
	return s
}

func weekday(day time.Time) bool {
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday
}

func (s *Stage) seed() {
	s.append("", directory.Stream, "",
		directory.DepartmentSet{ID: "so-y-te", Name: "Sở Y tế"},
		directory.DepartmentSet{ID: "so-gddt", Name: "Sở Giáo dục và Đào tạo"},
		directory.DepartmentSet{ID: "so-tai-chinh", Name: "Sở Tài chính"},
	)
	for i, p := range Cast() {
		s.cast[p.Tag] = p
		if p.Stranger {
			continue
		}
		id := fmt.Sprintf("p%d", i+1)
		s.people[id] = flows.Person{ID: id, Name: p.Name, Chat: s.chat(p.Tag), Language: "vi"}
		if p.Role != "" {
			s.append("", directory.Stream, "",
				directory.RoleGranted{Person: id, Department: p.Department, Role: p.Role, Owners: p.Owners},
				directory.NoticeConfirmed{Person: id})
		}
	}
}

func (s *Stage) chat(tag string) string { return "test:" + tag }

func (s *Stage) append(cause, stream, by string, entries ...scoring.Entry) []json.RawMessage {
	doc := entryDoc{cause: cause, stamp: scoring.Stamp{Seq: int64(len(s.streams[stream]) + 1), At: s.world.Now, By: by}}
	for _, e := range entries {
		raw, err := scoring.EncodeEntry(e)
		if err != nil {
			panic(err) // an entry of ours that cannot be written is a mistake in the program
		}
		doc.entries = append(doc.entries, raw)
	}
	s.streams[stream] = append(s.streams[stream], doc)
	return doc.entries
}
