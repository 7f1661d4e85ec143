package flows

import (
	"slices"
	"strings"

	"minhchung/flows/directory"
	"minhchung/flows/texts"
)

// reach is whom an audience comes to.
type reach struct {
	persons     []string // who has come in, each once, in the order of the directory
	departments int      // how many departments they are of
	away        int      // how many more have not come in
}

// reached finds whom the announcement in the making goes to; where loaded is
// false, the step comes again with what that takes.
func (t *turn) reached() (r reach, loaded bool) {
	covers, loaded := t.covers(t.s.Post.Audience)
	if !loaded {
		return r, false
	}
	departments, seen := map[string]bool{}, map[string]bool{}
	for _, g := range t.w.Directory.Grants() {
		if !covers(g) {
			continue
		}
		came := t.w.People[g.Person].Chat != ""
		if came && g.Department != "" {
			departments[g.Department] = true
		}
		switch {
		case seen[g.Person]:
		case came:
			r.persons = append(r.persons, g.Person)
		default:
			r.away++
		}
		seen[g.Person] = true
	}
	r.departments = len(departments)
	return r, true
}

// without gives those of persons who are not among others.
func without(persons, others []string) []string {
	known := map[string]bool{}
	for _, person := range others {
		known[person] = true
	}
	return slices.DeleteFunc(slices.Clone(persons), func(person string) bool { return known[person] })
}

// namedPeople is how many people are named where there may be hundreds.
const namedPeople = 10

// peopleInWords names people with the departments that they work for.
func (t *turn) peopleInWords(persons []string) string {
	var names []string
	for _, person := range persons[:min(len(persons), namedPeople)] {
		name := t.personName(person)
		if departments, _ := t.recipientRoles(person); departments != "" {
			name += " (" + departments + ")"
		}
		names = append(names, name)
	}
	if len(persons) > namedPeople {
		names = append(names, "…")
	}
	return strings.Join(names, ", ")
}

// covers says to which roles' holders an announcement goes.
func (t *turn) covers(a Audience) (covers func(directory.Grant) bool, loaded bool) {
	switch a.Kind {
	case AudienceAll:
		return func(directory.Grant) bool { return true }, true
	case AudienceRole:
		return func(g directory.Grant) bool { return g.Role == a.Role }, true
	case AudienceDepartments:
		return func(g directory.Grant) bool {
			return g.Department != "" && slices.Contains(a.Departments, g.Department)
		}, true
	case AudienceMissing:
		if !t.loadedAll() {
			return nil, false
		}
		lacking := t.lacking(a.Of)
		return func(g directory.Grant) bool { return g.Role == directory.Contact && lacking[g.Department] }, true
	case AudienceWaiting:
		one, loaded := t.announced(a.Of)
		if !loaded {
			return nil, false
		}
		var reminded, waiting []string
		if one != nil {
			reminded, waiting = one.Reminded(t.w.Directory), one.Waiting(t.w.Directory)
		}
		return func(g directory.Grant) bool {
			ours := g.Department == "" || slices.Contains(waiting, g.Department) // of who works for several, those that wait
			return ours && slices.Contains(reminded, g.Person)
		}, true
	}
	return func(directory.Grant) bool { return false }, true
}

// audienceInWords says who gets it.
func (t *turn) audienceInWords() string {
	a := t.s.Post.Audience
	args := texts.Args{"Names": "", "Title": t.missingName(a.Of), "Number": ""}
	switch a.Kind {
	case AudienceRole:
		return t.label("post.to_role_"+string(a.Role), nil)
	case AudienceWaiting:
		if one, _ := t.announced(a.Of); one != nil { // loaded by reached
			args = t.announcementArgs(one)
		}
	default:
		var names []string
		for _, id := range a.Departments {
			names = append(names, t.departmentName(id))
		}
		args["Names"] = shorten(strings.Join(names, ", "), 200)
	}
	return t.label("post.audience_"+string(a.Kind), args)
}
