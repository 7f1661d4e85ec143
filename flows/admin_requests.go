package flows

import (
	"slices"
	"strconv"
	"strings"

	"minhchung/flows/texts"
	"minhchung/scoring"
)

// request is what one department asked for at once: that criteria be left out.
type request struct {
	department string
	ids        []string      // those still open
	stamp      scoring.Stamp // of the document that asked
	reason     string
}

// ref names a request on a button: the department, and the document.
func (r request) ref() string { return r.department + "/" + strconv.FormatInt(r.stamp.Seq, 10) }

// requests lists what is open, the longest waiting first.
func (t *turn) requests() []request {
	var all []request
	for _, dep := range t.w.Directory.Departments() {
		all = append(all, t.requestsOf(dep.ID)...)
	}
	slices.SortStableFunc(all, func(a, b request) int { return a.stamp.At.Compare(b.stamp.At) })
	return all
}

func (t *turn) requestsOf(department string) []request {
	var all []request
	at := map[int64]int{}
	for _, c := range t.w.Edition.Criteria() {
		na := t.w.Dossiers[department].Item(c.ID).NotApplicable
		if na.State != scoring.NotApplicableAsked {
			continue
		}
		i, known := at[na.Stamp.Seq]
		if !known {
			i = len(all)
			at[na.Stamp.Seq] = i
			all = append(all, request{department: department, stamp: na.Stamp, reason: na.Reason})
		}
		all[i].ids = append(all[i].ids, c.ID)
	}
	return all
}

func (t *turn) requestList(page int) {
	if !t.loadedAll() {
		return
	}
	all := t.requests()
	from, to, page, pages := pageOfOffice(len(all), page, officePage)
	var lines []texts.Args
	var buttons []Button
	for i, r := range all[from:to] {
		lines = append(lines, texts.Args{
			"N": from + i + 1, "Department": t.departmentName(r.department), "List": shorten(t.numbers(r.ids), 60),
			"Reason": shorten(r.reason, 60), "At": dayTime(r.stamp.At),
		})
		buttons = append(buttons, t.button("admin.number", texts.Args{"N": from + i + 1}, flowAdmin, "request", r.ref()))
	}
	rows := append(grid(6, buttons), t.pageRow(flowAdmin, "requests", "", page, pages)...)
	t.show("na_office.list", texts.Args{"Lines": lines, "N": len(all), "Page": page + 1, "Pages": pages}, append(rows, t.toOffice())...)
}

// findRequest looks a request up by its ref; what of it has been decided
// meanwhile is no longer in it.
func (t *turn) findRequest(ref string) (r request, ok bool) {
	department, seq, _ := strings.Cut(ref, "/")
	for _, r := range t.requestsOf(department) {
		if strconv.FormatInt(r.stamp.Seq, 10) == seq {
			return r, true
		}
	}
	return request{}, false
}

// requestDepartment is the department that a target names, once its dossier
// is at hand; ok is false when the step has to end here.
func (t *turn) requestDepartment(target string) (id, rest string, ok bool) {
	id, rest, _ = strings.Cut(target, "/")
	if _, known := t.w.Directory.Department(id); !known {
		t.staleButton()
		return "", "", false
	}
	return id, rest, t.loaded(id)
}

func (t *turn) requestCard(ref string) {
	department, _, ok := t.requestDepartment(ref)
	if !ok {
		return
	}
	r, open := t.findRequest(ref)
	if !open {
		t.say("na_office.gone", texts.Args{"Department": t.departmentName(department)}, t.requestsRow())
		return
	}
	var titles []string
	for _, id := range r.ids {
		titles = append(titles, t.titleOf(t.w.Edition.Criterion(id)))
	}
	rows := [][]Button{}
	if len(r.ids) > 1 {
		rows = append(rows, row(
			t.button("na_office.grant_all", texts.Args{"N": len(r.ids)}, flowAdmin, "grant_all", ref),
			t.button("na_office.refuse_all", nil, flowAdmin, "refuse_all", ref)))
	}
	for _, id := range r.ids {
		args := t.criterionArgs(t.w.Edition.Criterion(id))
		rows = append(rows, row(
			t.button("na.grant", args, flowNA, "grant", department+"/"+id),
			t.button("na.refuse", args, flowNA, "refuse", department+"/"+id)))
	}
	t.show("na_office.card", texts.Args{
		"Department": t.departmentName(department), "Titles": titles, "Reason": r.reason,
		"Who": t.personName(r.stamp.By), "At": dayTime(r.stamp.At),
	}, append(rows, t.requestsRow())...)
}

// requestsRow leads to what else is open.
func (t *turn) requestsRow() []Button {
	return row(t.button("na.all_requests", nil, flowAdmin, "requests", "0"), t.button("admin.to_office", nil, flowAdmin, "menu", ""))
}
