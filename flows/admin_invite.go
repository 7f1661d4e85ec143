package flows

import (
	"strconv"

	"minhchung/flows/directory"
	"minhchung/flows/texts"
)

// The steps of an invitation, as the prompt names them.
const (
	inviteDepartment = "department"
	inviteRole       = "role"
	inviteScope      = "scope" // of a verifier: all criteria, or whose figures?
	invitePerson     = "person"
	inviteName       = "name"
	invitePhone      = "phone"
)

// departmentsPage is how many departments a page of buttons offers.
const departmentsPage = 8

// beginInvite starts an invitation, for a department or, without one, by
// asking for it.
func (t *turn) beginInvite(department string) {
	if _, known := t.w.Directory.Department(department); known {
		t.s.Admin = Draft{Department: department}
		t.inviteStep(inviteRole)
		return
	}
	t.s.Admin = Draft{}
	t.inviteStep(inviteDepartment)
}

func (t *turn) inviteStep(ask string) {
	t.open(askInvitation, Prompt{Ask: ask})
	t.askInvite()
}

// askInvite puts the open question of the invitation.
func (t *turn) askInvite() {
	draft := t.s.Admin
	args := texts.Args{"Department": t.departmentName(draft.Department), "Role": "", "Name": draft.Name}
	if draft.Role != "" {
		args["Role"] = t.roleLabel(directory.Role(draft.Role), draft.Owners)
	}
	switch t.s.Prompt.Ask {
	case inviteDepartment:
		t.askInviteDepartment(0)
	case inviteRole:
		t.show("admin.invite_role", args,
			row(t.answer("admin.as_contact", nil, flowAdmin, "role", string(directory.Contact)),
				t.answer("admin.as_leader", nil, flowAdmin, "role", string(directory.Leader))),
			t.toOffice())
	case inviteScope:
		t.askInviteScope()
	case invitePerson:
		t.askInvitePerson(args)
	case inviteName:
		t.show("admin.invite_name", args, row(t.answer("admin.skip", nil, flowAdmin, "noname", "")), t.toOffice())
	case invitePhone:
		t.show("admin.invite_phone", args, row(t.answer("admin.skip", nil, flowAdmin, "nophone", "")), t.toOffice())
	}
}

// askInviteDepartment offers the departments, and the one role that has none.
func (t *turn) askInviteDepartment(page int) {
	all := t.w.Directory.Departments()
	from, to, page, pages := pageOfOffice(len(all), page, departmentsPage)
	var buttons []Button
	for _, dep := range all[from:to] {
		buttons = append(buttons, t.answer("admin.name", texts.Args{"Name": dep.Name}, flowAdmin, "dep", dep.ID))
	}
	rows := grid(2, buttons)
	rows = append(rows, t.answerPages("deps", page, pages)...)
	rows = append(rows, row(t.answer("admin.as_verifier", nil, flowAdmin, "role", string(directory.Verifier))), t.toOffice())
	t.show("admin.invite_department", texts.Args{"N": len(all)}, rows...)
}

// answerPages turns the pages of an open question.
func (t *turn) answerPages(verb string, page, pages int) [][]Button {
	var r []Button
	if page > 0 {
		r = append(r, t.answer("walk.page_before", nil, flowAdmin, verb, strconv.Itoa(page-1)))
	}
	if page < pages-1 {
		r = append(r, t.answer("walk.page_after", nil, flowAdmin, verb, strconv.Itoa(page+1)))
	}
	if len(r) == 0 {
		return nil
	}
	return [][]Button{r}
}

// askInvitePerson offers those who are expected in the department already.
func (t *turn) askInvitePerson(args texts.Args) {
	var rows [][]Button
	for _, person := range t.expected() {
		rows = append(rows, row(t.answer("admin.expected_person",
			texts.Args{"Name": t.w.People[person].Name, "Phone": t.phoneOf(person)}, flowAdmin, "who", person)))
	}
	t.show("admin.invite_person", args, append(rows,
		row(t.answer("admin.somebody_else", nil, flowAdmin, "who", "")), t.toOffice())...)
}

// maxExpected bounds how many expected people are offered.
const maxExpected = 6

// expected lists the persons of the draft's department and role who are known
// but have not come in yet: imported, or invited before.
func (t *turn) expected() []string {
	var persons []string
	for _, person := range t.w.Directory.Expected(t.s.Admin.Department, directory.Role(t.s.Admin.Role)) {
		p := t.w.People[person]
		if (p.Name != "" || p.Phone != "") && p.Chat == "" && len(persons) < maxExpected {
			persons = append(persons, person)
		}
	}
	return persons
}
