package flows

import (
	"slices"
	"time"

	"minhchung/scoring"
)

// Session is where a chat stands. It is plain data: it is written after every
// step and read before the next.
type Session struct {
	Phase Phase `json:"phase"`
	Turn  int   `json:"turn"` // counts the steps; names the open prompt

	Seen time.Time `json:"seen,omitzero"` // when the person did something last

	Invitation string `json:"invitation,omitempty"` // the token presented, until it is used
	Department string `json:"department,omitempty"` // the one the person works for now
	Pillar     string `json:"pillar,omitempty"`
	Criterion  string `json:"criterion,omitempty"` // the one that is open

	Prompt Prompt           `json:"prompt,omitzero"`
	Albums map[string]Album `json:"albums,omitempty"` // those still open, by group
	Admin  Draft            `json:"admin,omitzero"`   // what an admin is putting together
	Post   Post             `json:"post,omitzero"`    // the announcement that an admin is writing
	Import *Import          `json:"import,omitempty"` // the file of figures that a verifier is taking in
	Asked  string           `json:"asked,omitempty"`  // for what the office was last asked to open filing again
}

// Prompt is the question that is open.
type Prompt struct {
	Token  string `json:"token,omitempty"`  // of its answer buttons
	Ask    string `json:"ask,omitempty"`    // what is asked, within the phase: an input's id, a field, a slot
	Seq    int64  `json:"seq,omitempty"`    // the criterion's last sequence number when it was asked
	Whole  bool   `json:"whole,omitempty"`  // the known whole is not the right one: ask for it
	Guided bool   `json:"guided,omitempty"` // part of a walk: the next one follows

	Part     *scoring.Number `json:"part,omitempty"`     // a ratio's part, while its whole is asked
	Answer   scoring.Answer  `json:"answer,omitzero"`    // what was answered so far
	Criteria []string        `json:"criteria,omitempty"` // those a request is about
	Evidence []string        `json:"evidence,omitempty"` // the ids it is about
	Share    bool            `json:"share,omitempty"`    // it is to serve another criterion as well, not to move
	Replaces string          `json:"replaces,omitempty"` // the id of the piece whose place the next file takes
	Held     *Held           `json:"held,omitempty"`     // not recorded yet: another person was first

	Was    string `json:"was,omitempty"`    // a field's value before
	Value  string `json:"value,omitempty"`  // a field's value that waits: another person was first; a new text that is looked at
	Update bool   `json:"update,omitempty"` // asked: are answers to follow a changed field?

	Announcement string `json:"announcement,omitempty"` // the id of the one that it is about
	Question     int    `json:"question,omitempty"`     // which of its questions is answered
}

// Held is an answer that waits for "keep or replace".
type Held struct {
	Criterion string         `json:"criterion"`
	Answer    scoring.Answer `json:"answer"`
}

// Album is a group of files whose reply is still to come, or can still change.
type Album struct {
	Last      string    `json:"last"` // key of the last part's event
	Turn      int       `json:"turn"` // of the last part
	At        time.Time `json:"at"`
	Criterion string    `json:"criterion,omitempty"`
	Slot      string    `json:"slot,omitempty"`
	Evidence  []string  `json:"evidence"`
}

// Draft is an invitation or a move of a day in the making.
type Draft struct {
	Department string   `json:"department,omitempty"`
	Role       string   `json:"role,omitempty"`
	Owners     []string `json:"owners,omitempty"` // of a verifier: whose figures alone
	Person     string   `json:"person,omitempty"` // somebody who is expected already
	Name       string   `json:"name,omitempty"`
	Phone      string   `json:"phone,omitempty"`
	Text       string   `json:"text,omitempty"`
	Criterion  string   `json:"criterion,omitempty"`
	Date       string   `json:"date,omitempty"`

	Of  string `json:"of,omitempty"`  // the day that is moved: see dayOf
	Was string `json:"was,omitempty"` // the day that held when it was asked
	Seq int64  `json:"seq,omitempty"` // the settings' last document then
}

// Import is a file of figures on its way in: what its columns and rows were
// said to mean so far. The table itself is read again for every step.
type Import struct {
	Blob       string         `json:"blob"`
	Name       string         `json:"name"`
	Department int            `json:"department"`        // the column that names the departments; -1 until it is known
	Targets    []string       `json:"targets,omitempty"` // by column, as far as was asked; "" is passed over
	Asked      bool           `json:"asked,omitempty"`   // the columns were asked about, so that they are to be remembered
	Placed     map[int]string `json:"placed,omitempty"`  // by row: the department that was named, or figures.Dropped
}

// clone gives a copy that a step may change: the session that it was given
// stays as it was.
func (i *Import) clone() *Import {
	if i == nil {
		return nil
	}
	c := *i
	c.Targets = slices.Clip(i.Targets)
	return &c
}
