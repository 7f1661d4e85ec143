package scoring

import "strings"

// Accepts says whether a piece of evidence may fill the slot. A photo slot
// takes images; a document slot takes files and also photos and scans; a
// signed slot takes files only.
func (s Slot) Accepts(e Evidence) bool {
	if accepts(s.Kind, e) {
		return true
	}
	for _, kind := range s.Or {
		if accepts(kind, e) {
			return true
		}
	}
	return false
}

func accepts(kind SlotKind, e Evidence) bool {
	switch kind {
	case SlotSigned:
		return e.Kind == EvidenceDocument && !e.isImage() && !e.isVideo() && e.Signature.fillsSigned()
	case SlotDocument:
		return e.isImage() || e.Kind == EvidenceDocument && !e.isVideo()
	case SlotPhoto:
		return e.isImage()
	case SlotVideo:
		return e.isVideo()
	case SlotLink:
		return e.Kind == EvidenceLink
	case SlotSystem:
		return false // only its owner's figure
	}
	return false
}

func (e Evidence) isImage() bool {
	return e.Kind == EvidencePhoto || e.Kind == EvidenceDocument && strings.HasPrefix(e.Type, "image/")
}

func (e Evidence) isVideo() bool {
	return e.Kind == EvidenceVideo || e.Kind == EvidenceDocument && strings.HasPrefix(e.Type, "video/")
}

// Filled says what fills each slot, by slot id; a system slot is not in it.
// Evidence that names a slot fills that one, if it may. Then what names none
// fills the first open slot that takes it, in order of arrival; but an image
// is no scanned document by itself where a photo is asked for as well. What is
// left belongs to the criterion as a whole and fills nothing.
func Filled(c *Criterion, item *Item) map[string][]Evidence {
	if len(item.Evidence) == 0 {
		return nil
	}
	filled := map[string][]Evidence{}
	_ = fill(c, item, func(slot, evidence int) {
		id := c.Evidence[slot].ID
		filled[id] = append(filled[id], item.Evidence[evidence])
	})
	return filled
}

// fill finds out what fills which slot, as Filled says, by their places in the
// criterion and the item; each tells of every pair. It gives the slots filled.
// What waits for the malware scanner fills nothing.
func fill(c *Criterion, item *Item, each func(slot, evidence int)) slotSet {
	var filled slotSet
	for i := range item.Evidence {
		e := &item.Evidence[i]
		if slot := c.slotAt(e.Slot); e.Scan != ScanPending && slot >= 0 && c.Evidence[slot].Accepts(*e) {
			filled = filled.with(slot)
			each(slot, i)
		}
	}
	for i := range item.Evidence {
		e := &item.Evidence[i]
		if e.Scan == ScanPending || c.slotAt(e.Slot) >= 0 {
			continue
		}
		for slot := range c.Evidence {
			s := &c.Evidence[slot]
			if !filled.has(slot) && s.Accepts(*e) && !c.wantsAsPhoto(*s, *e) {
				filled = filled.with(slot)
				each(slot, i)
				break
			}
		}
	}
	return filled
}

// slotSet is a set of a criterion's slots, by their places. The loader sees to
// it that no criterion has more than fit.
type slotSet uint64

const maxSlots = 64

func (s slotSet) has(slot int) bool     { return s>>slot&1 != 0 }
func (s slotSet) with(slot int) slotSet { return s | 1<<slot }

// slotAt gives a slot's place; -1 when there is none of that id.
func (c *Criterion) slotAt(id string) int {
	for i := range c.Evidence {
		if c.Evidence[i].ID == id {
			return i
		}
	}
	return -1
}

// wantsAsPhoto says that e is an image which another slot of c asks for, so
// that it does not pass for the document of this one.
func (c *Criterion) wantsAsPhoto(slot Slot, e Evidence) bool {
	if !e.isImage() || slot.takes(SlotPhoto) {
		return false
	}
	for _, other := range c.Evidence {
		if other.takes(SlotPhoto) {
			return true
		}
	}
	return false
}

func (s Slot) takes(kind SlotKind) bool {
	if s.Kind == kind {
		return true
	}
	for _, or := range s.Or {
		if or == kind {
			return true
		}
	}
	return false
}

// OpenSlots lists the slots that nothing fills yet, whatever the answer is. A
// system slot is filled by its owner's figure.
func OpenSlots(c *Criterion, item *Item) []Slot {
	var list []Slot
	open := openSlots(c, item)
	for i, slot := range c.Evidence {
		if open.has(i) {
			list = append(list, slot)
		}
	}
	return list
}

func openSlots(c *Criterion, item *Item) slotSet {
	var open slotSet
	filled := fill(c, item, func(int, int) {})
	for i := range c.Evidence {
		slot := &c.Evidence[i]
		_, supplied := item.Figures[slot.ID]
		if slot.Kind == SlotSystem && !supplied || slot.Kind != SlotSystem && !filled.has(i) {
			open = open.with(i)
		}
	}
	return open
}

// MissingSlots lists the open slots that the criterion needs as it stands: none
// while nothing is claimed. Those of somebody else's figures are among them.
func MissingSlots(c *Criterion, d *Dossier) []Slot {
	item := d.Item(c.ID)
	if !needsEvidence(c, item, judge(c, item.Answer, d.Profile)) {
		return nil
	}
	return OpenSlots(c, item)
}

// judged is what an answer gives; nothing when there is none.
type judged struct {
	answered bool
	claimed  Points
	err      error
}

func judge(c *Criterion, a *Answer, p Profile) judged {
	if a == nil {
		return judged{}
	}
	claimed, err := c.Rule.Claim(*a, p)
	return judged{true, claimed, err}
}

// needsEvidence says whether anything has to be proved: an honest "no" lacks
// nothing, and an unanswered criterion is not that far yet.
func needsEvidence(c *Criterion, item *Item, j judged) bool {
	if item.Answer == nil || j.err != nil || j.claimed == 0 {
		return false
	}
	return !c.EvidenceIfOccurred || occurred(*item.Answer)
}
