package flows

import (
	"strconv"
	"strings"

	"minhchung/flows/directory"
	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// The steps of an invitation, as the prompt names them.
const (
	inviteDepartment = "department"
	inviteRole       = "role"
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
		args["Role"] = t.label("role."+draft.Role, nil)
	}
	switch t.s.Prompt.Ask {
	case inviteDepartment:
		t.askInviteDepartment(0)
	case inviteRole:
		t.show("admin.invite_role", args,
			row(t.answer("role.contact", nil, flowAdmin, "role", string(directory.Contact)),
				t.answer("role.leader", nil, flowAdmin, "role", string(directory.Leader))),
			t.toOffice())
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
	rows = append(rows, row(t.answer("admin.invite_verifier", nil, flowAdmin, "role", string(directory.Verifier))), t.toOffice())
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
// by name but have not come in yet: imported, or invited before.
func (t *turn) expected() []string {
	var persons []string
	for _, person := range t.w.Directory.Expected(t.s.Admin.Department, directory.Role(t.s.Admin.Role)) {
		p := t.w.People[person]
		if p.Name != "" && p.Chat == "" && len(persons) < maxExpected {
			persons = append(persons, person)
		}
	}
	return persons
}

func (t *turn) answeredInvite(a Action) {
	step := t.s.Prompt.Ask
	switch {
	case a.Verb == "deps" && step == inviteDepartment:
		page, _ := strconv.Atoi(a.Target) // what is no page is the first one
		t.askInviteDepartment(page)
	case a.Verb == "dep" && step == inviteDepartment:
		t.inviteInto(a.Target)
	case a.Verb == "role" && (step == inviteDepartment || step == inviteRole):
		t.inviteAs(directory.Role(a.Target))
	case a.Verb == "who" && step == invitePerson:
		t.inviteWhom(a.Target)
	case a.Verb == "noname" && step == inviteName:
		t.inviteStep(invitePhone)
	case a.Verb == "nophone" && step == invitePhone:
		t.makeInvitation()
	default:
		t.oldAnswer()
	}
}

func (t *turn) typedInvite() {
	switch t.s.Prompt.Ask {
	case inviteDepartment:
		t.typedDepartment()
	case inviteRole:
		t.typedRole()
	case invitePerson:
		t.inviteStep(inviteName)
		t.typedName()
	case inviteName:
		t.typedName()
	case invitePhone:
		t.typedPhone()
	}
}

// typedDepartment finds a department by a part of its name or its letters.
func (t *turn) typedDepartment() {
	if matches(t.e.Text, t.label("role.verifier", nil)) {
		t.inviteAs(directory.Verifier)
		return
	}
	var found []directory.Department
	for _, dep := range t.w.Directory.Departments() {
		if understand.Fold(t.e.Text) == understand.Fold(dep.Name) || t.e.Text == dep.ID {
			found = []directory.Department{dep}
			break
		}
		if matches(t.e.Text, dep.Name) || matches(t.e.Text, dep.ID) {
			found = append(found, dep)
		}
	}
	switch len(found) {
	case 0:
		t.say("admin.no_department", texts.Args{"Typed": shorten(t.e.Text, 40)})
		t.askInviteDepartment(0)
	case 1:
		t.inviteInto(found[0].ID)
	default:
		var buttons []Button
		for _, dep := range found[:min(len(found), departmentsPage)] {
			buttons = append(buttons, t.answer("admin.name", texts.Args{"Name": dep.Name}, flowAdmin, "dep", dep.ID))
		}
		t.say("admin.which_department", texts.Args{"Typed": shorten(t.e.Text, 40)}, append(grid(2, buttons), t.toOffice())...)
	}
}

func (t *turn) inviteInto(department string) {
	if _, known := t.w.Directory.Department(department); !known {
		t.staleButton()
		return
	}
	t.s.Admin.Department = department
	t.inviteStep(inviteRole)
}

func (t *turn) typedRole() {
	for _, role := range directory.Roles() {
		if matches(t.e.Text, t.label("role."+string(role), nil)) {
			t.inviteAs(role)
			return
		}
	}
	t.askInvite()
}

// inviteAs takes the role. A verifier belongs to no department.
func (t *turn) inviteAs(role directory.Role) {
	switch role {
	case directory.Verifier:
		t.s.Admin.Department = ""
	case directory.Contact, directory.Leader:
		if t.s.Admin.Department == "" {
			t.oldAnswer()
			return
		}
	default:
		t.staleButton()
		return
	}
	t.s.Admin.Role = string(role)
	if len(t.expected()) > 0 {
		t.inviteStep(invitePerson)
		return
	}
	t.inviteStep(inviteName)
}

// inviteWhom takes somebody who is expected, or "" for somebody else.
func (t *turn) inviteWhom(person string) {
	if person == "" {
		t.inviteStep(inviteName)
		return
	}
	for _, expected := range t.expected() {
		if expected == person {
			t.s.Admin.Person = person
			t.makeInvitation()
			return
		}
	}
	t.askInvite() // came in or was erased meanwhile
}

func (t *turn) typedName() {
	name := strings.Join(strings.Fields(t.e.Text), " ")
	if n := len([]rune(name)); n < 2 || n > maxName {
		t.say("admin.name_length", texts.Args{"Max": maxName}, row(t.answer("admin.skip", nil, flowAdmin, "noname", "")), t.toOffice())
		return
	}
	t.s.Admin.Name = name
	t.inviteStep(invitePhone)
}

func (t *turn) typedPhone() {
	phone, ok := ParsePhone(t.e.Text)
	if !ok {
		t.say("admin.phone_wrong", texts.Args{"Typed": shorten(t.e.Text, 40)},
			row(t.answer("admin.skip", nil, flowAdmin, "nophone", "")), t.toOffice())
		return
	}
	t.s.Admin.Phone = phone
	t.makeInvitation()
}

// makeInvitation makes the link. Earlier open ones of the same person and
// role end, so that only the newest works.
func (t *turn) makeInvitation() {
	draft := t.s.Admin
	token := NewToken(t.e.Nonce)
	person := draft.Person
	if person == "" {
		person = NewPersonID(t.e.Nonce)
		p := Person{ID: person, Name: draft.Name, Phone: draft.Phone}
		t.do(Know{p})
	}
	name := draft.Name
	if known := t.w.People[person].Name; known != "" {
		name = known
	}
	expires := InvitationExpires(t.w.Now, t.w.Config.WorkingDay)
	var entries []scoring.Entry
	for _, inv := range t.w.Directory.OpenInvitations(t.w.Now) {
		if inv.Person == person && inv.Department == draft.Department && string(inv.Role) == draft.Role {
			entries = append(entries, directory.InvitationRevoked{Hash: inv.Hash})
		}
	}
	t.amendDirectory(t.w.Me.Person.ID, append(entries, directory.InvitationMade{
		Hash: directory.Hash(token), Department: draft.Department, Role: directory.Role(draft.Role), Person: person, Expires: expires,
	})...)
	args := texts.Args{
		"Name": name, "Role": t.label("role."+draft.Role, nil), "Department": "", "Owner": t.w.Config.Owner,
		"Phone": draft.Person == "" && draft.Phone != "" || t.w.People[person].Phone != "",
		"Link":  InvitationLink(t.w.Config.BotName, token), "Line": InvitationLine(token),
		"Expires": scoring.DateOf(expires.Add(-1)).Full(),
	}
	if draft.Department != "" {
		args["Department"] = t.departmentName(draft.Department)
	}
	t.settle()
	t.say("admin.invited", args)
	t.say("admin.invitation", args, row(t.button("admin.invite_more", nil, flowAdmin, "invite", "")), t.toOffice())
}
