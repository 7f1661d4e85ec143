package flows

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"minhchung/flows/directory"
	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// answeredInvite takes the answer buttons of an invitation in the making.
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
	case step == inviteScope && (a.Verb == "all_criteria" || a.Verb == "owner" || a.Verb == "scoped"):
		t.answeredScope(a)
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

// leaveOffice leads out of the office's question by words: past a part of an
// invitation that may be left out, or home.
func (t *turn) leaveOffice(intent understand.Intent) {
	skips := t.s.Phase == Inviting && t.w.Me.Admin && intent != understand.Stop && intent != understand.Menu && intent != understand.Back
	switch {
	case skips && t.s.Prompt.Ask == inviteName:
		t.inviteStep(invitePhone)
	case skips && t.s.Prompt.Ask == invitePhone:
		t.makeInvitation()
	case t.s.Phase == Posting && !t.correcting() && t.leavePost(intent):
	default:
		t.settle()
		t.officeHome()
	}
}

func (t *turn) typedInvite() {
	switch t.s.Prompt.Ask {
	case inviteDepartment:
		t.typedDepartment()
	case inviteRole:
		t.typedRole()
	case inviteScope:
		t.typedScope()
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
	found := t.departmentsNamed(t.e.Text)
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

// departmentsNamed finds the departments that a part of a name or its letters
// may mean: one alone when it is just that one's.
func (t *turn) departmentsNamed(typed string) []directory.Department {
	var found []directory.Department
	for _, dep := range t.w.Directory.Departments() {
		if understand.Fold(typed) == understand.Fold(dep.Name) || typed == dep.ID {
			return []directory.Department{dep}
		}
		if matches(typed, dep.Name) || matches(typed, dep.ID) {
			found = append(found, dep)
		}
	}
	return found
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
		t.s.Admin.Department, t.s.Admin.Role = "", string(role)
		t.inviteStep(inviteScope)
		return
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
	t.askWhom()
}

// askWhom goes on to whom the invitation is for.
func (t *turn) askWhom() {
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

// invitedPerson is whom the invitation is for: somebody who is expected, the
// one whose phone number it is, or a new person.
func (t *turn) invitedPerson() Person {
	draft := t.s.Admin
	if p, known := t.w.People[draft.Person]; known {
		return p
	}
	for _, id := range slices.Sorted(maps.Keys(t.w.People)) {
		if p := t.w.People[id]; draft.Phone != "" && p.Phone == draft.Phone {
			if p.Name == "" && draft.Name != "" {
				p.Name = draft.Name
				t.do(Know{p})
			}
			return p
		}
	}
	p := Person{ID: NewPersonID(t.e.Nonce), Name: draft.Name, Phone: draft.Phone}
	t.do(Know{p})
	return p
}

// makeInvitation makes the link. Earlier open ones of the same person and
// role end, so that only the newest works.
func (t *turn) makeInvitation() {
	draft := t.s.Admin
	token := NewToken(t.e.Nonce)
	person := t.invitedPerson()
	expires := InvitationExpires(t.w.Now, t.w.Config.WorkingDay)
	var entries []scoring.Entry
	for _, inv := range t.w.Directory.OpenInvitations(t.w.Now) {
		if inv.Person == person.ID && inv.Department == draft.Department && string(inv.Role) == draft.Role {
			entries = append(entries, directory.InvitationRevoked{Hash: inv.Hash})
		}
	}
	t.amendDirectory(t.w.Me.Person.ID, append(entries, directory.InvitationMade{
		Hash: directory.Hash(token), Department: draft.Department, Role: directory.Role(draft.Role), Owners: draft.Owners,
		Person: person.ID, Expires: expires,
	})...)
	t.settle()
	t.sayInvitation(draft, person, token, expires)
}

// sayInvitation gives the admin what is to be passed on: a message of its own,
// in the language of whom it is for.
func (t *turn) sayInvitation(draft Draft, person Person, token string, expires time.Time) {
	args := texts.Args{
		"Name": person.Name, "Department": "", "Phone": person.Phone != "", "Expires": scoring.DateOf(expires.Add(-1)).Full(),
		"Link": InvitationLink(t.w.Config.BotName, token), "Line": InvitationLine(token),
	}
	if draft.Department != "" {
		args["Department"] = t.departmentName(draft.Department)
	}
	args["Role"] = t.roleLabel(directory.Role(draft.Role), draft.Owners)
	t.say("admin.invited", args)
	m := t.spokenTo(person, func() Message {
		args["Role"] = t.roleLabel(directory.Role(draft.Role), draft.Owners)
		return Message{Text: t.text("admin.invitation", args), NoPreview: true}
	})
	m.Buttons = [][]Button{row(t.button("admin.invite_more", nil, flowAdmin, "invite", "")), t.toOffice()}
	t.do(Say{m})
}
