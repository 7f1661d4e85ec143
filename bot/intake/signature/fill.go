package signature

import (
	"slices"

	"minhchung/bot/intake/signature/pdf"
)

// fieldChanged judges an old field that the revision writes anew.
func (c *comparison) fieldChanged(was, is *node) error {
	keys := pdf.Differing(was.dict, is.dict)
	if len(keys) == 0 {
		delete(c.pending, was.num)
		return nil
	}
	if was.kind == "Sig" {
		return c.signatureField(was, is, keys)
	}
	for _, key := range keys {
		if !slices.Contains([]pdf.Name{"V", "AP", "AS", "I", "TI", "RV", "M"}, key) {
			c.report(AddedOther, ContentReplaced, "the field %q has another %s", shown(was.name), shown(string(key)))
		}
	}
	delete(c.pending, was.num)
	switch {
	case c.rules.locked(was.name):
		c.report(AddedFormFill, LockedField, "the field %q was filled", shown(was.name))
	case c.rules.certified == 0:
		c.report(AddedFormFill, FormFilled, "the field %q was filled", shown(was.name))
	case c.rules.certified == 1:
		c.report(AddedFormFill, NotAllowed, "the field %q was filled", shown(was.name))
	default:
		c.note(AddedFormFill)
	}
	if err := c.appearance(is); err != nil {
		return err
	}
	return c.explainIn(is.dict)
}

// signatureField judges an empty place for a signature that is filled, or one
// that is not empty.
func (c *comparison) signatureField(was, is *node, keys []pdf.Name) error {
	delete(c.pending, was.num)
	old, err := c.old.Resolve(was.dict["V"])
	if err != nil {
		return err
	}
	now, err := c.new.Resolve(is.dict["V"])
	if err != nil {
		return err
	}
	if old != nil {
		c.report(AddedOther, ContentReplaced, "the signed field %q differs", shown(was.name))
		return nil
	}
	sig, signed := now.(pdf.Dict)
	for _, key := range keys {
		if !slices.Contains([]pdf.Name{"V", "AP", "AS", "MK", "F", "P", "M", "DA"}, key) {
			c.report(AddedSignature, c.unless(0, UnknownAddition), "the field %q has another %s", shown(was.name), shown(string(key)))
		}
	}
	switch ref, isRef := is.dict["V"].(pdf.Ref); {
	case !signed:
		c.report(AddedField, VisibleAddition, "the empty field %q looks different", shown(was.name))
	case isRef && !c.fresh(ref.Num):
		c.report(AddedSignature, ContentReplaced, "a signature that stood hidden")
	case c.rules.locked(was.name):
		c.report(AddedSignature, LockedField, "the field %q was signed", shown(was.name))
	default:
		c.signing(sig, signed)
	}
	c.widgetKeys(is.dict)
	return c.explainIn(is.dict)
}

// appearance explains streams of a filled field's appearance that are written
// over, if they are the appearance of fields and nothing else.
func (c *comparison) appearance(is *node) error {
	value, err := c.new.Resolve(is.dict["AP"])
	if err != nil {
		return err
	}
	var failed error
	pdf.References(value, func(ref pdf.Ref) {
		if failed != nil || !c.pending[ref.Num] || c.fresh(ref.Num) {
			return
		}
		only, err := c.heldOnlyBy(ref.Num, func(h int) bool { return c.oldForm.byNum[h] != nil })
		if err != nil {
			failed = err
		} else if only {
			delete(c.pending, ref.Num)
			failed = c.replaced(ref.Num)
		}
	})
	return failed
}

// replaced explains what is new in an appearance that was written over.
func (c *comparison) replaced(num int) error {
	_, is, err := c.values(num)
	if err != nil {
		return err
	}
	return c.explainIn(is)
}
