package understand

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// The forms in which a number is typed, in plain text. They are compiled once
// and never change.
var (
	// I.2.2, i22, VI-10-1, III.2b.1, 1.2.2, I.2; plainAt sorts out which may count.
	plainForm = regexp.MustCompile(`([ivxlIVXL]+|[1-9])([ .,_-]{0,2})0?([1-9]\d{0,3})([a-zA-Z]?)([ .,_-]{0,2})0?([1-9]\d?)?`)
	// tiêu chí 2.2 phần I
	reverseForm = regexp.MustCompile(`(?i)\b(?:tieu chi|tieuchi|tc|chi so|criterion|muc)[ .:_-]*(?:so[ :]*)?0?(\d{1,2})(b?)[ .,_-]+0?(\d{1,2})[ ,_-]*(?:cua |o |thuoc |trong |of |in )?(?:phan|tru cot|pillar|part)[ .:_-]*([ivxl]+|[1-9])\b`)
	// phần I, tiêu chí 2.2
	forwardForm = regexp.MustCompile(`(?i)\b(?:phan|tru cot|trucot|pillar|part)[ .:_-]*([ivxl]+|[1-9])[ ,:;._-]+(?:(?:tieu chi|tieuchi|tc|chi so|criterion|muc)[ .:_-]*)?(?:so[ :]*)?0?(\d{1,2})(b?)[.,_-]0?(\d{1,2})\b`)
	// tiêu chí 2.2, of any pillar
	looseForm = regexp.MustCompile(`(?i)\b(?:tieu chi|tieuchi|tc|chi so|criterion)[ .:_-]*(?:so[ :]*)?0?(\d{1,2})(b?)[.,_-]0?(\d{1,2})\b`)
	// phần III, trụ cột 3, p3
	pillarForm = regexp.MustCompile(`(?i)\b(phan|tru cot|trucot|pillar|part|p)([ .:_-]*)(?:so |thu )?([ivx]+|[1-9]|mot|hai|ba|bon|nam|sau|bay|tam|chin)\b`)
)

// group gives the text of a submatch.
func group(text string, at []int, n int) string {
	if at[2*n] < 0 {
		return ""
	}
	return text[at[2*n]:at[2*n+1]]
}

// form is a match of plainForm.
type form struct {
	pillar, sep1, first, letter, sep2, second string
	roman, upper                              bool
}

// plainMentions tries plainForm everywhere: a match that does not count may
// begin inside a word and hide one that does.
func (x numberIndex) plainMentions(text string, mode Mode, add func(mention, bool)) {
	for pos := 0; pos < len(text); {
		at := plainForm.FindStringSubmatchIndex(text[pos:])
		if at == nil {
			return
		}
		for i := range at {
			if at[i] >= 0 {
				at[i] += pos
			}
		}
		m, ok := x.plainAt(text, at, mode)
		add(m, ok)
		pos = at[0] + 1
		if ok {
			pos = m.to
		}
	}
}

// plainAt reads a match of plainForm.
func (x numberIndex) plainAt(text string, at []int, mode Mode) (mention, bool) {
	f := form{
		pillar: group(text, at, 1), sep1: group(text, at, 2), first: group(text, at, 3),
		letter: strings.ToLower(group(text, at, 4)), sep2: group(text, at, 5), second: group(text, at, 6),
	}
	end := at[1]
	if f.second == "" { // what follows the first number is no part of the form
		f.letter, f.sep2, end = "", "", at[7]
	}
	f.roman = !isDigit(rune(f.pillar[0]))
	f.upper = f.pillar == strings.ToUpper(f.pillar)
	if !bounded(text, at[0], end) || follows(text, at[0], mode) {
		return mention{}, false
	}
	m := mention{from: at[0], to: end, ids: x.read(f, mode)}
	return m, len(m.ids) > 0
}

// read gives the criteria that a form names in a mode.
func (x numberIndex) read(f form, mode Mode) []string {
	p := x.pillarNumber(f.pillar)
	switch {
	case p == 0:
		return nil
	case !f.roman:
		if f.second == "" || !x.arabicCounts(f, mode) {
			return nil
		}
		return x.lookup(p, f.first, f.letter, f.second)
	case f.second != "":
		if !romanCounts(f, mode) {
			return nil
		}
		return x.lookup(p, f.first, f.letter, f.second)
	case mode == Inside && (f.sep1 != "" || !f.upper || f.pillar == "V" || len(f.first) < 2):
		return nil // "V2" is a version, "I.2" a quarter or a heading
	}
	if f.sep1 == " " && mode != Whole {
		return nil // "vì 11 người"
	}
	grouped, split := x.groups[strconv.Itoa(p)+"."+f.first], x.split(p, f.first)
	if len(split) > 0 && (f.sep1 == "" || len(grouped) == 0) {
		return split
	}
	return grouped
}

