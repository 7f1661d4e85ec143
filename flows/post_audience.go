package flows

import (
	"slices"

	"minhchung/flows/directory"
	"minhchung/flows/texts"
	"minhchung/flows/understand"
)

// Audience says who gets an announcement.
type Audience struct {
	Kind        AudienceKind   `json:"kind,omitempty"`
	Role        directory.Role `json:"role,omitempty"`
	Departments []string       `json:"departments,omitempty"`
	Of          string         `json:"of,omitempty"` // the criterion, pillar or announcement that it is about
}

// AudienceKind is by what an audience is chosen.
type AudienceKind string

// The kinds of audiences; "" is none that was chosen yet.
const (
	AudienceAll         AudienceKind = "all"         // everyone who has a role
	AudienceRole        AudienceKind = "role"        // everyone in one role
	AudienceDepartments AudienceKind = "departments" // those who work for the chosen departments
	AudienceMissing     AudienceKind = "missing"     // contacts of departments that lack a criterion, or something of a pillar
	AudienceWaiting     AudienceKind = "waiting"     // those who would be reminded to confirm an announcement
)

// askAudience asks who gets the announcement.
func (t *turn) askAudience() {
	last, loaded := t.lastAsked()
	if !loaded {
		return
	}
	rows := [][]Button{row(t.answer("post.audience_all", nil, flowAnnounce, "all", ""))}
	var roles []Button
	for _, role := range directory.Roles() {
		roles = append(roles, t.answer("post.to_role_"+string(role), nil, flowAnnounce, "role", string(role)))
	}
	rows = append(rows, grid(2, roles)...)
	rows = append(rows,
		row(t.answer("post.to_departments", nil, flowAnnounce, "deps", "0")),
		row(t.answer("post.to_missing", nil, flowAnnounce, "missing", "")))
	if last != nil {
		rows = append(rows, row(t.answer("post.to_waiting", nil, flowAnnounce, "waiting", last.ID)))
	}
	if t.s.Post.Audience.Kind != "" {
		rows = append(rows, row(t.answer("post.back", nil, flowAnnounce, "keep", "")))
	}
	t.show("post.ask_audience", nil, append(rows, t.toOffice())...)
}

// askAudienceDepartments offers the departments, as many as one likes.
func (t *turn) askAudienceDepartments(page int) {
	all := t.w.Directory.Departments()
	from, to, page, pages := pageOfOffice(len(all), page, departmentsPage)
	chosen := t.s.Post.Audience.Departments
	var buttons []Button
	for _, dep := range all[from:to] {
		buttons = append(buttons, t.answer("admin.owner", texts.Args{
			"Name": shorten(dep.Name, 34), "Ticked": slices.Contains(chosen, dep.ID),
		}, flowAnnounce, "dep", dep.ID))
	}
	rows := append(grid(2, buttons), t.answerPageRow(flowAnnounce, "deps", page, pages)...)
	last := row(t.answer("post.other_audience", nil, flowAnnounce, "who", ""))
	if len(chosen) > 0 {
		last = append(row(t.answer("admin.scoped", texts.Args{"N": len(chosen)}, flowAnnounce, "chosen", "")), last...)
	}
	t.show("post.ask_departments", texts.Args{"N": len(chosen), "Page": page + 1, "Pages": pages}, append(rows, last, t.toOffice())...)
}

// answeredAudience takes the buttons that say who gets it.
func (t *turn) answeredAudience(a Action) {
	choosing := t.s.Prompt.Ask == postDepartments
	switch {
	case a.Verb == "dep" && choosing:
		t.tickDepartment(a.Target)
	case a.Verb == "deps" && choosing:
		t.askAudienceDepartments(pageNumber(a.Target))
	case a.Verb == "chosen" && choosing && len(t.s.Post.Audience.Departments) > 0:
		t.s.Post.Audience.Kind = AudienceDepartments
		t.postOn()
	case a.Verb == "who" && choosing:
		t.postStep(postAudience)
	case choosing:
		t.oldAnswer()
	case t.s.Prompt.Ask == postMissing:
		t.answeredMissing(a)
	case a.Verb == "missing":
		t.postStep(postMissing)
	case a.Verb == "waiting" && announcementID.MatchString(a.Target):
		t.sendTo(Audience{Kind: AudienceWaiting, Of: a.Target})
	case a.Verb == "deps":
		t.postStep(postDepartments)
	case a.Verb == "all":
		t.sendTo(Audience{Kind: AudienceAll})
	case a.Verb == "role" && slices.Contains(directory.Roles(), directory.Role(a.Target)):
		t.sendTo(Audience{Kind: AudienceRole, Role: directory.Role(a.Target)})
	case a.Verb == "keep" && t.s.Post.Audience.Kind != "":
		t.postOn()
	default:
		t.oldAnswer()
	}
}

// answeredMissing takes the buttons that say what is to be missing.
func (t *turn) answeredMissing(a Action) {
	switch {
	case a.Verb == "who":
		t.postStep(postAudience)
	case a.Verb == "pillar":
		t.askMissing(a.Target)
	case a.Verb == "lacks" && t.missingName(a.Target) != "":
		t.sendTo(Audience{Kind: AudienceMissing, Of: a.Target})
	default:
		t.oldAnswer()
	}
}

func (t *turn) sendTo(a Audience) {
	t.s.Post.Audience = a
	t.postOn()
}

// tickDepartment takes one department more or less.
func (t *turn) tickDepartment(id string) {
	var chosen []string // in the directory's order
	at := -1
	for i, dep := range t.w.Directory.Departments() {
		if dep.ID == id {
			at = i
		}
		if slices.Contains(t.s.Post.Audience.Departments, dep.ID) != (dep.ID == id) {
			chosen = append(chosen, dep.ID)
		}
	}
	if at < 0 {
		t.oldAnswer()
		return
	}
	t.s.Post.Audience.Departments = chosen
	t.askAudienceDepartments(at / departmentsPage)
}

// typedAudience takes who gets it by words: a role, a criterion that is
// missing, or a department.
func (t *turn) typedAudience() {
	if t.s.Prompt.Ask != postDepartments && t.typedMissing() {
		return
	}
	if t.s.Prompt.Ask == postMissing {
		t.say("post.no_criterion", texts.Args{"Typed": shorten(t.e.Text, 40)})
		t.askPost()
		return
	}
	for _, role := range directory.Roles() {
		if t.s.Prompt.Ask == postAudience && understand.Fold(t.e.Text) == understand.Fold(t.label("role."+string(role), nil)) {
			t.sendTo(Audience{Kind: AudienceRole, Role: role})
			return
		}
	}
	found := t.departmentsNamed(t.e.Text)
	if len(found) == 0 {
		t.say("admin.no_department", texts.Args{"Typed": shorten(t.e.Text, 40)})
		t.askPost()
		return
	}
	if t.s.Prompt.Ask != postDepartments {
		t.open(askPost, Prompt{Ask: postDepartments})
	}
	if len(found) == 1 {
		t.tickDepartment(found[0].ID)
		return
	}
	var buttons []Button
	for _, dep := range found[:min(len(found), departmentsPage)] {
		buttons = append(buttons, t.answer("admin.owner", texts.Args{
			"Name": shorten(dep.Name, 34), "Ticked": slices.Contains(t.s.Post.Audience.Departments, dep.ID),
		}, flowAnnounce, "dep", dep.ID))
	}
	t.say("admin.which_department", texts.Args{"Typed": shorten(t.e.Text, 40)},
		append(grid(2, buttons), row(t.answer("post.all_departments", nil, flowAnnounce, "deps", "0")), t.toOffice())...)
}
