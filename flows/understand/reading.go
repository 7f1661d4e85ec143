package understand

import (
	"slices"
	"strings"
)

// Understand reads a typed line as a question or command.
func (r *Reader) Understand(text string) Reading {
	text = firstPart(text, maxQuestion)
	if len(text) <= longestNumber {
		if hit := r.Number(text, Whole); hit.Kind != HitNone {
			return opened(hit)
		}
	}
	said, criteria, pillar := r.mentioned(text)
	said = r.vocab.mended(said)
	found := r.phrases.compare(said)
	switch {
	case len(criteria) > 0:
		found = about(found, OpenCriterion)
	case pillar != "":
		found = about(found, OpenPillar)
	default:
		if named, ids := r.byWords(said, found); len(ids) > 0 {
			found, criteria = named, ids
		}
	}
	return reading(found, criteria, pillar, language(said))
}

// maxQuestion is how much of a text is read as a question, in bytes.
const maxQuestion = 250

// longestNumber is how long a line that is nothing but a number can be, in
// bytes: "tiêu chí số 2.2 của phần VIII".
const longestNumber = 60

// opened is a line that is nothing but a number.
func opened(hit Hit) Reading {
	if hit.Kind == HitPillar {
		return Reading{Intent: OpenPillar, Confidence: 1, Pillar: hit.Pillar, Alternatives: []Intent{OpenPillar, PillarPoints, Missing}}
	}
	return Reading{Intent: OpenCriterion, Confidence: 1, Criteria: hit.IDs, Alternatives: []Intent{OpenCriterion, CriterionInfo, Missing}}
}

// reading puts the ranking into what the conversation reads.
func reading(found []guessed, criteria []string, pillar, language string) Reading {
	out := Reading{Intent: Unclear, Criteria: criteria, Pillar: pillar, Language: language}
	for _, g := range found[:min(3, len(found))] {
		out.Alternatives = append(out.Alternatives, g.intent)
	}
	if len(found) == 0 {
		return out
	}
	out.Confidence = found[0].score
	if len(found) > 1 && found[0].score-found[1].score < distinct {
		out.Confidence = min(out.Confidence, Sure-0.01) // two are as likely: not sure
	}
	if out.Confidence >= Likely {
		out.Intent = found[0].intent
	}
	return out
}

// about keeps what can be asked of something that a line names by its number,
// and puts its card last: it always is an answer.
func about(found []guessed, card Intent) []guessed {
	var out []guessed
	for _, g := range found {
		if g.intent == Score && card == OpenPillar {
			g.intent = PillarPoints
		}
		known := slices.ContainsFunc(out, func(o guessed) bool { return o.intent == g.intent })
		if !known && (g.intent == card || concerns(g.intent, card)) {
			out = append(out, g)
		}
	}
	if len(out) == 0 || out[0].score < Likely {
		out = append([]guessed{{card, Likely}}, slices.DeleteFunc(out, func(g guessed) bool { return g.intent == card })...)
	}
	return out
}

// concerns says whether an intent can be about one criterion or one pillar.
func concerns(intent, card Intent) bool {
	switch intent {
	case Missing, Due, Waiting, ReviewStatus, Skip, Later:
		return true
	case PillarPoints:
		return card == OpenPillar
	case Score, CriterionInfo, NoFigureYet, NotApplicable, FileHelp, WithdrawFile, ChangeAnswer:
		return card == OpenCriterion
	default:
		return false
	}
}

// distinct is by how much the likeliest intent has to lead to be sure.
const distinct = 0.05

// mentioned gives the words of a text with stand-ins for the criteria and the
// pillar that it names by number.
func (r *Reader) mentioned(text string) (said, criteria []string, pillar string) {
	flat := plain(text)
	found := r.numbers.mentions(flat, Asked)
	if len(found) == 0 {
		return words(text), nil, ""
	}
	slices.SortFunc(found, func(a, b mention) int { return a.from - b.from })
	var b strings.Builder
	last := 0
	for _, m := range found {
		b.WriteString(flat[last:m.from])
		last = m.to
		switch {
		case m.pillar != "":
			pillar = m.pillar
			b.WriteString(" zzpillar ")
		default:
			criteria = append(criteria, m.ids...)
			b.WriteString(" zzcriterion ")
		}
	}
	b.WriteString(flat[last:])
	slices.SortFunc(criteria, func(a, b string) int { return r.numbers.position[a] - r.numbers.position[b] })
	return placeholders(words(b.String())), slices.Compact(criteria), pillar
}

// clearly is from where on a line is understood without a look for criteria.
const clearly = 0.99

// sameScore is how near another criterion has to be to be meant as well.
const sameScore = 0.03

// maxNamed is how many criteria a line can name by words.
const maxNamed = 5

// byWords looks for a criterion that the line names by its words, and ranks
// the line again with a stand-in for them. ids is empty when it names none, or
// reads better as it is.
func (r *Reader) byWords(said []string, plainly []guessed) (ranked []guessed, ids []string) {
	if len(plainly) > 0 && plainly[0].score >= clearly {
		return nil, nil
	}
	found := r.search.find(r.search.query(said, r.phrases))
	if len(found) == 0 || found[0].Score < SearchSure {
		return nil, nil
	}
	ranked = r.phrases.compare(r.standIn(said, found[0].ID))
	if len(ranked) == 0 || len(plainly) > 0 && ranked[0].score <= plainly[0].score ||
		ranked[0].intent != OpenCriterion && !concerns(ranked[0].intent, OpenCriterion) {
		return nil, nil
	}
	for _, f := range found[:min(maxNamed, len(found))] {
		if f.Score >= found[0].Score-sameScore {
			ids = append(ids, f.ID)
		}
	}
	return ranked, ids
}

// standIn replaces the words that name the criterion by one stand-in.
func (r *Reader) standIn(said []string, id string) []string {
	criterion := r.numbers.position[id]
	read := r.search.synonyms.read(said)
	var out []string
	for i, w := range read {
		switch {
		case !r.search.names(read, i, criterion):
			out = append(out, w.said...)
		case !slices.Contains(out, aCriterion):
			out = append(out, aCriterion)
		}
	}
	return out
}

// names says whether a wording is one of a criterion's own: by itself or, when
// it is a word of asking too (trợ giúp, trợ lý), with its neighbour.
func (x searchIndex) names(read []wording, i, criterion int) bool {
	for _, w := range read[i].means {
		if !isAsking(w) && x.holds(w, criterion) {
			return true
		}
	}
	first, last := read[i].means[0], read[i].means[len(read[i].means)-1]
	if i > 0 {
		before := read[i-1].means
		if x.holds(before[len(before)-1]+" "+first, criterion) {
			return true
		}
	}
	return i+1 < len(read) && x.holds(last+" "+read[i+1].means[0], criterion)
}

// holds says whether a criterion's names or search words hold a term.
func (x searchIndex) holds(text string, criterion int) bool {
	return slices.ContainsFunc(x.terms[text].in, func(p place) bool { return p.criterion == criterion && p.weight > inGuidance })
}

// language gives the language that a line names.
func language(said []string) string {
	text := strings.Join(said, " ")
	switch {
	case strings.Contains(text, "english"), strings.Contains(text, "tieng anh"):
		return "en"
	case strings.Contains(text, "vietnamese"), strings.Contains(text, "tieng viet"):
		return "vi"
	}
	return ""
}
