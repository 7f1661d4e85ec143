package scoring

import "slices"

// keep files a piece of evidence. One that is there already, under its id,
// stays as it is.
func (d *Dossier) keep(s Stamp, e EvidenceKept) {
	if _, _, there := d.Find(e.Evidence.ID); there {
		return
	}
	e.Evidence.Stamp = s
	if old, there := d.take(s, e.Evidence.Replaces); there {
		d.Replaced = append(d.Replaced, Replaced{old, e.Evidence.ID})
	}
	d.put(s, e.Criterion, e.Evidence)
}

// Earlier gives a version whose place another piece has taken. ok is false
// when there is none under this id.
func (d *Dossier) Earlier(id string) (old Replaced, ok bool) {
	i := slices.IndexFunc(d.Replaced, func(r Replaced) bool { return r.ID == id })
	if i < 0 {
		return Replaced{}, false
	}
	return d.Replaced[i], true
}

func (d *Dossier) put(s Stamp, criterion string, e Evidence) {
	if criterion == "" {
		d.Unfiled = append(d.Unfiled, e)
		return
	}
	item := d.touch(s, criterion)
	item.Evidence = append(item.Evidence, e)
	item.Verdict = Verdict{} // something new to look at
}

// move files evidence elsewhere. One that is not there is passed over: as of
// a past moment its arrival may not have counted yet.
func (d *Dossier) move(s Stamp, m EvidenceMoved) {
	_, from, there := d.Find(m.ID)
	if !there {
		return
	}
	if from != "" && from == m.Criterion {
		item := d.touch(s, from)
		item.Evidence[indexOf(item.Evidence, m.ID)].Slot = m.Slot
		item.Verdict = Verdict{}
		return
	}
	e, _ := d.take(s, m.ID)
	e.Slot = m.Slot
	d.put(s, m.Criterion, e)
}

// describe puts down what a document is said to be. Like a note, it is nothing
// that would have to be verified anew.
func (d *Dossier) describe(s Stamp, e EvidenceDescribed) {
	_, criterion, there := d.Find(e.ID)
	switch {
	case !there:
	case criterion == "":
		d.Unfiled = slices.Clone(d.Unfiled)
		d.Unfiled[indexOf(d.Unfiled, e.ID)].Stated = &e.Stated
	default:
		item := d.touch(s, criterion)
		item.Evidence[indexOf(item.Evidence, e.ID)].Stated = &e.Stated
	}
}

// take removes evidence. What was verified with it is not verified any more;
// what was returned stays so, as nothing new came.
func (d *Dossier) take(s Stamp, id string) (Evidence, bool) {
	e, criterion, there := d.Find(id)
	if !there {
		return Evidence{}, false
	}
	if criterion == "" {
		i := indexOf(d.Unfiled, id)
		d.Unfiled = slices.Delete(d.Unfiled, i, i+1)
		return e, true
	}
	item := d.touch(s, criterion)
	i := indexOf(item.Evidence, id)
	item.Evidence = slices.Delete(item.Evidence, i, i+1)
	if item.Verdict.State == VerdictVerified {
		item.Verdict = Verdict{}
	}
	return e, true
}

// scanned ends a file's wait for the scanner. A clean one is no news under its
// criterion: who last changed that stays.
func (d *Dossier) scanned(s Stamp, e EvidenceScanned) {
	if e.Outcome == ScanInfected {
		d.take(s, e.ID)
		return
	}
	_, criterion, there := d.Find(e.ID)
	switch {
	case !there:
	case criterion == "":
		d.Unfiled = slices.Clone(d.Unfiled)
		d.Unfiled[indexOf(d.Unfiled, e.ID)].Scan = ScanDone
	default:
		last := d.Items[criterion].Last
		item := d.touch(last, criterion)
		item.Evidence[indexOf(item.Evidence, e.ID)].Scan = ScanDone
	}
}

// AllEvidence lists every piece that the dossier holds: by criterion, in no
// order, then the unfiled ones.
func (d *Dossier) AllEvidence() []Evidence {
	var all []Evidence
	for _, item := range d.Items {
		all = append(all, item.Evidence...)
	}
	return append(all, d.Unfiled...)
}
