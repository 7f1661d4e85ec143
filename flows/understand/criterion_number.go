package understand

import (
	"slices"
	"strconv"
	"strings"

	"minhchung/scoring"
)

// HitKind names what kind of number was found.
type HitKind string

// The outcomes of Number.
const (
	HitNone      HitKind = "none"
	HitCriterion HitKind = "criterion" // IDs holds one
	HitSeveral   HitKind = "several"   // IDs holds those it may be, or those named, in the edition's order
	HitPillar    HitKind = "pillar"    // Pillar
)

// Hit is a criterion's or pillar's number found in a text.
type Hit struct {
	Kind   HitKind
	IDs    []string
	Pillar string
}

// Mode says how much of a text has to be the number.
type Mode int

// The modes of Number.
const (
	Whole  Mode = iota // nothing but the number: "i22", "1.2.2", "tiêu chí 2.2 phần I"
	Inside             // somewhere in a caption or file name: only what nothing else looks like
	Asked              // somewhere in a question: "i22 cần gì"; more liberal than Inside
)

// numberIndex knows which numbers exist.
type numberIndex struct {
	pillars  []string            // ids in order: the first is pillar 1
	ids      map[string][]string // "3.2.1" → III.2.1, III.2b.1
	exact    map[string]string   // "3.2b.1" → III.2b.1
	groups   map[string][]string // "1.2" → I.2.1 … I.2.5
	position map[string]int      // of an id in the edition
}

func newNumberIndex(e *scoring.Edition) numberIndex {
	x := numberIndex{ids: map[string][]string{}, exact: map[string]string{}, groups: map[string][]string{}, position: map[string]int{}}
	for p, pillar := range e.Pillars {
		x.pillars = append(x.pillars, pillar.ID)
		prefix := strconv.Itoa(p+1) + "."
		for _, c := range pillar.Criteria {
			x.ids[prefix+c.Number] = append(x.ids[prefix+c.Number], c.ID)
			x.exact[prefix+strings.ToLower(strings.TrimPrefix(c.ID, pillar.ID+"."))] = c.ID
			x.groups[prefix+c.Group] = append(x.groups[prefix+c.Group], c.ID)
			x.position[c.ID] = len(x.position)
		}
	}
	return x
}

// mention is a number at a place in the plain text.
type mention struct {
	from, to int // bytes
	ids      []string
	pillar   string
}

// Number finds the number of a criterion or pillar. It never takes an
// ordinary number (1.234, 37/119) or a date for one.
func (r *Reader) Number(text string, mode Mode) Hit {
	text = firstPart(text, maxText)
	found := r.numbers.mentions(plain(text), mode)
	if bare, ok := r.numbers.bareRoman(text); ok && mode == Whole {
		found = append(found, bare)
	}
	var ids []string
	pillar := ""
	for _, m := range found {
		ids = append(ids, m.ids...)
		if m.pillar != "" && pillar == "" {
			pillar = m.pillar
		}
	}
	slices.SortFunc(ids, func(a, b string) int { return r.numbers.position[a] - r.numbers.position[b] })
	ids = slices.Compact(ids)
	switch {
	case len(ids) == 1:
		return Hit{Kind: HitCriterion, IDs: ids}
	case len(ids) > 1:
		return Hit{Kind: HitSeveral, IDs: ids}
	case pillar != "":
		return Hit{Kind: HitPillar, Pillar: pillar}
	}
	return Hit{Kind: HitNone}
}

// mentions finds all numbers in a plain text, none inside another.
func (x numberIndex) mentions(text string, mode Mode) []mention {
	var found []mention
	add := func(m mention, ok bool) {
		if ok && (mode != Whole || spans(text, m)) && !overlaps(found, m) {
			found = append(found, m)
		}
	}
	if strings.ContainsAny(text, "0123456789") {
		x.numbered(text, mode, add)
	}
	if !mayNamePillar(text, mode) {
		return found
	}
	for _, at := range pillarForm.FindAllStringSubmatchIndex(text, -1) {
		add(x.pillarAt(text, at, mode))
	}
	return found
}

// numbered finds the criteria's numbers, the forms that take in most first.
func (x numberIndex) numbered(text string, mode Mode, add func(mention, bool)) {
	for _, at := range reverseForm.FindAllStringSubmatchIndex(text, -1) {
		add(x.official(text, at, 4, 1))
	}
	for _, at := range forwardForm.FindAllStringSubmatchIndex(text, -1) {
		add(x.official(text, at, 1, 2))
	}
	x.plainMentions(text, mode, add)
	for _, at := range looseForm.FindAllStringSubmatchIndex(text, -1) {
		add(x.anyPillar(text, at))
	}
}

// mayNamePillar is a quick look before the search for a pillar.
func mayNamePillar(text string, mode Mode) bool {
	lower := strings.ToLower(text)
	return mode == Whole || slices.ContainsFunc([]string{"phan", "cot", "pillar", "part"},
		func(word string) bool { return strings.Contains(lower, word) })
}

// spans says whether a mention is all of the text but its punctuation and the
// word "tiêu chí" before it.
func spans(text string, m mention) bool {
	before := strings.ToLower(strings.Trim(text[:m.from], " \n\"'([.:_-"))
	for _, word := range []string{"tieu chi so", "tieu chi", "tieuchi", "tc", "muc", "chi so", "criterion", "mo", "xem"} {
		if before == word {
			before = ""
		}
	}
	return before == "" && strings.Trim(text[m.to:], " \n\"')].,;:!?") == ""
}

func overlaps(found []mention, m mention) bool {
	return slices.ContainsFunc(found, func(f mention) bool { return m.from < f.to && f.from < m.to })
}

// lookup gives the criteria with an official number, or the one whose id it is.
func (x numberIndex) lookup(pillar int, grp, letter, number string) []string {
	key := strconv.Itoa(pillar) + "." + grp
	if letter != "" {
		if id, ok := x.exact[key+letter+"."+number]; ok {
			return []string{id}
		}
		return nil
	}
	return x.ids[key+"."+number]
}

// split gives the criteria that digits without a separator can be: "101" in
// pillar 6 is 10.1, because there is no 1.01.
func (x numberIndex) split(pillar int, digits string) []string {
	var ids []string
	for i := 1; i < len(digits); i++ {
		ids = append(ids, x.lookup(pillar, digits[:i], "", digits[i:])...)
	}
	return ids
}

// pillarNumber reads "iii", "III", "lll", "3" or "ba"; 0 when there is no such pillar.
func (x numberIndex) pillarNumber(text string) int {
	roman := strings.ReplaceAll(strings.ToUpper(text), "L", "I")
	if i := slices.Index(x.pillars, roman); i >= 0 {
		return i + 1
	}
	n := int(digit(strings.ToLower(text)))
	if n < 0 {
		n, _ = strconv.Atoi(text) // what is no number stays 0
	}
	if n < 1 || n > len(x.pillars) {
		return 0
	}
	return n
}
