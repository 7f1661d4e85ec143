package signature

import (
	"fmt"

	"minhchung/bot/intake/signature/pdf"
)

// change is one thing that a revision changed, and what it makes of the
// signatures before it.
type change struct {
	verdict
	kind Addition
	page int     // the page on which something visible was added
	area float64 // its share of the page
}

// comparison is a revision beside the one before. Every object that the
// revision writes is pending until a permitted purpose explains it.
type comparison struct {
	f        *pdf.File
	revision int
	old, new pdf.View
	rules    rules
	pending  map[int]bool
	changes  []change

	oldForm, newForm *form
	added            map[int]*addedWidget // new widgets, until they are seen on a page
	pages            []int                // of the old document, once they are listed
	loose            *loose
	holders          map[int]map[int]bool // of pending objects, once somebody asks
}

// addedWidget is a widget of a new field.
type addedWidget struct {
	dict     pdf.Dict
	signed   bool
	personal bool // a signature, not a timestamp
}

// compare says what the revision changed.
func compare(f *pdf.File, revision int, r rules, l *loose) []change {
	c := &comparison{
		f: f, revision: revision, old: f.At(revision - 1), new: f.At(revision), rules: r,
		pending: map[int]bool{}, added: map[int]*addedWidget{}, loose: l,
	}
	for _, step := range []func() error{
		c.reserved, c.entries, c.layout, c.trailer, c.catalog, c.forms, c.annotations, c.rest,
	} {
		if err := step(); err != nil {
			v := ofStructure(err)
			return append(c.changes, change{verdict: v})
		}
	}
	return c.changes
}

// report notes a change.
func (c *comparison) report(kind Addition, reason Reason, format string, args ...any) {
	c.changes = append(c.changes, change{kind: kind, verdict: verdict{reason, c.where() + fmt.Sprintf(format, args...)}})
}

// note notes a permitted change.
func (c *comparison) note(kind Addition) { c.changes = append(c.changes, change{kind: kind}) }

func (c *comparison) where() string { return fmt.Sprintf("revision %d: ", c.revision+1) }

// had says whether an object was in use before.
func (c *comparison) had(num int) bool {
	_, _, ok := c.old.Entry(num)
	return ok
}

// fresh says whether the revision made an object under a number not in use.
func (c *comparison) fresh(num int) bool {
	_, _, now := c.new.Entry(num)
	return now && !c.had(num)
}

// explain takes an object and all new ones that it refers to off the pending.
// Old objects that the revision writes over stay pending: a new thing may not
// change an old one.
func (c *comparison) explain(num int) error {
	for queue := []int{num}; len(queue) > 0; {
		num, queue = queue[0], queue[1:]
		if !c.pending[num] || !c.fresh(num) {
			continue
		}
		delete(c.pending, num)
		e, _, _ := c.new.Entry(num)
		o, err := c.new.Object(pdf.Ref{Num: num, Gen: e.Gen})
		if err != nil {
			return err
		}
		queue = append(queue, madeOf(o.Value)...)
	}
	return nil
}

// explainIn does so for all that a value refers to.
func (c *comparison) explainIn(value any) error {
	for _, num := range madeOf(value) {
		if err := c.explain(num); err != nil {
			return err
		}
	}
	return nil
}

// madeOf gives the objects that a value refers to. Parents and pages are where
// a thing belongs, not what it is made of.
func madeOf(value any) []int {
	var all []int
	visit := func(r pdf.Ref) { all = append(all, r.Num) }
	dict, isDict := pdf.DictOf(value)
	if !isDict {
		pdf.References(value, visit)
	}
	for key, v := range dict {
		if key != "P" && key != "Parent" {
			pdf.References(v, visit)
		}
	}
	return all
}

// values gives an object before and after the revision.
func (c *comparison) values(num int) (before, after any, err error) {
	for _, one := range []struct {
		view pdf.View
		to   *any
	}{{c.old, &before}, {c.new, &after}} {
		e, _, ok := one.view.Entry(num)
		if !ok {
			continue
		}
		o, err := one.view.Object(pdf.Ref{Num: num, Gen: e.Gen})
		if err != nil {
			return nil, nil, err
		}
		*one.to = o.Value
	}
	return before, after, nil
}
