package signature

import (
	"maps"
	"slices"

	"minhchung/bot/intake/signature/pdf"
)

// entries checks what the revision's tables say: its objects stand inside it,
// and nothing old disappears.
func (c *comparison) entries() error {
	r := c.f.Revisions[c.revision]
	if r.Hybrid {
		c.report(AddedOther, UnknownAddition, "older readers see other objects than newer ones")
	}
	for _, num := range slices.Sorted(maps.Keys(r.Entries)) {
		e := r.Entries[num]
		before, _, had := c.old.Entry(num)
		switch {
		case num == 0 || had && e == before:
		case e.Kind == pdf.Free && had:
			c.report(AddedOther, ContentReplaced, "object %d was taken out", num)
		case e.Kind == pdf.Free:
		case had && e.Kind == pdf.InUse && e.Gen != before.Gen:
			c.report(AddedOther, ContentReplaced, "object %d became another generation", num)
		case e.Kind == pdf.InUse && (e.At < r.Start || e.At >= r.End):
			c.report(AddedOther, ContentReplaced, "object %d is taken from elsewhere in the file", num)
		case e.Kind == pdf.Compressed && !c.ownContainer(r, e.Container):
			c.report(AddedOther, ContentReplaced, "object %d is taken from an old object stream", num)
		default:
			c.pending[num] = true
		}
	}
	for _, num := range r.Streams {
		if c.had(num) {
			c.report(AddedOther, ContentReplaced, "object %d was replaced by the revision's table", num)
		}
		if slices.ContainsFunc(r.Sections, func(s [2]int64) bool { return s[0] == r.Entries[num].At }) {
			delete(c.pending, num)
		}
	}
	return nil
}

// ownContainer says whether the revision itself brings an object stream.
func (c *comparison) ownContainer(r pdf.Revision, num int) bool {
	e, ok := r.Entries[num]
	return ok && e.Kind == pdf.InUse && e.At >= r.Start && !c.had(num)
}

// layout checks that the revision's bytes are its objects and tables, without
// overlap, and that its object streams hold no more than the tables name.
func (c *comparison) layout() error {
	r := c.f.Revisions[c.revision]
	spans := slices.Clone(r.Sections)
	spans[len(spans)-1][1] = r.End
	containers := map[int]bool{}
	for num, e := range r.Entries {
		if e.Kind == pdf.Compressed && c.pending[num] {
			containers[e.Container] = true
		}
		if !c.pending[num] || e.Kind != pdf.InUse {
			continue
		}
		o, err := c.new.Object(pdf.Ref{Num: num, Gen: e.Gen})
		if err != nil {
			return err
		}
		spans = append(spans, [2]int64{o.Start, o.End})
	}
	for num := range containers {
		if err := c.container(r, num); err != nil {
			return err
		}
	}
	slices.SortFunc(spans, func(a, b [2]int64) int { return int(a[0] - b[0]) })
	at := r.Start
	for _, s := range spans {
		if s[0] < at {
			c.report(AddedOther, HiddenObject, "two objects share bytes at %d", s[0])
			return nil
		}
		blank, err := c.f.Blank(at, s[0], true)
		if err != nil {
			return err
		}
		if !blank {
			c.report(AddedOther, HiddenObject, "bytes from %d to %d belong to nothing that the tables name", at, s[0])
		}
		at = s[1]
	}
	return nil
}

// container checks an object stream of the revision.
func (c *comparison) container(r pdf.Revision, num int) error {
	s, err := c.new.ObjectStream(num)
	if err != nil {
		return err
	}
	for i, inside := range s.Numbers() {
		e := r.Entries[inside]
		if e.Kind != pdf.Compressed || e.Container != num || e.Index != i {
			c.report(AddedOther, HiddenObject, "object stream %d holds object %d, which the tables do not name", num, inside)
		}
	}
	delete(c.pending, num)
	return nil
}

// reserved checks that no new object takes a number to which the old document
// refers already: what pointed to nothing would point to something.
func (c *comparison) reserved() error {
	r := c.f.Revisions[c.revision]
	taken := slices.Collect(maps.Keys(r.Entries))
	taken = append(taken, r.Streams...)
	for i := range c.revision {
		missing, err := c.loose.in(i)
		if err != nil {
			return err
		}
		if missing.odd != nil {
			c.report(AddedOther, OddStructure, "%v", missing.odd)
		}
		for _, num := range taken {
			if missing.numbers[num] && !c.had(num) {
				c.report(AddedOther, ContentReplaced, "object %d was missing, and was referred to", num)
			}
		}
	}
	return nil
}

// heldOnlyBy says whether nothing of the old document refers to an old object
// that is pending but the holders given.
func (c *comparison) heldOnlyBy(num int, holder func(int) bool) (bool, error) {
	if c.holders == nil {
		if err := c.findHolders(); err != nil {
			return false, err
		}
	}
	for h := range c.holders[num] {
		if !holder(h) {
			return false, nil
		}
	}
	return true, nil
}

// findHolders goes over all references of the old document, once.
func (c *comparison) findHolders() error {
	c.holders = map[int]map[int]bool{}
	for num := range c.pending {
		c.holders[num] = map[int]bool{}
	}
	note := func(holder int, r pdf.Ref) {
		if held := c.holders[r.Num]; held != nil {
			held[holder] = true
		}
	}
	for _, num := range c.old.Numbers() {
		e, _, _ := c.old.Entry(num)
		o, err := c.old.Object(pdf.Ref{Num: num, Gen: e.Gen})
		if err != nil {
			return err
		}
		pdf.References(o.Value, func(r pdf.Ref) { note(num, r) })
	}
	pdf.References(c.old.Trailer(), func(r pdf.Ref) { note(0, r) })
	return nil
}
