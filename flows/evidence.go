package flows

import (
	"encoding/base32"
	"strconv"
	"strings"

	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// flowEvidence is files and links: sending them, looking at them, moving and
// withdrawing them.
const flowEvidence Flow = "ev"

func (t *turn) pressedEvidence(a Action) {
	id, slot, _ := strings.Cut(a.Target, "/")
	c := t.w.Edition.Criterion(id)
	switch a.Verb {
	case "begin", "list":
		switch {
		case c == nil:
			t.staleButton()
		case a.Verb == "list":
			page, _ := strconv.Atoi(slot) // what is no page is the first one
			t.evidenceList(c, page)
		case !t.mayFile():
			t.readOnly()
		default:
			t.beginFiling(c, slot)
		}
	case "show":
		t.sendBack(id)
	case "one":
		t.evidenceCard(id)
	case "drop", "slot", "sure":
		t.changeEvidence(a.Verb, id, slot)
	case "move":
		t.beginPlacing(id)
	case "share":
		t.beginSharing(id)
	case "replace":
		t.beginReplacing(id)
	default:
		t.staleButton()
	}
}

// beginFiling waits for files of a criterion; a slot "" means whichever fits.
func (t *turn) beginFiling(c *scoring.Criterion, slot string) {
	if t.excluded(c) || t.refuseShut(c.ID) {
		return
	}
	t.openFiling(c, slot)
	t.askFiles(c)
}

func (t *turn) openFiling(c *scoring.Criterion, slot string) {
	t.s.Criterion, t.s.Pillar = c.ID, c.Pillar
	t.open(askEvidence, Prompt{Ask: slot, Seq: t.item(c).Last.Seq})
}

func (t *turn) askFiles(c *scoring.Criterion) {
	args := t.criterionArgs(c)
	args["Slots"], args["Files"] = t.slotLines(c), len(t.item(c).Evidence)
	t.show("evidence.ask", args, t.filingRows(c)...)
}

// filingRows lead out of filing: what is there, later, the next one.
func (t *turn) filingRows(c *scoring.Criterion) [][]Button {
	return [][]Button{row(
		t.button("card.to_card", t.criterionArgs(c), flowCard, "open", c.ID),
		t.button("answer.skip", nil, flowWalk, "next", ""))}
}

// uploaded takes a file: to where its caption or name says, to the criterion
// that is open, or, out of the blue, to the unfiled ones.
func (t *turn) uploaded() {
	found := t.e.Upload.Found
	switch {
	case found == nil:
		t.fail(errNotFetched)
	case t.takesPostFile():
		t.postFile()
	case found.Refused != RefusedNot:
		t.refuse(found.Refused)
	case t.takesTable():
		t.tableArrived()
	case found.Classified != ClassifiedNot:
		t.quarantine(found, t.receiptCode())
	case found.Members != nil:
		t.archive()
	case t.e.Upload.Group != "":
		t.albumPart()
	default:
		t.single()
	}
}

func (t *turn) refuse(why Refusal) {
	if why == RefusedNoRights {
		if t.correcting() && t.w.Me.Admin {
			t.refuseCorrectionFile()
			return
		}
		if t.mayImport() {
			t.say("figures.send_table", nil, t.toFigures())
			return
		}
		t.readOnly()
		return
	}
	if why == RefusedClosed {
		target, _ := t.uploadTarget()
		t.shut = &shut{idOf(target)}
		return
	}
	t.say("refused."+string(why), t.refusedArgs(), t.homeRow())
}

func (t *turn) refusedArgs() texts.Args {
	return texts.Args{"Name": t.fileName(), "MaxMB": t.w.Config.MaxFileMB, "Helpdesk": t.w.Config.Helpdesk, "Owner": t.w.Config.Owner}
}

func (t *turn) fileName() string { return t.nameOf(t.e.Upload) }

// nameOf is how a file is called; a photo has no name that says anything.
func (t *turn) nameOf(u *Upload) string {
	if u.Found != nil && u.Found.Name != "" && u.Kind != string(scoring.EvidencePhoto) {
		return u.Found.Name
	}
	return t.label("evidence.kind_"+u.Kind, nil)
}

// single keeps one file and says where.
func (t *turn) single() {
	ev := t.newEvidence()
	defer t.saysPending([]scoring.Evidence{ev})
	if old, c, ok := t.replaced(); ok {
		t.replace(c, old, ev)
		return
	}
	target, several := t.uploadTarget()
	if target == nil || t.notAssessed(target) {
		t.keepUnfiled(ev, several)
		return
	}
	ev.Slot = t.slotFor(target, ev)
	t.file(scoring.EvidenceKept{Criterion: target.ID, Evidence: ev})
	t.receipt(target, ev)
}

// uploadTarget is the criterion that an upload names, else the one it was
// asked for; several when its number has more than one reading.
func (t *turn) uploadTarget() (target *scoring.Criterion, several []string) {
	for _, where := range []string{t.e.Text, t.e.Upload.Name} {
		hit := t.w.Reader.Number(where, understand.Inside)
		switch len(hit.IDs) {
		case 0:
		case 1:
			return t.w.Edition.Criterion(hit.IDs[0]), nil
		default:
			return nil, hit.IDs
		}
	}
	if t.s.Criterion == "" {
		return nil, nil
	}
	open := t.w.Edition.Criterion(t.s.Criterion)
	if t.s.Phase == Filing || t.s.Phase == Idle && open != nil && len(open.Evidence) > 0 && !open.OnlySystem() {
		return open, nil
	}
	return nil, nil
}

// notAssessed says that filing there would count nowhere.
func (t *turn) notAssessed(c *scoring.Criterion) bool {
	state := t.stateOf(c)
	return state == scoring.StateOff || state == scoring.StateNotApplicable
}

// receiptAlphabet leaves out letters that are mistaken for digits.
var receiptAlphabet = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// receiptCode makes the code of what this event brings: the same when the
// event is delivered again.
func (t *turn) receiptCode() string { return receiptAlphabet.EncodeToString(t.e.Nonce[:5]) }

func (t *turn) newEvidence() scoring.Evidence { return t.evidenceOf(t.e.Upload, t.receiptCode()) }

// evidenceOf makes evidence of a file that the event brought.
func (t *turn) evidenceOf(u *Upload, id string) scoring.Evidence {
	ev := scoring.Evidence{
		ID: id, Kind: scoring.EvidenceKind(u.Kind), Name: t.nameOf(u),
		Blob: u.Found.Blob, Size: u.Found.Size, Type: u.Found.Type, Caption: shorten(t.e.Text, 200), Group: u.Group,
		Signature: u.Found.Signature, SignedBy: u.Found.SignedBy, Document: u.Found.Document, Elsewhere: u.Found.Elsewhere,
		Original: u.Found.Original, Scan: u.Found.Scan, Signatures: u.Found.Signatures, Reading: u.Found.Reading,
	}
	switch {
	case u.Found.Image && ev.Kind == scoring.EvidenceDocument && strings.HasPrefix(u.Found.Type, "image/"):
		ev.Kind = scoring.EvidencePhoto
	case u.Found.Video:
		ev.Kind = scoring.EvidenceVideo
	}
	return ev
}

// slotFor chooses the slot that a file fills: the one that was asked for, the
// one that its name or caption says, the one for papers of its kind, the first
// open one that fits, or any.
func (t *turn) slotFor(c *scoring.Criterion, ev scoring.Evidence) string {
	if t.s.Phase == Filing && t.s.Criterion == c.ID && t.s.Prompt.Ask != "" {
		return t.s.Prompt.Ask
	}
	var fitting []scoring.Slot
	for _, s := range c.Evidence {
		if s.Accepts(ev) {
			fitting = append(fitting, s)
		}
	}
	if len(fitting) == 0 {
		return ""
	}
	if named, ok := namedSlot(fitting, ev); ok {
		return named.ID
	}
	if asked, ok := slotOfPaper(fitting, ev); ok {
		return asked.ID
	}
	open := scoring.OpenSlots(c, t.item(c))
	if ev.Kind == scoring.EvidencePhoto { // a picture is a picture before it is a scan
		for _, s := range fitting {
			if s.Kind == scoring.SlotPhoto {
				return s.ID
			}
		}
	}
	for _, s := range fitting {
		for _, o := range open {
			if o.ID == s.ID {
				return s.ID
			}
		}
	}
	return fitting[0].ID
}

// namedSlot is the slot whose name the file's name or caption holds.
func namedSlot(slots []scoring.Slot, ev scoring.Evidence) (scoring.Slot, bool) {
	labels := make([]string, len(slots))
	for i, s := range slots {
		labels[i] = s.Label
	}
	if i, ok := understand.NamedIn(ev.Caption+" "+ev.Name, labels); ok {
		return slots[i], true
	}
	return scoring.Slot{}, false
}

// receipt says what was kept, where, and what is still missing there.
func (t *turn) receipt(c *scoring.Criterion, ev scoring.Evidence) {
	wasFiling := t.s.Phase == Filing
	args := t.recordedArgs(c)
	args["File"], args["Code"], args["Slot"] = ev.Name, ev.ID, t.slotLabel(c, ev.Slot)
	args["Seen"] = t.seenOf(c, ev)
	args["Unanswered"] = t.item(c).Answer == nil
	args["Link"] = ev.Kind == scoring.EvidenceLink
	args["Photo"] = t.shrunk()
	args["NoSlot"] = ev.Slot == "" && len(c.Evidence) > 0 && !t.wantsSignature(c, ev)
	if !wasFiling || t.s.Criterion != c.ID || t.s.Prompt.Ask != "" {
		if t.s.Phase != Answering {
			t.settle()
			t.openFiling(c, "")
		}
	}
	rows := t.otherSlotRows(c, ev)
	rows = append(rows, t.receiptRows(c, ev)...)
	t.say("evidence.kept", args, rows...)
	if t.s.Phase == Answering {
		t.resume()
		return
	}
	t.proposeSigner(c, ev)
}

// otherSlotRows offer the slots that a document may be meant for instead:
// paper is not told apart by its kind.
func (t *turn) otherSlotRows(c *scoring.Criterion, ev scoring.Evidence) [][]Button {
	if named, ok := namedSlot(c.Evidence, ev); ok && named.ID == ev.Slot {
		return nil
	}
	var others []Button
	for _, s := range c.Evidence {
		if s.ID != ev.Slot && s.Accepts(ev) {
			others = append(others, t.button("evidence.is_slot",
				texts.Args{"Slot": s.LabelIn(t.lang)}, flowEvidence, "slot", ev.ID+"/"+s.ID))
		}
	}
	return grid(2, others)
}

func (t *turn) receiptRows(c *scoring.Criterion, ev scoring.Evidence) [][]Button {
	rows := [][]Button{row(
		t.button("evidence.drop", nil, flowEvidence, "drop", ev.ID),
		t.button("evidence.move", nil, flowEvidence, "move", ev.ID))}
	if len(t.saysOfItself(t.department(), ev)) > 0 { // it is to be checked
		rows = append(rows, t.describeRow(ev)...)
	}
	if t.item(c).Answer == nil {
		return append(rows, row(t.button("evidence.answer_now", t.criterionArgs(c), flowAnswer, "begin", c.ID)))
	}
	if len(t.missingSlots(c)) > 0 {
		return append(rows, t.filingRows(c)...)
	}
	return append(rows, t.afterRows(c)...)
}

func (t *turn) slotLabel(c *scoring.Criterion, id string) string {
	for _, s := range c.Evidence {
		if s.ID == id {
			return s.LabelIn(t.lang)
		}
	}
	return ""
}

func (t *turn) slotKind(c *scoring.Criterion, id string) scoring.SlotKind {
	for _, s := range c.Evidence {
		if s.ID == id {
			return s.Kind
		}
	}
	return ""
}
