package flows

import (
	"regexp"
	"strings"

	"minhchung/flows/understand"
	"minhchung/scoring"
)

// linkPattern finds a web address in a line.
var linkPattern = regexp.MustCompile(`(?i)\bhttps?://[^\s<>"]+|\bwww\.[^\s<>"]+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.gov\.vn(?:/[^\s<>"]*)?`)

// linked takes a link that was typed or forwarded. It says whether there was one.
func (t *turn) linked() bool {
	link := strings.TrimRight(linkPattern.FindString(t.e.Text), ".,;)")
	if link == "" || !t.mayFile() {
		return false
	}
	ev := scoring.Evidence{ID: t.receiptCode(), Kind: scoring.EvidenceLink, Name: link, Link: link,
		Caption: shorten(strings.Replace(t.e.Text, link, "", 1), 200)}
	if old, c, ok := t.replaced(); ok {
		t.replace(c, old, ev)
		return true
	}
	c := t.linkTarget()
	if c == nil {
		t.keepUnfiled(ev, nil)
		return true
	}
	ev.Slot = t.slotFor(c, ev)
	t.file(scoring.EvidenceKept{Criterion: c.ID, Evidence: ev})
	t.receipt(c, ev)
	return true
}

func (t *turn) linkTarget() *scoring.Criterion {
	without := linkPattern.ReplaceAllString(t.e.Text, "")
	if hit := t.w.Reader.Number(without, understand.Inside); len(hit.IDs) == 1 {
		return t.w.Edition.Criterion(hit.IDs[0])
	}
	if t.s.Phase == Filing || t.s.Phase == Idle {
		return t.w.Edition.Criterion(t.s.Criterion)
	}
	return nil
}
