// Package signature says what the digital signatures of a PDF are worth: who
// signed, when, what each signature covers, what came after it, and whether it
// is valid, undetermined (a person decides, the reason is named) or invalid.
//
// It must not know where a file came from or what it is evidence for. It reads
// no clock and no network: the moment of the check and the trusted roots are
// given to it; revocation data are those inside the file and beside the roots,
// and those of a source that it is given. The cryptography is
// a library's; the checks of structure are its own, and strict: what it does
// not understand is never valid.
package signature

import "time"

// Outcome is what a signature, or a file, is worth.
type Outcome string

// The outcomes. A file without signatures has None.
const (
	None         Outcome = "none"
	Valid        Outcome = "valid"
	Undetermined Outcome = "undetermined"
	Invalid      Outcome = "invalid"
)

// Result is what the signatures of one file are worth, together (the worst of
// them) and each. Document timestamps alone are no signature, and are counted
// against a file only when they are invalid.
type Result struct {
	Outcome    Outcome
	Signatures []Signature
}

// Kind tells signatures of people from timestamps of the whole document.
type Kind string

// The kinds.
const (
	Personal  Kind = "signature"
	Timestamp Kind = "timestamp"
)

// TimeSource is where a signature's time comes from.
type TimeSource string

// The sources: nobody's, the signer's own clock, or a timestamp that holds
// under a trusted root.
const (
	Unknown   TimeSource = ""
	Claimed   TimeSource = "claimed"
	Confirmed TimeSource = "timestamp"
)

// Coverage is what of the file a signature covers: Revision of Revisions,
// counted from 1. It covers the whole file when they are equal.
type Coverage struct {
	Revision, Revisions int
}

// Whole says whether nothing came after the signature.
func (c Coverage) Whole() bool { return c.Revision > 0 && c.Revision == c.Revisions }

// Signature is one signature. Text from certificates is cleaned for show.
type Signature struct {
	Kind Kind
	// Signer is the common name; Organisation names the unit first, then what
	// it belongs to; Position and Email are empty unless the certificate says.
	Signer, Organisation, Position, Email string

	Time       time.Time
	TimeSource TimeSource
	// Path holds the subjects of the certificates, the signer's first.
	Path   []string
	Covers Coverage
	// After is what came after the signature, each kind of addition once.
	After   []Addition
	Outcome Outcome
	Reason  Reason
	// Detail is for logs and curious people, in English.
	Detail string
}

// Addition is a kind of thing that a later revision added.
type Addition string

// The additions.
const (
	AddedSignature  Addition = "signature"
	AddedTimestamp  Addition = "timestamp"
	AddedField      Addition = "signature_field" // empty, for a later signature
	AddedValidation Addition = "validation_data"
	AddedMetadata   Addition = "metadata"
	AddedFormFill   Addition = "form_fill"
	AddedAnnotation Addition = "annotation"
	AddedOther      Addition = "other"
)
