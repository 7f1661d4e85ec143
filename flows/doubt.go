package flows

import "minhchung/scoring"

// reasonNoRoot is intake's name for a certificate under no trusted root.
const reasonNoRoot = "unknown_root"

// doubtOf says why a file's signatures are not valid: the first reason that
// makes them what they are together.
func (t *turn) doubtOf(ev scoring.Evidence) string {
	for _, s := range ev.Signatures {
		if s.Outcome == ev.Signature && s.Reason != "" {
			return t.doubt(s.Reason)
		}
	}
	return ""
}

// doubt says in plain words why one signature is not valid; "" when there is
// no reason.
func (t *turn) doubt(reason string) string {
	if reason == "" {
		return ""
	}
	return t.label("signed."+doubtKey(reason), nil)
}

// doubtKey is the text of a reason that intake names. Those who read it can do
// the same about several of them, so that they share one.
func doubtKey(reason string) string {
	switch reason {
	case reasonNoRoot:
		return "why_root"
	case "no_revocation_data":
		return "why_revocation"
	case "expired", "outside_validity":
		return "why_expired"
	case "revoked", "revoked_later":
		return "why_revoked"
	case "certificate_use", "weak_algorithm", "legacy_format", "unsupported":
		return "why_kind"
	case "visible_addition", "annotation_added", "form_filled", "unknown_addition":
		return "why_added"
	case "odd_structure", "encrypted", "too_complex":
		return "why_structure"
	case "broken_structure", "bad_byte_range", "bad_contents", "bad_coverage", "bad_signature", "bad_timestamp":
		return "why_broken"
	case "document_changed", "content_replaced", "hidden_object", "not_allowed", "locked_field":
		return "why_changed"
	case "signature_removed", "signature_repeated", "bad_certification":
		return "why_moved"
	}
	return "why_other"
}
