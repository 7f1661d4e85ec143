package flows

import (
	"slices"
	"strconv"
	"strings"
)

// pressedFollowing takes the buttons with which admins follow an announcement.
func (t *turn) pressedFollowing(a Action, id, rest string) {
	if !t.w.Me.Admin && (a.Verb == "list" || !t.mayImport()) {
		t.say("admin.not_yours", ownerArgs(t.w), t.homeRow())
		return
	}
	page, _ := strconv.Atoi(rest) // what is no page is the first one
	if a.Verb == "list" {
		page, _ = strconv.Atoi(id)
		t.settle()
		t.announcementList(page)
		return
	}
	one, loaded := t.announced(id)
	if !loaded {
		return
	}
	switch {
	case !t.w.Me.Admin && !t.mayFollow(one, a.Verb):
		t.say("admin.not_yours", ownerArgs(t.w), t.homeRow())
		return
	case one == nil:
		t.staleButton()
		return
	}
	switch a.Verb {
	case "one":
		t.settle()
		t.anew = rest == "" // the message that shows how far it has come goes on showing that
		t.announcementPage(one)
	case "stop":
		t.stopAnnouncement(one, rest != "")
	case "xlsx":
		t.announcementReport(one)
	case "waiting":
		t.settle()
		t.waitingList(one, page)
	case "asked":
		t.settle()
		t.questionList(one, page)
	case "unreached":
		t.settle()
		t.unreachedList(one, page)
	case "correct":
		if one.Announced.Own != nil { // there is no one text to be corrected
			t.staleButton()
			return
		}
		t.settle()
		t.beginCorrection(one)
	case "delete":
		t.settle()
		t.askDeletion(one)
	case "remove":
		t.settle()
		t.deleteAnnouncement(one)
	default:
		t.staleButton()
	}
}

// mayFollow says whether somebody who is no admin may do something about an
// announcement: look after what their own figures led to.
func (t *turn) mayFollow(a *Announcement, verb string) bool {
	ours := a != nil && a.Announced.Own != nil && a.Stamp.By == t.w.Me.Person.ID && t.mayImport()
	return ours && slices.Contains([]string{"one", "stop", "xlsx", "unreached"}, verb)
}

// onPage tells a button on an announcement's page from the same one elsewhere.
const onPage = "/page"

// announcementPage shows an admin one announcement.
func (t *turn) announcementPage(a *Announcement) {
	o, loaded := t.outcomes(a)
	if !loaded {
		return
	}
	p := ProgressOf(a, o)
	args := t.announcementArgs(a)
	for name, value := range progressArgs(a, p) {
		args[name] = value
	}
	waiting, open := a.Waiting(t.w.Directory), openQuestions(a)
	args["Who"], args["File"], args["Body"] = t.deciderName(a.Stamp.By), "", shorten(bodyOf(a.Text), bodyLength)
	if a.Announced.File != nil {
		args["File"] = t.announcedName(a.Announced.File)
	}
	args["Received"], args["Waiting"], args["Questions"] = len(a.Received), len(waiting), len(open)
	args["Underway"], args["Correcting"] = underway(a, p), a.Corrected > 0 && !p.Ended && !underway(a, p)
	var rows [][]Button
	refresh := t.button("announce.refresh", nil, flowAnnounce, "one", a.ID+onPage)
	switch {
	case underway(a, p):
		rows = append(rows, row(t.button("announce.stop", nil, flowAnnounce, "stop", a.ID+onPage), refresh))
	case !p.Ended: // it is still being corrected or deleted
		rows = append(rows, row(refresh))
	}
	rows = append(append(rows, t.questionRows(a)...), t.listRows(a, p)...)
	last := row(t.button("announce.xlsx", nil, flowAnnounce, "xlsx", a.ID))
	if !a.Deleted && a.Announced.Own == nil {
		last = append(last, t.button("announce.correct", nil, flowAnnounce, "correct", a.ID))
	}
	if !a.Deleted && t.w.Me.Admin {
		last = append(last, t.button("announce.delete", nil, flowAnnounce, "delete", a.ID))
	}
	back := t.homeRow()
	if t.w.Me.Admin {
		back = t.toAnnouncements()
	}
	rows = append(rows, last, back)
	t.show("announce.page", args, rows...)
}

// toAnnouncement leads an admin to an announcement's page.
func (t *turn) toAnnouncement(a *Announcement) []Button {
	return row(t.button("announce.to_page", nil, flowAnnounce, "one", a.ID+onPage))
}

// bodyLength is how much of an announcement its page shows, in characters.
const bodyLength = 300

// stopAnnouncement ends the telling of those who were not told yet.
func (t *turn) stopAnnouncement(a *Announcement, page bool) {
	o, loaded := t.outcomes(a)
	if !loaded {
		return
	}
	switch {
	case a.Stopped:
		t.toast("announce.stopped_before", nil)
	case !underway(a, ProgressOf(a, o)):
		t.toast("announce.nothing_to_stop", nil)
	default:
		a = t.amendAnnouncement(a, AnnouncementStopped{})
		t.toast("announce.stopped", nil)
	}
	if page {
		t.settle()
		t.announcementPage(a)
	}
}

// recipientRoles says whom a recipient works for, and as what.
func (t *turn) recipientRoles(person string) (departments, roles string) {
	var where, what []string
	for _, g := range t.w.Directory.GrantsOf(person) {
		what = append(what, t.roleLabel(g.Role, g.Owners))
		if g.Department != "" {
			where = append(where, t.departmentName(g.Department))
		}
	}
	return strings.Join(where, "; "), strings.Join(what, "; ")
}
