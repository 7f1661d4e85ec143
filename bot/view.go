package bot

import (
	"context"
	"fmt"
	"slices"

	"minhchung/flows"
	"minhchung/flows/directory"
	"minhchung/scoring"
	"minhchung/storage"
)

// view is the world that a step reads, with what an append needs to know of
// it.
type view struct {
	world    flows.World
	heads    map[string]head // by stream: where what was read ends
	filed    map[string]filed
	still    map[string]bool // streams that have not grown: what is known of them is the present
	appended bool            // the event has led to a document already: the world is as it was before
}

// head is a stream's last document, and who is told of the next one.
type head struct {
	seq   int64
	hash  string
	learn func(storage.Document)
}

// look loads the world of the turn's person, with more when a step asked for
// it.
func (t *turn) look(ctx context.Context, more flows.Need) (*view, error) {
	v := &view{heads: map[string]head{}, filed: map[string]filed{}}
	everyone, me, err := t.people.in(ctx, t.row.Chat)
	if err != nil {
		return nil, err
	}
	if v.still, err = t.still(ctx, me.ID, more); err != nil {
		return nil, err
	}
	dir, err := see(ctx, v, t.streams.directory, t.row)
	if err != nil {
		return nil, err
	}
	settings, err := see(ctx, v, t.streams.settings, t.row)
	if err != nil {
		return nil, err
	}
	supplied, err := see(ctx, v, t.streams.figures, t.row)
	if err != nil {
		return nil, err
	}
	dossiers, err := t.dossiers(ctx, v, append(departmentsOf(dir, me.ID), more.Departments...))
	if err != nil {
		return nil, err
	}
	for department, d := range dossiers {
		dossiers[department] = supplied.Into(d)
	}
	tables, err := t.readTables(ctx, more.Tables)
	if err != nil {
		return nil, err
	}
	announced, err := t.announced(ctx, v, more)
	if err != nil {
		return nil, err
	}
	outcomes, err := t.outcomes(ctx, more.Outcomes)
	if err != nil {
		return nil, err
	}
	v.world = flows.World{
		Now:     t.Clock.Now().In(scoring.Zone),
		Edition: t.Edition, Settings: settings, Directory: dir, Dossiers: dossiers, Figures: supplied, Tables: tables,
		People: everyone, Announcements: announced, AllAnnounced: more.AllAnnouncements, Outcomes: outcomes,
		Me:     flows.Me{Person: me, Admin: t.isAdmin(t.row.Chat, me.ID, dir)},
		Config: t.Config, Texts: t.Texts, Reader: t.Reader,
	}
	return v, nil
}

// still asks, of all streams that the look will most likely read, which ones
// have nothing new. The departments are those of the directory as it was known:
// a stream that is not among them is asked by itself.
func (t *turn) still(ctx context.Context, person string, more flows.Need) (map[string]bool, error) {
	directory := t.streams.directory.known()
	known := map[string]int64{
		t.streams.directory.name: directory.seq,
		t.streams.settings.name:  t.streams.settings.known().seq,
		t.streams.figures.name:   t.streams.figures.known().seq,
	}
	for _, department := range append(departmentsOf(directory.value, person), more.Departments...) {
		if department != "" {
			dossier := t.streams.dossier(department)
			known[dossier.name] = dossier.known().seq
		}
	}
	grown, err := t.Store.Ledger.Grown(ctx, known)
	if err != nil {
		return nil, fmt.Errorf("look for what is new: %w", err)
	}
	still := map[string]bool{}
	for name := range known {
		still[name] = !grown[name]
	}
	return still, nil
}

func (t *turn) dossiers(ctx context.Context, v *view, departments []string) (map[string]*scoring.Dossier, error) {
	all := map[string]*scoring.Dossier{}
	for _, department := range departments {
		if _, there := all[department]; there || department == "" {
			continue
		}
		one, err := see(ctx, v, t.streams.dossier(department), t.row)
		if err != nil {
			return nil, err
		}
		all[department], v.filed[department] = one.dossier, one
	}
	return all, nil
}

// see reads a stream into the view: as it stands, or as it stood before the
// document that the row has led to.
func see[T any](ctx context.Context, v *view, s *stream[T], row storage.Row) (T, error) {
	f, appended, err := s.readFor(ctx, row, !v.still[s.name])
	if err != nil {
		return f.value, err
	}
	v.heads[s.name] = head{f.seq, f.hash, s.learn}
	v.appended = v.appended || appended
	return f.value, nil
}

func departmentsOf(d *directory.Directory, person string) []string {
	var own []string
	for _, g := range d.GrantsOf(person) {
		if g.Department != "" && !slices.Contains(own, g.Department) {
			own = append(own, g.Department)
		}
	}
	return own
}
