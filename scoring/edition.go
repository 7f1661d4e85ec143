package scoring

import (
	"slices"
	"strconv"
)

// Edition is one year's index, read from its file. It is not changed after
// loading, and may be read by many at once.
type Edition struct {
	ID     string // "2023"
	Year   int    // the year that its dates are in
	Name   string // the source's title
	Source string // where the words come from
	Max    Points
	Closes Date // when filing closes unless the settings move it
	Locks  bool // nothing is taken after that, unless the settings say otherwise

	Pillars []*Pillar
	Owners  []Owner
	Profile []ProfileField

	ownYear  int
	criteria []*Criterion
	byID     map[string]*Criterion
}

// Owner is a named role that holds figures: agencies are merged and renamed,
// roles stay.
type Owner struct {
	Role    string // "ict_department"
	Name    string // as people read it: "Số liệu do {Name} cung cấp"
	NameEN  string
	Contact string // whom to ask; "" when the edition does not say
}

// NameIn gives the name in a language.
func (o Owner) NameIn(lang string) string { return pick(lang, o.Name, o.NameEN) }

// Key names the edition in streams: its id, and the year when it was opened
// for another than its own.
func (e *Edition) Key() string {
	if e.Year == e.ownYear {
		return e.ID
	}
	return e.ID + "-" + strconv.Itoa(e.Year)
}

// Criteria lists all criteria in the edition's order.
func (e *Edition) Criteria() []*Criterion { return e.criteria }

// Criterion gives a criterion by its id; nil when there is none.
func (e *Edition) Criterion(id string) *Criterion { return e.byID[id] }

// Pillar gives a pillar by its id; nil when there is none.
func (e *Edition) Pillar(id string) *Pillar {
	i := slices.IndexFunc(e.Pillars, func(p *Pillar) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	return e.Pillars[i]
}

// Owner gives a holder of figures by its role; the loader has made sure that
// those of the evidence slots exist.
func (e *Edition) Owner(role string) Owner {
	for _, o := range e.Owners {
		if o.Role == role {
			return o
		}
	}
	return Owner{Role: role, Name: role}
}

// Field gives a field of the general information; ok is false when there is none.
func (e *Edition) Field(id string) (field ProfileField, ok bool) {
	for _, f := range e.Profile {
		if f.ID == id {
			return f, true
		}
	}
	return ProfileField{}, false
}

// ProceduresCriteria lists the criteria that do not concern a department
// without administrative procedures: they are offered as one request.
func (e *Edition) ProceduresCriteria() []*Criterion {
	var list []*Criterion
	for _, c := range e.criteria {
		if c.NeedsProcedures {
			list = append(list, c)
		}
	}
	return list
}

// moveTo sets all dates to another year.
func (e *Edition) moveTo(year int) {
	shift := year - e.Year
	e.Year = year
	e.Closes = e.Closes.addYears(shift)
	for _, c := range e.criteria {
		c.Due = c.Due.addYears(shift)
	}
}
