package flows

import (
	"slices"
	"strings"
	"time"

	"minhchung/flows/texts"
	"minhchung/flows/understand"
	"minhchung/scoring"
)

// returnAsk is what is asked in the phase of deciding when a verifier wants
// something more of a department: the reason, the day, and a confirmation.
const returnAsk = "return"

// beginReturn asks for the reason for which a criterion is returned.
func (t *turn) beginReturn(department string, c *scoring.Criterion) {
	t.settle()
	t.s.Admin = Draft{Department: department, Criterion: c.ID, Seq: t.w.Dossiers[department].Item(c.ID).Last.Seq}
	t.open(askDecision, Prompt{Ask: returnAsk})
	t.askReturn()
}

func (t *turn) returnArgs() texts.Args {
	draft := t.s.Admin
	args := texts.Args{"Department": t.departmentName(draft.Department), "Title": "", "Reason": draft.Text, "Until": "", "Max": maxReason, "Owner": t.w.Config.Owner}
	if c := t.w.Edition.Criterion(draft.Criterion); c != nil {
		args["Title"] = t.titleOf(c)
	}
	if until, err := scoring.ParseDate(draft.Date); err == nil {
		args["Until"], args["Days"] = until.Full(), until.DaysUntil(t.w.Now)
	}
	return args
}

// returnRow leads back to the criterion.
func (t *turn) returnRow() []Button {
	return row(t.button("return.leave", nil, flowReview, "one", t.s.Admin.Department+"/"+t.s.Admin.Criterion))
}

// The days that are offered for a return, in working days from now.
const soonReturn, laterReturn = 5, 10

func (t *turn) askReturn() {
	args := t.returnArgs()
	switch {
	case t.s.Admin.Text == "":
		t.say("return.ask_reason", args, t.returnRow())
	case t.s.Admin.Date == "":
		var days []Button
		for _, n := range []int{soonReturn, laterReturn} {
			day := scoring.DateOf(t.w.Now)
			for range n {
				day = t.w.Config.Calendar().WorkingAfter(day)
			}
			days = append(days, t.answer("return.day", texts.Args{"Day": day.Full()}, flowAdmin, "until", day.String()))
		}
		args["Example"] = scoring.DateOf(t.w.Now.AddDate(0, 0, 14)).Short()
		t.say("return.ask_day", args, days, t.returnRow())
	default:
		t.say("return.sure", args, row(t.answer("return.yes", nil, flowAdmin, "return", "")), t.returnRow())
	}
}

// typedReturn takes a line as the reason, the day or the confirmation.
func (t *turn) typedReturn() {
	text := strings.TrimSpace(t.e.Text)
	switch {
	case t.s.Admin.Text == "":
		if n := len([]rune(text)); n < 5 || n > maxReason {
			t.say("return.reason_length", t.returnArgs(), t.returnRow())
			return
		}
		t.s.Admin.Text = text
		t.reopenReturn()
	case t.s.Admin.Date == "":
		t.typedReturnDay()
	case t.saysYes():
		t.answeredReturn(Action{Verb: "return"})
	case t.saysNo():
		t.s.Admin.Text, t.s.Admin.Date = "", ""
		t.reopenReturn()
	default:
		t.asked()
	}
}

func (t *turn) reopenReturn() {
	t.open(askDecision, Prompt{Ask: returnAsk})
	t.askReturn()
}

func (t *turn) typedReturnDay() {
	day, problem := ParseDay(t.e.Text, t.w.Now.In(scoring.Zone).Year())
	args := t.returnArgs()
	args["Typed"], args["Day"], args["Example"] = shorten(t.e.Text, 40), day.Full(), scoring.DateOf(t.w.Now.AddDate(0, 0, 14)).Short()
	switch {
	case problem == DayUnclear && t.w.Reader.Understand(t.e.Text).Intent != understand.Unclear:
		t.asked()
	case problem != DayRight:
		t.say("return.no_day", args, t.returnRow())
	case day.DaysUntil(t.w.Now) < 0:
		t.say("return.day_past", args, t.returnRow())
	default:
		t.s.Admin.Date = day.String()
		t.reopenReturn()
	}
}

func (t *turn) answeredReturn(a Action) {
	switch {
	case a.Verb == "until" && t.s.Admin.Text != "":
		day, err := scoring.ParseDate(a.Target)
		if err != nil || day.DaysUntil(t.w.Now) < 0 {
			t.staleButton()
			return
		}
		t.s.Admin.Date = day.String()
		t.reopenReturn()
	case a.Verb == "return" && t.s.Admin.Text != "" && t.s.Admin.Date != "":
		t.giveBack()
	default:
		t.staleButton()
	}
}

// giveBack records the return, and tells the department's contacts and, in a
// line, its leaders: unless the department has filed something since the verifier looked.
func (t *turn) giveBack() {
	draft := t.s.Admin
	c := t.w.Edition.Criterion(draft.Criterion)
	until, err := scoring.ParseDate(draft.Date)
	if c == nil || err != nil {
		t.staleButton()
		return
	}
	if !t.loaded(draft.Department) {
		return
	}
	if until.DaysUntil(t.w.Now) < 0 { // it was chosen yesterday
		t.s.Admin.Date = ""
		t.open(askDecision, Prompt{Ask: returnAsk})
		args := t.returnArgs()
		args["Day"] = until.Full()
		t.say("return.day_past", args, t.returnRow())
		return
	}
	if last := t.w.Dossiers[draft.Department].Item(c.ID).Last; last.Seq > draft.Seq && last.By != t.w.Me.Person.ID {
		t.s.Admin.Seq = last.Seq
		t.open(askDecision, Prompt{Ask: returnAsk})
		args := t.returnArgs()
		args["Who"], args["At"] = t.personName(last.By), dayTime(last.At)
		t.say("return.changed", args, row(t.answer("return.still", nil, flowAdmin, "return", "")), t.returnRow())
		return
	}
	// The last second of the day: until then the criterion is open.
	t.record(draft.Department, scoring.Returned{Criterion: c.ID, Reason: draft.Text, Until: until.End().Add(-time.Second)})
	args := t.returnArgs()
	back := t.returnRow()
	t.settle()
	t.tellContacts(draft.Department, func() Message {
		args["Title"] = t.titleOf(c)
		open := t.button("remind.open", t.criterionArgs(c), flowReminder, "open", draft.Department+"/"+c.ID)
		return Message{Text: t.text("return.told", args), Buttons: [][]Button{row(open)}}
	})
	contacts := t.reachable(draft.Department)
	leaders := slices.DeleteFunc(t.staff(draft.Department), func(person string) bool { return slices.Contains(contacts, person) })
	args["Contacts"], args["Leaders"] = len(contacts) > 0, len(leaders) > 0
	for _, person := range leaders {
		t.tell(person, func() Message {
			args["Title"] = t.titleOf(c)
			return Message{Text: t.text("return.told_leader", args), Buttons: [][]Button{t.criterionOf(draft.Department, c)}}
		})
	}
	args["Title"] = t.titleOf(c)
	t.say("return.done", args, back)
}
