package flows

import (
	"strconv"

	"minhchung/flows/texts"
)

// flowAdmin is the work of the index's owner: admins invite, set, post and
// see everything; verifiers decide requests and see the progress.
const flowAdmin Flow = "adm"

// officePage is how many lines a page of the office's lists has.
const officePage = 6

// officeHome is the home of admins and verifiers.
func (t *turn) officeHome() {
	if !t.mayDecide() && t.mayImport() {
		t.figuresHome()
		return
	}
	if !t.mayDecide() {
		t.say("admin.not_yours", ownerArgs(t.w), row(t.button("menu.help", nil, flowMenu, "help", "")))
		return
	}
	if !t.loadedAll() {
		return
	}
	requests := len(t.requests())
	rows := [][]Button{
		row(t.button("admin.progress", nil, flowAdmin, "progress", "0")),
		row(t.button("admin.requests", texts.Args{"N": requests}, flowAdmin, "requests", "0")),
		row(t.button("figures.home_button", nil, flowFigures, "home", "")),
	}
	if t.w.Me.Admin {
		rows = append(rows,
			row(t.button("admin.invite", nil, flowAdmin, "invite", ""), t.button("admin.people", nil, flowAdmin, "people", "0")),
			row(t.button("admin.settings", nil, flowAdmin, "settings", ""), t.button("post.new", nil, flowAnnounce, "new", "")),
			row(t.button("announce.sent_list", nil, flowAnnounce, "list", "0")))
	}
	rows = append(rows, row(t.button("menu.help", nil, flowMenu, "help", "")))
	if t.department() != "" { // who files for a department as well finds the way back
		rows = append(rows, t.homeRow())
	}
	departments := t.w.Directory.Departments()
	staffed := 0
	for _, dep := range departments {
		if len(t.reachable(dep.ID)) > 0 {
			staffed++
		}
	}
	t.show("admin.home", texts.Args{
		"Year": t.w.Edition.Year, "Departments": len(departments), "Staffed": staffed, "Requests": requests,
		"Closes": t.w.Settings.Closes(t.w.Edition, "").Full(), "Admin": t.w.Me.Admin,
	}, rows...)
}

// toOffice leads back to that home.
func (t *turn) toOffice() []Button {
	return row(t.button("admin.to_office", nil, flowAdmin, "menu", ""))
}

// pressedAdmin takes the office's buttons. Those without a token show or
// begin something; the others answer what is open.
func (t *turn) pressedAdmin(a Action) {
	switch {
	case !t.mayDecide() && t.mayImport() && a.Verb == "menu":
		t.settle()
		t.figuresHome()
	case !t.mayDecide():
		t.say("admin.not_yours", ownerArgs(t.w), t.homeRow())
	case a.Token != "":
		t.answeredOffice(a)
	default:
		t.pressedOffice(a)
	}
}

// pressedOffice is what admins and verifiers may both do.
func (t *turn) pressedOffice(a Action) {
	page, _ := strconv.Atoi(a.Target) // what is no page is the first one
	switch a.Verb {
	case "menu":
		t.settle()
		t.officeHome()
	case "progress":
		t.settle()
		t.progress(page)
	case "department":
		t.settle()
		t.departmentCard(a.Target)
	case "requests":
		t.settle()
		t.requestList(page)
	case "request":
		t.settle()
		t.requestCard(a.Target)
	case "grant_all", "refuse_all":
		t.decideRequest(a.Target, a.Verb == "grant_all")
	default:
		t.pressedByAdmin(a, page)
	}
}

// pressedByAdmin is what only admins may do.
func (t *turn) pressedByAdmin(a Action, page int) {
	if !t.w.Me.Admin {
		t.say("admin.not_yours", ownerArgs(t.w), t.toOffice())
		return
	}
	switch a.Verb {
	case "invite":
		t.settle()
		t.beginInvite(a.Target)
	case "people":
		t.settle()
		t.people(page)
	case "role", "revoke", "invitation", "cancel":
		t.settle()
		t.pressedPeople(a)
	case "settings":
		t.settle()
		t.settings()
	case "on", "off":
		t.settle()
		t.setSwitch(a.Target, a.Verb == "on")
	case "dates", "day", "dayfor", "date", "lock", "unlock":
		t.settle()
		t.pressedDates(a)
	default:
		t.staleButton()
	}
}

// answeredOffice takes the answer buttons of what is open.
func (t *turn) answeredOffice(a Action) {
	if a.Token != t.s.Prompt.Token {
		t.oldAnswer()
		return
	}
	switch {
	case t.s.Phase == Inviting && t.w.Me.Admin:
		t.answeredInvite(a)
	case t.correcting() && t.w.Me.Admin:
		t.answeredCorrection(a)
	case t.s.Phase == Posting && t.w.Me.Admin:
		t.answeredPost(a)
	case t.s.Phase == Dating && t.w.Me.Admin:
		t.answeredDate(a)
	case t.s.Phase == Deciding && t.s.Prompt.Ask == returnAsk:
		t.answeredReturn(a)
	default:
		t.oldAnswer()
	}
}

// typedOffice takes a line as the text that the office's prompt asks for.
func (t *turn) typedOffice() {
	switch {
	case t.s.Phase == Deciding && t.mayDecide():
		t.typedDecision()
	case !t.w.Me.Admin:
		t.settle()
		t.say("admin.not_yours", ownerArgs(t.w), t.homeRow())
	case t.s.Phase == Inviting:
		t.typedInvite()
	case t.correcting():
		t.typedCorrection()
	case t.s.Phase == Posting:
		t.typedPost()
	case t.s.Phase == Dating:
		t.typedDate()
	}
}

// askOffice puts the open question again.
func (t *turn) askOffice() {
	switch {
	case t.s.Phase == Deciding && t.mayDecide():
		t.askDecision()
	case t.s.Phase == Inviting && t.w.Me.Admin:
		t.askInvite()
	case t.correcting() && t.w.Me.Admin:
		t.askCorrection()
	case t.s.Phase == Posting && t.w.Me.Admin:
		t.askPost()
	case t.s.Phase == Dating && t.w.Me.Admin:
		t.askDate()
	default:
		t.goHome()
	}
}
