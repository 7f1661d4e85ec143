package scoring

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
)

// builder makes an Edition of its file and notes all that is wrong.
type builder struct {
	file     *ast.File
	spec     *editionSpec
	wholes   map[string]*WholeSource
	problems []*EditionError
}

func (b *builder) report(place, reason string, args ...any) {
	b.problems = append(b.problems, &EditionError{Line: lineOf(b.file, place), Reason: fmt.Sprintf(reason, args...)})
}

func (b *builder) need(place, field, value string) {
	if value == "" {
		b.report(place, "%s is missing", field)
	}
}

func (b *builder) build() *Edition {
	e := &Edition{
		ID: b.spec.Edition, Year: b.spec.Year, ownYear: b.spec.Year,
		Name: b.spec.Name, Source: b.spec.Source, Locks: b.spec.Locks, byID: map[string]*Criterion{},
	}
	b.need("$.edition", "edition", e.ID)
	b.need("$.name", "name", e.Name)
	if e.Year < 1900 || e.Year > 9999 {
		b.report("$.year", "%d is no year", e.Year)
	}
	e.Max = b.points("$.max_points", b.spec.MaxPoints)
	b.owners(e)
	b.profile(e)
	b.buildWholes(e)
	var sum Points
	for i := range b.spec.Pillars {
		p := b.pillar(e, at("$.pillars", i), &b.spec.Pillars[i])
		sum += p.Max
		e.Pillars = append(e.Pillars, p)
	}
	if sum != e.Max {
		b.report("$.max_points", "the pillars add up to %s points, not to %s", sum, e.Max)
	}
	b.closes(e)
	return e
}

// closes takes the given day, or else the last one on which work is due.
func (b *builder) closes(e *Edition) {
	if b.spec.Closes != "" {
		e.Closes = b.date("$.closes", b.spec.Closes)
		return
	}
	for _, c := range e.criteria {
		if c.Due.Compare(e.Closes) > 0 {
			e.Closes = c.Due
		}
	}
}

func (b *builder) points(place string, d decimal) Points {
	p, err := d.points()
	if err != nil {
		b.report(place, "%s", err)
	}
	if p <= 0 {
		b.report(place, "points above 0 are needed")
	}
	return p
}

func (b *builder) date(place, text string) Date {
	d, err := ParseDate(text)
	if err != nil {
		b.report(place, "%s", err)
	}
	return d
}

func (b *builder) owners(e *Edition) {
	for i, o := range b.spec.Owners {
		here := at("$.owners", i)
		b.need(here, "role", o.Role)
		b.need(here, "name", o.Name)
		b.need(here, "name_en", o.NameEN)
		if slices.ContainsFunc(e.Owners, func(other Owner) bool { return other.Role == o.Role }) {
			b.report(here+".role", "the role %q is there twice", o.Role)
		}
		e.Owners = append(e.Owners, Owner(o))
	}
}

func (b *builder) profile(e *Edition) {
	known := profileFieldIDs()
	for i, f := range b.spec.Profile {
		here := at("$.profile", i)
		f.Words.check(here, ruleContext{report: b.report})
		if !slices.Contains(known, f.ID) {
			b.report(here+".id", "unknown field of the general information %q", f.ID)
		}
		if _, twice := e.Field(f.ID); twice {
			b.report(here+".id", "the id %q is there twice", f.ID)
		}
		counted := (&Profile{}).count(f.ID) != nil
		switch f.Kind {
		case FieldText, FieldAddress, FieldURL, FieldCount:
			if counted != (f.Kind == FieldCount) {
				b.report(here+".kind", "the field %q cannot be of the kind %q", f.ID, f.Kind)
			}
		default:
			b.report(here+".kind", "unknown kind of field %q", f.Kind)
		}
		e.Profile = append(e.Profile, ProfileField{
			ID: f.ID, Kind: f.Kind, Label: f.Words.Label, LabelEN: f.Words.LabelEN,
			Noun: f.Noun, NounEN: f.NounEN, Example: f.Example, Outside: f.Outside,
		})
	}
	for _, id := range known {
		if _, ok := e.Field(id); !ok {
			b.report("$.profile", "the field %q of the general information is missing", id)
		}
	}
}

