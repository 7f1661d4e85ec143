package signature

import (
	"math"

	"minhchung/bot/intake/signature/pdf"
)

// What additions may cover of a page before a person has to look: one alone,
// and all that came after a signature. A seal of 4 cm is 3 % of an A4 page.
const (
	maxArea  = 0.20
	maxAreas = 0.35
)

// box is a rectangle, in a page's units.
type box struct{ left, bottom, right, top float64 }

func (b box) area() float64 { return (b.right - b.left) * (b.top - b.bottom) }

func (b box) holds(o box) bool {
	return b.left <= o.left && b.bottom <= o.bottom && b.right >= o.right && b.top >= o.top
}

// boxOf reads a rectangle; false if it is none.
func boxOf(v pdf.View, value any) (box, bool) {
	resolved, err := v.Resolve(value)
	list, ok := resolved.(pdf.Array)
	if err != nil || !ok || len(list) != 4 {
		return box{}, false
	}
	var n [4]float64
	for i, item := range list {
		item, _ = v.Resolve(item)
		switch item := item.(type) {
		case int64:
			n[i] = float64(item)
		case float64:
			n[i] = item
		default:
			return box{}, false
		}
	}
	return box{math.Min(n[0], n[2]), math.Min(n[1], n[3]), math.Max(n[0], n[2]), math.Max(n[1], n[3])}, true
}

// shown judges a new widget on a page.
func (c *comparison) shown(num int, page pdf.Dict, w *addedWidget) error {
	where, ok := boxOf(c.new, w.dict["Rect"])
	if !ok {
		c.report(AddedOther, UnknownAddition, "a widget without a place")
		return nil
	}
	if where.area() == 0 || w.dict["AP"] == nil && w.dict["MK"] == nil {
		return nil
	}
	paper, err := c.paper(page)
	if err != nil {
		return err
	}
	share := 1.0
	if paper.area() > 0 {
		share = where.area() / paper.area()
	}
	c.changes = append(c.changes, change{page: num, area: share})
	switch {
	case !w.signed:
		c.report(AddedField, VisibleAddition, "an empty field that can be seen")
	case !w.personal:
		c.report(AddedTimestamp, VisibleAddition, "a timestamp that can be seen")
	case c.rules.certified != 0:
		c.report(AddedSignature, VisibleAddition, "a signature that can be seen, in a place that was not certified")
	case share > maxArea:
		c.report(AddedSignature, VisibleAddition, "a signature over %.0f%% of the page", share*100)
	case c.covers(page, where):
		c.report(AddedSignature, VisibleAddition, "a signature over another's place")
	}
	return nil
}

// paper gives a page's size; pages inherit it.
func (c *comparison) paper(page pdf.Dict) (box, error) {
	for range maxPageDepth {
		if b, ok := boxOf(c.new, page["MediaBox"]); ok {
			return b, nil
		}
		value, err := c.new.Resolve(page["Parent"])
		if err != nil {
			return box{}, err
		}
		parent, ok := value.(pdf.Dict)
		if !ok {
			break
		}
		page = parent
	}
	return box{}, nil
}

// covers says whether the place holds the whole of an older signature's on the
// same page.
func (c *comparison) covers(page pdf.Dict, where box) bool {
	value, _ := c.new.Resolve(page["Annots"])
	list, _ := value.(pdf.Array)
	for _, item := range list {
		ref, _ := item.(pdf.Ref)
		n := c.oldForm.byNum[ref.Num]
		if n == nil || n.kind != "Sig" {
			continue
		}
		if b, ok := boxOf(c.old, n.dict["Rect"]); ok && b.area() > 0 && where.holds(b) {
			return true
		}
	}
	return false
}
