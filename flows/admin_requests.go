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

// decideRequest decides all of a request that is still open.
func (t *turn) decideRequest(ref string, granted bool) {
	department, _, ok := t.requestDepartment(ref)
	if !ok {
		return
	}
	r, open := t.findRequest(ref)
	switch {
	case !open:
		t.say("na_office.gone", texts.Args{"Department": t.departmentName(department)}, t.requestsRow())
	case granted:
		t.decide(department, r.ids, true, "")
	default:
		t.beginRefusal(department, r.ids)
	}
}

// pressedDecision grants or refuses one criterion of one department.
func (t *turn) pressedDecision(a Action) {
	if !t.mayDecide() {
		t.say("admin.not_yours", ownerArgs(t.w), t.homeRow())
		return
	}
	department, id, ok := t.requestDepartment(a.Target)
	if !ok {
		return
	}
	switch {
	case t.w.Edition.Criterion(id) == nil:
		t.staleButton()
	case len(t.stillAsked(department, []string{id})) == 0:
		t.alreadyDecided(department, id)
	case a.Verb == "grant":
		t.decide(department, []string{id}, true, "")
	default:
		t.beginRefusal(department, []string{id})
	}
}

// stillAsked leaves out what has been decided or taken back meanwhile.
func (t *turn) stillAsked(department string, ids []string) []string {
	var open []string
	for _, id := range ids {
		if t.w.Dossiers[department].Item(id).NotApplicable.State == scoring.NotApplicableAsked {
			open = append(open, id)
		}
	}
	return open
}

// alreadyDecided says who was first, and how it was decided.
func (t *turn) alreadyDecided(department, id string) {
	na := t.w.Dossiers[department].Item(id).NotApplicable
	args := t.criterionArgs(t.w.Edition.Criterion(id))
	args["Department"], args["Who"] = t.departmentName(department), t.deciderName(na.Stamp.By)
	args["At"], args["Reason"] = dayTime(na.Stamp.At), na.Answer
	key := "na_office.taken_back"
	switch na.State {
	case scoring.NotApplicableGranted:
		key = "na_office.already_granted"
	case scoring.NotApplicableRefused:
		key = "na_office.already_refused"
	case scoring.NotApplicableNone, scoring.NotApplicableAsked:
	}
	t.say(key, args, t.requestsRow())
}

// deciderName is how the office's people are called.
func (t *turn) deciderName(id string) string {
	if name := t.w.People[id].Name; name != "" {
		return name
	}
	return t.w.Config.Owner
}

// beginRefusal asks for the reason.
func (t *turn) beginRefusal(department string, ids []string) {
	t.settle()
	t.s.Admin = Draft{Department: department}
	t.open(askDecision, Prompt{Criteria: ids})
	t.askDecision()
}

func (t *turn) askDecision() {
	t.say("na_office.ask_reason", texts.Args{
		"Department": t.departmentName(t.s.Admin.Department), "List": t.numbers(t.s.Prompt.Criteria),
	}, t.requestsRow())
}

// typedDecision takes the reason of a refusal.
func (t *turn) typedDecision() {
	reason := strings.TrimSpace(t.e.Text)
	if n := len([]rune(reason)); n < 5 || n > maxReason {
		t.say("na_office.reason_length", texts.Args{"Max": maxReason}, t.requestsRow())
		return
	}
	if !t.loaded(t.s.Admin.Department) {
		return
	}
	t.decide(t.s.Admin.Department, t.s.Prompt.Criteria, false, reason)
}

// decide records a decision on what is still open, and tells the department.
func (t *turn) decide(department string, ids []string, granted bool, reason string) {
	open := t.stillAsked(department, ids)
	t.settle()
	if len(open) == 0 {
		t.alreadyDecided(department, ids[0])
		return
	}
	var entries []scoring.Entry
	for _, id := range open {
		entries = append(entries, scoring.NotApplicableDecided{Criterion: id, Granted: granted, Reason: reason})
	}
	t.record(department, entries...)
	args := texts.Args{
		"Department": t.departmentName(department), "List": t.numbers(open), "N": len(open), "Reason": reason, "Owner": t.w.Config.Owner,
	}
	told, done := "na_office.refused", "na_office.refused_done"
	if granted {
		told, done = "na_office.granted", "na_office.granted_done"
	}
	m := Message{Text: t.text(told, args)}
	for _, id := range open[:min(len(open), 3)] {
		c := t.w.Edition.Criterion(id)
		m.Buttons = append(m.Buttons, row(t.button("common.criterion", texts.Args{"Criterion": t.titleOf(c)}, flowCard, "open", id)))
	}
	t.tellContacts(department, m)
	t.say(done, args, t.requestsRow())
}
