package flows

import (
	"minhchung/flows/texts"
	"minhchung/scoring"
)

// flowClosing is what a contact can do once filing has locked.
const flowClosing Flow = "cls"

// shut is what a step would have filed although filing has locked.
type shut struct{ criterion string } // "" for none in particular

// lookClosed looks at what a contact files: here, where everything passes, so
// that no way in can be forgotten.
func (t *turn) lookClosed(entries []scoring.Entry) {
	for _, entry := range entries {
		criterion, refused := t.w.Settings.Refuses(t.w.Edition, t.dossier(), entry, t.e.At)
		if refused && t.shut == nil {
			t.shut = &shut{criterion}
		}
		switch entry := entry.(type) {
		case scoring.AnswerGiven:
			t.late = t.late || t.isLate(entry.Criterion)
		case scoring.EvidenceKept:
			t.late = t.late || t.isLate(entry.Criterion)
		}
	}
}

func (t *turn) isLate(criterion string) bool {
	return t.w.Settings.Late(t.w.Edition, t.dossier(), criterion, t.e.At)
}

// isShut says whether nothing may be filed under a criterion by this event.
func (t *turn) isShut(criterion string) bool {
	return t.w.Settings.Shut(t.w.Edition, t.dossier(), criterion, t.e.At)
}

// reopened lists the criteria that a return keeps open, when filing has locked.
func (t *turn) reopened() []*scoring.Criterion {
	var open []*scoring.Criterion
	for _, c := range t.w.Edition.Criteria() {
		if !t.isShut(c.ID) {
			open = append(open, c)
		}
	}
	return open
}

// allShut says whether there is nothing left under which a file could be kept.
func (t *turn) allShut() bool {
	return t.mayFile() && t.isShut("") && len(t.reopened()) == 0
}

// refuseShut answers whoever begins something under a criterion for which
// filing has locked. It says whether it has.
func (t *turn) refuseShut(criterion string) bool {
	if !t.mayFile() || !t.isShut(criterion) {
		return false
	}
	t.shut = &shut{criterion}
	return true
}

// refusedClosed is the step that comes instead of one that would have filed
// what is closed: it only says so.
func (t *turn) refusedClosed(w World, s Session) *turn {
	instead := newTurn(w, s, t.e)
	instead.arrive()
	instead.s.Department = t.s.Department
	instead.sayShut(t.shut.criterion)
	return instead
}

// sayShut says what is closed, since when, and what can be done. A question
// that is about something else stays open.
func (t *turn) sayShut(criterion string) {
	c := t.w.Edition.Criterion(criterion)
	closes := t.w.Settings.ClosesFor(t.w.Edition, t.dossier(), criterion)
	args := texts.Args{
		"Title": "", "Closes": closes.Full(), "At": dayTime(t.e.At), "Sent": t.sentSomething(), "Edited": t.e.Kind == EventEdited,
		"File": "", "Owner": t.w.Config.Owner, "Helpdesk": t.w.Config.Helpdesk, "Open": "",
	}
	if c != nil {
		args["Title"] = t.titleOf(c)
	}
	if u := t.e.Upload; u != nil && u.Found != nil {
		args["File"] = u.Found.Name
		if u.Kind != string(scoring.EvidenceDocument) { // whose names say nothing
			args["File"] = t.label("closing.sent_"+u.Kind, nil)
		}
	}
	var rows [][]Button
	rows = append(rows, row(t.button("closing.ask", nil, flowClosing, "ask", criterion)))
	if open := t.reopened(); len(open) > 0 {
		var ids []string
		for _, o := range open {
			ids = append(ids, o.ID)
		}
		args["Open"] = t.numbers(ids)
		for _, o := range open[:min(len(open), 3)] {
			rows = append(rows, row(t.button("common.criterion", texts.Args{"Criterion": t.titleOf(o)}, flowCard, "open", o.ID)))
		}
	}
	if c != nil {
		rows = append(rows, row(t.button("card.to_card", t.criterionArgs(c), flowCard, "open", c.ID), t.homeRow()[0]))
	} else {
		rows = append(rows, t.homeRow())
	}
	stays := t.staysOpen()
	if !stays {
		t.settle()
	}
	m := Message{Text: t.text("closing.shut", args), Buttons: rows, NoPreview: true}
	if t.e.Upload != nil {
		m.Replace = t.e.Upload.Group // an album is refused once
	}
	t.do(Say{m})
	if stays && t.s.Phase != Idle {
		t.resume()
	}
}