func (b *builder) buildWholes(e *Edition) {
	b.wholes = map[string]*WholeSource{}
	for i, w := range b.spec.Wholes {
		here := at("$.wholes", i)
		b.need(here, "id", w.ID)
		if b.wholes[w.ID] != nil {
			b.report(here+".id", "the id %q is there twice", w.ID)
		}
		source := &WholeSource{ID: w.ID}
		for j, id := range w.Sum {
			f, ok := e.Field(id)
			if !ok || f.Kind != FieldCount {
				b.report(at(here+".sum", j), "%q is no count of the general information", id)
			} else if f.Noun == "" || f.NounEN == "" {
				b.report(at(here+".sum", j), "the field %q needs noun and noun_en to be shown in a sum", id)
			}
			source.fields = append(source.fields, f)
		}
		if len(w.Sum) == 0 {
			b.report(here, "sum is missing")
		}
		b.wholes[w.ID] = source
	}
}

func (b *builder) pillar(e *Edition, here string, spec *pillarSpec) *Pillar {
	p := &Pillar{ID: spec.ID, Name: spec.Name, Max: b.points(here+".max_points", spec.MaxPoints)}
	b.need(here, "id", p.ID)
	b.need(here, "name", p.Name)
	if e.Pillar(p.ID) != nil {
		b.report(here+".id", "the id %q is there twice", p.ID)
	}
	var sum Points
	for g := range spec.Groups {
		group, place := &spec.Groups[g], at(here+".groups", g)
		b.need(place, "number", group.Number)
		b.need(place, "name", group.Name)
		for i := range group.Criteria {
			c := b.criterion(e, at(place+".criteria", i), p, group, &group.Criteria[i])
			sum += c.Max
			p.Criteria = append(p.Criteria, c)
			e.criteria = append(e.criteria, c)
			e.byID[c.ID] = c
		}
	}
	if sum != p.Max {
		b.report(here+".max_points", "the criteria of %s add up to %s points, not to %s", p.ID, sum, p.Max)
	}
	return p
}

// maxShort is what a button still shows on a phone, in characters.
const maxShort = 40

func (b *builder) criterion(e *Edition, here string, p *Pillar, g *groupSpec, spec *criterionSpec) *Criterion {
	c := &Criterion{
		ID: spec.ID, Pillar: p.ID, Number: spec.Number, Group: g.Number, GroupName: g.Name,
		Name: spec.Name, Short: spec.Short, ShortEN: spec.ShortEN, Words: spec.Words,
		Max: b.points(here+".max_points", spec.MaxPoints), Due: b.date(here+".due", spec.Due),
		Guidance: spec.Guidance, EvidenceText: spec.EvidenceText, Note: spec.Note,
		MayBeNotApplicable: spec.NotApplicable, SignerAnswers: spec.SignerAnswers, Switchable: spec.Switchable, NeedsProcedures: spec.NeedsProcedures,
	}
	for _, field := range [][2]string{
		{"id", c.ID}, {"number", c.Number}, {"name", c.Name}, {"short", c.Short}, {"short_en", c.ShortEN},
		{"guidance", c.Guidance}, {"evidence_text", c.EvidenceText},
	} {
		b.need(here, field[0], field[1])
	}
	if e.byID[c.ID] != nil {
		b.report(here+".id", "the id %q is there twice", c.ID)
	}
	if n := utf8.RuneCountInString(c.Short); n > maxShort {
		b.report(here+".short", "the short name has %d characters, not at most %d", n, maxShort)
	}
	if c.Due.Year != e.Year && !c.Due.IsZero() {
		b.report(here+".due", "%s is not in the edition's year %d", c.Due, e.Year)
	}
	b.rule(here+".rule", c, spec)
	b.slots(e, here, c, spec)
	return c
}

func (b *builder) rule(here string, c *Criterion, spec *criterionSpec) {
	if spec.Rule.editionRule == nil {
		b.report(here, "rule is missing")
		return
	}
	spec.Rule.prepare(ruleContext{kind: spec.Rule.kind, max: c.Max, wholes: b.wholes, report: func(place, reason string, args ...any) {
		b.report(here+place, reason, args...)
	}})
	c.Rule = spec.Rule.editionRule
}
