package signature

import (
	"errors"

	"minhchung/bot/intake/signature/pdf"
)

// loose finds, once for each revision, the references that lead nowhere.
type loose struct {
	f    *pdf.File
	done map[int]*missing
}

// missing is the numbers to which a revision's objects refer and which no
// object had by then. odd is why not all could be read.
type missing struct {
	numbers map[int]bool
	odd     error
}

func (l *loose) in(revision int) (*missing, error) {
	if m := l.done[revision]; m != nil {
		return m, nil
	}
	m := &missing{numbers: map[int]bool{}}
	view := l.f.At(revision)
	visit := func(r pdf.Ref) {
		if _, _, ok := view.Entry(r.Num); !ok {
			m.numbers[r.Num] = true
		}
	}
	pdf.References(view.Trailer(), visit)
	for num, e := range l.f.Revisions[revision].Entries {
		if e.Kind == pdf.Free || num == 0 {
			continue
		}
		o, err := view.Object(pdf.Ref{Num: num, Gen: e.Gen})
		switch {
		case errors.Is(err, pdf.ErrTooComplex) || l.f.Failed() != nil:
			return nil, err
		case err != nil:
			m.odd = err
		default:
			pdf.References(o.Value, visit)
		}
	}
	l.done[revision] = m
	return m, nil
}