// arabicCounts says whether three arabic numbers may be a criterion's.
func (x numberIndex) arabicCounts(f form, mode Mode) bool {
	if f.sep1 != f.sep2 {
		return false
	}
	if mode == Whole {
		return f.sep1 != ""
	}
	return f.sep1 == "." || f.sep1 == "_" && mode == Inside
}

// romanCounts says whether a full form may count: in a caption the separators
// must be there, and be no mere spaces.
func romanCounts(f form, mode Mode) bool {
	if f.sep2 == "" && f.letter == "" {
		return false
	}
	if mode != Inside {
		return true
	}
	if strings.Contains(strings.ToUpper(f.pillar), "L") || strings.TrimSpace(f.sep2) == "" && f.letter == "" {
		return false
	}
	return strings.TrimSpace(f.sep1) != "" || f.sep1 == "" && f.upper && f.pillar != "V"
}

// bounded says whether a number stands by itself: no letter or digit touches
// it, and no further part of a date, a version or a longer number follows.
func bounded(text string, from, to int) bool {
	if from > 0 {
		before := rune(text[from-1])
		if unicode.IsLetter(before) || isDigit(before) || before >= 0x80 ||
			strings.ContainsRune("./-,", before) && from > 1 && isDigit(rune(text[from-2])) {
			return false
		}
	}
	if to < len(text) {
		after := rune(text[to])
		if unicode.IsLetter(after) || isDigit(after) || after >= 0x80 || after == '%' ||
			strings.ContainsRune("./,", after) && startsWithDigit(text[to+1:]) {
			return false
		}
	}
	return true
}

// follows says whether a word before makes the number something else: a
// quarter, a version, a date.
func follows(text string, from int, mode Mode) bool {
	if mode == Whole {
		return false
	}
	words := strings.FieldsFunc(strings.ToLower(text[:from]), isSeparator)
	if len(words) == 0 {
		return false
	}
	switch words[len(words)-1] {
	case "quy", "ngay", "thang", "nam", "ver", "version", "ban", "dieu", "khoan", "hang", "hoc", "ky":
		return true
	case "v":
		return true
	}
	return false
}

// official reads a form with pillar, group and number in the given groups.
func (x numberIndex) official(text string, at []int, pillar, from int) (mention, bool) {
	p := x.pillarNumber(group(text, at, pillar))
	ids := x.lookup(p, group(text, at, from), strings.ToLower(group(text, at, from+1)), group(text, at, from+2))
	return mention{from: at[0], to: at[1], ids: ids}, len(ids) > 0
}

// anyPillar is "tiêu chí 2.2", which several pillars have.
func (x numberIndex) anyPillar(text string, at []int) (mention, bool) {
	var ids []string
	if at[1]+1 < len(text) && text[at[1]] == '.' && startsWithDigit(text[at[1]+1:]) {
		return mention{}, false
	}
	for p := range x.pillars {
		ids = append(ids, x.lookup(p+1, group(text, at, 1), strings.ToLower(group(text, at, 2)), group(text, at, 3))...)
	}
	return mention{from: at[0], to: at[1], ids: ids}, len(ids) > 0
}

// pillarAt reads "phần III", "trụ cột 3", "p3".
func (x numberIndex) pillarAt(text string, at []int, mode Mode) (mention, bool) {
	word, sep, name := strings.ToLower(group(text, at, 1)), group(text, at, 2), group(text, at, 3)
	if word == "p" && (mode == Inside || len(name) > 1 && digit(strings.ToLower(name)) > 0 || sep == " ") {
		return mention{}, false
	}
	if sep == "" && unicode.IsLetter(rune(name[0])) { // "phani"
		return mention{}, false
	}
	p := x.pillarNumber(name)
	if p == 0 || at[1]+1 < len(text) && text[at[1]] == '.' && startsWithDigit(text[at[1]+1:]) {
		return mention{}, false
	}
	return mention{from: at[0], to: at[1], pillar: x.pillars[p-1]}, true
}

// bareRoman is a pillar's numeral alone, without a mark (ví). A small i or v
// is no numeral.
func (x numberIndex) bareRoman(text string) (mention, bool) {
	name := strings.Trim(text, " .\n")
	if name == "" || strings.Trim(name, "IVXivx") != "" || len(name) == 1 && unicode.IsLower(rune(name[0])) {
		return mention{}, false
	}
	i := slices.Index(x.pillars, strings.ToUpper(name))
	if i < 0 {
		return mention{}, false
	}
	return mention{pillar: x.pillars[i]}, true
}

func startsWithDigit(text string) bool { return text != "" && isDigit(rune(text[0])) }
