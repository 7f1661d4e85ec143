package signature

// Reason is why a signature is not valid.
type Reason string

// Reasons to leave a signature to a person: it may hold.
const (
	UnknownRoot      Reason = "unknown_root"       // no trusted root issued the certificate
	NoRevocationData Reason = "no_revocation_data" // or none that fits the time
	Expired          Reason = "expired"            // and no timestamp from before
	OutsideValidity  Reason = "outside_validity"   // the claimed time is outside of the certificate's, or still to come
	RevokedLater     Reason = "revoked_later"      // revoked after the claimed time, which nothing confirms
	CertificateUse   Reason = "certificate_use"    // the certificate is not for signing documents, or has odd rules
	WeakAlgorithm    Reason = "weak_algorithm"     // SHA-1 and older
	LegacyFormat     Reason = "legacy_format"      // adbe.x509.rsa_sha1, adbe.pkcs7.sha1
	Unsupported      Reason = "unsupported"        // a format or algorithm that is not verified here
	VisibleAddition  Reason = "visible_addition"   // something visible came after it, large or covering
	AnnotationAdded  Reason = "annotation_added"
	FormFilled       Reason = "form_filled" // without a certification that allows it
	UnknownAddition  Reason = "unknown_addition"
	OddStructure     Reason = "odd_structure" // a file that viewers repair
	Encrypted        Reason = "encrypted"
	TooComplex       Reason = "too_complex"
)

// Reasons to refuse a signature.
const (
	BrokenStructure   Reason = "broken_structure"
	BadByteRange      Reason = "bad_byte_range" // not four parts around exactly its contents
	BadContents       Reason = "bad_contents"
	BadCoverage       Reason = "bad_coverage" // does not end where a revision does
	BadSignature      Reason = "bad_signature"
	DocumentChanged   Reason = "document_changed" // the signed bytes are others
	BadTimestamp      Reason = "bad_timestamp"
	Revoked           Reason = "revoked"
	ContentReplaced   Reason = "content_replaced"   // a later revision changes what was signed
	HiddenObject      Reason = "hidden_object"      // a later revision holds what its tables do not name
	NotAllowed        Reason = "not_allowed"        // the certification forbids what came after
	LockedField       Reason = "locked_field"       // a signature locked the field that was filled
	SignatureRemoved  Reason = "signature_removed"  // was in the form once
	SignatureRepeated Reason = "signature_repeated" // two fields share it
	BadCertification  Reason = "bad_certification"  // not the first signature, or not the one the catalog names
)

// Outcome gives what a reason makes of a signature.
func (r Reason) Outcome() Outcome {
	switch r {
	case "":
		return Valid
	case BrokenStructure, BadByteRange, BadContents, BadCoverage, BadSignature, DocumentChanged, BadTimestamp,
		Revoked, ContentReplaced, HiddenObject, NotAllowed, LockedField, SignatureRemoved, SignatureRepeated,
		BadCertification:
		return Invalid
	case UnknownRoot, NoRevocationData, Expired, OutsideValidity, RevokedLater, CertificateUse, WeakAlgorithm,
		LegacyFormat, Unsupported, VisibleAddition, AnnotationAdded, FormFilled, UnknownAddition, OddStructure,
		Encrypted, TooComplex:
		return Undetermined
	}
	return Undetermined
}

// verdict is a reason with its detail. The zero verdict means valid.
type verdict struct {
	reason Reason
	detail string
}

// worse gives the worse of two verdicts, the first when they are equal.
func (v verdict) worse(other verdict) verdict {
	if rank(other.reason.Outcome()) > rank(v.reason.Outcome()) {
		return other
	}
	return v
}

func rank(o Outcome) int {
	switch o {
	case None:
		return 0
	case Valid:
		return 1
	case Undetermined:
		return 2
	case Invalid:
		return 3
	}
	return 3
}
