package flows

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"minhchung/flows/directory"
	"minhchung/flows/texts"
	"minhchung/scoring"
)

// takesPart is one line of the people's list: a role, or an invitation that
// can still be used.
type takesPart struct {
	grant      directory.Grant
	invitation directory.Invitation
	invited    bool
}

// ref names a line on a button: persons' ids and hashes are too long for one.
func (p takesPart) ref() string {
	if p.invited {
		return p.invitation.Hash[:16]
	}
	sum := sha256.Sum256([]byte(p.grant.Person + "/" + p.grant.Department + "/" + string(p.grant.Role)))
	return hex.EncodeToString(sum[:8])
}

// takingPart lists everyone by department, roles before invitations.
func (t *turn) takingPart() []takesPart {
	var all []takesPart
	for _, g := range t.w.Directory.Grants() {
		all = append(all, takesPart{grant: g})
	}
	for _, inv := range t.w.Directory.OpenInvitations(t.w.Now) {
		all = append(all, takesPart{
			grant: directory.Grant{Person: inv.Person, Department: inv.Department, Role: inv.Role, Owners: inv.Owners}, invitation: inv, invited: true,
		})
	}
	slices.SortStableFunc(all, func(a, b takesPart) int {
		return cmp.Or(strings.Compare(t.departmentName(a.grant.Department), t.departmentName(b.grant.Department)),
			cmp.Compare(rank(a), rank(b)), strings.Compare(a.grant.Person, b.grant.Person), strings.Compare(a.ref(), b.ref()))
	})
	return all
}

func rank(p takesPart) int {
	if p.invited {
		return len(directory.Roles())
	}
	return slices.Index(directory.Roles(), p.grant.Role)
}

func (t *turn) people(page int) {
	all := t.takingPart()
	from, to, page, pages := pageOfOffice(len(all), page, departmentsPage)
	var lines []texts.Args
	var buttons []Button
	for i, p := range all[from:to] {
		args := t.partArgs(p)
		args["N"] = from + i + 1
		lines = append(lines, args)
		verb := "role"
		if p.invited {
			verb = "invitation"
		}
		buttons = append(buttons, t.button("admin.number", texts.Args{"N": from + i + 1}, flowAdmin, verb, p.ref()))
	}
	rows := append(grid(4, buttons), t.pageRow(flowAdmin, "people", "", page, pages)...)
	rows = append(rows, row(t.button("admin.invite", nil, flowAdmin, "invite", ""), t.button("admin.to_office", nil, flowAdmin, "menu", "")))
	t.show("admin.people_list", texts.Args{"Lines": lines, "N": len(all), "Page": page + 1, "Pages": pages}, rows...)
}

// partArgs describe one line of the list.
func (t *turn) partArgs(p takesPart) texts.Args {
	person := t.w.People[p.grant.Person]
	args := texts.Args{
		"Name": person.Name, "Role": t.roleLabel(p.grant.Role, p.grant.Owners), "Department": "",
		"Phone": t.phoneOf(p.grant.Person), "Invited": p.invited, "Blocked": person.Blocked, "Away": !p.invited && person.Chat == "", "Since": "", "Until": "", "Last": false,
	}
	if p.grant.Department != "" {
		args["Department"] = t.departmentName(p.grant.Department)
	}
	if p.invited {
		args["Until"] = scoring.DateOf(p.invitation.Expires.Add(-1)).Short()
	} else {
		args["Since"] = scoring.DateOf(p.grant.Since).Full()
		args["Last"] = p.grant.Role == directory.Contact && len(t.w.Directory.InDepartment(p.grant.Department, directory.Contact)) == 1
	}
	return args
}

// pressedPeople shows a role or invitation, and ends it once that is confirmed.
func (t *turn) pressedPeople(a Action) {
	for _, p := range t.takingPart() {
		if p.ref() != a.Target || p.invited != (a.Verb == "invitation" || a.Verb == "cancel") {
			continue
		}
		switch a.Verb {
		case "revoke":
			t.revokeRole(p.grant)
		case "cancel":
			t.revokeInvitation(p)
		default:
			t.partCard(p)
		}
		return
	}
	t.say("admin.part_gone", nil, t.peopleRow())
}

func (t *turn) peopleRow() []Button {
	return row(t.button("admin.people", nil, flowAdmin, "people", "0"), t.button("admin.to_office", nil, flowAdmin, "menu", ""))
}

// partCard shows one line and asks whether it is to end.
func (t *turn) partCard(p takesPart) {
	key, verb, label := "admin.role_card", "revoke", "admin.revoke"
	if p.invited {
		key, verb, label = "admin.invitation_card", "cancel", "admin.cancel_invitation"
	}
	t.show(key, t.partArgs(p), row(
		t.button(label, nil, flowAdmin, verb, p.ref()),
		t.button("admin.leave_it", nil, flowAdmin, "people", "0")))
}

// revokeRole takes a role back and tells the person politely.
func (t *turn) revokeRole(g directory.Grant) {
	entries := []scoring.Entry{directory.RoleRevoked{Person: g.Person, Department: g.Department, Role: g.Role}}
	for _, inv := range t.w.Directory.OpenInvitations(t.w.Now) { // or they would come in again by it
		if inv.Person == g.Person && inv.Department == g.Department && inv.Role == g.Role {
			entries = append(entries, directory.InvitationRevoked{Hash: inv.Hash})
		}
	}
	t.amendDirectory(t.w.Me.Person.ID, entries...)
	var others []string
	if g.Role == directory.Contact {
		for _, other := range t.w.Directory.InDepartment(g.Department, directory.Contact) {
			others = append(others, t.personName(other.Person))
		}
	}
	args := texts.Args{
		"Name": t.personName(g.Person), "Department": "",
		"Others": strings.Join(others, ", "), "Owner": t.w.Config.Owner, "Last": g.Role == directory.Contact && len(others) == 0,
	}
	if g.Department != "" {
		args["Department"] = t.departmentName(g.Department)
	}
	t.tell(g.Person, func() Message {
		args["Role"] = t.roleLabel(g.Role, g.Owners)
		return Message{Text: t.text("admin.revoked_person", args), DropKeys: true}
	})
	args["Role"] = t.roleLabel(g.Role, g.Owners)
	t.show("admin.revoked", args, t.peopleRow())
}

func (t *turn) revokeInvitation(p takesPart) {
	t.amendDirectory(t.w.Me.Person.ID, directory.InvitationRevoked{Hash: p.invitation.Hash})
	t.show("admin.invitation_cancelled", t.partArgs(p), t.peopleRow())
}
