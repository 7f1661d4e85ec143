package bot

import (
	"context"
	"fmt"
	"sync"
	"time"

	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/scoring"
)

// filed is a department's dossier with what it sent on each day.
type filed struct {
	dossier *scoring.Dossier
	bytes   map[scoring.Date]int64 // withdrawn files count too: their content is kept
}

// streams are the folded streams that steps read.
type streams struct {
	ledger  Ledger
	edition *scoring.Edition

	directory *stream[*directory.Directory]
	settings  *stream[scoring.Settings]
	figures   *stream[*scoring.Figures]

	mu        sync.Mutex
	dossiers  map[string]*stream[filed]               // by department
	announced map[string]*stream[*flows.Announcement] // by id
}

func newStreams(ledger Ledger, edition *scoring.Edition) *streams {
	return &streams{
		ledger: ledger, edition: edition,
		directory: newStream(directory.Stream, ledger, directoryFold()),
		settings:  newStream(flows.EditionStream(edition), ledger, settingsFold()),
		figures:   newStream(flows.FiguresStream(edition), ledger, figuresFold()),
		dossiers:  map[string]*stream[filed]{},
		announced: map[string]*stream[*flows.Announcement]{},
	}
}

func (s *streams) dossier(department string) *stream[filed] {
	s.mu.Lock()
	defer s.mu.Unlock()
	one, ok := s.dossiers[department]
	if !ok {
		one = newStream(flows.DossierStream(s.edition, department), s.ledger, dossierFold(department))
		s.dossiers[department] = one
	}
	return one
}

// readDossiers gives those of departments as they stand now. One question tells
// which have grown, however many they are.
func (s *streams) readDossiers(ctx context.Context, departments []string) (map[string]filed, error) {
	known := map[string]int64{}
	for _, department := range departments {
		one := s.dossier(department)
		known[one.name] = one.known().seq
	}
	grown, err := s.ledger.Grown(ctx, known)
	if err != nil {
		return nil, fmt.Errorf("look for what is new in dossiers: %w", err)
	}
	all := map[string]filed{}
	for _, department := range departments {
		one := s.dossier(department)
		f := one.known()
		if grown[one.name] {
			if f, err = one.read(ctx); err != nil {
				return nil, err
			}
		}
		all[department] = f.value
	}
	return all, nil
}

func (s *streams) announcement(id string) *stream[*flows.Announcement] {
	s.mu.Lock()
	defer s.mu.Unlock()
	one, ok := s.announced[id]
	if !ok {
		one = newStream(flows.AnnouncementStream(id), s.ledger, announcementFold(id))
		s.announced[id] = one
	}
	return one
}

// dropUnknown forgets an announcement that never was: a forged button names it.
func (s *streams) dropUnknown(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if one, ok := s.announced[id]; ok && one.known().seq == 0 {
		delete(s.announced, id)
	}
}

func announcementFold(id string) foldKind[*flows.Announcement] {
	return foldKind[*flows.Announcement]{
		empty:  func() *flows.Announcement { return &flows.Announcement{ID: id} },
		clone:  (*flows.Announcement).Clone,
		decode: flows.DecodeAnnouncement,
		apply: func(a *flows.Announcement, s scoring.Stamp, entries []scoring.Entry) (*flows.Announcement, error) {
			return a, a.Apply(s, entries...)
		},
	}
}

func directoryFold() foldKind[*directory.Directory] {
	return foldKind[*directory.Directory]{
		empty:  directory.New,
		clone:  (*directory.Directory).Clone,
		decode: directory.DecodeEntry,
		apply: func(d *directory.Directory, s scoring.Stamp, entries []scoring.Entry) (*directory.Directory, error) {
			return d, d.Apply(s, entries...)
		},
	}
}

func settingsFold() foldKind[scoring.Settings] {
	return foldKind[scoring.Settings]{
		empty:  func() scoring.Settings { return scoring.Settings{} },
		clone:  scoring.Settings.Clone,
		decode: scoring.DecodeEntry,
		apply: func(v scoring.Settings, s scoring.Stamp, entries []scoring.Entry) (scoring.Settings, error) {
			return v, v.Apply(s, entries...)
		},
	}
}

func figuresFold() foldKind[*scoring.Figures] {
	return foldKind[*scoring.Figures]{
		empty:  scoring.NewFigures,
		clone:  (*scoring.Figures).Clone,
		decode: scoring.DecodeEntry,
		apply: func(f *scoring.Figures, s scoring.Stamp, entries []scoring.Entry) (*scoring.Figures, error) {
			return f, f.Apply(s, entries...)
		},
	}
}

func dossierFold(department string) foldKind[filed] {
	return foldKind[filed]{
		empty: func() filed {
			return filed{dossier: scoring.NewDossier(department), bytes: map[scoring.Date]int64{}}
		},
		clone: func(f filed) filed {
			bytes := make(map[scoring.Date]int64, len(f.bytes))
			for day, n := range f.bytes {
				bytes[day] = n
			}
			return filed{dossier: f.dossier.Clone(), bytes: bytes}
		},
		decode: scoring.DecodeEntry,
		apply: func(f filed, s scoring.Stamp, entries []scoring.Entry) (filed, error) {
			for _, e := range entries {
				if kept, ok := e.(scoring.EvidenceKept); ok && kept.Evidence.SharedOf == "" {
					f.bytes[scoring.DateOf(s.At)] += kept.Evidence.Size
				}
			}
			return f, f.dossier.Apply(s, entries...)
		},
	}
}

// sentOn says how many bytes the department sent on the day of t.
func (f filed) sentOn(t time.Time) int64 { return f.bytes[scoring.DateOf(t)] }
