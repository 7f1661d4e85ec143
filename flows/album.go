package flows

import (
	"time"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// albumPause is how long after an album's last part its reply waits: an album
// says neither how many parts it has nor when it ends.
const albumPause = 1500 * time.Millisecond

// albumPart records one part on its arrival; the reply comes once for all.
func (t *turn) albumPart() {
	group := t.e.Upload.Group
	album := t.s.Albums[group]
	named := t.namedTarget()
	target := named
	if target == nil && album.Criterion != "" {
		target = t.w.Edition.Criterion(album.Criterion)
	}
	if target == nil {
		target, _ = t.uploadTarget()
	}
	if target != nil && t.notAssessed(target) {
		target = nil
	}
	ev := t.newEvidence()
	entries := []scoring.Entry{}
	if target != nil {
		if named != nil || album.Criterion == "" {
			entries = append(entries, t.takeAlong(album, target)...)
		}
		ev.Slot = t.slotFor(target, ev)
		album.Criterion = target.ID
		entries = append(entries, scoring.EvidenceKept{Criterion: target.ID, Evidence: ev})
	} else {
		entries = append(entries, scoring.EvidenceKept{Evidence: ev})
	}
	t.file(entries...)
	album.Evidence = append(append([]string{}, album.Evidence...), ev.ID)
	album.Turn, album.At = t.s.Turn, t.e.At
	t.keepAlbum(group, album)
	t.do(Wake{After: albumPause, What: Wakeful{Reason: wakeAlbum, Group: group, Turn: t.s.Turn}})
}

// namedTarget is the criterion that the part itself names.
func (t *turn) namedTarget() *scoring.Criterion {
	open, phase := t.s.Criterion, t.s.Phase
	t.s.Criterion, t.s.Phase = "", Idle
	target, _ := t.uploadTarget()
	t.s.Criterion, t.s.Phase = open, phase
	return target
}

// takeAlong moves the parts that came before to the criterion that a later
// part's caption names.
func (t *turn) takeAlong(album Album, c *scoring.Criterion) []scoring.Entry {
	if album.Criterion == c.ID {
		return nil
	}
	var entries []scoring.Entry
	for _, id := range album.Evidence {
		if ev, _, ok := t.find(id); ok {
			ev.Slot = ""
			entries = append(entries, scoring.EvidenceMoved{ID: id, Criterion: c.ID, Slot: t.slotFor(c, ev)})
		}
	}
	return entries
}

// maxAlbums bounds the albums that a session remembers; older ones have had
// their reply.
const maxAlbums = 4

func (t *turn) keepAlbum(group string, album Album) {
	albums := map[string]Album{group: album}
	for len(albums) < maxAlbums {
		newest := ""
		for other, a := range t.s.Albums {
			if _, kept := albums[other]; !kept && (newest == "" || a.Turn > t.s.Albums[newest].Turn) {
				newest = other
			}
		}
		if newest == "" {
			break
		}
		albums[newest] = t.s.Albums[newest]
	}
	t.s.Albums = albums
}

// wakeAlbum is the reason of the wake that an album's reply waits for.
const wakeAlbum = "album"

// woken answers an album, unless a later part has come since.
func (t *turn) woken() {
	album, ok := t.s.Albums[t.e.Wake.Group]
	if t.e.Wake.Reason != wakeAlbum || !ok || album.Turn != t.e.Wake.Turn {
		return
	}
	var all []scoring.Evidence
	for _, id := range album.Evidence {
		if ev, _, ok := t.find(id); ok {
			all = append(all, ev)
			t.late = t.late || t.w.Settings.Late(t.w.Edition, t.dossier(), album.Criterion, ev.Stamp.At)
		}
	}
	if len(all) == 0 {
		return
	}
	if c := t.w.Edition.Criterion(album.Criterion); c != nil {
		if t.s.Phase == Idle || t.s.Phase == Filing || t.s.Phase == Placing {
			t.settle()
			t.openFiling(c, "")
		}
		t.albumReceipt(c, all, t.e.Wake.Group)
		t.saysPending(all)
		if !t.asksElse() {
			t.proposeSigner(c, all...)
		}
		return
	}
	if t.s.Phase == Idle || t.s.Phase == Filing || t.s.Phase == Placing {
		t.settle()
		t.openPlacing(album.Evidence)
	}
	t.do(Say{Message{Text: t.text("place.ask_album", texts.Args{"N": len(all), "Code": all[0].ID}),
		Buttons: t.placeRows(all[0].ID, t.likely(all[0])), Replace: t.e.Wake.Group}})
	t.saysPending(all)
}

// albumReceipt says how many files were kept, and asks whether a picture
// among them is of a paper that is still missing.
func (t *turn) albumReceipt(c *scoring.Criterion, all []scoring.Evidence, group string) {
	args := t.recordedArgs(c)
	args["N"], args["Unanswered"] = len(all), t.item(c).Answer == nil
	photos := 0
	for _, ev := range all {
		if ev.Kind == scoring.EvidencePhoto {
			photos++
		}
	}
	args["Photos"], args["Seen"] = photos == len(all), t.warned(c, all)
	var rows [][]Button
	args["Papers"] = ""
	if papers := t.openPapers(c); photos > 0 && len(papers) > 0 {
		args["Papers"] = t.slotNames(papers)
		rows = append(rows, row(t.button("evidence.pick_paper", nil, flowEvidence, "list", c.ID)))
	}
	if t.item(c).Answer == nil {
		rows = append(rows, row(t.button("evidence.answer_now", t.criterionArgs(c), flowAnswer, "begin", c.ID)))
	}
	if t.item(c).Answer != nil && len(t.missingSlots(c)) == 0 {
		rows = append(rows, t.afterRows(c)...)
	} else {
		rows = append(rows, t.filingRows(c)...)
	}
	t.do(Say{Message{Text: t.text("evidence.kept_album", args), Buttons: rows, Replace: group}})
}

// openPapers are the open slots that a picture of a paper would fill.
func (t *turn) openPapers(c *scoring.Criterion) []scoring.Slot {
	var papers []scoring.Slot
	for _, s := range scoring.OpenSlots(c, t.item(c)) {
		if s.Kind == scoring.SlotDocument {
			papers = append(papers, s)
		}
	}
	return papers
}
