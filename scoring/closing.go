package scoring

import "time"

// Locks says whether nothing may be filed after the closing: as the admins
// decided last, else as the edition's file says.
func (s Settings) Locks(e *Edition) bool {
	if s.lock == nil {
		return e.Locks
	}
	return s.lock.On
}

// ClosesFor gives the day at whose end filing closes for one criterion of a
// dossier: a verifier's return opens the criterion until its own day. With ""
// it is the day for all that belongs to no criterion.
func (s Settings) ClosesFor(e *Edition, d *Dossier, criterion string) Date {
	closes := s.Closes(e, d.Department)
	if until := d.Item(criterion).Reopened; until.Compare(closes) > 0 {
		return until
	}
	return closes
}

// WantedBy says whether a day is one by whose end a criterion of a dossier is to
// be complete: that of its work, the closing, that of a return. A return gives
// it time until its own day.
func (s Settings) WantedBy(e *Edition, d *Dossier, c *Criterion, day Date) bool {
	own := d.Item(c.ID).Reopened
	if own.Compare(day) >= 0 {
		return own == day
	}
	return day == s.Due(c, d.Department) || day == s.Closes(e, d.Department)
}

// Late says whether what counts from a moment comes after the closing of a
// criterion. It is never recorded: when the closing is moved to a later day,
// what was late is in time again.
func (s Settings) Late(e *Edition, d *Dossier, criterion string, at time.Time) bool {
	return !at.Before(s.ClosesFor(e, d, criterion).End())
}

// Shut says whether nothing may be filed under a criterion at a moment.
func (s Settings) Shut(e *Edition, d *Dossier, criterion string, at time.Time) bool {
	return s.Locks(e) && s.Late(e, d, criterion, at)
}

// Refuses says whether filing has locked for what a department does at a moment,
// and the criterion for which it has; "" for none in particular. A file that was
// sent in time may be placed later: what counts is when it came. What the office
// does, a question about a figure, and what shuts a secret file away are not
// filing.
func (s Settings) Refuses(e *Edition, d *Dossier, entry Entry, at time.Time) (criterion string, refused bool) {
	switch entry := entry.(type) {
	case AnswerGiven:
		return entry.Criterion, s.Shut(e, d, entry.Criterion, at)
	case NoFigure:
		return entry.Criterion, s.Shut(e, d, entry.Criterion, at)
	case NoteWritten:
		return entry.Criterion, s.Shut(e, d, entry.Criterion, at)
	case NotApplicableDropped:
		return entry.Criterion, s.Shut(e, d, entry.Criterion, at)
	case NotApplicableRequested:
		for _, id := range entry.Criteria {
			if s.Shut(e, d, id, at) {
				return id, true
			}
		}
		return "", false
	case EvidenceKept:
		return entry.Criterion, s.Shut(e, d, entry.Criterion, at)
	case EvidenceWithdrawn:
		_, from, _ := d.Find(entry.ID)
		return from, s.Shut(e, d, from, at)
	case EvidenceDescribed:
		_, of, _ := d.Find(entry.ID)
		return of, s.Shut(e, d, of, at)
	case EvidenceMoved:
		ev, from, _ := d.Find(entry.ID)
		if from == "" {
			return entry.Criterion, s.Shut(e, d, entry.Criterion, ev.Stamp.At)
		}
		if s.Shut(e, d, from, at) {
			return from, true
		}
		return entry.Criterion, s.Shut(e, d, entry.Criterion, at)
	case ProfileSet:
		return "", s.Shut(e, d, "", at)
	}
	return "", false
}

// CountLate counts the answers and the pieces of evidence of a dossier that came
// after the closing.
func (s Settings) CountLate(e *Edition, d *Dossier) (answers, evidence int) {
	for id, item := range d.Items {
		if item.Answer != nil && s.Late(e, d, id, item.AnsweredBy.At) {
			answers++
		}
		for _, ev := range item.Evidence {
			if s.Late(e, d, id, ev.Stamp.At) {
				evidence++
			}
		}
	}
	for _, ev := range d.Unfiled {
		if s.Late(e, d, "", ev.Stamp.At) {
			evidence++
		}
	}
	return answers, evidence
}
