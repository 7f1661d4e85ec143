package flows

import (
	"minhchung/flows/directory"
	"minhchung/scoring"
)

// loaded says whether the dossiers of the departments are at hand; if not,
// the step comes again with them.
func (t *turn) loaded(departments ...string) bool {
	for _, id := range departments {
		if _, ok := t.w.Dossiers[id]; !ok {
			t.do(Need{Departments: departments})
			return false
		}
	}
	return true
}

func (t *turn) loadedAll() bool {
	return t.loaded(t.w.Directory.DepartmentIDs()...)
}

// verifiers lists the persons with that role for all criteria.
func (t *turn) verifiers() []string {
	var persons []string
	for _, g := range t.w.Directory.Grants() {
		if g.Role == directory.Verifier && len(g.Owners) == 0 {
			persons = append(persons, g.Person)
		}
	}
	return persons
}

// reachable lists a department's contacts who have come in: an imported one
// has the role before that.
func (t *turn) reachable(department string) []string {
	var persons []string
	for _, g := range t.w.Directory.InDepartment(department, directory.Contact) {
		if t.w.People[g.Person].Chat != "" {
			persons = append(persons, g.Person)
		}
	}
	return persons
}

// tellContacts sends a message to a department's contacts who have come in.
func (t *turn) tellContacts(department string, message func() Message) {
	for _, person := range t.reachable(department) {
		t.tell(person, message)
	}
}

// tell sends a message to another person who has come in.
func (t *turn) tell(person string, message func() Message) {
	if t.w.People[person].Chat != "" && person != t.w.Me.Person.ID {
		t.do(Tell{Person: person, Message: t.spokenTo(t.w.People[person], message)})
	}
}

// spokenTo makes a message in the language that the person is spoken to in.
func (t *turn) spokenTo(p Person, message func() Message) Message {
	mine := t.lang
	defer func() { t.lang = mine }()
	t.lang = language(World{Me: Me{Person: p}}, Event{})
	return message()
}

// amendSettings appends to the edition's settings and applies it to what this
// step goes on to read.
func (t *turn) amendSettings(entries ...scoring.Entry) {
	old := t.w.Settings
	by := t.w.Me.Person.ID
	t.do(Append{Stream: EditionStream(t.w.Edition), After: old.Seq, By: by, Entries: entries})
	fresh := old.Clone()
	if err := fresh.Apply(scoring.Stamp{Seq: old.Seq + 1, At: t.e.At, By: by}, entries...); err != nil {
		t.fail(err)
		return
	}
	t.w.Settings = fresh
}

// pageOfOffice bounds a page's number, and gives what stands on it.
func pageOfOffice(n, page, size int) (from, to, shown, pages int) {
	pages = max(1, (n+size-1)/size)
	shown = max(0, min(page, pages-1))
	return shown * size, min(n, (shown+1)*size), shown, pages
}
