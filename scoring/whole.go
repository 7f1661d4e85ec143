package scoring

// WholeSource says where a ratio's whole comes from when it is not given: a
// number of the edition, or a sum of the general information.
type WholeSource struct {
	ID     string // "staff"; "" for a number of the edition
	Fixed  int64  // the edition's number; an answer may not contradict it
	fields []ProfileField
}

// WholePart is one summand of a whole: "80 công chức".
type WholePart struct {
	Field   string
	Label   string
	LabelEN string
	Count   int64
	Assumed bool // not given, taken as 0
}

// LabelIn gives the summand's noun in a language.
func (w WholePart) LabelIn(lang string) string { return pick(lang, w.Label, w.LabelEN) }

// IsFixed says that the edition itself gives the number.
func (w *WholeSource) IsFixed() bool { return w.ID == "" }

// Fields lists the fields that are summed, and so are asked for when missing.
func (w *WholeSource) Fields() []ProfileField { return w.fields }

// Of gives the whole for a department, with the parts that it is the sum of.
// known is false while a field that is needed is not given.
func (w *WholeSource) Of(p Profile) (n int64, parts []WholePart, known bool) {
	if w.IsFixed() {
		return w.Fixed, nil, true
	}
	known = true
	for _, f := range w.fields {
		count, given := p.Count(f.ID)
		if !given && !f.Outside {
			known = false
		}
		n += count // at most three counts, each far below the limit of an int64
		parts = append(parts, WholePart{Field: f.ID, Label: f.Noun, LabelEN: f.NounEN, Count: count, Assumed: !given})
	}
	return n, parts, known
}
