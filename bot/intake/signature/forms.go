package signature

import (
	"slices"

	"minhchung/bot/intake/signature/pdf"
)

// forms compares the forms: their dictionaries, the fields that were, the
// fields that came.
func (c *comparison) forms() error {
	var err error
	if c.oldForm, err = formOf(c.old); err != nil {
		return err
	}
	if c.newForm, err = formOf(c.new); err != nil {
		return err
	}
	if err := c.formDict(); err != nil {
		return err
	}
	for _, n := range c.oldForm.nodes {
		if !c.pending[n.num] {
			continue
		}
		if is := c.newForm.byNum[n.num]; is != nil {
			if err := c.fieldChanged(n, is); err != nil {
				return err
			}
		}
	}
	return c.newFields()
}

// formDict compares the dictionaries of the forms.
func (c *comparison) formDict() error {
	before, after := c.oldForm.dict, c.newForm.dict
	for _, key := range pdf.Differing(before, after) {
		switch key {
		case "Fields", "SigFlags":
		case "DR":
			if err := c.resources(before[key], after[key]); err != nil {
				return err
			}
		case "DA":
			if before[key] != nil {
				c.report(AddedOther, UnknownAddition, "the form's %s differs", string(key))
			}
		case "NeedAppearances":
			if after[key] == true {
				c.report(AddedOther, UnknownAddition, "viewers are to draw the form's fields anew")
			}
		default:
			c.report(AddedOther, ContentReplaced, "the form's %s differs", shown(string(key)))
		}
	}
	if ref := c.newForm.ref; ref.Num != 0 && (ref == c.oldForm.ref || c.fresh(ref.Num)) {
		delete(c.pending, ref.Num)
	}
	if ref, ok := after["Fields"].(pdf.Ref); ok && (pdf.Equal(before["Fields"], ref) || c.fresh(ref.Num)) {
		delete(c.pending, ref.Num)
	}
	return nil
}

// resources checks that the form's resources only grew.
func (c *comparison) resources(was, is any) error {
	a, err := c.old.Resolve(was)
	if err != nil {
		return err
	}
	b, err := c.new.Resolve(is)
	if err != nil {
		return err
	}
	before, ok1 := a.(pdf.Dict)
	after, ok2 := b.(pdf.Dict)
	if !ok1 && a != nil || !ok2 {
		c.report(AddedOther, ContentReplaced, "the form's resources were replaced")
		return nil
	}
	for key, v := range before {
		if pdf.Equal(v, after[key]) {
			continue
		}
		if inner, ok := v.(pdf.Dict); ok {
			if outer, ok := after[key].(pdf.Dict); ok && c.grown(inner, outer) {
				continue
			}
		}
		c.report(AddedOther, ContentReplaced, "the form's resources were replaced")
	}
	if ref, ok := is.(pdf.Ref); ok {
		if err := c.explain(ref.Num); err != nil {
			return err
		}
	}
	return c.explainIn(after)
}

// newFields compares the lists of fields: old ones stay, new ones are new.
func (c *comparison) newFields() error {
	before := map[int]bool{}
	var kept []int
	for _, item := range c.oldForm.fields {
		ref, _ := item.(pdf.Ref)
		before[ref.Num] = true
		kept = append(kept, ref.Num)
	}
	var still []int
	for _, item := range c.newForm.fields {
		ref, _ := item.(pdf.Ref)
		if before[ref.Num] {
			still = append(still, ref.Num)
			continue
		}
		if n := c.newForm.byNum[ref.Num]; n != nil {
			if err := c.newField(n); err != nil {
				return err
			}
		}
	}
	if !slices.Equal(kept, still) {
		c.report(AddedOther, ContentReplaced, "fields were taken out of the form")
	}
	return nil
}

// newField judges a field that came: signatures and timestamps may come, and
// empty places for them.
func (c *comparison) newField(n *node) error {
	if !c.fresh(n.num) {
		c.report(AddedOther, ContentReplaced, "field %d stood hidden before", n.num)
		return nil
	}
	if err := c.explain(n.num); err != nil {
		return err
	}
	if n.kind != "Sig" {
		c.report(AddedOther, c.unless(0, UnknownAddition), "a new field that is no signature")
	}
	for _, old := range c.oldForm.nodes {
		if old.name == n.name {
			c.report(AddedOther, UnknownAddition, "a second field of the name of one")
			break
		}
	}
	value, err := c.new.Resolve(n.dict["V"])
	if err != nil {
		return err
	}
	sig, signed := value.(pdf.Dict)
	if n.kind == "Sig" {
		c.signing(sig, signed)
	}
	for _, w := range c.newForm.widgets(n) {
		c.added[w.num] = &addedWidget{
			dict: w.dict, signed: signed, personal: sig["SubFilter"] != pdf.Name("ETSI.RFC3161"),
		}
		c.widgetKeys(w.dict)
	}
	return nil
}

// signing notes a new signature or timestamp, or an empty place for one.
func (c *comparison) signing(sig pdf.Dict, signed bool) {
	kind := AddedSignature
	switch {
	case !signed:
		kind = AddedField
	case sig["SubFilter"] == pdf.Name("ETSI.RFC3161"):
		c.note(AddedTimestamp) // even what allows nothing allows this
		return
	}
	if c.rules.certified == 1 {
		c.report(kind, NotAllowed, "the certification allows no more signatures")
		return
	}
	c.note(kind)
}

// unless gives a reason, or NotAllowed if there is a certification and it is
// below the level that allows the thing (0: no level does).
func (c *comparison) unless(level int, reason Reason) Reason {
	if c.rules.certified != 0 && (level == 0 || c.rules.certified < level) {
		return NotAllowed
	}
	return reason
}

// widgetKeys reports what a signature's widget must not do: act, hide in
// layers, look different under the pointer.
func (c *comparison) widgetKeys(dict pdf.Dict) {
	for _, key := range []pdf.Name{"A", "AA", "OC", "PMD"} {
		if dict[key] != nil {
			c.report(AddedOther, UnknownAddition, "a signature's field with %s", string(key))
		}
	}
	value, _ := c.new.Resolve(dict["AP"])
	appearances, _ := value.(pdf.Dict)
	for key := range appearances {
		if key != "N" {
			c.report(AddedOther, UnknownAddition, "a signature that looks different under the pointer")
		}
	}
}
