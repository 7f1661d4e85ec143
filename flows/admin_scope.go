package flows

import (
	"slices"

	"minhchung/flows/directory"
	"minhchung/flows/texts"
	"minhchung/flows/understand"
)

// roleLabel names a role, with the owners of a verifier who only supplies
// their figures.
func (t *turn) roleLabel(role directory.Role, owners []string) string {
	label := t.label("role."+string(role), nil)
	if len(owners) == 0 {
		return label
	}
	return t.label("admin.scoped_role", texts.Args{"Role": label, "Owners": t.ownerNames(owners)})
}

// askInviteScope asks whether a verifier is one for all criteria, or only
// supplies the figures of some owners.
func (t *turn) askInviteScope() {
	chosen := t.s.Admin.Owners
	var buttons []Button
	for _, o := range t.w.Edition.Owners {
		buttons = append(buttons, t.answer("admin.owner", texts.Args{
			"Name": shorten(o.NameIn(t.lang), 34), "Ticked": slices.Contains(chosen, o.Role),
		}, flowAdmin, "owner", o.Role))
	}
	rows := append([][]Button{row(t.answer("admin.all_criteria", nil, flowAdmin, "all_criteria", ""))}, grid(2, buttons)...)
	if len(chosen) > 0 {
		rows = append(rows, row(t.answer("admin.scoped", texts.Args{"N": len(chosen)}, flowAdmin, "scoped", "")))
	}
	t.show("admin.invite_scope", nil, append(rows, t.toOffice())...)
}

// answeredScope takes one owner more or less, or what was chosen.
func (t *turn) answeredScope(a Action) {
	switch {
	case a.Verb == "owner":
		t.tickOwner(a.Target)
	case a.Verb == "all_criteria":
		t.s.Admin.Owners = nil
		t.askWhom()
	case len(t.s.Admin.Owners) == 0: // nothing is not all
		t.askInviteScope()
	default:
		t.askWhom()
	}
}

func (t *turn) tickOwner(role string) {
	var owners []string // in the edition's order
	known := false
	for _, o := range t.w.Edition.Owners {
		known = known || o.Role == role
		if slices.Contains(t.s.Admin.Owners, o.Role) != (o.Role == role) {
			owners = append(owners, o.Role)
		}
	}
	if !known {
		t.oldAnswer()
		return
	}
	t.s.Admin.Owners = owners
	t.askInviteScope()
}

// typedScope takes an owner by its name.
func (t *turn) typedScope() {
	var names []string
	for _, o := range t.w.Edition.Owners {
		names = append(names, o.NameIn(t.lang))
	}
	if i, ok := understand.PickOption(t.e.Text, names); ok {
		t.tickOwner(t.w.Edition.Owners[i].Role)
		return
	}
	t.askInviteScope()
}