// sentSomething says whether the event brought what was to be recorded: a line,
// a file, or the answer to a question, but not a button that only begins.
func (t *turn) sentSomething() bool {
	switch t.e.Kind {
	case EventButton:
		a, _ := ParseAction(t.e.Data)
		return a.Token != ""
	case EventText, EventUpload:
		return true
	case EventPhone, EventEdited, EventOther, EventBlocked, EventWake:
	}
	return false
}

// staysOpen says whether what is asked can still be answered.
func (t *turn) staysOpen() bool {
	switch t.s.Phase {
	case Answering, Filing, Noting, Settling, Reasoning:
		return !t.isShut(t.s.Criterion)
	case Placing, Profiling:
		return false
	default: // nothing is filed there
	}
	return true
}

// sayLate says under the first reply that what was filed counts as late.
func (t *turn) sayLate() {
	if !t.late || t.shut != nil {
		return
	}
	for i, effect := range t.effects {
		if say, ok := effect.(Say); ok {
			t.effects[i] = Say{t.markedLate(say.Message)}
			return
		}
	}
}

func (t *turn) markedLate(m Message) Message {
	closes := t.w.Settings.Closes(t.w.Edition, t.department())
	m.Text += "\n" + t.text("closing.late", texts.Args{"Closes": closes.Full()})
	return m
}

// pressedClosing asks the office to open filing again: once for each closing.
func (t *turn) pressedClosing(a Action) {
	c := t.w.Edition.Criterion(a.Target)
	switch {
	case a.Verb != "ask":
		t.staleButton()
		return
	case !t.mayFile():
		t.readOnly()
		return
	case !t.isShut(a.Target): // moved, or opened meanwhile
		t.settle()
		if c != nil {
			t.card(c)
		} else {
			t.due()
		}
		return
	}
	closes := t.w.Settings.ClosesFor(t.w.Edition, t.dossier(), a.Target)
	asked := t.department() + "/" + a.Target + "/" + closes.String()
	if t.s.Asked == asked {
		t.say("closing.asked_before", ownerArgs(t.w), t.homeRow())
		return
	}
	t.s.Asked = asked
	args := texts.Args{
		"Department": t.departmentName(t.department()), "Who": t.w.Me.Person.Name, "Closes": closes.Full(), "Title": "", "Owner": t.w.Config.Owner,
	}
	if c != nil {
		args["Title"] = t.titleOf(c)
	}
	rows := [][]Button{row(t.button("closing.move", args, flowAdmin, "date", closingDay+"/"+t.department()))}
	if c != nil {
		rows = append(rows, row(t.button("closing.see", args, flowReview, "one", t.department()+"/"+c.ID)))
	}
	t.do(Tell{Person: AllAdmins, Message: Message{Text: t.text("closing.request", args), Buttons: rows}})
	t.say("closing.asked", args, t.homeRow())
}

// reopenedUntil is the day until which a return keeps a criterion open beyond
// the closing; "" when none does.
func (t *turn) reopenedUntil(c *scoring.Criterion) string {
	until := t.w.Settings.ClosesFor(t.w.Edition, t.dossier(), c.ID)
	if until == t.w.Settings.Closes(t.w.Edition, t.department()) || t.isLate(c.ID) {
		return ""
	}
	return until.Full()
}

// lateMark says what of a criterion came after the closing: nothing, the
// answer, how many pieces.
func (t *turn) lateMark(d *scoring.Dossier, c *scoring.Criterion) string {
	item := d.Item(c.ID)
	args := texts.Args{"Answer": item.Answer != nil && t.w.Settings.Late(t.w.Edition, d, c.ID, item.AnsweredBy.At), "Files": 0}
	files := 0
	for _, ev := range item.Evidence {
		if t.w.Settings.Late(t.w.Edition, d, c.ID, ev.Stamp.At) {
			files++
		}
	}
	args["Files"] = files
	if args["Answer"] == false && files == 0 {
		return ""
	}
	return t.label("closing.mark", args)
}
