package flows

import (
	"slices"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// beginReplacing asks for the file that takes the place of one that is there.
func (t *turn) beginReplacing(id string) {
	if !t.mayFile() {
		t.readOnly()
		return
	}
	ev, c, ok := t.findOrSay(id)
	switch {
	case !ok:
		return
	case c == nil:
		t.staleButton()
		return
	case t.excluded(c):
		return
	}
	t.openFiling(c, ev.Slot)
	t.s.Prompt.Replaces = ev.ID
	t.askReplacement(ev)
}

func (t *turn) askReplacement(ev scoring.Evidence) {
	t.show("evidence.ask_replacement", t.evidenceArgs(ev), row(t.button("evidence.drop_no", nil, flowEvidence, "one", ev.ID)))
}

// replaced is the piece whose place the next file takes. Nobody else may have
// taken it away meanwhile.
func (t *turn) replaced() (old scoring.Evidence, c *scoring.Criterion, ok bool) {
	if t.s.Phase != Filing || t.s.Prompt.Replaces == "" {
		return scoring.Evidence{}, nil, false
	}
	old, c, ok = t.find(t.s.Prompt.Replaces)
	return old, c, ok && c != nil && !t.notAssessed(c)
}

// replace puts a file in an earlier one's place. The earlier one is kept and
// found by its code, but counts no more.
func (t *turn) replace(c *scoring.Criterion, old, ev scoring.Evidence) {
	ev.Slot = t.slotFor(c, ev)
	if slot, known := c.Slot(old.Slot); known && slot.Accepts(ev) {
		ev.Slot = old.Slot
	}
	ev.Replaces = old.ID
	t.file(scoring.EvidenceKept{Criterion: c.ID, Evidence: ev})
	t.s.Prompt.Replaces = ""
	t.say("evidence.replaced", texts.Args{"Old": old.Name, "Code": old.ID})
	t.receipt(c, ev)
}

// earlierCard shows a version whose place another piece has taken.
func (t *turn) earlierCard(old scoring.Replaced) {
	var rows [][]Button
	if old.Link == "" {
		rows = append(rows, row(t.button("evidence.show", nil, flowEvidence, "show", old.ID)))
	}
	rows = append(rows, row(t.button("evidence.current", nil, flowEvidence, "one", old.By)))
	t.show("evidence.earlier_card", t.evidenceArgs(old.Evidence), append(rows, t.homeRow())...)
}

// beginSharing asks which other criterion a kept file is to serve as well.
func (t *turn) beginSharing(id string) {
	if !t.mayFile() {
		t.readOnly()
		return
	}
	ev, c, ok := t.findOrSay(id)
	if !ok {
		return
	}
	if c == nil {
		t.beginPlacing(id)
		return
	}
	t.settle()
	t.openSharing(id)
	t.askShare(ev)
}

func (t *turn) askShare(ev scoring.Evidence) {
	likely, title := t.likely(ev), ""
	if _, c, ok := t.find(ev.ID); ok && c != nil {
		title = t.titleOf(c)
		likely = slices.DeleteFunc(likely, func(id string) bool { return id == c.ID })
	}
	t.say("place.share", texts.Args{"File": ev.Name, "Title": title}, t.placeRows(ev.ID, likely)...)
}

func (t *turn) openSharing(id string) {
	t.openPlacing([]string{id})
	t.s.Prompt.Share = true
}

// placeVerb is what choosing a criterion does with the file that is asked about.
func (t *turn) placeVerb() string {
	if t.s.Prompt.Share {
		return "use"
	}
	return "to"
}

// share lets a kept content serve another criterion as well, as a piece of
// evidence of its own there.
func (t *turn) share(ev scoring.Evidence, c *scoring.Criterion) {
	same := func(other scoring.Evidence) bool { return other.Blob == ev.Blob && other.Link == ev.Link }
	switch {
	case t.notAssessed(c):
		t.say("place.not_assessed", t.criterionArgs(c), t.homeRow())
		return
	case slices.ContainsFunc(t.item(c).Evidence, same):
		t.settle()
		t.say("place.there_already", texts.Args{"File": ev.Name, "Title": t.titleOf(c)}, row(t.button("card.to_card", t.criterionArgs(c), flowCard, "open", c.ID)))
		return
	}
	shared := ev
	shared.ID, shared.SharedOf, shared.Replaces, shared.Group = t.receiptCode(), ev.ID, "", ""
	shared.Slot = t.slotFor(c, shared)
	t.file(scoring.EvidenceKept{Criterion: c.ID, Evidence: shared})
	t.settle()
	t.openFiling(c, "")
	t.receipt(c, shared)
}

// shrunk says whether the event's picture lost detail on its way: sent as a
// photo, the channel gives a smaller copy.
func (t *turn) shrunk() bool {
	return t.e.Upload != nil && t.e.Upload.Kind == string(scoring.EvidencePhoto)
}
