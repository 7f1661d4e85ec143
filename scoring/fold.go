package scoring

import (
	"fmt"
	"maps"
	"slices"
	"time"
)

// NewDossier gives the empty dossier of a department.
func NewDossier(department string) *Dossier {
	return &Dossier{Department: department, ProfileBy: map[string]Stamp{}, Items: map[string]*Item{}}
}

// Item gives what is held under a criterion; an empty item when nothing is.
func (d *Dossier) Item(criterion string) *Item {
	if item, ok := d.Items[criterion]; ok {
		return item
	}
	return &Item{}
}

// Find gives a piece of evidence and the criterion that it is filed under
// ("" while it is unfiled). ok is false when there is none.
func (d *Dossier) Find(id string) (evidence Evidence, criterion string, ok bool) {
	if i := indexOf(d.Unfiled, id); i >= 0 {
		return d.Unfiled[i], "", true
	}
	for criterion, item := range d.Items {
		if i := indexOf(item.Evidence, id); i >= 0 {
			return item.Evidence[i], criterion, true
		}
	}
	return Evidence{}, "", false
}

func indexOf(list []Evidence, id string) int {
	return slices.IndexFunc(list, func(e Evidence) bool { return e.ID == id })
}

// Clone gives a dossier that shares nothing with d that is ever changed: the
// items are shared, because touch changes only copies of them.
func (d *Dossier) Clone() *Dossier {
	c := *d
	c.Unfiled = slices.Clone(d.Unfiled)
	c.Replaced = slices.Clone(d.Replaced)
	c.ProfileBy = maps.Clone(d.ProfileBy)
	c.Items = maps.Clone(d.Items)
	return &c
}

// Apply folds the entries of one document into d. An error means that the
// ledger holds what this program does not know; d is then not to be used.
func (d *Dossier) Apply(s Stamp, entries ...Entry) error {
	for _, e := range entries {
		if err := d.apply(s, e); err != nil {
			return fmt.Errorf("dossier of %s, document %d: %w", d.Department, s.Seq, err)
		}
	}
	d.Seq = s.Seq
	return nil
}

// Filed is one document of a dossier's stream.
type Filed struct {
	Stamp   Stamp
	Entries []Entry
}

// DossierAsOf folds what counts from t or before, in the order of the stream.
func DossierAsOf(department string, t time.Time, documents []Filed) (*Dossier, error) {
	d := NewDossier(department)
	for _, doc := range documents {
		if doc.Stamp.At.After(t) {
			continue
		}
		if err := d.Apply(doc.Stamp, doc.Entries...); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// touch gives a copy of the item, in its place, to change, and notes who
// changed it last.
func (d *Dossier) touch(s Stamp, criterion string) *Item {
	var item Item
	if known, ok := d.Items[criterion]; ok {
		item = *known
		item.Evidence, item.Figures = slices.Clone(known.Evidence), maps.Clone(known.Figures)
		item.Inquiries = slices.Clone(known.Inquiries)
	}
	item.Last = s
	d.Items[criterion] = &item
	return &item
}

// inquire gives the item to change its inquiries: who asks or answers about a
// figure does not disturb who is answering the criterion.
func (d *Dossier) inquire(s Stamp, criterion string) *Item {
	last := d.Item(criterion).Last
	item := d.touch(s, criterion)
	item.Last = last
	return item
}

func (d *Dossier) apply(s Stamp, e Entry) error {
	switch e := e.(type) {
	case ProfileSet:
		d.ProfileBy[e.Field] = s
		return d.Profile.Set(e.Field, e.Value)
	case AnswerGiven:
		item := d.touch(s, e.Criterion)
		item.Answer, item.AnsweredBy, item.NoFigureAt = &e.Answer, s, time.Time{}
		item.Verdict = Verdict{}
	case NoFigure:
		d.touch(s, e.Criterion).NoFigureAt = s.At
	case NoteWritten:
		d.touch(s, e.Criterion).Note = e.Text
	case EvidenceKept:
		d.keep(s, e)
	case EvidenceMoved:
		d.move(s, e)
	case EvidenceDescribed:
		d.describe(s, e)
	case EvidenceWithdrawn:
		d.take(s, e.ID)
	case EvidenceScanned:
		d.scanned(s, e)
	case EvidenceQuarantined:
		d.Quarantine = append(slices.Clone(d.Quarantine), Quarantined{ID: e.ID, Blob: e.Blob, Level: e.Level, Stamp: s})
	case EvidencePurged:
		d.Quarantine = slices.DeleteFunc(slices.Clone(d.Quarantine), func(q Quarantined) bool { return q.ID == e.ID })
	default:
		return d.applyDecision(s, e)
	}
	return nil
}

// applyDecision folds what is decided between the department and others.
func (d *Dossier) applyDecision(s Stamp, e Entry) error {
	switch e := e.(type) {
	case NotApplicableRequested:
		for _, id := range e.Criteria {
			d.touch(s, id).NotApplicable = NotApplicable{State: NotApplicableAsked, Reason: e.Reason, Stamp: s}
		}
	case NotApplicableDecided:
		na := &d.touch(s, e.Criterion).NotApplicable
		na.State, na.Answer, na.Stamp = NotApplicableRefused, e.Reason, s
		if e.Granted {
			na.State = NotApplicableGranted
		}
	case NotApplicableDropped:
		d.touch(s, e.Criterion).NotApplicable = NotApplicable{Stamp: s}
	case FigureSupplied:
		item := d.touch(s, e.Criterion)
		if item.Figures == nil {
			item.Figures = map[string]Figure{}
		}
		item.Figures[e.Slot] = Figure{Answer: e.Answer, Source: e.Source, Stamp: s}
	case FigureAsked:
		item := d.inquire(s, e.Criterion)
		item.Inquiries = append(item.Inquiries, Inquiry{Slot: e.Slot, Text: e.Text, Stamp: s})
	case FigureAnswered:
		item := d.inquire(s, e.Criterion)
		for i := range item.Inquiries {
			if q := &item.Inquiries[i]; q.Slot == e.Slot && q.Answer == "" {
				q.Answer, q.AnsweredBy = e.Text, s
			}
		}
	case Verified:
		d.touch(s, e.Criterion).Verdict = Verdict{State: VerdictVerified, Points: e.Points, Stamp: s}
	case Returned:
		item := d.touch(s, e.Criterion)
		item.Verdict = Verdict{State: VerdictReturned, Reason: e.Reason, Until: e.Until, Stamp: s}
		item.Reopened, item.ReopenedAt = Date{}, s.At // they hold when the verdict is gone: more than one thing may be filed
		if !e.Until.IsZero() {
			item.Reopened = DateOf(e.Until)
		}
	default:
		return fmt.Errorf("unknown entry %T", e)
	}
	return nil
}
