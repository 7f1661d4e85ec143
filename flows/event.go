package flows

import (
	"time"

	"minhchung/scoring"
)

// EventKind is what happened.
type EventKind string

// The kinds of events.
const (
	EventText    EventKind = "text"    // a typed line, a command, a pasted link
	EventButton  EventKind = "button"  // an inline button was pressed
	EventUpload  EventKind = "upload"  // a document, photo or video
	EventPhone   EventKind = "phone"   // a phone number, shared with the channel's own button
	EventEdited  EventKind = "edited"  // an earlier message was changed
	EventOther   EventKind = "other"   // a sticker, a voice message, a location …
	EventBlocked EventKind = "blocked" // the person left or blocked the bot
	EventWake    EventKind = "wake"    // what an effect Wake asked for
)

// Event is one thing that reached the bot, whatever the channel.
type Event struct {
	Kind  EventKind
	Key   string    // unique; names the cause of what follows from it
	Chat  string    // channel and id: "telegram:123"
	At    time.Time // the moment that counts for "in time"
	Nonce [16]byte  // random bits, the same when the event is delivered again

	Text     string   // typed text, or the caption of an upload
	HTML     string   // the same with the formatting that its writer gave it, as in Message; "" for none
	Data     string   // of a pressed button
	Message  string   // the channel's id of the message: pressed, edited or sent
	Forward  bool     // the message was forwarded from elsewhere
	Language string   // the language that the person's app is set to: "vi", "en" …
	Upload   *Upload  // of an upload
	Phone    string   // of a shared phone number, digits with country code
	OwnPhone bool     // the shared number is the sender's own
	Wake     *Wakeful // of a wake
}

// Upload is a file that a person sent. Before flows has admitted it, only
// what the channel says of it is known (File, Name, Size); what intake found
// follows when it was fetched.
type Upload struct {
	File  string // the channel's id of the content
	Kind  string // document, photo or video, as it was sent
	Name  string // as given; "" for photos
	Size  int64  // bytes, as the channel says; 0 when it does not
	Group string // the album's id; "" for a single file

	Found *Found // nil until fetched
}

// Found is what intake sees of a fetched file.
type Found struct {
	Blob  string // SHA-256 of the content
	Size  int64
	Type  string // media type, from the content
	Name  string // cleaned for show
	Image bool
	Video bool

	SignedBy   string                   // the organisation whose certificate signed
	Signature  scoring.SignatureState   // of files that can carry one
	Signatures []scoring.SignatureFacts // each of them
	Document   *scoring.DocumentFacts   // what a PDF's text says of itself; nil when nothing was read
	Reading    scoring.ReadingState     // why a PDF says nothing
	Classified Classification
	Elsewhere  []string // other dossiers that hold the same content: "<edition>/<department>"

	Original string            // SHA-256 of what was sent, when it is kept without its place data; else ""
	Scan     scoring.ScanState // whether it still waits for the malware scanner
	Folder   string            // of an archive's file: where it lay; "" at the top
	Members  []Found           // of an archive: its files, in their order

	Refused Refusal // why it cannot be kept; "" when it can
}

// Classification is a document's mark of secrecy.
type Classification string

// The marks (độ mật).
const (
	ClassifiedNot      Classification = ""
	ClassifiedMat      Classification = "mat"
	ClassifiedToiMat   Classification = "toi_mat"
	ClassifiedTuyetMat Classification = "tuyet_mat"
)

// Refusal names why an upload is not kept.
type Refusal string

// The refusals.
const (
	RefusedNot       Refusal = ""
	RefusedEmpty     Refusal = "empty"
	RefusedTooLarge  Refusal = "too_large"
	RefusedType      Refusal = "type"      // not among the accepted types
	RefusedGone      Refusal = "gone"      // the channel no longer has it
	RefusedQuota     Refusal = "quota"     // the department's daily quota is used up
	RefusedDiskFull  Refusal = "disk_full" // too little room left on the server
	RefusedNoRights  Refusal = "no_rights" // the sender may not file
	RefusedUnsettled Refusal = "unsettled" // the notice is not confirmed yet
	RefusedClosed    Refusal = "closed"    // filing has locked

	RefusedProgram   Refusal = "program"   // it can be run, or holds what can
	RefusedScript    Refusal = "script"    // commands as text, a page of the web
	RefusedMacro     Refusal = "macro"     // an office document with macros
	RefusedEncrypted Refusal = "encrypted" // a document that opens with a password only
	RefusedLocked    Refusal = "locked"    // an archive that does
	RefusedMismatch  Refusal = "mismatch"  // the content is another type than the name says
	RefusedHidden    Refusal = "hidden"    // another file hangs on it
	RefusedBroken    Refusal = "broken"    // cut off or damaged
	RefusedArchive   Refusal = "archive"   // an archive, but no ZIP
	RefusedBomb      Refusal = "bomb"      // it would unpack to far more than it is
	RefusedCrowded   Refusal = "crowded"   // too many files or pages
	RefusedNested    Refusal = "nested"    // an archive in an archive
	RefusedSlow      Refusal = "slow"      // it takes too long to look through
	RefusedMalware   Refusal = "malware"   // the scanner knows it
)

// Wakeful is what a Wake effect leaves for later.
type Wakeful struct {
	Reason string `json:"reason"` // album, scanned
	Group  string `json:"group,omitempty"`
	Turn   int    `json:"turn"` // stale when the session has moved past it

	Scanned *Scanned `json:"scanned,omitempty"`
}

// Scanned is what the malware scanner says of a file that waited for it.
type Scanned struct {
	Department string              `json:"department"`
	Evidence   string              `json:"evidence"` // its id
	Outcome    scoring.ScanOutcome `json:"outcome"`
}
