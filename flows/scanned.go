package flows

import (
	"minhchung/flows/texts"
	"minhchung/scoring"
)

// wakeScanned is the reason of the wake that brings the malware scanner's
// verdict on a file that waited for it.
const wakeScanned = "scanned"

// NewScanned is what wakes a step with the scanner's verdict.
func NewScanned(s Scanned) Wakeful { return Wakeful{Reason: wakeScanned, Scanned: &s} }

// saysPending tells that files wait for the scanner, if any does.
func (t *turn) saysPending(groups ...[]scoring.Evidence) {
	n, first := 0, ""
	for _, group := range groups {
		for _, ev := range group {
			if ev.Scan == scoring.ScanPending {
				if n++; n == 1 {
					first = ev.Name
				}
			}
		}
	}
	if n > 0 {
		t.say("scan.pending", texts.Args{"N": n, "File": first})
	}
}

// scanned records the verdict in the department's dossier, and tells who sent
// the file. It happens in no person's chat.
func (t *turn) scanned() {
	said := t.e.Wake.Scanned
	if said == nil || !t.loaded(said.Department) {
		return
	}
	ev, criterion, there := t.w.Dossiers[said.Department].Find(said.Evidence)
	if !there || ev.Scan != scoring.ScanPending {
		return // withdrawn since, or said before
	}
	t.record(said.Department, scoring.EvidenceScanned{ID: ev.ID, Outcome: said.Outcome})
	if said.Outcome == scoring.ScanInfected {
		t.do(Purge{Blob: ev.Blob})
	}
	c := t.w.Edition.Criterion(criterion)
	t.tell(ev.Stamp.By, func() Message {
		args := texts.Args{"File": ev.Name, "Code": ev.ID, "Title": ""}
		rows := [][]Button{t.homeRow()}
		if c != nil {
			args["Title"] = t.titleOf(c)
			rows = append([][]Button{row(t.button("card.to_card", t.criterionArgs(c), flowCard, "open", c.ID))}, rows...)
		}
		return Message{Text: t.text("scan."+string(said.Outcome), args), Buttons: rows}
	})
}
