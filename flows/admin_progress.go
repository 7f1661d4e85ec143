package flows

import (
	"cmp"
	"slices"
	"time"

	"minhchung/flows/directory"
	"minhchung/flows/texts"
	"minhchung/scoring"
)

// standing is how far a department has come.
type standing struct {
	dep      directory.Department
	total    scoring.Sum
	unfiled  int
	last     time.Time // of what the department itself did; zero for nothing yet
	late     int       // answers and files that came after the closing
	contacts int
	came     int // of the contacts, those who have come in
}

func (t *turn) standing(dep directory.Department) standing {
	d := t.w.Dossiers[dep.ID]
	answers, files := t.w.Settings.CountLate(t.w.Edition, d)
	return standing{
		late: answers + files,
		dep:  dep, total: scoring.Score(t.w.Edition, t.w.Settings, d).Total, unfiled: len(d.Unfiled),
		last: lastActivity(d), contacts: len(t.w.Directory.InDepartment(dep.ID, directory.Contact)), came: len(t.reachable(dep.ID)),
	}
}

// lastActivity is when the department itself last filed something.
func lastActivity(d *scoring.Dossier) time.Time {
	var last time.Time
	see := func(at time.Time) {
		if at.After(last) {
			last = at
		}
	}
	for _, stamp := range d.ProfileBy {
		see(stamp.At)
	}
	for _, ev := range d.Unfiled {
		see(ev.Stamp.At)
	}
	for _, item := range d.Items {
		see(item.AnsweredBy.At)
		see(item.NoFigureAt)
		for _, ev := range item.Evidence {
			see(ev.Stamp.At)
		}
	}
	return last
}

// progress lists the departments, the least complete first.
func (t *turn) progress(page int) {
	if !t.loadedAll() {
		return
	}
	var all []standing
	for _, dep := range t.w.Directory.Departments() {
		all = append(all, t.standing(dep))
	}
	slices.SortStableFunc(all, func(a, b standing) int { // missing / assessed, the larger first
		return cmp.Compare(b.total.Missing()*max(1, a.total.Applicable), a.total.Missing()*max(1, b.total.Applicable))
	})
	from, to, page, pages := pageOfOffice(len(all), page, officePage)
	var lines []texts.Args
	var buttons []Button
	for i, s := range all[from:to] {
		args := t.standingArgs(s)
		args["N"] = from + i + 1
		lines = append(lines, args)
		buttons = append(buttons, t.button("admin.number", texts.Args{"N": from + i + 1}, flowAdmin, "department", s.dep.ID))
	}
	rows := append(grid(6, buttons), t.pageRow(flowAdmin, "progress", "", page, pages)...)
	t.show("admin.progress_list", texts.Args{"Lines": lines, "Page": page + 1, "Pages": pages, "N": len(all)}, append(rows, t.toOffice())...)
}

func (t *turn) standingArgs(s standing) texts.Args {
	args := texts.Args{
		"Department": s.dep.Name, "Bar": bar(int64(s.total.Claimed), int64(s.total.Max)),
		"Claimed": s.total.Claimed, "Documented": s.total.Documented, "Max": s.total.Max,
		"Missing": s.total.Missing(), "Unfiled": s.unfiled, "Waiting": s.total.Waiting(), "Asked": s.total.States[scoring.StateNAAsked],
		"Late": s.late, "Contacts": s.contacts, "Came": s.came, "Last": "",
	}
	if !s.last.IsZero() {
		args["Last"] = scoring.DateOf(s.last).Short()
	}
	return args
}

// departmentCard shows one department, and whom to call there.
func (t *turn) departmentCard(id string) {
	dep, ok := t.w.Directory.Department(id)
	if !ok {
		t.staleButton()
		return
	}
	if !t.loaded(id) {
		return
	}
	args := t.standingArgs(t.standing(dep))
	var contacts []texts.Args
	for _, g := range t.w.Directory.InDepartment(id, directory.Contact) {
		contacts = append(contacts, texts.Args{
			"Name": t.personName(g.Person), "Phone": t.phoneOf(g.Person), "Away": t.w.People[g.Person].Chat == "",
			"Blocked": t.w.People[g.Person].Blocked,
		})
	}
	closes := t.w.Settings.Closes(t.w.Edition, id)
	args["People"], args["Closes"], args["Days"] = contacts, closes.Full(), closes.DaysUntil(t.w.Now)
	rows := [][]Button{row(t.button("review.open", nil, flowReview, "list", id+"/"))}
	if t.w.Me.Admin {
		rows = append(rows, row(
			t.button("admin.invite_here", nil, flowAdmin, "invite", id),
			t.button("dates.home", nil, flowAdmin, "dates", id)))
	}
	t.show("admin.department", args, append(rows, row(
		t.button("admin.to_progress", nil, flowAdmin, "progress", "0"), t.button("admin.to_office", nil, flowAdmin, "menu", "")))...)
}

// phoneOf writes a person's number as people dial it; "" when none is known.
func (t *turn) phoneOf(person string) string {
	if phone := t.w.People[person].Phone; phone != "" {
		return "+" + phone
	}
	return ""
}
