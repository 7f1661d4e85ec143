package scoring

import "time"

// Entry is one fact of a stream. The kinds of this file are a dossier's: a new
// one needs a case in DecodeEntry and in Dossier.apply. Those of an edition's
// stream are in settings.go.
type Entry interface{ Kind() string }

// ProfileSet records one field of the general information.
type ProfileSet struct {
	Field string `json:"field"` // a ProfileField's id
	Value string `json:"value"` // text, or digits of a whole number
}

// AnswerGiven records the answer to a criterion.
type AnswerGiven struct {
	Criterion string `json:"criterion"`
	Answer    Answer `json:"answer"`
}

// NoFigure records that the contact does not have the figure yet.
type NoFigure struct {
	Criterion string `json:"criterion"`
}

// NoteWritten records a remark for the verifier; an empty text removes it.
type NoteWritten struct {
	Criterion string `json:"criterion"`
	Text      string `json:"text"`
}

// EvidenceKept records a file or link; Criterion "" leaves it unfiled.
type EvidenceKept struct {
	Criterion string   `json:"criterion,omitempty"`
	Evidence  Evidence `json:"evidence"`
}

// EvidenceMoved puts evidence under another criterion or slot.
type EvidenceMoved struct {
	ID        string `json:"id"`
	Criterion string `json:"criterion"`
	Slot      string `json:"slot,omitempty"`
}

// EvidenceDescribed records what a contact says a document is.
type EvidenceDescribed struct {
	ID     string    `json:"id"`
	Stated Statement `json:"stated"`
}

// EvidenceWithdrawn takes evidence out of the dossier; its content is kept.
type EvidenceWithdrawn struct {
	ID string `json:"id"`
}

// EvidenceQuarantined records that a file with a mark of secrecy came, and was
// shut away: it is no evidence, and nobody may open it.
type EvidenceQuarantined struct {
	ID    string `json:"id"`
	Blob  string `json:"blob"`
	Level string `json:"level"` // mat, toi_mat, tuyet_mat
}

// EvidencePurged records that its content was deleted for good.
type EvidencePurged struct {
	ID string `json:"id"`
}

// EvidenceScanned records what the malware scanner said of a file that waited
// for it: a clean one counts from then on, an infected one is taken out.
type EvidenceScanned struct {
	ID      string      `json:"id"`
	Outcome ScanOutcome `json:"outcome"`
}

// NotApplicableRequested asks that criteria be left out for this department.
type NotApplicableRequested struct {
	Criteria []string `json:"criteria"`
	Reason   string   `json:"reason"`
}

// NotApplicableDecided grants or refuses such a request.
type NotApplicableDecided struct {
	Criterion string `json:"criterion"`
	Granted   bool   `json:"granted"`
	Reason    string `json:"reason,omitempty"`
}

// NotApplicableDropped takes a request or a grant back.
type NotApplicableDropped struct {
	Criterion string `json:"criterion"`
}

// FigureSupplied records an owner's official figure for a system slot.
type FigureSupplied struct {
	Criterion string `json:"criterion"`
	Slot      string `json:"slot"`
	Answer    Answer `json:"answer"`
	Source    string `json:"source"`
}

// FigureAsked records a question of the department about an official figure.
type FigureAsked struct {
	Criterion string `json:"criterion"`
	Slot      string `json:"slot"`
	Text      string `json:"text"`
}

// FigureAnswered records the answer of the figure's owner: to all that was
// asked about the slot and is open.
type FigureAnswered struct {
	Criterion string `json:"criterion"`
	Slot      string `json:"slot"`
	Text      string `json:"text"`
}

// Verified records the verifier's points.
type Verified struct {
	Criterion string `json:"criterion"`
	Points    Points `json:"points"`
}

// Returned records that the verifier wants something more. It opens the
// criterion until the end of the day, in Zone, on which Until falls.
type Returned struct {
	Criterion string    `json:"criterion"`
	Reason    string    `json:"reason"`
	Until     time.Time `json:"until"`
}

// The names of the entries in the ledger.

func (ProfileSet) Kind() string             { return "profile-set" }
func (AnswerGiven) Kind() string            { return "answer-given" }
func (NoFigure) Kind() string               { return "no-figure" }
func (NoteWritten) Kind() string            { return "note-written" }
func (EvidenceKept) Kind() string           { return "evidence-kept" }
func (EvidenceMoved) Kind() string          { return "evidence-moved" }
func (EvidenceDescribed) Kind() string      { return "evidence-described" }
func (EvidenceWithdrawn) Kind() string      { return "evidence-withdrawn" }
func (EvidenceQuarantined) Kind() string    { return "evidence-quarantined" }
func (EvidencePurged) Kind() string         { return "evidence-purged" }
func (EvidenceScanned) Kind() string        { return "evidence-scanned" }
func (NotApplicableRequested) Kind() string { return "not-applicable-requested" }
func (NotApplicableDecided) Kind() string   { return "not-applicable-decided" }
func (NotApplicableDropped) Kind() string   { return "not-applicable-dropped" }
func (FigureSupplied) Kind() string         { return "figure-supplied" }
func (FigureAsked) Kind() string            { return "figure-asked" }
func (FigureAnswered) Kind() string         { return "figure-answered" }
func (Verified) Kind() string               { return "verified" }
func (Returned) Kind() string               { return "returned" }
