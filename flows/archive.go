package flows

import (
	"crypto/sha256"
	"maps"
	"slices"
	"strings"

	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// received is what became of an archive's files.
type received struct {
	filed   map[string][]scoring.Evidence // by criterion
	order   []*scoring.Criterion          // of filed, as they came
	unfiled []scoring.Evidence
	refused []Found
	closed  []string // of refused, the criteria that are closed; "" for none in particular
	secret  int
}

// archive keeps each file of an archive by itself: where its name or folder
// says, else where the archive's caption or name says or where files are being
// sent, else unfiled. One message tells of all.
func (t *turn) archive() {
	whole := t.e.Upload
	base, _ := t.uploadTarget()
	got := &received{filed: map[string][]scoring.Evidence{}}
	for i := range whole.Found.Members {
		t.member(got, i, base)
	}
	t.e.Upload = whole
	t.archiveReceipt(got)
}

// member takes one file of an archive.
func (t *turn) member(got *received, i int, base *scoring.Criterion) {
	found := t.e.Upload.Found.Members[i]
	id := t.memberCode(i)
	switch {
	case found.Refused != RefusedNot:
		got.refused = append(got.refused, found)
		return
	case found.Classified != ClassifiedNot:
		got.secret++
		t.quarantine(&found, id)
		return
	}
	ev := t.evidenceOf(&Upload{Kind: string(scoring.EvidenceDocument), Name: found.Name, Found: &found}, id)
	target := t.memberTarget(found, base)
	if target != nil && t.notAssessed(target) {
		target = nil
	}
	if where := idOf(target); t.isShut(where) {
		found.Refused = RefusedClosed
		got.refused, got.closed = append(got.refused, found), append(got.closed, where)
		return
	}
	if target == nil {
		t.file(scoring.EvidenceKept{Evidence: ev})
		got.unfiled = append(got.unfiled, ev)
		return
	}
	ev.Slot = t.slotFor(target, ev)
	t.file(scoring.EvidenceKept{Criterion: target.ID, Evidence: ev})
	if got.filed[target.ID] == nil {
		got.order = append(got.order, target)
	}
	got.filed[target.ID] = append(got.filed[target.ID], ev)
}

// idOf is a criterion's id; "" for none.
func idOf(c *scoring.Criterion) string {
	if c == nil {
		return ""
	}
	return c.ID
}

// memberTarget is the criterion that a file's name, or the folder nearest to
// it, says. A number with several readings leaves it unfiled.
func (t *turn) memberTarget(found Found, base *scoring.Criterion) *scoring.Criterion {
	where := strings.Split(found.Folder, "/")
	slices.Reverse(where)
	for _, said := range append([]string{found.Name}, where...) {
		hit := t.w.Reader.Number(said, understand.Inside)
		switch len(hit.IDs) {
		case 0:
		case 1:
			return t.w.Edition.Criterion(hit.IDs[0])
		default:
			return nil
		}
	}
	return base
}

// memberCode is the receipt code of an archive's file: as different as those
// of single files, and the same when the event is delivered again.
func (t *turn) memberCode(i int) string {
	sum := sha256.Sum256(append(t.e.Nonce[:], byte(i), byte(i>>8)))
	return receiptAlphabet.EncodeToString(sum[:5])
}

// What one message names of an archive, so that it fits a screen.
const (
	maxNamed   = 8 // files
	maxOffered = 4 // criteria, and files to be placed, as buttons
)

// archiveReceipt says what was kept where, what is not placed yet, and what
// was not kept and why.
func (t *turn) archiveReceipt(got *received) {
	total := len(t.e.Upload.Found.Members)
	args := texts.Args{
		"Archive": t.fileName(), "Kept": total - len(got.refused) - got.secret, "Total": total, "Secret": got.secret,
	}
	left := maxNamed
	var lines []texts.Args
	for _, c := range got.order {
		lines = append(lines, texts.Args{"Number": c.OfficialNumber(), "Files": named(got.filed[c.ID], &left)})
	}
	args["Filed"] = lines
	args["Unfiled"] = named(got.unfiled, &left)
	var refused []texts.Args
	for _, found := range got.refused[:min(len(got.refused), maxNamed)] {
		refused = append(refused, texts.Args{"Name": shorten(found.Name, 40), "Why": t.label("archive.why_"+string(found.Refused), nil)})
	}
	args["Refused"], args["MoreRefused"] = refused, len(got.refused)-len(refused)
	waiting := t.asksElse()
	if !waiting {
		t.settle()
		if len(got.order) == 1 {
			t.openFiling(got.order[0], "")
		}
	}
	t.say("archive.kept", args, t.archiveRows(got)...)
	t.saysPending(append(slices.Collect(maps.Values(got.filed)), got.unfiled)...)
	if waiting {
		t.resume()
		return
	}
	for _, c := range got.order {
		t.proposeSigner(c, got.filed[c.ID]...)
	}
}

// named lists files with their codes, as many as are left to name, and how
// many are not named.
func named(all []scoring.Evidence, left *int) texts.Args {
	var files []texts.Args
	for _, ev := range all[:min(len(all), *left)] {
		files = append(files, texts.Args{"Name": shorten(ev.Name, 40), "Code": ev.ID})
	}
	*left -= len(files)
	return texts.Args{"N": len(all), "Named": files, "More": len(all) - len(files)}
}

// archiveRows lead on: to the criteria that got files, and to the place of
// each file that has none.
func (t *turn) archiveRows(got *received) [][]Button {
	var rows [][]Button
	for _, ev := range got.unfiled[:min(len(got.unfiled), maxOffered)] {
		rows = append(rows, row(t.button("archive.place", texts.Args{"File": shorten(ev.Name, 30)}, flowEvidence, "move", ev.ID)))
	}
	if len(got.unfiled) > maxOffered {
		rows = append(rows, row(t.button("missing.unfiled", texts.Args{"N": len(t.dossier().Unfiled)}, flowMissing, "unfiled", "")))
	}
	if len(got.closed) > 0 {
		rows = append(rows, row(t.button("closing.ask", nil, flowClosing, "ask", got.closed[0])))
	}
	var cards []Button
	for _, c := range got.order[:min(len(got.order), maxOffered)] {
		cards = append(cards, t.button("card.to_card", t.criterionArgs(c), flowCard, "open", c.ID))
	}
	return append(append(rows, grid(2, cards)...), t.homeRow())
}

// asksElse says whether something is asked that a file does not answer.
func (t *turn) asksElse() bool {
	return t.s.Phase != Idle && t.s.Phase != Filing && t.s.Phase != Placing
}
