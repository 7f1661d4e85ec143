package scoring

import (
	"encoding/json"
	"fmt"
)

// EncodeEntry writes an entry as it stands in the ledger: its fields, with its
// kind in front. It serves the entries of every stream, not only those of this
// package.
//
//	{"kind":"answer-given","criterion":"I.1.1","answer":{"choice":"head"}}
func EncodeEntry(e Entry) (json.RawMessage, error) {
	fields, err := json.Marshal(e)
	if err != nil {
		return nil, fmt.Errorf("encode a %s entry: %w", e.Kind(), err)
	}
	if len(fields) < 2 || fields[0] != '{' {
		return nil, fmt.Errorf("encode a %s entry: %T is no object", e.Kind(), e)
	}
	head, err := json.Marshal(e.Kind())
	if err != nil {
		return nil, fmt.Errorf("encode a %s entry: %w", e.Kind(), err)
	}
	raw := append([]byte(`{"kind":`), head...)
	if string(fields) != "{}" {
		raw = append(raw, ',')
	}
	return append(raw, fields[1:]...), nil
}

// EntryKind reads the kind of an entry that EncodeEntry wrote.
func EntryKind(raw json.RawMessage) (string, error) {
	var head struct {
		Kind string `json:"kind"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return "", fmt.Errorf("read an entry: %w", err)
	}
	return head.Kind, nil
}

// DecodeAs reads an entry of a known kind.
func DecodeAs[E Entry](raw json.RawMessage) (Entry, error) {
	var e E
	if err := json.Unmarshal(raw, &e); err != nil {
		return nil, fmt.Errorf("read a %s entry: %w", e.Kind(), err)
	}
	return e, nil
}

// DecodeEntry reads an entry of a dossier's, an edition's or a figures' stream.
func DecodeEntry(raw json.RawMessage) (Entry, error) {
	kind, err := EntryKind(raw)
	if err != nil {
		return nil, err
	}
	switch kind {
	case ProfileSet{}.Kind():
		return DecodeAs[ProfileSet](raw)
	case AnswerGiven{}.Kind():
		return DecodeAs[AnswerGiven](raw)
	case NoFigure{}.Kind():
		return DecodeAs[NoFigure](raw)
	case NoteWritten{}.Kind():
		return DecodeAs[NoteWritten](raw)
	case EvidenceKept{}.Kind():
		return DecodeAs[EvidenceKept](raw)
	case EvidenceMoved{}.Kind():
		return DecodeAs[EvidenceMoved](raw)
	case EvidenceDescribed{}.Kind():
		return DecodeAs[EvidenceDescribed](raw)
	case EvidenceWithdrawn{}.Kind():
		return DecodeAs[EvidenceWithdrawn](raw)
	case EvidenceQuarantined{}.Kind():
		return DecodeAs[EvidenceQuarantined](raw)
	case EvidencePurged{}.Kind():
		return DecodeAs[EvidencePurged](raw)
	case EvidenceScanned{}.Kind():
		return DecodeAs[EvidenceScanned](raw)
	case NotApplicableRequested{}.Kind():
		return DecodeAs[NotApplicableRequested](raw)
	case NotApplicableDecided{}.Kind():
		return DecodeAs[NotApplicableDecided](raw)
	case NotApplicableDropped{}.Kind():
		return DecodeAs[NotApplicableDropped](raw)
	case FigureSupplied{}.Kind():
		return DecodeAs[FigureSupplied](raw)
	case FigureAsked{}.Kind():
		return DecodeAs[FigureAsked](raw)
	case FigureAnswered{}.Kind():
		return DecodeAs[FigureAnswered](raw)
	case Verified{}.Kind():
		return DecodeAs[Verified](raw)
	case Returned{}.Kind():
		return DecodeAs[Returned](raw)
	}
	return decodeOffice(kind, raw)
}

// decodeOffice reads what is decided for all departments.
func decodeOffice(kind string, raw json.RawMessage) (Entry, error) {
	switch kind {
	case SwitchSet{}.Kind():
		return DecodeAs[SwitchSet](raw)
	case ClosingSet{}.Kind():
		return DecodeAs[ClosingSet](raw)
	case DueSet{}.Kind():
		return DecodeAs[DueSet](raw)
	case LockSet{}.Kind():
		return DecodeAs[LockSet](raw)
	case FiguresImported{}.Kind():
		return DecodeAs[FiguresImported](raw)
	case FiguresWithdrawn{}.Kind():
		return DecodeAs[FiguresWithdrawn](raw)
	case ColumnsMapped{}.Kind():
		return DecodeAs[ColumnsMapped](raw)
	case DepartmentKnownAs{}.Kind():
		return DecodeAs[DepartmentKnownAs](raw)
	}
	return nil, fmt.Errorf("scoring: unknown entry kind %q", kind)
}
