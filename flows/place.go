package flows

import (
	"slices"
	"strings"

	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// flowPlace is finding the criterion of a file that came out of the blue, or
// that lies under the wrong one.
const flowPlace Flow = "place"

// keepUnfiled keeps a file at once, and asks where it belongs.
func (t *turn) keepUnfiled(ev scoring.Evidence, likely []string) {
	t.file(scoring.EvidenceKept{Evidence: ev})
	if t.s.Phase != Idle && t.s.Phase != Filing && t.s.Phase != Placing {
		// Something is asked: the file is kept and can be placed later.
		t.say("place.kept_later", texts.Args{"File": ev.Name, "Code": ev.ID},
			row(t.button("place.place", nil, flowEvidence, "move", ev.ID)))
		t.resume()
		return
	}
	t.openPlacing([]string{ev.ID})
	t.askPlace(ev, likely)
}

func (t *turn) openPlacing(ids []string) {
	t.open(askPlace, Prompt{Evidence: ids})
}

// askPlace offers the three likeliest criteria.
func (t *turn) askPlace(ev scoring.Evidence, likely []string) {
	if t.s.Prompt.Share {
		t.askShare(ev)
		return
	}
	if len(likely) == 0 {
		likely = t.likely(ev)
	}
	t.say("place.ask", texts.Args{
		"File": ev.Name, "Code": ev.ID, "Seen": t.saysOfItself(t.department(), ev)}, t.placeRows(ev.ID, likely)...)
}

func (t *turn) placeRows(id string, likely []string) [][]Button {
	var rows [][]Button
	for _, candidate := range likely {
		if c := t.w.Edition.Criterion(candidate); c != nil {
			rows = append(rows, row(t.button("place.to", texts.Args{"Criterion": t.titleOf(c)}, flowPlace, t.placeVerb(), id+"/"+c.ID)))
		}
	}
	if t.s.Prompt.Share {
		return append(rows, row(
			t.button("place.other", nil, flowPlace, "useother", id),
			t.button("place.not_shared", nil, flowEvidence, "one", id)))
	}
	return append(rows, row(
		t.button("place.other", nil, flowPlace, "other", id),
		t.button("place.later", nil, flowPlace, "later", id)))
}

// likely ranks the criteria a file may belong to: by a number that its caption
// or name gives, by what was read in it, by the words of its name and caption,
// then by what is still missing and takes such a file.
func (t *turn) likely(ev scoring.Evidence) []string {
	var first []string
	if !t.namesNumber(ev) {
		first = t.ranked(ev)
	}
	var missing []string
	for _, c := range t.w.Edition.Criteria() {
		for _, s := range t.missingSlots(c) {
			if s.Accepts(ev) {
				missing = append(missing, c.ID)
				break
			}
		}
	}
	missing = append(missing, t.openFor(ev)...)
	if t.s.Criterion != "" {
		missing = append([]string{t.s.Criterion}, missing...)
	}
	name := ev.Name
	if ev.Kind == scoring.EvidencePhoto {
		name = "" // a phone's pictures have no name that says anything
	}
	for _, id := range t.taking(ev, append(t.w.Reader.Guess(ev.Caption, name, missing), missing...)) {
		if !slices.Contains(first, id) && len(first) < maxLikely {
			first = append(first, id)
		}
	}
	return first
}

// namesNumber says whether a file's caption or name gives a criterion's number.
func (t *turn) namesNumber(ev scoring.Evidence) bool {
	for _, said := range []string{ev.Caption, ev.Name} {
		if len(t.w.Reader.Number(said, understand.Inside).IDs) > 0 {
			return true
		}
	}
	return false
}

// maxLikely is how many criteria are offered for a file.
const maxLikely = 3

// taking keeps the first few criteria that have a slot for such a file.
func (t *turn) taking(ev scoring.Evidence, ids []string) []string {
	var out []string
	for _, id := range ids {
		c := t.w.Edition.Criterion(id)
		if c == nil || slices.Contains(out, id) || t.notAssessed(c) {
			continue
		}
		if slices.ContainsFunc(c.Evidence, func(s scoring.Slot) bool { return s.Accepts(ev) }) && len(out) < maxLikely {
			out = append(out, id)
		}
	}
	return out
}

// openFor are the unanswered criteria, soonest due first, that take such a file.
func (t *turn) openFor(ev scoring.Evidence) []string {
	var open []string
	for _, line := range t.missing() {
		for _, s := range line.c.Evidence {
			if s.Accepts(ev) {
				open = append(open, line.c.ID)
				break
			}
		}
	}
	return open
}

// beginPlacing asks for the criterion of evidence that is kept already.
func (t *turn) beginPlacing(id string) {
	if !t.mayFile() {
		t.readOnly()
		return
	}
	ev, filed, ok := t.findOrSay(id)
	if !ok {
		return
	}
	t.settle()
	t.openPlacing([]string{id})
	if filed != nil {
		t.say("place.move", texts.Args{"File": ev.Name, "Title": t.titleOf(filed)}, t.placeRows(ev.ID, t.likely(ev))...)
		return
	}
	t.askPlace(ev, nil)
}

func (t *turn) pressedPlace(a Action) {
	id, target, _ := strings.Cut(a.Target, "/")
	if !t.mayFile() {
		t.readOnly()
		return
	}
	ev, _, ok := t.findOrSay(id)
	if !ok {
		return
	}
	switch a.Verb {
	case "to":
		if c := t.w.Edition.Criterion(target); c != nil {
			t.place(t.together(ev), c)
			return
		}
		t.staleButton()
	case "use":
		if c := t.w.Edition.Criterion(target); c != nil {
			t.share(ev, c)
			return
		}
		t.staleButton()
	case "useother":
		t.settle()
		t.openSharing(ev.ID)
		t.say("place.which", texts.Args{"File": ev.Name}, row(t.button("place.not_shared", nil, flowEvidence, "one", ev.ID)))
	case "other":
		t.settle()
		t.openPlacing([]string{ev.ID})
		t.say("place.which", texts.Args{"File": ev.Name}, row(t.button("place.later", nil, flowPlace, "later", ev.ID)))
	case "later":
		t.settle()
		t.say("place.kept_unfiled", texts.Args{"File": ev.Name, "N": len(t.dossier().Unfiled)}, t.homeRow())
	default:
		t.staleButton()
	}
}

// together gives what was sent in one album and is not placed yet; a single
// file stands for itself.
func (t *turn) together(ev scoring.Evidence) []scoring.Evidence {
	if ev.Group == "" {
		return []scoring.Evidence{ev}
	}
	var all []scoring.Evidence
	for _, other := range t.dossier().Unfiled {
		if other.Group == ev.Group {
			all = append(all, other)
		}
	}
	if len(all) == 0 {
		return []scoring.Evidence{ev}
	}
	return all
}

// place moves evidence under a criterion and says what is still missing there.
func (t *turn) place(all []scoring.Evidence, c *scoring.Criterion) {
	if t.notAssessed(c) {
		t.say("place.not_assessed", t.criterionArgs(c), t.homeRow())
		return
	}
	var entries []scoring.Entry
	for i := range all {
		all[i].Slot = t.slotFor(c, all[i])
		entries = append(entries, scoring.EvidenceMoved{ID: all[i].ID, Criterion: c.ID, Slot: all[i].Slot})
	}
	t.file(entries...)
	t.settle()
	t.openFiling(c, "")
	if len(all) == 1 {
		t.receipt(c, all[0])
		return
	}
	t.albumReceipt(c, all, "")
	t.proposeSigner(c, all...)
}

// typedPlace takes a typed criterion, by number or by its words.
func (t *turn) typedPlace() {
	if len(t.s.Prompt.Evidence) == 0 {
		t.settle()
		t.asked()
		return
	}
	ev, _, ok := t.find(t.s.Prompt.Evidence[0])
	if !ok {
		t.settle()
		t.asked()
		return
	}
	found := t.w.Reader.Search(t.e.Text, maxLikely)
	found = slices.DeleteFunc(found, func(hit understand.Scored) bool { return hit.Score < understand.SearchMaybe })
	if len(found) == 0 {
		t.say("place.not_found", texts.Args{"Typed": shorten(t.e.Text, 60)}, t.placeRows(ev.ID, t.likely(ev))...)
		return
	}
	var ids []string
	for _, hit := range found {
		ids = append(ids, hit.ID)
	}
	t.say("place.found", texts.Args{"File": ev.Name}, t.placeRows(ev.ID, ids)...)
}
