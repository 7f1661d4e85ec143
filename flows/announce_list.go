package flows

import (
	"slices"
	"strconv"

	"minhchung/flows/texts"
)

// namesPage is how many names a page of recipients has.
const namesPage = 15

// announcementList shows an admin what was announced, the newest first.
func (t *turn) announcementList(page int) {
	all, loaded := t.allAnnounced()
	if !loaded {
		return
	}
	from, to, page, pages := pageOfOffice(len(all), page, officePage)
	var lines []texts.Args
	var buttons []Button
	for i, a := range all[from:to] {
		args := t.announcementArgs(a)
		args["N"], args["Recipients"], args["Received"] = from+i+1, len(a.Announced.Recipients), len(a.Received)
		args["Waiting"], args["Questions"] = len(a.Waiting(t.w.Directory)), len(openQuestions(a))
		args["Stopped"], args["Deleted"] = a.Stopped, a.Deleted
		lines = append(lines, args)
		buttons = append(buttons, t.button("admin.number", args, flowAnnounce, "one", a.ID+onPage))
	}
	rows := append(grid(3, buttons), t.pageRow(flowAnnounce, "list", "", page, pages)...)
	rows = append(rows, row(t.button("post.new", nil, flowAnnounce, "new", "")), t.toOffice())
	t.show("announce.list", texts.Args{"Lines": lines, "N": len(all), "Page": page + 1, "Pages": pages}, rows...)
}

// waitingList names those who have not confirmed an announcement, with who of
// theirs received it.
func (t *turn) waitingList(a *Announcement, page int) {
	waiting := a.Waiting(t.w.Directory)
	from, to, page, pages := pageOfOffice(len(waiting), page, namesPage)
	var lines []texts.Args
	for i, party := range waiting[from:to] {
		var people []string
		for _, person := range a.Announced.Recipients {
			if person != party && slices.Contains(Party(t.w.Directory, person), party) {
				people = append(people, t.personName(person))
			}
		}
		lines = append(lines, texts.Args{"N": from + i + 1, "Name": t.partyName(party), "People": people})
	}
	args := t.announcementArgs(a)
	args["Lines"], args["Count"], args["Page"], args["Pages"] = lines, len(waiting), page+1, pages
	t.show("announce.waiting_list", args, append(t.pageRow(flowAnnounce, "waiting", a.ID+"/", page, pages), t.toAnnouncement(a))...)
}

// unreachedList names those whom an announcement did not reach, and why.
func (t *turn) unreachedList(a *Announcement, page int) {
	o, loaded := t.outcomes(a)
	if !loaded {
		return
	}
	var unreached []string
	for _, person := range a.Announced.Recipients {
		if s := o[person].Sending; s == SendingUnreachable || s == SendingFailed {
			unreached = append(unreached, person)
		}
	}
	from, to, page, pages := pageOfOffice(len(unreached), page, namesPage)
	var lines []texts.Args
	for i, person := range unreached[from:to] {
		departments, roles := t.recipientRoles(person)
		lines = append(lines, texts.Args{
			"N": from + i + 1, "Name": t.personName(person), "Roles": roles, "Departments": departments,
			"Why": t.label("announce.sending_"+string(o[person].Sending), nil),
		})
	}
	args := t.announcementArgs(a)
	args["Lines"], args["Count"], args["Page"], args["Pages"] = lines, len(unreached), page+1, pages
	t.show("announce.unreached_list", args, append(t.pageRow(flowAnnounce, "unreached", a.ID+"/", page, pages), t.toAnnouncement(a))...)
}

// listRows lead from an announcement's page to its lists of names.
func (t *turn) listRows(a *Announcement, p Progress) [][]Button {
	var buttons []Button
	if n := len(a.Waiting(t.w.Directory)); n > 0 {
		buttons = append(buttons, t.button("announce.waiting", texts.Args{"N": n}, flowAnnounce, "waiting", a.ID+"/"+strconv.Itoa(0)))
	}
	if n := p.Unreachable + p.Failed; n > 0 {
		buttons = append(buttons, t.button("announce.unreached", texts.Args{"N": n}, flowAnnounce, "unreached", a.ID+"/"+strconv.Itoa(0)))
	}
	return grid(2, buttons)
}

// toAnnouncements leads an admin to the list of announcements.
func (t *turn) toAnnouncements() []Button {
	return row(t.button("announce.to_list", nil, flowAnnounce, "list", "0"))
}
