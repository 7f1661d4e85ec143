package flows

import (
	"errors"
	"slices"
	"strconv"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

var errNotFetched = errors.New("an upload came to the flow before it was fetched")

// find looks evidence up by its receipt code; c is nil for unfiled evidence.
func (t *turn) find(id string) (ev scoring.Evidence, c *scoring.Criterion, ok bool) {
	ev, criterion, ok := t.dossier().Find(id)
	return ev, t.w.Edition.Criterion(criterion), ok
}

// findOrSay is find for what a person asks for: what is gone, they are told.
func (t *turn) findOrSay(id string) (ev scoring.Evidence, c *scoring.Criterion, ok bool) {
	if ev, c, ok = t.find(id); !ok {
		t.say("evidence.gone", texts.Args{"Code": shorten(id, 20)}, t.homeRow())
	}
	return ev, c, ok
}

// filesPage is how many pieces a page of a criterion's evidence has: each has
// a button of its own.
const filesPage = 10

// evidenceList shows a page of what lies under a criterion.
func (t *turn) evidenceList(c *scoring.Criterion, page int) {
	all := t.item(c).Evidence
	from, to, page, pages := pageOfOffice(len(all), page, filesPage)
	var lines []texts.Args
	var rows [][]Button
	for i, ev := range all[from:to] {
		n := from + i + 1
		lines = append(lines, texts.Args{
			"N": n, "Name": shorten(ev.Name, 60), "Code": ev.ID, "Slot": t.slotLabel(c, ev.Slot),
			"By": t.personName(ev.Stamp.By), "At": dayTime(ev.Stamp.At), "Dated": documentDate(ev),
			"Late": t.w.Settings.Late(t.w.Edition, t.dossier(), c.ID, ev.Stamp.At),
		})
		rows = append(rows, row(t.button("evidence.one", texts.Args{"N": n, "Name": shorten(ev.Name, 30)}, flowEvidence, "one", ev.ID)))
	}
	rows = append(rows, t.pageRow(flowEvidence, "list", c.ID+"/", page, pages)...)
	args := t.criterionArgs(c)
	args["Lines"], args["N"], args["Page"], args["Pages"] = lines, len(all), page+1, pages
	t.show("evidence.list", args, append(rows, row(t.button("card.to_card", args, flowCard, "open", c.ID)))...)
}

// evidenceCard shows one piece and what can be done with it.
func (t *turn) evidenceCard(id string) {
	if old, ok := t.dossier().Earlier(id); ok {
		t.earlierCard(old)
		return
	}
	ev, c, ok := t.findOrSay(id)
	if !ok {
		return
	}
	args := t.evidenceArgs(ev)
	rows := [][]Button{}
	if ev.Link == "" {
		rows = append(rows, row(t.button("evidence.show", nil, flowEvidence, "show", ev.ID)))
	}
	if old, ok := t.dossier().Earlier(ev.Replaces); ok {
		rows = append(rows, row(t.button("evidence.earlier", texts.Args{"Name": shorten(old.Name, 30)}, flowEvidence, "one", old.ID)))
	}
	changes := t.mayFile() && (c == nil || !t.isShut(c.ID))
	if changes {
		if c != nil {
			rows = append(rows, row(t.button("evidence.replace", nil, flowEvidence, "replace", ev.ID), t.button("evidence.share", nil, flowEvidence, "share", ev.ID)))
		}
		rows = append(rows, t.describeRow(ev)...)
		rows = append(rows, row(t.button("evidence.move", nil, flowEvidence, "move", ev.ID), t.button("evidence.drop", nil, flowEvidence, "drop", ev.ID)))
	}
	args["Seen"] = t.allSeenOf(t.department(), c, ev)
	args["Late"] = t.w.Settings.Late(t.w.Edition, t.dossier(), idOf(c), ev.Stamp.At)
	if c != nil {
		args["Title"], args["Slot"] = t.titleOf(c), t.slotLabel(c, ev.Slot)
		if changes {
			rows = append(t.otherSlotRows(c, ev), rows...)
		}
		at := slices.IndexFunc(t.item(c).Evidence, func(e scoring.Evidence) bool { return e.ID == ev.ID })
		rows = append(rows, row(t.button("evidence.back", nil, flowEvidence, "list", c.ID+"/"+strconv.Itoa(at/filesPage))))
	}
	t.show("evidence.card", args, rows...)
}

// documentDate is a document's own date, apart from when it was sent.
func documentDate(ev scoring.Evidence) string {
	facts := ev.Facts()
	if facts == nil {
		return ""
	}
	return fullDate(facts.Date)
}

func (t *turn) evidenceArgs(ev scoring.Evidence) texts.Args {
	return texts.Args{"Name": ev.Name, "Code": ev.ID, "By": t.personName(ev.Stamp.By), "At": dayTime(ev.Stamp.At),
		"Title": "", "Slot": "", "Late": false, "Link": ev.Link, "Caption": ev.Caption}
}

// sendBack sends a kept file to the person.
func (t *turn) sendBack(id string) {
	var ev scoring.Evidence
	var c *scoring.Criterion
	if old, ok := t.dossier().Earlier(id); ok {
		ev = old.Evidence
	} else if ev, c, ok = t.findOrSay(id); !ok {
		return
	}
	if ev.Scan == scoring.ScanPending {
		t.say("scan.not_shown", texts.Args{"File": ev.Name}, t.homeRow())
		return
	}
	caption := ev.ID
	if c != nil {
		caption = t.titleOf(c) + " · " + ev.ID
	}
	t.do(Show{Evidence: ev, Caption: caption})
}

// changeEvidence withdraws a piece (asking once) or puts it in another slot.
func (t *turn) changeEvidence(verb, id, slot string) {
	if !t.mayFile() {
		t.readOnly()
		return
	}
	ev, c, ok := t.findOrSay(id)
	if !ok {
		return
	}
	switch {
	case verb == "drop":
		t.say("evidence.drop_sure", texts.Args{"Name": ev.Name, "Code": ev.ID}, row(
			t.button("evidence.drop_yes", nil, flowEvidence, "sure", ev.ID),
			t.button("evidence.drop_no", nil, flowEvidence, "one", ev.ID)))
	case verb == "sure":
		t.file(scoring.EvidenceWithdrawn{ID: ev.ID})
		t.withdrawn(ev, c)
	case c == nil:
		t.staleButton()
	default:
		t.putInSlot(ev, c, slot)
	}
}

func (t *turn) withdrawn(ev scoring.Evidence, c *scoring.Criterion) {
	args := texts.Args{"Name": ev.Name, "Missing": ""}
	if c == nil {
		t.show("evidence.withdrawn", args, t.homeRow())
		return
	}
	args["Missing"] = t.slotNames(t.missingSlots(c))
	t.show("evidence.withdrawn", args, row(
		t.button("card.to_card", t.criterionArgs(c), flowCard, "open", c.ID),
		t.button(fileLabel(c), nil, flowEvidence, "begin", c.ID)))
}

func (t *turn) putInSlot(ev scoring.Evidence, c *scoring.Criterion, slot string) {
	if t.slotLabel(c, slot) == "" {
		t.staleButton()
		return
	}
	if ev.Slot != slot {
		t.file(scoring.EvidenceMoved{ID: ev.ID, Criterion: c.ID, Slot: slot})
		ev.Slot = slot
	}
	args := t.recordedArgs(c)
	args["File"], args["Slot"] = ev.Name, t.slotLabel(c, slot)
	t.show("evidence.moved_slot", args, append(t.otherSlotRows(c, ev), t.receiptRows(c, ev)...)...)
}
