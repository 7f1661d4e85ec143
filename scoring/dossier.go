package scoring

import (
	"time"
)

// Stamp says which document of a stream an entry came in, when it counts
// from and whose it is.
type Stamp struct {
	Seq int64     // of the document in its stream, from 1
	At  time.Time // the moment that counts for "in time"
	By  string    // the person's random id; "" for the system
}

// Dossier is what one department has filed for one edition: the fold of its
// ledger stream. It is a value to read; only Apply changes it.
type Dossier struct {
	Department string
	Seq        int64 // of the last document applied; 0 for none
	Profile    Profile
	ProfileBy  map[string]Stamp // by field id: who set it last
	Items      map[string]*Item // by criterion id; absent until something was filed
	Quarantine []Quarantined    // files with a mark of secrecy, not yet purged
	Unfiled    []Evidence       // kept, but not yet placed under a criterion
	Replaced   []Replaced       // earlier versions, oldest first: kept, but they count no more
}

// Item is what a dossier holds under one criterion.
type Item struct {
	Answer     *Answer
	AnsweredBy Stamp
	Note       string
	Evidence   []Evidence // in order of arrival, without what was withdrawn

	NotApplicable NotApplicable
	Figures       map[string]Figure // by slot id: what the slot's owner supplied
	Inquiries     []Inquiry         // about those figures, in order
	Verdict       Verdict
	Reopened      Date      // the day at whose end the verifier's last return closes the criterion again; zero for none
	ReopenedAt    time.Time // when that return was made
	NoFigureAt    time.Time // when the contact last said "no figure yet"; zero once answered

	Last Stamp // of the last entry that touched the criterion
}

// EvidenceKind is what was sent.
type EvidenceKind string

// The kinds of evidence.
const (
	EvidenceDocument EvidenceKind = "document"
	EvidencePhoto    EvidenceKind = "photo"
	EvidenceVideo    EvidenceKind = "video"
	EvidenceLink     EvidenceKind = "link"
)

// Evidence is one file or link that was kept.
type Evidence struct {
	ID      string       `json:"id"` // unique in the dossier; its receipt code (mã tiếp nhận)
	Kind    EvidenceKind `json:"kind"`
	Slot    string       `json:"slot,omitempty"` // the slot id; "" for the criterion as a whole
	Name    string       `json:"name,omitempty"` // the cleaned file name, for show only
	Blob    string       `json:"blob,omitempty"` // SHA-256 of the content, hexadecimal
	Size    int64        `json:"size,omitempty"` // bytes
	Type    string       `json:"type,omitempty"` // media type found in the content
	Link    string       `json:"link,omitempty"`
	Caption string       `json:"caption,omitempty"`
	Group   string       `json:"group,omitempty"` // the album it came in

	Signature  SignatureState   `json:"signature,omitempty"`
	SignedBy   string           `json:"signed_by,omitempty"`  // the organisation whose certificate signed
	Signatures []SignatureFacts `json:"signatures,omitempty"` // each, in the file's order; the first few
	Document   *DocumentFacts   `json:"document,omitempty"`   // what it says of itself
	Reading    ReadingState     `json:"reading,omitempty"`    // why it says nothing
	Stated     *Statement       `json:"stated,omitempty"`     // what the contact says it is
	Elsewhere  []string         `json:"elsewhere,omitempty"`  // others who filed the same content: "<edition>/<department>"
	Original   string           `json:"original,omitempty"`   // SHA-256 of what was sent, when place data was taken out of it
	Scan       ScanState        `json:"scan,omitempty"`
	Replaces   string           `json:"replaces,omitempty"`  // the id of the piece whose place it takes
	SharedOf   string           `json:"shared_of,omitempty"` // the id of the piece that serves here as well

	Stamp Stamp `json:"-"`
}

// Replaced is a piece of evidence whose place another has taken; it is kept.
type Replaced struct {
	Evidence
	By string // the id of the piece that took its place
}

// Quarantined is a file that was shut away.
type Quarantined struct {
	ID    string
	Blob  string
	Level string
	Stamp Stamp
}

// NotApplicable is where a request "không đánh giá" stands.
type NotApplicable struct {
	State  NotApplicableState
	Reason string // the contact's
	Answer string // the decider's
	Stamp  Stamp
}

// NotApplicableState names the outcomes of a request.
type NotApplicableState string

// The states of a request "không đánh giá".
const (
	NotApplicableNone    NotApplicableState = ""
	NotApplicableAsked   NotApplicableState = "asked"
	NotApplicableGranted NotApplicableState = "granted"
	NotApplicableRefused NotApplicableState = "refused"
)

// Figure is a system slot's official figure.
type Figure struct {
	Answer Answer
	Source string // where it came from: the file's name
	Row    int    // its row in the file, from 1; 0 when it came alone
	Import string // the import that brought it; "" when it came alone
	Stamp  Stamp
}

// Inquiry is a question of the department about a figure, and what its owner
// answered.
type Inquiry struct {
	Slot       string
	Text       string
	Stamp      Stamp
	Answer     string // "" while it is open
	AnsweredBy Stamp
}

// Verdict is what the verifier decided.
type Verdict struct {
	State  VerdictState
	Points Points    // of a confirmation
	Reason string    // of a return
	Until  time.Time // of a return: until when its criterion is open
	Stamp  Stamp
}

// VerdictState names the outcomes of verification.
type VerdictState string

// The states of a verdict.
const (
	VerdictNone     VerdictState = ""
	VerdictVerified VerdictState = "verified"
	VerdictReturned VerdictState = "returned"
)
