package scoring

import "time"

// SignatureState is what was found of a file's digital signatures.
type SignatureState string

// The states of a file's signatures. An undetermined one fills a signed slot:
// a verifier decides.
const (
	SignatureUnchecked    SignatureState = ""
	SignatureNone         SignatureState = "none"
	SignatureValid        SignatureState = "valid"
	SignatureUndetermined SignatureState = "undetermined"
	SignatureInvalid      SignatureState = "invalid"
)

// fillsSigned says whether a file so signed counts where a signature is asked
// for. What was kept before signatures were checked counts as it did then.
func (s SignatureState) fillsSigned() bool {
	switch s {
	case SignatureNone, SignatureInvalid:
		return false
	case SignatureUnchecked, SignatureValid, SignatureUndetermined:
		return true
	}
	return false
}

// Capacity is in which capacity a document was signed.
type Capacity string

// The capacities, as the signature block says them.
const (
	SignedAsUnknown   Capacity = "unknown"
	SignedAsHead      Capacity = "head"
	SignedAsDeputy    Capacity = "deputy"    // KT.
	SignedAsActing    Capacity = "acting"    // Q., phụ trách
	SignedAsDelegated Capacity = "delegated" // TL., TUQ.
)

// SignatureFacts are what was found of one signature of a file. The names are
// the certificate's, cleaned for show.
type SignatureFacts struct {
	By           string         `json:"by,omitempty"`
	Organisation string         `json:"organisation,omitempty"`
	Time         time.Time      `json:"time,omitzero"`
	Confirmed    bool           `json:"confirmed,omitempty"` // the time is a timestamp's that holds, not the signer's own clock's
	Outcome      SignatureState `json:"outcome"`
	Reason       string         `json:"reason,omitempty"` // why it is not valid: a name that intake gives
}

// DocumentFacts are what a document says of itself. They are shown and can be
// wrong: a scan is read by nobody, and letters can be forged.
type DocumentFacts struct {
	Type     string   `json:"type,omitempty"`   // its heading: "KẾ HOẠCH"; "CÔNG VĂN" for one without
	Number   string   `json:"number,omitempty"` // "123/QĐ-SYT"
	Date     Date     `json:"date,omitzero"`    // of the document: its effective date, whenever it was uploaded
	Issuer   string   `json:"issuer,omitempty"`
	Subject  string   `json:"subject,omitempty"`
	SignedAs Capacity `json:"signed_as,omitempty"`
	Position string   `json:"position,omitempty"` // the title that says so: "KT. GIÁM ĐỐC, PHÓ GIÁM ĐỐC"
	Signer   string   `json:"signer,omitempty"`   // the name under it
	Copy     bool     `json:"copy,omitempty"`     // marked SAO Y, SAO LỤC or TRÍCH SAO
}

// Statement is what a contact says a document is, where reading it was wrong or
// impossible. It is shown beside what was read.
type Statement struct {
	Number  string `json:"number,omitempty"`
	Date    Date   `json:"date,omitzero"`
	Issuer  string `json:"issuer,omitempty"`
	Subject string `json:"subject,omitempty"`
}

// Facts are what is known of a document: what was read in it, with what the
// contact stated in place of that. Nil when nobody knows anything.
func (e Evidence) Facts() *DocumentFacts {
	if e.Stated == nil {
		return e.Document
	}
	var facts DocumentFacts
	if e.Document != nil {
		facts = *e.Document
	}
	facts.Number, facts.Date, facts.Issuer, facts.Subject = e.Stated.Number, e.Stated.Date, e.Stated.Issuer, e.Stated.Subject
	return &facts
}

// ReadingState says why a file that could have a text says nothing of itself.
type ReadingState string

// The states.
const (
	ReadingDone   ReadingState = ""
	ReadingNoText ReadingState = "no_text" // a scan
	ReadingUnread ReadingState = "unread"  // there was no time to read it
)

// ScanState says whether a file waits for the malware scanner. One that waits
// is kept, but fills no slot.
type ScanState string

// The states. A file is kept when the scanner found nothing, or where there is none.
const (
	ScanDone    ScanState = ""
	ScanPending ScanState = "pending"
)

// ScanOutcome is what the scanner said of a file that waited for it.
type ScanOutcome string

// The outcomes.
const (
	ScanClean    ScanOutcome = "clean"
	ScanInfected ScanOutcome = "infected"
)
