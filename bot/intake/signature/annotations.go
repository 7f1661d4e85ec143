package signature

import (
	"maps"
	"slices"

	"minhchung/bot/intake/signature/pdf"
)

const (
	maxPages     = 20_000
	maxPageDepth = 24
)

// annotations compares the pages that the revision writes anew, and those whose
// list of annotations it does: only annotations may come.
func (c *comparison) annotations() error {
	touched := map[int]bool{}
	lists := false
	for num := range c.pending {
		was, is, err := c.values(num)
		if err != nil {
			return err
		}
		if dict, ok := was.(pdf.Dict); ok && dict["Type"] == pdf.Name("Page") {
			touched[num] = true
		}
		_, before := was.(pdf.Array)
		_, after := is.(pdf.Array)
		lists = lists || before && after
	}
	if lists {
		if err := c.listPages(); err != nil {
			return err
		}
		for _, num := range c.pages {
			if c.listWritten(num) {
				touched[num] = true
			}
		}
	}
	for _, num := range slices.Sorted(maps.Keys(touched)) {
		if err := c.pageChanged(num); err != nil {
			return err
		}
	}
	return nil
}

// listWritten says whether a page's list of annotations is pending.
func (c *comparison) listWritten(num int) bool {
	was, _, _ := c.values(num)
	page, _ := was.(pdf.Dict)
	ref, ok := page["Annots"].(pdf.Ref)
	return ok && c.pending[ref.Num]
}

// pageChanged compares a page before and after.
func (c *comparison) pageChanged(num int) error {
	was, is, err := c.values(num)
	if err != nil {
		return err
	}
	before, ok1 := was.(pdf.Dict)
	after, ok2 := is.(pdf.Dict)
	if !ok1 || !ok2 {
		return nil
	}
	for _, key := range pdf.Differing(before, after) {
		switch key {
		case "Annots":
		case "Tabs", "StructParents", "LastModified":
			c.report(AddedOther, UnknownAddition, "page object %d has another %s", num, string(key))
		default:
			c.report(AddedOther, ContentReplaced, "page object %d has another %s", num, shown(string(key)))
		}
	}
	delete(c.pending, num)
	old, err := c.old.Resolve(before["Annots"])
	if err != nil {
		return err
	}
	now, err := c.new.Resolve(after["Annots"])
	if err != nil {
		return err
	}
	a, ok1 := old.(pdf.Array)
	b, ok2 := now.(pdf.Array)
	if !ok1 && old != nil || !ok2 && now != nil {
		c.report(AddedOther, ContentReplaced, "page object %d has annotations that are no list", num)
		return nil
	}
	if ref, isRef := after["Annots"].(pdf.Ref); isRef && (pdf.Equal(before["Annots"], ref) || c.fresh(ref.Num)) {
		delete(c.pending, ref.Num)
	}
	return c.annotationLists(num, after, a, b)
}

// annotationLists compares the annotations of a page.
func (c *comparison) annotationLists(num int, page pdf.Dict, before, after pdf.Array) error {
	old := map[pdf.Ref]bool{}
	for _, item := range before {
		if ref, ok := item.(pdf.Ref); ok {
			old[ref] = true
		}
	}
	kept := 0
	for _, item := range after {
		if kept < len(before) && pdf.Equal(before[kept], item) {
			kept++
			continue
		}
		ref, ok := item.(pdf.Ref)
		if ok && old[ref] {
			continue // it moved, which is noticed below
		}
		if !ok {
			c.report(AddedAnnotation, c.unless(3, AnnotationAdded), "an annotation inside the list of page object %d", num)
			continue
		}
		if err := c.newAnnotation(num, page, ref); err != nil {
			return err
		}
	}
	if kept < len(before) {
		reason := ContentReplaced
		if c.rules.certified == 3 {
			reason = AnnotationAdded
		}
		c.report(AddedAnnotation, reason, "annotations of page object %d were taken out or moved", num)
	}
	return nil
}

// newAnnotation judges an annotation that came to a page.
func (c *comparison) newAnnotation(num int, page pdf.Dict, ref pdf.Ref) error {
	if w := c.added[ref.Num]; w != nil {
		delete(c.added, ref.Num)
		return c.shown(num, page, w)
	}
	if !c.fresh(ref.Num) {
		c.report(AddedOther, ContentReplaced, "annotation %d stood hidden before", ref.Num)
		return nil
	}
	if err := c.explain(ref.Num); err != nil {
		return err
	}
	value, err := c.new.Resolve(ref)
	if err != nil {
		return err
	}
	dict, _ := value.(pdf.Dict)
	kind := dict["Subtype"]
	quiet := (kind == pdf.Name("Text") || kind == pdf.Name("Popup")) && dict["AP"] == nil && dict["A"] == nil && dict["AA"] == nil
	switch {
	case kind == pdf.Name("Widget"):
		c.report(AddedOther, c.unless(0, UnknownAddition), "a widget that belongs to no field")
	case quiet && c.rules.certified == 3:
		c.note(AddedAnnotation)
	default:
		c.report(AddedAnnotation, c.unless(3, AnnotationAdded), "an annotation on page object %d", num)
	}
	return nil
}

// listPages lists the old document's pages.
func (c *comparison) listPages() error {
	if c.pages != nil {
		return nil
	}
	catalog, _, err := catalogOf(c.old)
	if err != nil {
		return err
	}
	return c.listUnder(catalog["Pages"], 0, map[int]bool{})
}

func (c *comparison) listUnder(value any, depth int, seen map[int]bool) error {
	ref, ok := value.(pdf.Ref)
	if !ok || seen[ref.Num] {
		return nil
	}
	if depth > maxPageDepth || len(seen) > maxPages {
		return pdf.ErrTooComplex
	}
	seen[ref.Num] = true
	resolved, err := c.old.Resolve(ref)
	dict, isDict := resolved.(pdf.Dict)
	if err != nil || !isDict {
		return err
	}
	kids, err := c.old.Resolve(dict["Kids"])
	if err != nil {
		return err
	}
	list, ok := kids.(pdf.Array)
	if !ok {
		c.pages = append(c.pages, ref.Num)
		return nil
	}
	for _, kid := range list {
		if err := c.listUnder(kid, depth+1, seen); err != nil {
			return err
		}
	}
	return nil
}
